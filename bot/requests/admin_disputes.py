"""What follows `/admin disputes` and `/admin dispute D-7F3K`."""

import re

from bot.actions.disputes import (
    AskParty,
    DecideDispute,
    DismissDispute,
    Forms,
    GiveDispute,
    OpenEvidence,
    SetPriority,
    ShowDispute,
    TakeDispute,
    UpholdDispute,
)
from bot.dispatch import perform
from bot.disputes.list_cards import disputes_card
from bot.disputes.talk import DISPUTES
from bot.forms.problems import FieldRefused
from bot.requests.admin_acts import refunding
from bot.requests.members import meant
from bot.requests.problems import CATEGORIES
from bot.requests.unused import besides, unknown
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.attendance import DisputeStatus, Priority
from core.disputes import DisputeQuery, Way, Whose
from core.errors.common import NotFound
from core.people import Role
from core.usecases import dispute_acts, disputes
from core.usecases.disputes import Case

_PAGE = re.compile(r"page:?(\d{1,4})")
_WAYS = {
    "refund": Way.REFUND,
    "move": Way.MOVE,
    "reschedule": Way.MOVE,
    "warn": Way.WARN,
    "suspend": Way.SUSPEND,
    "close": Way.CLOSE,
    "resolve": Way.CLOSE,
}


def answer_disputes(turn: Turn, text: str) -> Outcome:
    """List what the filters let through: `mine`, `all`, `status:open`, `priority:high`, `category:money`, `admin:ana`.

    Raises refusals.
    """
    whose, page, admin = Whose.OPEN, 0, ""
    found: dict[str, DisputeStatus | Priority | object] = {}
    for word in text.replace(": ", ":").split():
        name, _, value = word.lower().partition(":")
        if not value and name in set(Whose):
            whose = Whose(name)
        elif name == "status" and value in set(DisputeStatus):
            found["status"], whose = (
                DisputeStatus(value),
                Whose.ALL if value not in {"open", "in_progress"} else whose,
            )
        elif name == "priority" and value in set(Priority):
            found["priority"] = Priority(value)
        elif name == "category" and value in CATEGORIES:
            found["category"] = CATEGORIES[value]
        elif name in {"admin", "assignee"} and value:
            member = meant(turn, word.partition(":")[2])
            found["assignee"], admin = member.id, member.person.name
        elif number := _PAGE.fullmatch(word.lower()):
            page = max(0, int(number[1]) - 1)
        else:
            return unknown(turn, "admin", f"disputes {text}")
    query = DisputeQuery(whose, **found)  # type: ignore[arg-type]  # each by its name
    return Message(disputes_card(disputes.disputes(turn.desk, turn.person, query, page), admin))


def answer_dispute(turn: Turn, text: str) -> Outcome:
    """Carry out `/admin dispute D-7F3K verb words`; raises NotFound and other refusals."""
    code, _, rest = text.partition(" ")
    case = disputes.coded(turn.desk, turn.person, code)
    assert case.dispute is not None
    which = case.dispute.id
    verb, _, said = rest.strip().partition(" ")
    match verb.lower():
        case "":
            return perform(turn, ShowDispute(which))
        case "take":
            return besides(perform(turn, TakeDispute(which)), said)
        case "confirm" | "uphold":
            return besides(perform(turn, UpholdDispute(which)), said)
        case "give" | "assign":
            if not said:
                return perform(turn, GiveDispute(which))
            dispute_acts.give(turn.desk, turn.person, which, meant(turn, said).id)
            return perform(turn, ShowDispute(which))
        case "priority" if said.lower() in set(Priority):
            return perform(turn, SetPriority(which, Priority(said.lower())))
        case "ask":
            return _ask(turn, case, which, said)
        case "file" | "open":
            return _open(turn, case, which, said)
        case "dismiss":
            return _sent(turn, DismissDispute(which), {"reason": said}, complete=bool(said))
        case known if known in _WAYS:
            return _decide(turn, case, DecideDispute(which, _WAYS[known]), said)
    return besides(perform(turn, ShowDispute(which)), rest)


def _ask(turn: Turn, case: Case, dispute: int, said: str) -> Outcome:
    first, _, question = said.partition(" ")
    assert case.dispute is not None
    other = case.mentor.id if case.dispute.by == case.mentee.id else case.mentee.id
    people = {
        "reporter": case.dispute.by,
        "other": other,
        "mentor": case.mentor.id,
        "mentee": case.mentee.id,
    }
    whom = people.get(first.lower().rstrip(":,"))
    if whom is None:  # nobody is asked what may have been meant for somebody else: the form shows whom
        return _sent(
            turn, AskParty(dispute), {"whom": str(case.dispute.by), "question": said}, complete=False
        )
    return _sent(
        turn, AskParty(dispute), {"whom": str(whom), "question": question}, complete=bool(question)
    )


def _open(turn: Turn, case: Case, dispute: int, said: str) -> Outcome:
    place = int(said) if said.isdecimal() and len(said) < 4 else 0
    if not 0 < place <= len(case.files):
        if not said and len(case.files) == 1:
            place = 1
        else:
            raise NotFound("file")
    return perform(turn, OpenEvidence(dispute, case.files[place - 1].id))


def _decide(turn: Turn, case: Case, action: DecideDispute, said: str) -> Outcome:
    """Look at it where all that it takes is typed; else its form with what was."""
    match action.way:
        case Way.CLOSE:
            values = {"reason": said}
        case Way.MOVE:
            values = {"when": said}
        case Way.WARN | Way.SUSPEND:
            whom, _, reason = said.partition(" ")
            role = whom.lower() if whom.lower() in {Role.MENTOR.value, Role.MENTEE.value} else ""
            if not role and said:
                role = _seat(turn, case, whom)
            values = {"whom": role, "reason": reason}
        case Way.REFUND:
            values = refunding(said)
    whole = all(values.values()) and (action.way is not Way.REFUND or "kind" in values)
    complete = bool(values.get("reason")) and whole and action.way is not Way.MOVE
    return _sent(turn, action, values, complete=complete)


def _seat(turn: Turn, case: Case, name: str) -> str:
    """The role of the party who is meant."""
    seats = {case.mentor.id: Role.MENTOR.value, case.mentee.id: Role.MENTEE.value}
    return seats.get(meant(turn, name).id, "")


def _sent(turn: Turn, action: Forms, values: dict[str, str], *, complete: bool) -> Outcome:
    if not complete:
        return perform(turn, action, {name: value for name, value in values.items() if value})
    try:
        return DISPUTES.send(turn, action, values)
    except FieldRefused as wrong:
        raise wrong.refusal from wrong
