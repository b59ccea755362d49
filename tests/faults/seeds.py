"""A programme to try faults on: who takes part, and sessions that are booked."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.desk import Desk
from core.ids import new_id
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from core.policies import Policies
from core.sessions import Session, Topic
from core.usecases import booking
from playground.cast import TEAM, Character
from storage.store import SqlStore

HALF_HOUR = timedelta(minutes=30)
HOUR = timedelta(hours=1)
ZONE = "Europe/Berlin"
DAY_AND_NIGHT = WeeklyPattern((DayPattern(True, (Block(0, 24 * 60),)),) * 7)
NO_LIMIT = Policies(monthly_sessions=dict.fromkeys(Plan))
BOTH = "mentee3"
ADMIN = Character("admin0", "Admin0", ZONE, "admin0@example.org", slack="U1ADMIN")


def cast_of(pairs: int) -> list[Character]:
    """An admin, and pairs of a mentor and a mentee: one of the two on Slack, the other on Telegram.

    The fourth mentee is on both, and reads Telegram.
    """

    def someone(role: str, number: int, *, slack: bool) -> Character:
        key = f"{role}{number}"
        on_slack = f"U1{key.upper()}" if slack or key == BOTH else None
        on_telegram = None if slack else 7100 + 2 * number + (role == "mentor")
        return Character(key, key.title(), ZONE, f"{key}@example.org", on_slack, on_telegram)

    return [ADMIN] + [
        someone(role, number, slack=slack)
        for number in range(pairs)
        for role, slack in (("mentor", number % 2 == 1), ("mentee", number % 2 == 0))
    ]


def settle_in(store: SqlStore, cast: Iterable[Character], buffer: int = 0) -> dict[str, Person]:
    """Make everybody a member, by key; mentors are open day and night, and mentees book without limit."""
    members = {}
    with store.write() as tx:
        tx.set_policies(NO_LIMIT)
        for character in cast:
            role = Role(character.key.rstrip("0123456789"))
            addresses = []
            if character.telegram is not None:
                addresses.append(Address("telegram", "", str(character.telegram)))
            if character.slack is not None:
                addresses.append(Address("slack", TEAM, character.slack))
            person = Person(
                new_id(tx.now),
                character.name,
                tx.now,
                zone=character.zone,
                plan=Plan.COUNCIL,
                roles=frozenset({Role.MENTEE, role}),
                addresses=tuple(addresses),
            )
            tx.people.add(person)
            for address in addresses:
                tx.people.set_handle(address, character.key)
            if role is Role.MENTOR:
                schedule = Schedule(character.zone, DAY_AND_NIGHT, buffer_minutes=buffer, max_days_ahead=10)
                tx.mentors.save(Mentor(person, schedule))
            members[character.key] = person
    return members


def book(desk: Desk, mentee: Person, mentor: Person, start: datetime) -> Session:
    """A session under a title that nothing else has, booked as the chat would."""
    held = booking.hold_time(desk, mentee, mentor.id, start, 30)
    booking.describe(desk, mentee, held.hold.id, Topic(f"Talk of {mentee.name}"), 30)
    return booking.book(desk, mentee, held.hold.id).view.session


def book_each(desk: Desk, people: dict[str, Person], start: datetime) -> Sequence[Session]:
    """One session for each pair, all at once."""
    pairs = [key.removeprefix("mentee") for key in people if key.startswith("mentee")]
    return [book(desk, people[f"mentee{pair}"], people[f"mentor{pair}"], start) for pair in pairs]


def on_the_half_hour(instant: datetime) -> datetime:
    """The next half hour in UTC."""
    day = datetime(instant.year, instant.month, instant.day, tzinfo=UTC)
    return day - (day - instant) // HALF_HOUR * HALF_HOUR
