"""What people are written about moving a session."""

from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import row, title_of, when, who
from bot.rescheduling.cards import moved_text, sent_text
from bot.rescheduling.request_cards import ByViewer, answer_buttons, old_and_new
from bot.sentences import label, msg, own, say, sentences
from bot.session_facts import meeting_facts
from bot.sessions.cards import session_actions
from bot.ui import Bold, Button, Card, Fact, Facts, Hint, Label, Paragraph, Part, Row, Show, Text
from core.people import Role
from core.reschedules import RequestStatus, RescheduleRequest
from core.usecases.session_views import SessionView

MOVED: ByViewer = {True: msg("You moved the session."), False: msg("{who} moved the session.")}
CHOSE: ByViewer = {True: msg("You chose the new time."), False: msg("{who} chose the new time.")}
AGREED: ByViewer = {True: msg("You agreed to the new time."), False: msg("{who} agreed to the new time.")}
DECLINED: ByViewer = {
    True: msg("You declined the request to move the session."),
    False: msg("{name} declined the request to move the session."),
}
WITHDREW: ByViewer = {
    True: msg("You withdrew the request to move the session."),
    False: msg("{name} withdrew the request to move the session."),
}
SILENT: ByViewer = {
    True: msg("You did not answer in time."),
    False: msg("{name} did not answer in time."),
}


def asked_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """A time, a counter-proposal, or the choice of one, to answer."""
    other = who(view.other)
    choose = request.last.starts_at is None
    text = say("{who} asks to move your session.", who=other)
    if request.rounds:
        text = say("{who} proposes another time.", who=other)
    elif choose:
        text = say("{who} asks you to choose another time for your session.", who=other)
    elif view.session.is_unaccepted:
        text = say("{who} has not accepted your booking as it is, and proposes another time.", who=other)
    final = request.rounds >= view.policies.max_counter_proposals and not choose
    last_round = say("There are no counter-proposals left.") if final else ()
    return Card(
        asked_title(view, request),
        (
            Paragraph(text),
            old_and_new(view, request),
            *_buttons(view, request),
            Hint(sentences(*_until(view, request), last_round)),
        ),
    )


def asked_title(view: SessionView, request: RescheduleRequest) -> Label:
    """Above a time, or the choice of one, to answer."""
    title = title_of(view.session.topic)
    if request.rounds:
        return label("Another time proposed: {title}", title=title)
    return label("Reschedule request: {title}", title=title)


def sent_title(request: RescheduleRequest) -> Label:
    """Above a time that the other one has to answer."""
    return label("Counter-Proposal Sent") if request.rounds else label("Reschedule Request Sent")


def moved_title(view: SessionView, request: RescheduleRequest) -> Label:
    """Above what was agreed."""
    mine = request.ended_by is view.viewer
    return label("Reschedule Confirmed") if mine else label("Session Rescheduled")


def prompt_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """Somebody has not answered yet."""
    return Card(
        label("Please answer: {title}", title=title_of(view.session.topic)),
        (
            Paragraph(say("{who} still waits to hear whether the session moves.", who=who(view.other))),
            old_and_new(view, request),
            *_buttons(view, request),
            Hint(sentences(*_until(view, request))),
        ),
    )


def sent_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """To whoever proposed."""
    stays = say("The session stays where it is until {who} agrees.", who=who(view.other))
    if request.last.starts_at is None:
        stays = say(
            "The session stays where it is until {who} has chosen another time.", who=who(view.other)
        )
    return Card(
        sent_title(request),
        (
            Paragraph(sentences(sent_text(view, request), stays)),
            old_and_new(view, request),
            *_buttons(view, request),
            Hint(sentences(*_until(view, request))),
        ),
    )


def ended_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """Declined, withdrawn or not answered: the session stays as it was."""
    mine, name = request.ended_by is view.viewer, view.other.name
    match request.status:
        case RequestStatus.DECLINED:
            title, text = label("Reschedule Request Declined"), say(DECLINED[mine], name=name)
        case RequestStatus.WITHDRAWN:
            title, text = label("Reschedule Request Withdrawn"), say(WITHDREW[mine], name=name)
        case _:
            title = label("Reschedule Request Expired")
            text = say(SILENT[request.responder is view.viewer], name=name)
    proposed = request.last.starts_at
    facts = () if proposed is None else (Facts(((label("Proposed"), (when(proposed, view.reader),)),)),)
    door = Button(label("Show the session"), ShowSession(view.session.id))
    return Card(
        title,
        (
            Paragraph(sentences(text, _stays(view))),
            *facts,
            row(door, Button(label("My sessions"), ShowSessions())),
        ),
    )


def _stays(view: SessionView) -> Text:
    session = view.session
    title, time = Bold(title_of(session.topic)), when(session.starts_at, view.reader)
    if session.is_unaccepted:
        return say("{title} is still requested for {time}.", title=title, time=time)
    if view.now < session.starts_at:
        return say("{title} stays on {time}.", title=title, time=time)
    return say("{title} stayed on {time}.", title=title, time=time)


def rescheduled_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """The session has another time, to both; whoever settled it reads it as a confirmation."""
    mine = request.ended_by is view.viewer
    done = AGREED
    if request.turn == 1 and request.by is request.ended_by:
        done = MOVED
    elif request.proposals[0].starts_at is None and request.last.by is request.ended_by:
        done = CHOSE
    rows: list[Fact] = [(label("Previously"), (when(request.original_start, view.reader),))]
    if request.last.note and request.last.by is not view.viewer:
        name = label("Reason") if view.viewer is Role.MENTEE else label("Note")
        rows.append((name, (own(request.last.note),)))
    door = Button(label("Show the session"), ShowSession(view.session.id))
    return Card(
        moved_title(view, request),
        (
            Paragraph(sentences(say(done[mine], who=who(view.other)), moved_text(view) if mine else ())),
            Facts((*meeting_facts(view), *rows)),
            Row((*session_actions(view), door)),
            Hint(say("I will remind you before the new time; reminders of the old one are gone.")),
        ),
    )


def _buttons(view: SessionView, request: RescheduleRequest) -> tuple[Part, ...]:
    door = Button(label("Show the session"), ShowSession(view.session.id))
    return (Row((*answer_buttons(view, request), door)),)


def _until(view: SessionView, request: RescheduleRequest) -> tuple[Text, ...]:
    """Who has to answer by when, whether the time is kept, and what follows without an answer."""
    until = when(request.expires_at, view.reader, Show.SHORT)
    kept = request.last.starts_at is not None and view.policies.hold_proposed_time
    if request.responder is not view.viewer:
        if kept:
            answer = say(
                "{name} can answer until {until}, and the time is kept until then.",
                name=view.other.name,
                until=until,
            )
        else:
            answer = say("{name} can answer until {until}.", name=view.other.name, until=until)
        return (answer,)
    answer = say("Please answer by {until}.", until=until)
    if kept:
        answer = say("Please answer by {until}; the time is kept until then.", until=until)
    if view.session.is_unaccepted:
        return answer, say("Without an answer the booking request ends.")
    return answer, say("Without an answer the session stays as it was.")
