"""What all concerned are told when a mentor cannot be written to, and when they are back (ADM-13)."""

from bot.actions.availability import ShowAvailability
from bot.actions.members import ShowMember
from bot.actions.sessions import CancelSession, ShowSession
from bot.labels import danger, row, title_of, when, who
from bot.replacing.cards import replacement_actions
from bot.sentences import label, say, say_many
from bot.session_facts import session_facts
from bot.ui import Bold, Button, Card, Facts, Hint, Link, Paragraph, Row, Show
from core.people import Person
from core.sessions import Status
from core.usecases.session_views import SessionView


def to_mentee(view: SessionView) -> Card:
    """That the mentor is out of reach, and what can be done about the session."""
    session = view.session
    about, at = Bold(title_of(session.topic)), when(session.starts_at, view.reader)
    asked = session.status is Status.REQUESTED
    text = (
        say(
            "I cannot reach {who}, whom you asked for {about} on {when}.",
            who=who(view.mentor),
            about=about,
            when=at,
        )
        if asked
        else say(
            "I cannot reach {who}, your mentor for {about} on {when}, any more. They may not come.",
            who=who(view.mentor),
            about=about,
            when=at,
        )
    )
    actions: list[Button | Link] = (
        [danger(label("Cancel session"), CancelSession(session.id, session.revision))]
        if asked
        else replacement_actions(view)
    )
    keep = Button(label("Keep it"), ShowSession(session.id))
    return Card(
        label("Your mentor cannot be reached"),
        (
            Paragraph(text),
            Row((*actions, keep)),
            Hint(say("If you do nothing the session stays as it is. I will tell you if they are back.")),
        ),
    )


def back_to_mentee(view: SessionView) -> Card:
    """That the mentor is back, and the session stands."""
    session = view.session
    text = say(
        "{who} can be reached again. Your session on {when} stays as it is.",
        who=who(view.mentor),
        when=when(session.starts_at, view.reader, Show.SHORT),
    )
    shown = row(Button(label("Show the session"), ShowSession(session.id)))
    return Card(label("Your mentor is back"), (Paragraph(text), Facts(session_facts(view)), shown))


def to_admin(mentor: Person, ahead: int) -> Card:
    """That a mentor is offered no more, and how many sessions they have ahead."""
    sessions = (
        say_many(
            "They have {n} session ahead. Its mentee is told and can choose how it goes on.",
            "They have {n} sessions ahead. Their mentees are told and can choose how these go on.",
            ahead,
        )
        if ahead
        else say("They have no sessions ahead.")
    )
    return Card(
        label("A mentor cannot be reached"),
        (
            Paragraph(
                say(
                    "{who} has left the workspace, or has blocked me. They are not offered to mentees until I can "
                    "reach them again.",
                    who=who(mentor),
                )
            ),
            Paragraph(sessions),
            row(Button(label("Show the member"), ShowMember(mentor.id))),
        ),
    )


def back_to_admin(mentor: Person) -> Card:
    """That a mentor is offered again."""
    text = say("{who} can be reached again, and is offered to mentees as before.", who=who(mentor))
    return Card(
        label("A mentor is back"),
        (Paragraph(text), row(Button(label("Show the member"), ShowMember(mentor.id)))),
    )


def back_to_mentor() -> Card:
    """To a mentor who has let us in again."""
    return Card(
        label("You are back"),
        (
            Paragraph(
                say(
                    "I could not reach you for a while, so you were not offered to mentees, and those with sessions "
                    "were told. You are offered again as before."
                )
            ),
            row(Button(label("My availability"), ShowAvailability())),
        ),
    )
