"""Moving a session by agreement, as cards: choosing a time, asking, answering, and how it went so far."""

from bot.actions.rescheduling import AcceptTime, CancelInstead, DeclineTime, PickTime, WithdrawRequest
from bot.labels import danger, length, primary, when, who
from bot.ui import Bold, Button, Code, Facts, Hint, Link, Paragraph, Part, Show, Text, words
from core.people import Role
from core.reschedule_rules import answers, ask_until
from core.reschedules import Answer, Proposal, RequestStatus, RescheduleRequest
from core.sessions import Status
from core.usecases.session_views import SessionView

QUOTED = 60
IN_DETAIL = 2
"""How many of the latest requests a session's card tells word by word; of earlier ones it tells the outcome."""


def reschedule_actions(view: SessionView) -> list[Button | Link]:
    """Reschedule, or the answers to an open request, as far as the viewer may."""
    if view.request is not None:
        return [*answer_buttons(view, view.request)]
    # For a booking that waits for its mentor, another time is one of the mentor's answers.
    if view.session.status is Status.REQUESTED or view.reschedule_refusal is not None:
        return []
    return [Button("Reschedule", PickTime(view.session.id))]


def answer_buttons(view: SessionView, request: RescheduleRequest) -> list[Button]:
    """What the viewer may do about a request that somebody has still to answer."""
    if not request.is_live(view.now):
        return []
    may = answers(request, view.viewer, view.policies)
    session, key = view.session, (request.id, request.turn)
    refunded = "Cancel with full refund" if session.rate else "Cancel the session"
    buttons = {
        Answer.ACCEPT: primary("Accept", AcceptTime(*key)),
        Answer.CHOOSE: primary("Choose a time", PickTime(session.id)),
        Answer.COUNTER: Button("Counter", PickTime(session.id)),
        Answer.DECLINE: Button("Decline", DeclineTime(*key)),
        Answer.WITHDRAW: Button("Withdraw request", WithdrawRequest(*key)),
        Answer.CANCEL: danger(refunded, CancelInstead(*key)),
    }
    # Whoever asked and may decline what was countered ends the same request by either button.
    hidden = {Answer.WITHDRAW} if Answer.DECLINE in may else set()
    return [button for answer, button in buttons.items() if answer in may - hidden]


def may_call_off(view: SessionView) -> bool:
    """Whether the viewer may cancel in answer to a request: on better terms than without one."""
    request = view.request
    return request is not None and Answer.CANCEL in answers(request, view.viewer, view.policies)


def reschedule_parts(view: SessionView) -> tuple[Part, ...]:
    """What the session's card tells of moving it: the allowance, what is on the table, and how it went so far."""
    session, request = view.session, view.request
    parts: list[Part] = []
    if request is not None:
        parts.append(Paragraph(on_the_table(view, request)))
    upcoming = session.status is Status.SCHEDULED and view.now < session.starts_at
    if (
        upcoming
        and not session.is_unanswered
        and not view.former
        and view.policies.may_reschedule(view.viewer)
    ):
        used = words("Reschedules: ", allowance(view), ".")
        until = ask_until(session, view.viewer, view.policies)
        may = request is None and view.reschedule_refusal is None
        how = words(
            " You can ask until ",
            when(until, view.reader, Show.SHORT),
            ": press Reschedule or type ",
            Code(f"/sessions {session.code} reschedule tomorrow 3pm"),
            ".",
        )
        parts.append(Hint(words(*used, *(how if may else ()))))
    earlier, latest = view.requests[:-IN_DETAIL], view.requests[-IN_DETAIL:]
    parts += [Hint(in_short(view, each)) for each in earlier]
    return (*parts, *(Hint(history(view, each)) for each in latest))


def allowance(view: SessionView) -> str:
    """`1 of 2 used`."""
    used, allowed = view.session.reschedules(view.viewer), view.policies.max_reschedules(view.viewer)
    return f"{used} used" if allowed is None else f"{used} of {allowed} used"


