"""Moving a session by agreement, as cards: choosing a time, asking, answering, and how it went so far."""

from collections.abc import Mapping

from bot.actions.rescheduling import AcceptTime, CancelInstead, DeclineTime, PickTime, WithdrawRequest
from bot.formats import shorten
from bot.labels import danger, length, moment_label, primary, when, who
from bot.sentences import Msg, label, lines, msg, own, say, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Code, Fact, Facts, Hint, Link, Paragraph, Part, Show, Text
from core.people import Role
from core.reschedule_rules import answers, ask_until, needs_approval
from core.reschedules import RequestStatus, RescheduleAnswer, RescheduleProposal, RescheduleRequest
from core.sessions import Status
from core.usecases.session_views import SessionView

QUOTED = 60
IN_DETAIL = 2
"""How many of the latest requests a session's card tells word by word; of earlier ones it tells the outcome."""

ByViewer = Mapping[bool, Msg]
"""A sentence about the viewer (True), and the same about the other party."""
MOVED: ByViewer = {
    True: msg("{at}: You moved it from {old} to {new}."),
    False: msg("{at}: {name} moved it from {old} to {new}."),
}
ASKED: ByViewer = {
    True: msg("{at}: You asked to move it from {old} to {new}."),
    False: msg("{at}: {name} asked to move it from {old} to {new}."),
}
ASKED_TO_CHOOSE: ByViewer = {
    True: msg("{at}: You asked to move it from {old}."),
    False: msg("{at}: {name} asked to move it from {old}."),
}
CHOSE: ByViewer = {True: msg("You chose {new}."), False: msg("{name} chose {new}.")}
PROPOSED: ByViewer = {True: msg("You proposed {new}."), False: msg("{name} proposed {new}.")}
ASKED_ONCE: ByViewer = {True: msg("{at}: You asked."), False: msg("{at}: {name} asked.")}
ASKED_AT_LAST: ByViewer = {
    True: msg("{at}: You asked; last proposed: {new}."),
    False: msg("{at}: {name} asked; last proposed: {new}."),
}
WAITS: ByViewer = {True: msg("Waits for you."), False: msg("Waits for {name}.")}
OUTCOMES: Mapping[RequestStatus, ByViewer] = {
    RequestStatus.ACCEPTED: {True: msg("Accepted by you."), False: msg("Accepted by {name}.")},
    RequestStatus.DECLINED: {True: msg("Declined by you."), False: msg("Declined by {name}.")},
    RequestStatus.WITHDRAWN: {True: msg("Withdrawn by you."), False: msg("Withdrawn by {name}.")},
}
ON_THE_TABLE: ByViewer = {True: msg("You propose it."), False: msg("{name} proposes it.")}
TO_BE_CHOSEN: ByViewer = {
    True: msg("You asked to move it; the new time is still to be chosen."),
    False: msg("{name} asked to move it; the new time is still to be chosen."),
}
ANSWER_BY: ByViewer = {
    True: msg("Please answer by {until}."),
    False: msg("{other} can answer until {until}."),
}


def reschedule_actions(view: SessionView) -> list[Button | Link]:
    """Reschedule, or the answers to an open request, as far as the viewer may."""
    if view.request is not None:
        return [*answer_buttons(view, view.request)]
    # For a booking that waits for its mentor, another time is one of the mentor's answers.
    if view.session.status is Status.REQUESTED or view.reschedule_refusal is not None:
        return []
    return [Button(label("Reschedule"), PickTime(view.session.id))]


def ask_to_move(view: SessionView) -> Button:
    """Rescheduling one of several sessions, which is named by its time."""
    time = moment_label(view.session.starts_at, view.reader)
    if needs_approval(view.session, view.policies):
        return Button(label("Ask to move {time}", time=time), PickTime(view.session.id))
    return Button(label("Reschedule {time}", time=time), PickTime(view.session.id))


def answer_buttons(view: SessionView, request: RescheduleRequest) -> list[Button]:
    """What the viewer may do about a request that somebody has still to answer."""
    if not request.is_live(view.now):
        return []
    may = answers(request, view.viewer, view.policies)
    session, key = view.session, (request.id, request.turn)
    cancel = label("Cancel with full refund") if session.rate else label("Cancel the session")
    buttons = {
        RescheduleAnswer.ACCEPT: primary(label("Accept"), AcceptTime(*key)),
        RescheduleAnswer.CHOOSE: primary(label("Choose a time"), PickTime(session.id)),
        RescheduleAnswer.COUNTER: Button(label("Counter"), PickTime(session.id)),
        RescheduleAnswer.DECLINE: Button(label("Decline"), DeclineTime(*key)),
        RescheduleAnswer.WITHDRAW: Button(label("Withdraw request"), WithdrawRequest(*key)),
        RescheduleAnswer.CANCEL: danger(cancel, CancelInstead(*key)),
    }
    # Whoever asked and may decline what was countered ends the same request by either button.
    hidden = {RescheduleAnswer.WITHDRAW} if RescheduleAnswer.DECLINE in may else set()
    return [button for answer, button in buttons.items() if answer in may - hidden]


def may_call_off(view: SessionView) -> bool:
    """Whether the viewer may cancel in answer to a request: on better terms than without one."""
    request = view.request
    return request is not None and RescheduleAnswer.CANCEL in answers(request, view.viewer, view.policies)


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
        how: Text = ()
        if request is None and view.reschedule_refusal is None:
            how = say(
                "You can ask until {until}: press Reschedule or type {command}.",
                until=when(ask_until(session, view.viewer, view.policies), view.reader, Show.SHORT),
                command=Code(own_command(f"/sessions {session.code} reschedule tomorrow 3pm")),
            )
        parts.append(Hint(sentences(say("Reschedules: {allowance}.", allowance=allowance(view)), how)))
    earlier, latest = view.requests[:-IN_DETAIL], view.requests[-IN_DETAIL:]
    parts += [Hint(in_short(view, each)) for each in earlier]
    return (*parts, *(Hint(history(view, each)) for each in latest))


