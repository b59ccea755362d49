"""What follows `/admin session S-7F3K`: an act with its reason, a note, or whom to act for."""

import re

from bot.actions.deputies import ActFor, FillFor, PressFor
from bot.actions.interventions import (
    AddInternalNote,
    ClearNoShow,
    ForceCancel,
    ForceComplete,
    Forms,
    GiveRefund,
    MoveSession,
    OverridePolicy,
    ReassignSession,
    ShowActs,
)
from bot.deputies.inner import ALLOWED, written
from bot.dispatch import perform
from bot.forms.problems import FieldRefused
from bot.interventions.talk import INTERVENTIONS
from bot.requests.booking import understood
from bot.requests.members import meant
from bot.requests.unused import besides
from bot.requests.verbs import session_action
from bot.routing import FORMS
from bot.turn import Turn
from bot.typed import lengths
from bot.typed.amounts import leading_share
from bot.typed.times import Ambiguous, Understood
from bot.ui import Outcome
from core.interventions import Lifts
from core.refunds import RefundKind
from core.sessions import Status
from core.usecases.interventions.cases import Case

_AMOUNT = re.compile(
    r"(?P<amount>\S*\d\S*(?: (?:[A-Z]{3}|(?:dollar|euro|pound|rupee|franc|crown)s?|yen)(?= |$))?)(?: (?P<reason>.*))?"
)
_LIFTS = {
    "reschedule": Lifts.RESCHEDULE,
    "move": Lifts.RESCHEDULE,
    "cancel": Lifts.CANCELLATION,
    "cancellation": Lifts.CANCELLATION,
    "extend": Lifts.DEADLINE,
    "time": Lifts.DEADLINE,
    "deadline": Lifts.DEADLINE,
}
_OF_REQUESTS = frozenset({"accept", "decline", "withdraw"})


def answer_act(turn: Turn, case: Case, verb: str, said: str) -> Outcome | None:
    """Look at the act if all that it takes is typed, else open its form with that; None for what is no act.

    Raises refusals.
    """
    session = case.session
    which = session.id, session.revision
    match verb.lower():
        case "acts":
            return besides(perform(turn, ShowActs(session.id)), said)
        case "for":
            return _for_party(turn, case, said)
        case "note":
            return _asked(turn, AddInternalNote(session.id), {"note": said}, complete=bool(said))
        case "cancel":
            values, certain = cancelling(said)
            complete = certain and bool(values["reason"])
            return _asked(turn, ForceCancel(*which), values, complete=complete)
        case "complete":
            return _with_reason(turn, ForceComplete(*which), _completing(said))
        case "refund":
            values = refunding(said)
            return _asked(
                turn, GiveRefund(*which), values, complete="reason" in values and "kind" in values
            )
        case "reassign":
            return _reassign(turn, ReassignSession(*which), said)
        case "move" | "reschedule":
            return perform(turn, MoveSession(*which), _moving(turn, said))
        case "clear":
            return _clear(turn, ClearNoShow(*which), said)
        case "override" | "allow":
            first, _, rest = said.partition(" ")
            lifts = _LIFTS.get(first.lower())
            values = {"lifts": lifts.value, "reason": rest} if lifts else {"reason": said}
            return perform(turn, OverridePolicy(*which), {k: v for k, v in values.items() if v})
    return None


def cancelling(said: str) -> tuple[dict[str, str], bool]:
    """The share and the reason of `50% the mentor is ill`; False where a number is not said to be a share."""
    if found := leading_share(said):
        share, reason, certain = found
        return {"pct": share, "reason": reason}, certain
    return {"reason": said}, True


def _completing(said: str) -> dict[str, str]:
    """A length stands before the reason: `45 min`, `1h`."""
    spoken = said.split()
    for count in (2, 1):
        length = " ".join(spoken[:count])
        if len(spoken) >= count and length[:1].isdigit() and lengths.amount(length):
            return {"minutes": length, "reason": " ".join(spoken[count:])}
    return {"reason": said}


