"""Changing what a session is about, in the talk."""

from bot.actions.life import EditSession
from bot.forms.topics import topic_fields, topic_of
from bot.ui import Hint, Layout, Message, Outcome, words
from bot.views.edits import edited_card
from core.desk import Desk
from core.people import Person
from core.usecases import editing


def layout(desk: Desk, person: Person, purpose: EditSession) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    view = editing.editable(desk, person, purpose.session, purpose.revision)
    told = Hint(words(f"{view.other.name} is told what you change. The time stays as it is."))
    return "Edit session", "Save", (told,), topic_fields(view.session.topic)


def send_in(desk: Desk, person: Person, purpose: EditSession, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    topic = topic_of(values)
    return Message(
        edited_card(editing.edit_session(desk, person, purpose.session, purpose.revision, topic))
    )