def allowance(view: SessionView) -> str:
    """`1 of 2 used`."""
    used, allowed = view.session.reschedules(view.viewer), view.policies.max_reschedules(view.viewer)
    if allowed is None:
        return label("{used} used", used=used)
    return label("{used} of {allowed} used", used=used, allowed=allowed)


def on_the_table(view: SessionView, request: RescheduleRequest) -> Text:
    """What was proposed last, and who has to answer until when."""
    last, mine = request.last, request.last.by is view.viewer
    until = when(request.expires_at, view.reader, Show.SHORT)
    answer = say(ANSWER_BY[request.responder is view.viewer], other=view.other.name, until=until)
    name = _first_name(view)
    if last.starts_at is None:
        return sentences(say(TO_BE_CHOSEN[mine], name=name), answer)
    kept = say("It is kept for both of you.") if view.policies.hold_proposed_time else ()
    time = say("{label} {time}.", label=Bold(label("New time:")), time=_proposed(view, last))
    return sentences(time, say(ON_THE_TABLE[mine], name=name), answer, kept)


def history(view: SessionView, request: RescheduleRequest) -> Text:
    """Everything that was said about one request, a line each."""
    first, *others = request.proposals
    moved = request.status is RequestStatus.ACCEPTED and not others and request.ended_by is request.by
    old = when(request.original_start, view.reader, Show.SHORT)
    at, name = when(first.at, view.reader, Show.SHORT), _first_name(view)
    mine = first.by is view.viewer
    if first.starts_at is None:
        began = say(ASKED_TO_CHOOSE[mine], at=at, name=name, old=old)
    else:
        new = when(first.starts_at, view.reader, Show.SHORT)
        began = say((MOVED if moved else ASKED)[mine], at=at, name=name, old=old, new=new)
    told = [_with_note(began, first.note)]
    went_on = CHOSE if first.starts_at is None else PROPOSED
    for other in others:
        assert other.starts_at is not None
        new = when(other.starts_at, view.reader, Show.SHORT)
        told.append(_with_note(say(went_on[other.by is view.viewer], name=name, new=new), other.note))
    return lines(*told) if moved else lines(*told, _outcome(view, request))


def what_followed(view: SessionView, request: RescheduleRequest, turn: int) -> Text:
    """What came of the proposal of this turn: another one, and how the request ended."""
    ended = _outcome(view, request) if not request.is_live(view.now) else ()
    if request.turn <= turn:
        return ended or _outcome(view, request)
    following = request.proposals[turn]
    assert following.starts_at is not None
    went_on = CHOSE if request.proposals[turn - 1].starts_at is None else PROPOSED
    time = when(following.starts_at, view.reader, Show.SHORT)
    return lines(say(went_on[following.by is view.viewer], name=_first_name(view), new=time), ended)


def in_short(view: SessionView, request: RescheduleRequest) -> Text:
    """Who asked when, what was proposed last, and the outcome, in a line."""
    mine, last = request.by is view.viewer, request.last.starts_at
    at, name = when(request.asked_at, view.reader, Show.SHORT), _first_name(view)
    if last is None:
        asked = say(ASKED_ONCE[mine], at=at, name=name)
    else:
        asked = say(ASKED_AT_LAST[mine], at=at, name=name, new=when(last, view.reader, Show.SHORT))
    return sentences(asked, _outcome(view, request))


def old_and_new(view: SessionView, request: RescheduleRequest) -> Facts:
    """With whom, the time as it was, and the one on the table, in the reader's own time."""
    last = request.last
    other = say("{who} (mentee)", who=who(view.other))
    if view.viewer is Role.MENTEE:
        other = say("{who} (mentor)", who=who(view.other))
    rows: list[Fact] = [
        (label("With"), other),
        (label("Currently"), (when(request.original_start, view.reader),)),
    ]
    if last.starts_at is not None:
        rows.append((label("New time"), _proposed(view, last)))
    if last.note:
        reason = last.by is Role.MENTOR and request.turn == 1
        rows.append((label("Reason") if reason else label("Note"), (own(last.note),)))
    return Facts(tuple(rows))


def _outcome(view: SessionView, request: RescheduleRequest) -> Text:
    name = _first_name(view)
    if request.status is RequestStatus.CANCELLED:
        return say("Ended: the session went another way.")
    if request.status in OUTCOMES:
        return say(OUTCOMES[request.status][request.ended_by is view.viewer], name=name)
    if not request.is_live(view.now):
        return say("Not answered in time.")
    return say(WAITS[request.responder is view.viewer], name=name)


def _proposed(view: SessionView, proposal: RescheduleProposal) -> Text:
    """The proposed time, with the length where it is another."""
    assert proposal.starts_at is not None
    time = when(proposal.starts_at, view.reader)
    if proposal.minutes == view.session.minutes:
        return (time,)
    return say("{time} ({length})", time=time, length=length(proposal.minutes))


def _with_note(said: Text, note: str) -> Text:
    return say("{said} “{note}”", said=said, note=shorten(note, QUOTED)) if note else said


def _first_name(view: SessionView) -> str:
    """The other party's."""
    return view.other.name.split()[0]