def _moving(turn: Turn, said: str) -> dict[str, str]:
    """The time at the start, and behind it the reason: `tue 15:00 the mentor asks`."""
    spoken = said.split()
    readings = {
        count: found
        for count in range(1, len(spoken) + 1)
        if isinstance(found := understood(turn, " ".join(spoken[:count])), Understood | Ambiguous)
    }
    if not readings:
        return {"when": said} if said else {}
    count = min(count for count, found in readings.items() if found == readings[max(readings)])
    reason = " ".join(spoken[count:])
    return {"when": " ".join(spoken[:count]), **({"reason": reason} if reason else {})}


def refunding(said: str) -> dict[str, str]:
    """`full why`, `25 why`, `bonus 10 why`."""
    first, _, rest = said.partition(" ")
    if first.lower() in {"full", "all"}:
        values = {"kind": RefundKind.FULL.value, "reason": rest}
    else:
        bonus = first.lower() == RefundKind.BONUS.value
        kind = RefundKind.BONUS if bonus else RefundKind.PARTIAL
        found = _AMOUNT.fullmatch(rest if bonus else said)
        if found is None:
            values = {"kind": kind.value if bonus else "", "reason": rest if bonus else said}
        else:
            values = {"kind": kind.value, "amount": found["amount"], "reason": found["reason"] or ""}
    return {name: value for name, value in values.items() if value}


def _reassign(turn: Turn, action: ReassignSession, said: str) -> Outcome:
    first, _, reason = said.partition(" ")
    if not first:
        return perform(turn, action)
    mentor = meant(turn, first)
    values = {"mentor": str(mentor.id), "reason": reason}
    return _asked(turn, action, values, complete=bool(reason))


def _clear(turn: Turn, action: ClearNoShow, said: str) -> Outcome:
    first, _, rest = said.partition(" ")
    if first.lower() in {Status.COMPLETED.value, Status.CANCELLED.value}:
        return _with_reason(turn, action, {"restore": first.lower(), "reason": rest})
    return perform(turn, action, {"reason": said} if said else None)


def _for_party(turn: Turn, case: Case, said: str) -> Outcome:
    """`for mentee`, `for mentor cancel why`: the party's own verbs."""
    who, _, rest = said.partition(" ")
    as_mentor = _seat(turn, case, who)
    if as_mentor is None:
        return besides(perform(turn, ShowActs(case.session.id)), f"for {said}".strip())
    session = case.session
    verb, _, words = rest.partition(" ")
    verb = verb.replace("_", "-")
    action = session_action(verb, session.id, session.revision) if verb else None
    of_request = verb.lower() in _OF_REQUESTS and session.status is not Status.REQUESTED
    if action is None or type(action) not in ALLOWED or of_request:
        return besides(perform(turn, ActFor(session.id, as_mentor)), "" if of_request else rest)
    opens = type(action) in FORMS
    theirs = (FillFor if opens else PressFor)(session.id, as_mentor, written(action))
    if opens and words:
        return perform(turn, theirs, {"note": words})
    return besides(perform(turn, theirs), words)


def _seat(turn: Turn, case: Case, who: str) -> bool | None:
    """Whether the mentor is meant, or (False) the mentee; None for somebody else."""
    if not who:
        return None
    if who.lower() in {"mentor", "mentee"}:
        return who.lower() == "mentor"
    seats = {case.mentor.id: True, case.mentee.id: False}
    return seats.get(meant(turn, who).id)


def _with_reason(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    return _asked(turn, action, values, complete=bool(values.get("reason")))


def _asked(turn: Turn, action: Forms, values: dict[str, str], *, complete: bool) -> Outcome:
    if not complete:
        return perform(turn, action, {name: value for name, value in values.items() if value})
    try:
        return INTERVENTIONS.send(turn, action, values)
    except FieldRefused as wrong:
        raise wrong.refusal from wrong