def on_the_table(view: SessionView, request: RescheduleRequest) -> Text:
    """What was proposed last, and who has to answer until when."""
    last, mine = request.last, request.responder is view.viewer
    if last.starts_at is None:
        what = words(_subject(view, last.by), " asked to move it; the new time is still to be chosen. ")
    else:
        verb = "propose" if last.by is view.viewer else "proposes"
        what = words(Bold("New time: "), when(last.starts_at, view.reader), _longer(view, last), ". ")
        what = words(*what, f"{_subject(view, last.by)} {verb} it. ")
    whose = "Please answer" if mine else f"{view.other.name} can answer"
    kept = " It is kept for both of you." if last.starts_at and view.policies.hold_proposed_time else ""
    return words(*what, f"{whose} until ", when(request.expires_at, view.reader, Show.SHORT), f".{kept}")


def history(view: SessionView, request: RescheduleRequest) -> Text:
    """Everything that was said about one request, a line each."""
    first, *others = request.proposals
    at = words(when(first.at, view.reader, Show.SHORT), ": ")
    moved = request.status is RequestStatus.ACCEPTED and not others and request.ended_by is request.by
    verb = "moved it" if moved else "asked to move it"
    lines = words(*at, f"{_subject(view, first.by)} {verb} from ")
    lines = words(*lines, when(request.original_start, view.reader, Show.SHORT))
    if first.starts_at is not None:
        lines = words(*lines, " to ", when(first.starts_at, view.reader, Show.SHORT))
    lines = words(*lines, _quoted(first.note))
    for other in others:
        assert other.starts_at is not None
        chose = "chose" if first.starts_at is None else "proposed"
        lines = words(*lines, f"\n{_subject(view, other.by)} {chose} ")
        lines = words(*lines, when(other.starts_at, view.reader, Show.SHORT), _quoted(other.note))
    return lines if moved else words(*lines, f"\n{_outcome(view, request)}")


def in_short(view: SessionView, request: RescheduleRequest) -> Text:
    """Who asked when, what was proposed last, and the outcome, in a line."""
    asked = words(when(request.asked_at, view.reader, Show.SHORT), f": {_subject(view, request.by)} asked")
    last = request.last.starts_at
    named = words("; last proposed: ", when(last, view.reader, Show.SHORT)) if last else ()
    return words(*asked, *named, f". {_outcome(view, request)}")


def _outcome(view: SessionView, request: RescheduleRequest) -> str:
    by = "nobody" if request.ended_by is None else _object(view, request.ended_by)
    match request.status:
        case RequestStatus.ACCEPTED:
            return f"Accepted by {by}."
        case RequestStatus.DECLINED:
            return f"Declined by {by}."
        case RequestStatus.WITHDRAWN:
            return f"Withdrawn by {by}."
        case RequestStatus.CANCELLED:
            return "Ended: the session went another way."
    if not request.is_live(view.now):
        return "Not answered in time."
    return f"Waits for {_object(view, request.responder)}."


def old_and_new(view: SessionView, request: RescheduleRequest) -> Facts:
    """With whom, the time as it was, and the one on the table, in the reader's own time."""
    last = request.last
    rows: list[tuple[str, Text]] = [
        ("With", words(who(view.other), " (mentee)" if view.viewer is Role.MENTOR else " (mentor)")),
        ("Until now", words(when(request.original_start, view.reader))),
    ]
    if last.starts_at is not None:
        rows.append(("New time", words(when(last.starts_at, view.reader), _longer(view, last))))
    if last.note:
        rows.append(
            ("Reason" if last.by is Role.MENTOR and request.turn == 1 else "Note", words(last.note))
        )
    return Facts(tuple(rows))


def _longer(view: SessionView, proposal: Proposal) -> str:
    """The length, where it is another."""
    return "" if proposal.minutes == view.session.minutes else f" ({length(proposal.minutes)})"


def _subject(view: SessionView, role: Role) -> str:
    return "You" if role is view.viewer else view.other.name.split()[0]


def _object(view: SessionView, role: Role) -> str:
    return "you" if role is view.viewer else view.other.name.split()[0]


def _quoted(note: str) -> str:
    if not note:
        return ""
    return f": “{note}”" if len(note) <= QUOTED else f": “{note[: QUOTED - 1]}…”"
