"""The home page: what is coming up and the doors to everything."""

from bot.actions import ShowSession
from bot.ui import Button, Card, Hint, Paragraph, Part, Row, Show, words
from bot.views.common import when, who
from bot.views.help import home_doors
from bot.views.members import quota_text
from bot.views.sessions import session_actions
from core.desk import Desk
from core.people import Person
from core.usecases import attending, members


def home_card(desk: Desk, person: Person) -> Card:
    """A dashboard for the person's roles."""
    upcoming = attending.sessions(desk, person, past=False, page=0)
    settings = members.settings(desk, person)
    parts: list[Part] = [home_doors(person)]
    if not upcoming.sessions:
        parts.append(Paragraph(words("Nothing is coming up.")))
    for view in upcoming.sessions:
        session = view.session
        parts.append(
            Paragraph(
                words(
                    when(session.starts_at, person, Show.SHORT),
                    " · ",
                    who(view.other),
                    f"\n{session.topic.title}",
                )
            )
        )
        parts.append(Row((Button("Open", ShowSession(session.id)), *session_actions(view))))
    if settings.quota.allowed:
        parts.append(Hint(words("This month: ", *quota_text(settings.quota))))
    return Card(f"Hello, {person.name.split()[0]}", tuple(parts))
