"""The home page as a dashboard: what waits for an answer, today, what is coming up, and the doors to everything."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from bot.actions.sessions import ShowSession, ShowSessions
from bot.councils.coming_cards import coming_parts
from bot.help.cards import home_doors
from bot.labels import length, quota_text, row, title_of, when, who
from bot.programme.cards import running_parts
from bot.schedule.cards import totals_facts
from bot.sentences import label, lines, say
from bot.session_facts import attention, state_of
from bot.sessions.cards import session_actions
from bot.ui import Bold, Button, Card, Facts, Hint, Label, Paragraph, Part, Row, Show, Text, words
from core.desk import Desk
from core.people import Person
from core.sessions import Status
from core.usecases.homes import Dashboard, dashboard
from core.usecases.session_views import SessionView


def home_card(desk: Desk, person: Person) -> Card:
    """A dashboard for the person's roles."""
    shown = dashboard(desk, person)
    parts = [home_doors(person), *_waiting(shown), *_coming(shown)]
    if shown.totals is not None:
        parts += [_heading(label("As a mentor")), Facts(totals_facts(shown.totals))]
    if shown.running is not None:
        parts += [_heading(label("The programme")), *running_parts(shown.running)]
    if shown.quota.allowed:
        parts.append(Hint(say("This month: {quota}", quota=quota_text(shown.quota))))
    return Card(label("Hello, {name}", name=person.name.split()[0]), tuple(parts))


def _waiting(shown: Dashboard) -> Iterator[Part]:
    if shown.asked or shown.unsettled:
        yield _heading(label("Waiting for you"))
    yield from _sessions(shown.asked)
    for view in shown.unsettled:
        asked = say("How was it?") if view.may_give_feedback else say("Did it take place?")
        yield Paragraph(lines(_line(view), asked))
        yield _controls(view)


def _coming(shown: Dashboard) -> Iterator[Part]:
    zone = ZoneInfo(shown.person.clock_zone)
    today = [view for view in shown.upcoming if _is_today(view, zone)]
    later = [view for view in shown.upcoming if view not in today]
    if today:
        yield _heading(label("Today"))
        yield from _sessions(today)
    if later:
        yield _heading(label("Coming up"))
        yield from _sessions(later)
    if not shown.upcoming and not shown.councils:
        nothing = say("Nothing else is coming up.") if shown.asked else say("Nothing is coming up.")
        yield Paragraph(nothing)
    if shown.more:
        yield row(Button(label("All my sessions"), ShowSessions()))
    yield from coming_parts(shown.councils)


def _sessions(views: Iterable[SessionView]) -> Iterator[Part]:
    for view in views:
        yield Paragraph(lines(_line(view), attention(view)))
        yield _controls(view)


def _line(view: SessionView) -> Text:
    session = view.session
    title, lasting = title_of(session.topic), length(session.minutes)
    about = say("{title} · {length}", title=title, length=lasting)
    if session.status is not Status.SCHEDULED or view.now >= session.starts_at:
        about = say("{title} · {length} · {state}", title=title, length=lasting, state=state_of(view))
    return lines(
        say(
            "{when} · {who}",
            when=when(session.starts_at, view.reader, Show.SHORT),
            who=who(view.other),
        ),
        about,
    )


def _controls(view: SessionView) -> Row:
    return Row((*session_actions(view), Button(label("Open"), ShowSession(view.session.id))))


def _heading(text: Label) -> Paragraph:
    return Paragraph(words(Bold(text)))


def _is_today(view: SessionView, zone: ZoneInfo) -> bool:
    return view.session.starts_at.astimezone(zone).date() <= view.now.astimezone(zone).date()
