"""A member's own settings."""

from dataclasses import dataclass, replace

from core import zones
from core.desk import Desk
from core.errors.common import NotFound
from core.people import Person
from core.quiet import Quiet
from core.usecases.members import fresh, held, refresh_home
from core.usecases.quota import Quota, quota_of


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What `/profile` shows; `address` is where mail goes, or would go."""

    person: Person
    quota: Quota
    address: str | None = None


def settings(desk: Desk, actor: Person) -> OwnSettings:
    """The person's own settings and the month's sessions used."""
    with desk.store.read() as tx:
        person = fresh(tx, actor)
        return OwnSettings(person, quota_of(tx, actor, tx.now), tx.mail.of(actor.id).address_of(person))


def set_zone(desk: Desk, actor: Person, zone: str) -> Person:
    """Live in another IANA zone; raises NotFound for one that does not exist."""
    if zone not in zones.names():
        raise NotFound("zone")
    with desk.begin() as tx:
        before = held(tx, actor.id)
        person = replace(before, zone=zone)
        tx.people.save(person)
        mentor = tx.mentors.get(actor.id) if before.zone is None else None
        if mentor is not None and mentor.schedule.zone == "UTC":
            tx.mentors.save(replace(mentor, person=person, schedule=replace(mentor.schedule, zone=zone)))
        desk.note(tx, "ZONE_SET", actor.id, before={"zone": before.zone}, after={"zone": zone})
        return person


def set_language(desk: Desk, actor: Person, locale: str) -> Person:
    """Read the language of this locale, such as `pt_BR`, with dates and numbers as they are written there."""
    with desk.begin() as tx:
        before = held(tx, actor.id)
        after = replace(before, locale=locale)
        tx.people.save(after)
        refresh_home(tx, after)
        desk.note(tx, "LANGUAGE_SET", actor.id, before={"locale": before.locale}, after={"locale": locale})
        return after


def set_typing(desk: Desk, actor: Person, *, on: bool) -> Person:
    """Tell the person under each message what to type in place of pressing, or no longer."""
    with desk.begin() as tx:
        before = held(tx, actor.id)
        after = replace(before, types=on)
        tx.people.save(after)
        desk.note(tx, "TYPING_SET", actor.id, before={"types": before.types}, after={"types": on})
        return after


def set_quiet(desk: Desk, actor: Person, quiet: Quiet | None) -> Person:
    """Keep what can wait during these hours of the person's own clock; None for never."""
    with desk.begin() as tx:
        before = held(tx, actor.id)
        after = replace(before, quiet=quiet)
        tx.people.save(after)
        was, now = (None if hours is None else str(hours) for hours in (before.quiet, quiet))
        desk.note(tx, "QUIET_HOURS_SET", actor.id, before={"quiet": was}, after={"quiet": now})
        return after
