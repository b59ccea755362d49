"""The home page as a dashboard: what waits for an answer, today, what is coming up, and the doors to everything."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from bot.actions.delivery import ShowFailed
from bot.actions.disputes import ShowDisputes
from bot.actions.members import ShowMembers
from bot.actions.sessions import ShowSession, ShowSessions
from bot.councils.coming_cards import coming_parts
from bot.help.cards import home_doors
from bot.labels import length, quota_text, row, several, when, who
from bot.schedule.cards import totals_facts
from bot.session_facts import attention, state_of
from bot.sessions.cards import session_actions
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from core.desk import Desk
from core.people import Person
from core.sessions import Status
from core.usecases.homes import MANY, Dashboard, Running, dashboard
from core.usecases.session_views import SessionView


def home_card(desk: Desk, person: Person) -> Card:
    """A dashboard for the person's roles."""
    shown = dashboard(desk, person)
    parts = [home_doors(person), *_waiting(shown), *_coming(shown)]
    if shown.totals is not None:
        parts += [_heading("As a mentor"), Facts(totals_facts(shown.totals))]
    if shown.running is not None:
        parts += [_heading("The programme"), *_running(shown.running)]
    if shown.quota.allowed:
        parts.append(Hint(words("This month: ", *quota_text(shown.quota))))
    return Card(f"Hello, {person.name.split()[0]}", tuple(parts))


def _waiting(shown: Dashboard) -> Iterator[Part]:
    if shown.asked or shown.unsettled:
        yield _heading("Waiting for you")
    yield from _sessions(shown.asked)
    for view in shown.unsettled:
        asked = "How was it?" if view.may_give_feedback else "Did it take place?"
        yield Paragraph(words(*_line(view), f"\n{asked}"))
        yield _controls(view)


def _coming(shown: Dashboard) -> Iterator[Part]:
    zone = ZoneInfo(shown.person.clock_zone)
    today = [view for view in shown.upcoming if _is_today(view, zone)]
    later = [view for view in shown.upcoming if view not in today]
    if today:
        yield _heading("Today")
        yield from _sessions(today)
    if later:
        yield _heading("Coming up")
        yield from _sessions(later)
    if not shown.upcoming and not shown.councils:
        yield Paragraph(words("Nothing else is coming up." if shown.asked else "Nothing is coming up."))
    if shown.more:
        yield row(Button("All my sessions", ShowSessions()))
    yield from coming_parts(shown.councils)


def _running(running: Running) -> Iterator[Part]:
    yield Facts(
        (
            ("Today", words(several(running.today, "session"))),
            ("To decide", words(_many(running.disputes))),
            ("Not delivered", words(_many(running.undelivered))),
        )
    )
    doors = [Button("Decide", ShowDisputes())] if running.disputes else []
    doors += [Button("What was not delivered", ShowFailed())] if running.undelivered else []
    yield Row((*doors, Button("Members", ShowMembers())))


def _sessions(views: Iterable[SessionView]) -> Iterator[Part]:
    for view in views:
        waits = attention(view)
        yield Paragraph(words(*_line(view), *(("\n", *waits) if waits else ())))
        yield _controls(view)


def _line(view: SessionView) -> Text:
    session = view.session
    state = (
        ""
        if session.status is Status.SCHEDULED and view.now < session.starts_at
        else f" · {state_of(view)}"
    )
    return words(
        when(session.starts_at, view.reader, Show.SHORT),
        " · ",
        who(view.other),
        f"\n{session.topic.title} · {length(session.minutes)}{state}",
    )


def _controls(view: SessionView) -> Row:
    return Row((*session_actions(view), Button("Open", ShowSession(view.session.id))))


def _heading(text: str) -> Paragraph:
    return Paragraph(words(Bold(text)))


def _is_today(view: SessionView, zone: ZoneInfo) -> bool:
    return view.session.starts_at.astimezone(zone).date() <= view.now.astimezone(zone).date()


def _many(count: int) -> str:
    return f"{MANY} or more" if count >= MANY else str(count)
