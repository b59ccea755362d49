"""A programme to measure in: mentors who are open day and night, and mentees who may book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.clock import Clock
from core.ids import new_id
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from playground.cast import TEAM, Character
from storage.store import open_store

MENTORS = 32
LENGTH = timedelta(minutes=30)
OPEN = Schedule("UTC", WeeklyPattern((DayPattern(True, (Block(0, 24 * 60),)),) * 7))


def characters(mentees: int) -> list[Character]:
    """Mentors and mentees on Slack, and as many others on Telegram."""
    roles = [f"mentor-{{}}-{n}" for n in range(MENTORS)] + [f"mentee-{{}}-{n}" for n in range(mentees)]
    on_slack = [_character(key.format("slack"), slack=f"U1{n}") for n, key in enumerate(roles)]
    return on_slack + [_character(key.format("telegram"), telegram=8000 + n) for n, key in enumerate(roles)]


def _character(key: str, *, slack: str | None = None, telegram: int | None = None) -> Character:
    return Character(key, key.title(), "UTC", f"{key}@example.org", slack=slack, telegram=telegram)


@dataclass(frozen=True, slots=True)
class Programme:
    """Who is in it, in order."""

    mentors: Sequence[Person]
    mentees: Sequence[Person]


def found(url: str, platform: str, cast: Sequence[Character]) -> Programme:
    """Make the cast's people of one platform members."""
    clock = Clock()
    store = open_store(url, clock)
    people: dict[str, list[Person]] = {"mentor": [], "mentee": []}
    try:
        with store.write() as tx:
            for character in cast:
                if (account := getattr(character, platform)) is None:
                    continue
                role = Role(character.key.partition("-")[0])
                person = Person(
                    new_id(tx.now),
                    character.name,
                    tx.now,
                    zone="UTC",
                    plan=Plan.INDIVIDUAL,
                    roles=frozenset({role}),
                    addresses=(Address(platform, TEAM if platform == "slack" else "", str(account)),),
                )
                tx.people.add(person)
                tx.people.set_handle(person.addresses[0], character.key)
                if role is Role.MENTOR:
                    tx.mentors.save(Mentor(person, OPEN))
                people[role].append(person)
    finally:
        store.close()
    return Programme(people["mentor"], people["mentee"])


def slot(number: int) -> tuple[int, datetime]:
    """The mentor (as an index) and the start of the booking with this number; no two take the same time."""
    first = datetime.combine(Clock().now().date() + timedelta(days=3), time(), UTC)
    return number % MENTORS, first + number // MENTORS * LENGTH
