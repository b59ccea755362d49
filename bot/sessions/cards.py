"""Sessions as cards: lists, one session, cancelling, joining."""

from bot.actions.aftermath import WriteNote
from bot.actions.mentors import BrowseMentors
from bot.actions.schedule import ShowMyWeek, ShowSchedule
from bot.actions.sessions import CancelSession, EditSession, JoinSession, ShowSession, ShowSessions
from bot.aftermath.cards import aftermath_actions
from bot.confirming.cards import confirmation_actions
from bot.councils.coming_cards import coming_parts
from bot.labels import countdown, danger, length, moment_label, primary, row, when, who
from bot.places import place_text
from bot.refund_terms import refund_terms
from bot.refusals import refusal_line
from bot.replacing.cards import reassignment_state, replacement_actions
from bot.rescheduling.request_cards import may_call_off, reschedule_actions, reschedule_parts
from bot.sentences import label, say, say_many, sentences
from bot.session_facts import attention, session_facts, state_of, state_sentence
from bot.sessions.calendar_links import calendar_links
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Link,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.errors import AnswerFirst
from core.people import Role
from core.sessions import ENDED, Meeting, Status
from core.usecases.attending import Joined, SessionsPage
from core.usecases.editing import is_editable
from core.usecases.session_views import SessionView


def sessions_card(page: SessionsPage) -> Card:
    """Upcoming or past sessions, each with a button to open it."""
    parts: list[Part] = []
    for view in page.sessions:
        session = view.session
        role = "your mentee" if view.viewer is Role.MENTOR else "your mentor"
        parts.append(
            Paragraph(
                words(
                    when(session.starts_at, view.reader, Show.SHORT),
                    " · ",
                    who(view.other),
                    f" ({role})\n",
                    Bold(session.topic.title),
                    f" · {length(session.minutes)} · {state_of(view)} · {session.code}",
                    *(("\n", *waits) if (waits := attention(view)) else ()),
                    *((f"\nNow: {can}",) if (can := _can(view)) else ()),
                )
            )
        )
    opened = tuple(
        Button(
            f"{moment_label(v.session.starts_at, v.reader)} {v.other.name.split()[0]}",
            ShowSession(v.session.id),
        )
        for v in page.sessions
    )
    if opened:
        parts.append(Row(opened, columns=1))
    elif not page.councils:
        parts.append(Paragraph(words("No past sessions." if page.past else "Nothing is coming up.")))
    parts += coming_parts(page.councils)
    turns = [Button("‹ Back", ShowSessions(page.past, page.page - 1))] if page.page else []
    turns += [Button("More ›", ShowSessions(page.past, page.page + 1))] if page.more else []
    turns += [
        Button("Upcoming", ShowSessions()) if page.past else Button("Past", ShowSessions(past=True)),
        Button("My week", ShowMyWeek()),
    ]
    turns.append(primary("Book a session", BrowseMentors()))
    return Card("Past sessions" if page.past else "Upcoming sessions", (*parts, Row(tuple(turns))))


def session_card(view: SessionView, title: str = "", support: str = "") -> Card:
    """One session with what the viewer can do about it now; `support` is whom to ask about anything else.

    Who was its mentor sees that it goes on without them, and not what it is about by now.
    """
    if view.former:
        notes = Button("Private notes", WriteNote(view.session.id))
        back = row(notes, Button("‹ My sessions", ShowSessions()))
        return Card(f"Session {view.session.code}", (*settled_card(view).parts, back))
    facts = list(session_facts(view))
    if view.session.status not in ENDED and view.now < view.session.starts_at:
        facts.insert(2, ("Starts", words(countdown(view.session.starts_at - view.now))))
    parts: list[Part] = [Facts(tuple(facts))]
    if waits := attention(view):
        parts.append(Paragraph(words(Bold("Now: "), *waits)))
    if actions := session_actions(view):
        parts.append(Row(tuple(actions)))
    if links := calendar_links(view):
        parts.append(Row(links))
    upcoming = view.session.status is Status.SCHEDULED and view.now < view.session.starts_at
    if upcoming and not isinstance(view.cancel_refusal, AnswerFirst):
        parts.append(Hint(_what_can_be_done(view, support)))
    parts += reschedule_parts(view)
    doors = [Button("‹ My schedule", ShowSchedule())] if view.viewer is Role.MENTOR else []
    parts.append(row(*doors, Button("‹ My sessions", ShowSessions())))
    return Card(title or view.session.topic.title, tuple(parts))


def session_actions(view: SessionView) -> list[Button | Link]:
    """The actions that are allowed right now (SES-2)."""
    if view.former:
        return []
    actions: list[Button | Link] = []
    if view.may_join:
        actions.append(primary("Join", JoinSession(view.session.id)))
    actions += confirmation_actions(view)
    actions += replacement_actions(view)
    actions += reschedule_actions(view)
    actions += aftermath_actions(view)
    if is_editable(view):
        actions.append(Button("Edit", EditSession(view.session.id, view.session.revision)))
    if view.cancel_refusal is None and not may_call_off(view) and not view.lacks_mentor:
        actions.append(danger("Cancel session", CancelSession(view.session.id, view.session.revision)))
    return actions


