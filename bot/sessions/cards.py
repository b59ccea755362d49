"""Sessions as cards: lists, one session, cancelling, joining."""

from bot.actions.aftermath import WriteNote
from bot.actions.disputes import ReportProblem
from bot.actions.mentors import BrowseMentors
from bot.actions.recordings import ShowRecording
from bot.actions.schedule import ShowMyWeek, ShowSchedule
from bot.actions.sessions import (
    CancelSession,
    EditSession,
    JoinSession,
    LookBack,
    ShowSession,
    ShowSessions,
    TellLate,
)
from bot.aftermath.cards import aftermath_actions
from bot.calendar_links import session_calendar
from bot.cancelling.refusals import why_not
from bot.chats.cards import Elsewhere, come_card, direct_card, opened_parts
from bot.confirming.cards import confirmation_actions, request_outcome
from bot.councils.coming_cards import coming_parts
from bot.labels import (
    LINK_IS_OWN,
    countdown,
    danger,
    length,
    moment_with,
    primary,
    reminding,
    row,
    title_of,
    when,
    who,
)
from bot.language import reads_mail
from bot.payments.cards import payment_actions
from bot.places import place_text
from bot.refund_terms import refund_terms
from bot.replacing.cards import reassignment_state, replacement_actions
from bot.rescheduling.request_cards import may_call_off, reschedule_actions, reschedule_parts
from bot.sentences import dotted, in_chat, label, lines, msg, say, sentences, series
from bot.session_facts import attention, brief_facts, meeting_facts, session_facts, state_of, state_sentence
from bot.statistics.periods import period_label
from bot.typed.command_words import own as own_command
from bot.ui import (
    NO_LABEL,
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Label,
    Link,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.errors.replacing import AnswerFirst
from core.people import Role
from core.sessions import ENDED, Cancellation, Meeting, Status
from core.usecases.attending import Joined, SessionsPage
from core.usecases.editing import is_editable
from core.usecases.session_views import SessionView

CANCEL = msg("Cancel session")
WITH = {
    Role.MENTOR: msg("{time} · {who} (your mentee)"),
    Role.MENTEE: msg("{time} · {who} (your mentor)"),
}
"""By who looks."""


def sessions_card(page: SessionsPage) -> Card:
    """Upcoming or past sessions, each with a button to open it."""
    asked = _asked(page)
    parts: list[Part] = [Hint(say("Only: {filters}.", filters=series(asked)))] if asked else []
    parts += [Paragraph(_listed(view)) for view in page.sessions]
    opened = tuple(
        Button(moment_with(view.session.starts_at, view.other, view.reader), ShowSession(view.session.id))
        for view in page.sessions
    )
    if opened:
        parts.append(Row(opened, columns=1))
    elif not page.councils:
        parts.append(Paragraph(say("No past sessions.") if page.past else say("Nothing is coming up.")))
    parts += coming_parts(page.councils)
    turns = [Button(label("‹ Back"), _turned(page, page.page - 1))] if page.page else []
    turns += [Button(label("More ›"), _turned(page, page.page + 1))] if page.more else []
    turns += [Button(label("All past sessions"), ShowSessions(past=True))] if asked else []
    turns += [
        Button(label("Upcoming"), ShowSessions())
        if page.past
        else Button(label("Past"), ShowSessions(past=True)),
        Button(label("My week"), ShowMyWeek()),
    ]
    turns.append(primary(label("Book a session"), BrowseMentors()))
    title = label("Past sessions") if page.past else label("Upcoming sessions")
    return Card(title, (*parts, Row(tuple(turns))))


def _asked(page: SessionsPage) -> list[Label]:
    """Which past sessions alone are listed."""
    period = [period_label(page.period)] if page.period else []
    return period + ([label("with {name}", name=page.other.name)] if page.other else [])


def _turned(page: SessionsPage, number: int) -> ShowSessions | LookBack:
    if not _asked(page):
        return ShowSessions(page.past, number)
    first, last = (page.period.first, page.period.last) if page.period else (None, None)
    return LookBack(first, last, page.other.id if page.other else None, number)


def _listed(view: SessionView) -> Text:
    session, can = view.session, _can(view)
    return lines(
        say(
            WITH[view.viewer],
            time=when(session.starts_at, view.reader, Show.SHORT),
            who=who(view.other),
        ),
        dotted(
            (Bold(title_of(session.topic)),),
            (length(session.minutes),),
            words(state_of(view)),
            (session.code,),
        ),
        attention(view),
        say("Now: {actions}", actions=can) if can else (),
    )


def session_card(
    view: SessionView,
    title: Label = NO_LABEL,
    support: str = "",
    door: str = "",
    *,
    can_be_recorded: bool = False,
) -> Card:
    """One session with what the viewer can do about it now; `support` is whom to ask about anything else.

    By `door` they come to it from outside the chat.

    Who was its mentor sees that it goes on without them, and not what it is about by now.
    """
    if view.former:
        notes = Button(label("Private notes"), WriteNote(view.session.id))
        back = row(notes, Button(label("‹ My sessions"), ShowSessions()))
        return Card(label("Session {code}", code=view.session.code), (*settled_card(view).parts, back))
    facts = list(session_facts(view))
    if view.session.status not in ENDED and view.now < view.session.starts_at:
        facts.insert(2, (label("Starts"), (countdown(view.session.starts_at - view.now),)))
    parts: list[Part] = [Facts(tuple(facts))]
    if waits := attention(view):
        parts.append(Paragraph(say("{now} {what}", now=Bold(label("Now:")), what=waits)))
    if view.mail_waits:
        parts.append(Hint(say("The e-mail about this is delayed: I keep trying to send it.")))
    if actions := session_actions(view):
        parts.append(Row(tuple(actions)))
    if view.may_join:
        parts.append(row(Button(label("I am late"), TellLate(view.session.id))))
    parts += session_calendar(view, door)
    upcoming = view.session.status is Status.SCHEDULED and view.now < view.session.starts_at
    if upcoming and (can := _what_can_be_done(view, support)):
        parts.append(Hint(can))
    parts += reschedule_parts(view)
    if can_be_recorded and not view.session.is_unanswered:
        parts.append(row(Button(label("Recording"), ShowRecording(view.session.id))))
    doors = [Button(label("Report a problem"), ReportProblem(view.session.id))] if view.may_report else []
    doors += [Button(label("‹ My schedule"), ShowSchedule())] if view.viewer is Role.MENTOR else []
    parts.append(row(*doors, Button(label("‹ My sessions"), ShowSessions())))
    return Card(title or title_of(view.session.topic), tuple(parts))


def session_actions(view: SessionView) -> list[Button | Link]:
    """The actions that are allowed right now (SES-2)."""
    if view.former:
        return []
    actions: list[Button | Link] = []
    if view.may_join:
        actions.append(primary(label("Join"), JoinSession(view.session.id)))
    actions += payment_actions(view)
    actions += confirmation_actions(view)
    actions += replacement_actions(view)
    actions += reschedule_actions(view)
    actions += aftermath_actions(view)
    if is_editable(view):
        actions.append(Button(label("Edit"), EditSession(view.session.id, view.session.revision)))
    if _may_cancel(view):
        actions.append(danger(label(CANCEL), CancelSession(view.session.id, view.session.revision)))
    return actions


def _can(view: SessionView) -> Text:
    """What can be done about it right now, in the words of its buttons."""
    told = [action.label for action in session_actions(view)]
    if view.may_report and view.now >= view.session.starts_at:
        told.append(label("Report a problem"))
    return dotted(*((each,) for each in told))


def joined_card(joined: Joined) -> Card:
    """The way in."""
    view = joined.view
    if view.session.topic.meeting is Meeting.CHAT:
        return direct_card(view, joined.url) if joined.url else come_card(view)
    return Card(
        label("Join “{title}”", title=title_of(view.session.topic)),
        (
            Paragraph(
                say(
                    "With {who}, until {time}.",
                    who=who(view.other),
                    time=when(view.session.ends_at, view.reader, Show.TIME),
                )
            ),
            Row((Link(label("Open the meeting"), joined.url),)),
            Hint(say(LINK_IS_OWN) if joined.is_own else say("The link is for the two of you only.")),
        ),
    )


# --- notices


def booked_notice(
    view: SessionView, title: Label = NO_LABEL, lead: Text = (), support: str = "", door: str = ""
) -> Card:
    """The confirmation to either party (BOK-7); `title` and `lead` say what else has become certain."""
    confirmed = label("Your session is confirmed")
    if view.viewer is Role.MENTOR:
        confirmed = label("New booking: {title}", title=title_of(view.session.topic))
    reminders = say("I will remind you before the start.")
    if view.session.topic.meeting is not Meeting.IN_PERSON:
        reminders = reminding(view.policies.join_window_minutes, door)
    actions = tuple(session_actions(view))
    pending = view.session.topic.meeting in {Meeting.VIDEO, Meeting.AUDIO} and not view.session.meeting_url
    return Card(
        title or confirmed,
        (
            *((Paragraph(lead),) if lead else ()),
            Facts(session_facts(view)),
            *((Paragraph(in_chat(say("The link to the meeting follows."))),) if pending else ()),
            *_doors(view, actions, door),
            Hint(sentences(reminders, _what_can_be_done(view, support))),
        ),
    )


def _doors(view: SessionView, actions: tuple[Button | Link, ...], door: str) -> tuple[Part, ...]:
    """What can be done about it, and the way into other calendars; nothing once it is over."""
    if not actions:
        return ()
    shown = Button(label("Show the session"), ShowSession(view.session.id))
    doors = Row((*actions, shown, Button(label("My sessions"), ShowSessions())))
    return doors, *session_calendar(view, door)


def reminder_notice(view: SessionView, minutes: int, *, on_time: bool, late: bool, door: str = "") -> Card:
    """A reminder some minutes before the start; not `on_time` it names none, and `late` it says so."""
    title = label("Coming up: {title}", title=title_of(view.session.topic))
    if on_time:
        title = label("In {length}: {title}", length=length(minutes), title=title_of(view.session.topic))
    actions = tuple(session_actions(view))
    notes = (Hint(say("This reminder is late: I could not send it when it was due.")),) if late else ()
    doors = ((Row(actions),) if actions else ()) + (session_calendar(view, door) if reads_mail() else ())
    return Card(title, (Facts(meeting_facts(view)), *doors, *notes))


def join_notice(
    view: SessionView, *, late: bool, elsewhere: Elsewhere | None = None, door: str = ""
) -> Card:
    """The Join button, when it opens; in person the place, at the same moment.

    By chat it says what happens with what the reader writes; that may go `elsewhere` still.
    """
    session = view.session
    started = view.now >= session.starts_at
    lead = say("It has begun.")
    if not started:
        lead = say("It starts {time}.", time=when(session.starts_at, view.reader, Show.TIME))
    title = label("Time to join: {title}", title=title_of(session.topic))
    meets = say("With {who}.", who=who(view.other))
    if session.topic.meeting is Meeting.IN_PERSON:
        title = label("Time to meet: {title}", title=title_of(session.topic))
        meets = say("With {who}, at {place}.", who=who(view.other), place=place_text(view))
    notes = (
        (Hint(say("This comes late: I could not send it when it was due.")),)
        if late and not started
        else ()
    )
    actions = tuple(session_actions(view))
    return Card(
        title,
        (
            Paragraph(sentences(lead, meets)),
            *((Row(actions),) if actions else ()),
            *(session_calendar(view, door) if reads_mail() else ()),
            *opened_parts(view, elsewhere),
            *notes,
        ),
    )


def settled_card(view: SessionView) -> Card:
    """What has become of a session, in short."""
    facts = Facts(brief_facts(view))
    return Card(title_of(view.session.topic), (facts, Paragraph(outcome(view))))


def outcome(view: SessionView) -> Text:
    """How the session went on, or where it is now."""
    if (state := reassignment_state(view)) is not None:
        return state
    session, cancellation = view.session, view.session.cancellation
    if session.status is not Status.CANCELLED or cancellation is None or cancellation.by is None:
        return words(state_sentence(view))
    if session.through_provider and session.is_unaccepted:
        return words(state_sentence(view))
    return request_outcome(view) if session.is_unaccepted else _cancelled(view, cancellation)


def _cancelled(view: SessionView, cancellation: Cancellation) -> Text:
    time = when(cancellation.at, view.reader, Show.SHORT)
    if cancellation.by is Role.ADMIN:
        return say("Cancelled by the programme, {time}.", time=time)
    if cancellation.by is view.viewer:
        return say("Cancelled by you, {time}.", time=time)
    return say("Cancelled by {name}, {time}.", name=view.other.name, time=time)


def _may_cancel(view: SessionView) -> bool:
    """Whether it is cancelled by the usual button, and by none of a request or of a mentor who is away."""
    return view.cancel_refusal is None and not may_call_off(view) and not view.lacks_mentor


def _what_can_be_done(view: SessionView, support: str) -> Text:
    """Until when cancelling is possible, or why not; nothing where another button does it or an answer comes first."""
    refusal = view.cancel_refusal
    if isinstance(refusal, AnswerFirst):
        return ()
    if refusal is not None:
        return (why_not(refusal, view.reader, support),)
    if not _may_cancel(view):
        return ()
    code, cancel = Code(own_command(f"/sessions {view.session.code} cancel")), label(CANCEL)
    if view.now > view.cancel_until:
        may = in_chat(
            say(
                "You can still cancel until the start, but then it counts: press {button} or type {command}.",
                button=cancel,
                command=code,
            ),
            say("You can still cancel until the start, but then it counts."),
        )
    else:
        until = when(view.cancel_until, view.reader, Show.SHORT)
        may = in_chat(
            say(
                "You can cancel until {when}: press {button} or type {command}.",
                button=cancel,
                when=until,
                command=code,
            ),
            say("You can cancel until {when}.", when=until),
        )
    return sentences(may, *refund_terms(view))
