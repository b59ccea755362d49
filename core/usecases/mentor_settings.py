"""What is set about a mentor: by themselves, and by admins for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.desk import Desk
from core.errors.common import NotFound
from core.errors.mentors import NoMentorYet, RateBetweenSteps, SettingMoved
from core.ids import new_id
from core.mentor_settings import ADMINS_ONLY, Rate, Setting, Value, present, with_settings
from core.mentors import Mentor
from core.notices import Kind, Notice
from core.payloads import SettingsChanged
from core.people import Person
from core.ports.store import Transaction
from core.usecases.booking import gateway_for
from core.usecases.members import check_admin
from core.usecases.mentoring import LOOKED_AHEAD, as_mentor


@dataclass(frozen=True, slots=True)
class MentorSettings:
    """A mentor as somebody who may change them sees them.

    `booked` are sessions ahead (counted up to LOOKED_AHEAD), which stay whatever is changed; `changed` is what has just
    been changed, `told` whether the mentor hears of it. `paid_at` is the provider through whom the rate is paid,
    "" where none of those that there are takes its currency, None where it is free or there is none.
    """

    mentor: Mentor
    reader: Person
    booked: int
    changed: tuple[Setting, ...] = ()
    told: bool = False
    paid_at: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether the mentors look at themselves."""
        return self.reader.id == self.mentor.id

    def may_set(self, setting: Setting) -> bool:
        """Whether the reader may."""
        return self.reader.is_admin or setting not in ADMINS_ONLY


def settings(desk: Desk, actor: Person, mentor: int | None = None) -> MentorSettings:
    """The actor's own settings, or for admins a mentor's; raises NotMentor, NotAdmin, NotFound, NoMentorYet."""
    with desk.store.read() as tx:
        return _seen(desk, tx, actor, _the_mentor(tx, actor, mentor))


def change(
    desk: Desk,
    actor: Person,
    mentor: int | None,
    values: Mapping[Setting, Value],
    seen: Mapping[Setting, Value] | None = None,
) -> MentorSettings:
    """Set all of these or none; booked sessions stay, at the rate of their booking.

    `seen` are the settings as a form showed them: what was left so there is not set, whatever it is now.

    Raises SettingMoved for one that is neither as it was shown any more nor what it is to be, TooLong,
    SettingRefused and RateBetweenSteps, NotAdmin for what only admins set, and what `settings` raises.
    """
    with desk.begin() as tx:
        tx.people.lock([actor.id if mentor is None else mentor])
        before = _the_mentor(tx, actor, mentor)
        if values.keys() & ADMINS_ONLY:
            check_admin(tx, actor)
        after = with_settings(before, values)
        if seen is not None:
            touched = {
                each: value for each, value in values.items() if _is_touched(before, after, each, seen)
            }
            after = with_settings(before, touched)
        changed = tuple(each for each in Setting if present(before, each) != present(after, each))
        if Setting.RATE in changed:
            _check_steps(desk, tx, after)
        told = bool(changed) and actor.id != after.id
        if changed:
            tx.mentors.save(after)
            _tell(tx, actor, after, changed if told else ())
            desk.note(
                tx,
                "MENTOR_PROFILE_CHANGED",
                actor.id,
                before=_audited(before, changed),
                after={**_audited(after, changed), "person": after.id},
            )
        return _seen(desk, tx, actor, after, changed, told=told)


def _is_touched(before: Mentor, after: Mentor, setting: Setting, seen: Mapping[Setting, Value]) -> bool:
    """Whether somebody changed the setting in a form; raises SettingMoved where somebody else did, too."""
    shown, now, wanted = seen.get(setting), present(before, setting), present(after, setting)
    if wanted == shown:
        return False
    if shown is not None and now not in (shown, wanted):
        raise SettingMoved(setting, before)
    return True


def _the_mentor(tx: Transaction, actor: Person, mentor: int | None) -> Mentor:
    if mentor is None or mentor == actor.id:
        return as_mentor(tx, actor.id)
    check_admin(tx, actor)
    person = tx.people.get(mentor)
    if person is None:
        raise NotFound("member")
    found = tx.mentors.get(mentor)
    if found is None or not person.is_mentor:
        raise NoMentorYet(person)
    return found


def _check_steps(desk: Desk, tx: Transaction, mentor: Mentor) -> None:
    gateway = gateway_for(desk, mentor, tx.policies())
    if gateway is not None and mentor.rate % gateway.step(mentor.currency):
        raise RateBetweenSteps(gateway.step(mentor.currency), mentor.currency)


def _seen(
    desk: Desk,
    tx: Transaction,
    actor: Person,
    mentor: Mentor,
    changed: tuple[Setting, ...] = (),
    *,
    told: bool = False,
) -> MentorSettings:
    ahead = tx.sessions.upcoming(mentor.id, tx.now, LOOKED_AHEAD)
    booked = sum(each.mentor == mentor.id for each in ahead)
    policies, paid_at = tx.policies(), None
    if mentor.rate and desk.gateways and policies.take_payment:
        gateway = gateway_for(desk, mentor, policies)
        paid_at = "" if gateway is None else gateway.name
    return MentorSettings(mentor, tx.people.get(actor.id) or actor, booked, changed, told, paid_at)


def _tell(tx: Transaction, actor: Person, mentor: Mentor, changed: tuple[Setting, ...]) -> None:
    """Have the mentor's home drawn afresh, and tell them what an admin has changed."""
    home, notice = new_id(tx.now), new_id(tx.now)
    notices = [Notice(home, Kind.HOME, mentor.id, tx.now, f"home:{home}")]
    if changed:
        payload = SettingsChanged(by=actor.id, settings=tuple(each.value for each in changed))
        notices.append(
            Notice(notice, Kind.SETTINGS_CHANGED, mentor.id, tx.now, f"settings:{notice}", payload=payload)
        )
    tx.notices.add(notices)


def _audited(mentor: Mentor, changed: tuple[Setting, ...]) -> dict[str, str | int | None]:
    """What was set; of words only how many characters."""
    entry: dict[str, str | int | None] = {}
    for setting in changed:
        match present(mentor, setting):
            case Rate(amount, currency):
                entry |= {"rate": amount, "currency": currency}
            case str(words):
                entry[f"{setting.value}_length"] = len(words)
            case tuple(tags):
                entry[f"{setting.value}_count"] = len(tags)
            case number:
                entry[setting.value] = int(number)
    return entry