def _can(view: SessionView) -> str:
    """What can be done about it right now, in the words of its buttons."""
    return " · ".join(action.label for action in session_actions(view))


def joined_card(joined: Joined) -> Card:
    """The way in."""
    view = joined.view
    if view.session.topic.meeting is Meeting.CHAT:
        return Card(
            view.session.topic.title,
            (Paragraph(words("Write to each other directly: ", who(view.other), ".")),),
        )
    return Card(
        f"Join “{view.session.topic.title}”",
        (
            Paragraph(
                words(
                    "With ",
                    who(view.other),
                    ", until ",
                    when(view.session.ends_at, view.reader, Show.TIME),
                    ".",
                )
            ),
            Row((Link("Open the meeting", joined.url),)),
            Hint(words("The link is for the two of you only.")),
        ),
    )


# --- notices


def booked_notice(view: SessionView, title: str = "", lead: Text = (), support: str = "") -> Card:
    """The confirmation to either party (BOK-7); `title` and `lead` say what else has become certain."""
    new = view.viewer is Role.MENTOR
    title = title or (f"New booking: {view.session.topic.title}" if new else "Your session is confirmed")
    reminders = say("I will remind you before the start.")
    if view.session.topic.meeting is not Meeting.IN_PERSON:
        reminders = say_many(
            "I will remind you, and send the Join button {n} minute before the start.",
            "I will remind you, and send the Join button {n} minutes before the start.",
            view.policies.join_window_minutes,
        )
    actions = tuple(session_actions(view))
    pending = view.session.topic.meeting in {Meeting.VIDEO, Meeting.AUDIO} and not view.session.meeting_url
    return Card(
        title,
        (
            *((Paragraph(lead),) if lead else ()),
            Facts(session_facts(view)),
            *((Paragraph(say("The link to the meeting follows.")),) if pending else ()),
            *((Row((*actions, Button("My sessions", ShowSessions()))),) if actions else ()),
            Hint(sentences(reminders, _what_can_be_done(view, support))),
        ),
    )


def reminder_notice(view: SessionView, minutes: int, *, on_time: bool, late: bool) -> Card:
    """A reminder some minutes before the start; not `on_time` it names none, and `late` it says so."""
    ahead = length(minutes) if minutes < 24 * 60 or minutes % (24 * 60) else f"{minutes // 60} hours"
    title = f"{f'In {ahead}' if on_time else 'Coming up'}: {view.session.topic.title}"
    actions = tuple(session_actions(view))
    notes = (Hint(words("This reminder is late: I could not send it when it was due.")),) if late else ()
    return Card(title, (Facts(session_facts(view)[:4]), *((Row(actions),) if actions else ()), *notes))


def join_notice(view: SessionView, *, late: bool) -> Card:
    """The Join button, when it opens; in person the place, at the same moment."""
    session = view.session
    started = view.now >= session.starts_at
    lead = say("It has begun.")
    if not started:
        lead = say("It starts {time}.", time=when(session.starts_at, view.reader, Show.TIME))
    title = label("Time to join: {title}", title=session.topic.title)
    meets = say("With {who}.", who=who(view.other))
    if session.topic.meeting is Meeting.IN_PERSON:
        title = label("Time to meet: {title}", title=session.topic.title)
        meets = say("With {who}, at {place}.", who=who(view.other), place=place_text(view))
    notes = (
        (Hint(words("This comes late: I could not send it when it was due.")),)
        if late and not started
        else ()
    )
    actions = tuple(session_actions(view))
    return Card(
        title,
        (Paragraph(sentences(lead, meets)), *((Row(actions),) if actions else ()), *notes),
    )


def settled_card(view: SessionView) -> Card:
    """What becomes of an earlier message once its buttons no longer apply."""
    session = view.session
    cancellation = session.cancellation
    if (outcome := reassignment_state(view)) is None:
        if session.status is Status.CANCELLED and cancellation is not None and cancellation.by is not None:
            by = "you" if cancellation.by is view.viewer else view.other.name
            outcome = words("Cancelled by ", by, ", ", when(cancellation.at, view.reader, Show.SHORT), ".")
        else:
            outcome = words(state_sentence(view))
    return Card(
        session.topic.title, (Facts(session_facts(view)[: 1 if view.former else 2]), Paragraph(outcome))
    )


def _what_can_be_done(view: SessionView, support: str) -> Text:
    refusal = view.cancel_refusal
    if refusal is not None:
        return words(refusal_line(refusal, view.reader, support))
    code = Code(f"/sessions {view.session.code} cancel")
    if view.now > view.cancel_until:
        may = say(
            "You can still cancel until the start, but then it counts: press Cancel or type {command}.",
            command=code,
        )
    else:
        may = say(
            "You can cancel until {when}: press Cancel or type {command}.",
            when=when(view.cancel_until, view.reader, Show.SHORT),
            command=code,
        )
    return sentences(may, *refund_terms(view))
