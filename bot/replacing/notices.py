"""What all concerned are told when another mentor is sought for a session."""

from bot.actions.sessions import ShowSession, ShowSessions
from bot.cancelling.cards import may_choose
from bot.labels import row, when, who
from bot.replacing.cards import replacement_actions
from bot.session_facts import session_facts
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from core.mentors import Mentor
from core.people import Person, Role
from core.sessions import Status
from core.usecases.session_views import SessionView


def mentor_left_notice(view: SessionView, *, found: bool) -> Card:
    """To the mentor who cancelled."""
    session = view.session
    outcome = "Another mentor was found. " if found else "No other mentor was free at that time. "
    return Card(
        "Cancellation Confirmed",
        (
            Paragraph(
                words(
                    "You cancelled ",
                    Bold(session.topic.title),
                    " with ",
                    who(view.mentee),
                    " on ",
                    when(session.starts_at, view.reader),
                    ".",
                )
            ),
            Paragraph(words(outcome, view.mentee.name, " ", *may_choose(view, found=found))),
            Hint(words("The time is free again for others. You will hear how it goes on.")),
            row(Button("My sessions", ShowSessions())),
        ),
    )


def reassigned_notice(view: SessionView, left: Person | None, mentor: Mentor | None) -> Card:
    """To the mentee: who has cancelled, who would go on, and what can be done until when."""
    session = view.session
    gone = words(
        who(left) if left is not None else "Your mentor",
        " cannot make ",
        Bold(session.topic.title),
        " on ",
        when(session.starts_at, view.reader),
        ". ",
    )
    if mentor is None:
        title = "Your mentor cancelled"
        text = words(*gone, "Nobody else is free at that time. You can choose any other mentor and time.")
        profile: tuple[Part, ...] = ()
    else:
        title = "Your mentor changed"
        text = words(*gone, who(mentor.person), " is free at the same time, and would take it on.")
        about = (("About", mentor.headline), ("Topics", ", ".join(mentor.tags)))
        known = tuple((label, words(line)) for label, line in about if line)
        profile = (Facts((("New mentor", words(mentor.person.name)), *known)),)
    return Card(title, (Paragraph(text), *profile, *_answering(view)))


def reassignment_prompt(view: SessionView) -> Card:
    """The mentee has not answered yet."""
    session = view.session
    state = (
        words(who(view.mentor), " would take your session on.")
        if session.has_mentor
        else words("Your session has no mentor yet.")
    )
    rows = tuple(fact for fact in session_facts(view) if fact[0] in {"When", "Title", "Code"})
    return Card(f"Please answer: {session.topic.title}", (Paragraph(state), Facts(rows), *_answering(view)))


def asked_notice(view: SessionView) -> Card:
    """To a mentor who was found, as long as the mentee has not answered."""
    return Card(
        f"A session for you: {view.session.topic.title}",
        (
            Paragraph(
                words(
                    "Its mentor cannot make it, and you are free then. ",
                    who(view.mentee),
                    " is being asked whether to go on with you; the time is kept until then.",
                )
            ),
            Facts(session_facts(view)),
            Row((Button("Show the session", ShowSession(view.session.id)),)),
            Hint(words("I will tell you the answer. If you cannot make it either, cancel it.")),
        ),
    )


def confirmed_lead(view: SessionView) -> Text:
    """What has become certain for the two of them, before the facts of the session."""
    if view.viewer is Role.MENTEE:
        return words("You’ve confirmed the session with ", who(view.mentor), ".")
    return words(who(view.mentee), " goes on with you; the mentor before you could not make it.")


def former_notice(view: SessionView, *, declined: bool) -> Card:
    """To a mentor of a session that was settled without them: who left it, or (`declined`) was found and not chosen."""
    session = view.session
    if session.status is Status.CANCELLED:
        title, outcome = "Session Cancelled", _end_of(view)
    elif declined:
        title = "Another mentor was chosen"
        outcome = words(who(view.mentee), " goes on with another mentor. Your time is free again.")
    else:
        title, outcome = "Session Confirmed", words(who(view.mentee), " goes on with another mentor.")
    # With another mentor it may have another time, which is none of the former one's business.
    at = words(", ", when(session.starts_at, view.reader)) if session.status is Status.CANCELLED else ()
    about = words(Bold(session.topic.title), *at, " (", session.code, "): ")
    return Card(title, (Paragraph(words(*about, *outcome)), row(Button("My sessions", ShowSessions()))))


def _end_of(view: SessionView) -> Text:
    """How a session ended whose mentor had cancelled."""
    cancellation = view.session.cancellation
    assert cancellation is not None
    if cancellation.by is Role.MENTEE:
        return words(who(view.mentee), " wanted no other mentor and cancelled.")
    return words(who(view.mentee), " had not answered by the start, so it is cancelled.")


def _answering(view: SessionView) -> tuple[Part, ...]:
    """What the mentee can do, until when, and what happens otherwise."""
    session = view.session
    back = " with a full refund" if session.rate else ""
    price = "The price stays as it was. " if session.rate else ""
    verb = "continue" if session.has_mentor else "browse"
    return (
        Row(tuple(replacement_actions(view))),
        Hint(
            words(
                price,
                "Please answer before ",
                when(session.starts_at, view.reader, Show.SHORT),
                f": otherwise it is cancelled{back}. You can also type ",
                Code(f"/sessions {session.code} {verb}"),
                ".",
            )
        ),
    )
