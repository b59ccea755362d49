"""The home page as a dashboard: what waits for an answer, today, what is coming up, and the doors to everything."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from bot.actions.sessions import ShowSessions
from bot.councils.coming_cards import coming_parts
from bot.help.cards import home_doors
from bot.home.parts import heading, session_parts
from bot.home.waiting import waiting_parts
from bot.labels import quota_text, row
from bot.programme.cards import running_parts
from bot.schedule.cards import totals_facts
from bot.sentences import label, say
from bot.session_facts import attention
from bot.ui import Button, Card, Facts, Hint, Paragraph, Part
from core.desk import Desk
from core.people import Person
from core.usecases.homes import Dashboard, dashboard
from core.usecases.session_views import SessionView


def home_card(desk: Desk, person: Person) -> Card:
    """A dashboard for the person's roles."""
    shown = dashboard(desk, person)
    waiting = waiting_parts(shown)
    parts = [home_doors(person), *waiting, *_coming(shown)]
    if not waiting and not shown.upcoming and not shown.councils:
        parts.append(Paragraph(say("Nothing is coming up.")))
    if shown.totals is not None:
        parts += [heading(label("As a mentor")), Facts(totals_facts(shown.totals))]
    if shown.running is not None:
        parts += [heading(label("The programme")), *running_parts(shown.running)]
    if shown.quota.allowed:
        parts.append(Hint(say("This month: {quota}", quota=quota_text(shown.quota))))
    return Card(label("Hello, {name}", name=person.name.split()[0]), tuple(parts))


def _coming(shown: Dashboard) -> Iterator[Part]:
    zone = ZoneInfo(shown.person.clock_zone)
    today = [view for view in shown.upcoming if _is_today(view, zone)]
    later = [view for view in shown.upcoming if view not in today]
    if today:
        yield heading(label("Today"))
        yield from _sessions(today)
    if later:
        yield heading(label("Coming up"))
        yield from _sessions(later)
    if shown.more:
        yield row(Button(label("All my sessions"), ShowSessions()))
    yield from coming_parts(shown.councils)


def _sessions(views: Iterable[SessionView]) -> Iterator[Part]:
    for view in views:
        yield from session_parts(view, attention(view))


def _is_today(view: SessionView, zone: ZoneInfo) -> bool:
    return view.session.starts_at.astimezone(zone).date() <= view.now.astimezone(zone).date()
