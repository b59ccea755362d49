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
DAY_AND_NIGHT = WeeklyPattern((DayPattern(True, (Block(0, 24 * 60),)),) * 7)
NO_LIMIT = Policies(monthly_sessions=dict.fromkeys(Plan))


def cast_of(mentees: int) -> list[Character]:
    """An admin and a mentor on Slack, a mentor on Telegram, and as many mentees on both together."""

    def someone(key: str, number: int, *, slack: bool) -> Character:
        name, mail = f"{key.title()} {number}", f"{key}{number}@example.org"
        if slack:
            return Character(f"{key}{number}", name, "Europe/Berlin", mail, slack=f"U{number}{key.upper()}")
        return Character(f"{key}{number}", name, "Europe/Berlin", mail, telegram=7100 + number)

    staff = [
        someone("admin", 1, slack=True),
        someone("mentor", 1, slack=True),
        someone("mentor", 2, slack=False),
    ]
    return staff + [someone("mentee", 10 + number, slack=number % 2 == 0) for number in range(mentees)]


def addresses_of(character: Character) -> tuple[Address, ...]:
    """Their chat identities, Telegram's first."""
    found = []
    if character.telegram is not None:
        found.append(Address("telegram", "", str(character.telegram)))
    if character.slack is not None:
        found.append(Address("slack", TEAM, character.slack))
    return tuple(found)


def settle_in(store: SqlStore, cast: Iterable[Character], buffer: int = 0) -> dict[str, Person]:
    """Make everybody a member, by key; mentors are open day and night, and mentees book without limit."""
    members = {}
    with store.write() as tx:
        tx.set_policies(NO_LIMIT)
        for character in cast:
            role = Role(character.key.rstrip("0123456789"))
            person = Person(
                new_id(tx.now),
                character.name,
                tx.now,
                zone=character.zone,
                plan=Plan.COUNCIL,
                roles=frozenset({Role.MENTEE, role}),
                addresses=addresses_of(character),
            )
            tx.people.add(person)
            for address in person.addresses:
                tx.people.set_handle(address, character.key)
            if role is Role.MENTOR:
                schedule = Schedule(character.zone, DAY_AND_NIGHT, buffer_minutes=buffer)
                tx.mentors.save(Mentor(person, schedule))
            members[character.key] = person
    return members


def book(desk: Desk, mentee: Person, mentor: Person, start: datetime) -> Session:
    """A session under a title that nothing else has, booked as the chat would."""
    held = booking.hold_time(desk, mentee, mentor.id, start, 30)
    topic = Topic(f"Talk of {mentee.name} at {start:%d %b %H:%M}")
    booking.describe(desk, mentee, held.hold.id, topic, 30)
    return booking.book(desk, mentee, held.hold.id).view.session


def book_each(desk: Desk, people: dict[str, Person], first: datetime) -> Sequence[Session]:
    """One session for each mentee, in turn with both mentors, from `first` (aware UTC) on."""
    mentors = [person for person in people.values() if person.is_mentor]
    mentees = [person for key, person in people.items() if key.startswith("mentee")]
    return [
        book(desk, mentee, mentors[number % 2], first + number // 2 * HOUR)
        for number, mentee in enumerate(mentees)
    ]


def on_the_half_hour(instant: datetime) -> datetime:
    """The next half hour in UTC."""
    day = datetime(instant.year, instant.month, instant.day, tzinfo=UTC)
    return day - (day - instant) // HALF_HOUR * HALF_HOUR
