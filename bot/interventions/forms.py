"""The forms of what admins do to one session, and the wishes that they give."""

from collections.abc import Mapping
from datetime import datetime

from bot.councils.moments import read_time
from bot.forms.moments import moment_field
from bot.forms.problems import FieldRefused, about_field
from bot.interventions.cards import case_facts
from bot.labels import when
from bot.sentences import label, msg, own, say
from bot.turn import Turn
from bot.typed import lengths
from bot.typed.amounts import minor_units, percentage
from bot.ui import Facts, Field, Hint, Layout, Money, Part, SelectField, Show, Style, Text, TextField
from core.errors.common import Missing
from core.errors.councils import TimeUnclear
from core.errors.interventions import AmountUnclear, LengthUnclear
from core.errors.members import MemberNotFound, SeveralMembers
from core.interventions import (
    NOTE_LIMIT,
    WORDS_LIMIT,
    Act,
    CancelWish,
    ClearWish,
    CompleteWish,
    Lifts,
    OverrideWish,
    ReassignWish,
    RefundWish,
    RescheduleWish,
    deadline_of,
    latest_deadline,
)
from core.people import Person, Role
from core.refunds import RefundKind
from core.sessions import Status
from core.usecases import members
from core.usecases.interventions.cases import Case

LONGEST = 24 * 60
TITLES = {
    Act.FORCE_CANCEL: msg("Cancel the session"),
    Act.FORCE_COMPLETE: msg("Complete the session"),
    Act.MANUAL_REFUND: msg("Give a refund"),
    Act.REASSIGN: msg("Change the mentor"),
    Act.RESCHEDULE: msg("Move the session"),
    Act.CLEAR_NO_SHOW: msg("Clear the no-show"),
    Act.OVERRIDE: msg("Make an exception"),
}
LIFTS = {
    Lifts.RESCHEDULE: msg("Allow moving it"),
    Lifts.CANCELLATION: msg("Allow cancelling it"),
    Lifts.DEADLINE: msg("Give more time to answer"),
}
RESTORES = {
    Status.COMPLETED: msg("A completed session"),
    Status.CANCELLED: msg("A cancelled session"),
}


def note_form(case: Case) -> Layout:
    """An internal note."""
    note = TextField("note", label("Note"), multiline=True, limit=NOTE_LIMIT)
    told = Hint(say("Admins see it with the session. Neither party does."))
    return Layout(label("Internal note"), label("Keep the note"), (note,), (Facts(case_facts(case)), told))


def cancel_form(case: Case) -> Layout:
    """Reason, refund where anything was paid, and whether the parties are told."""
    fields: list[Field] = [_reason()]
    if case.session.paid:
        hint = label("Percent of what was paid, from 0 to 100")
        fields.append(TextField("pct", label("Refund (%)"), initial="100", limit=10, hint=hint))
    whether = (("yes", label("Yes")), ("no", label("No")))
    told = label("Tell both of them")
    if len(case.concerned) == 1:
        told = label("Tell {name}", name=own(case.concerned[0].name))
    hint = label("Calendars that show it are brought up to date either way")
    fields.append(SelectField("tell", told, whether, initial="yes", hint=hint))
    return _layout(Act.FORCE_CANCEL, case, fields)


def complete_form(case: Case) -> Layout:
    """Reason, and how long it really was."""
    hint = label("Such as 45 min. Leave it empty where it was as long as agreed.")
    minutes = TextField("minutes", label("How long it was"), required=False, limit=20, hint=hint)
    return _layout(Act.FORCE_COMPLETE, case, [_reason(), minutes])


def refund_form(case: Case) -> Layout:
    """Which refund, how much, and why."""
    session = case.session
    left = label("All that is left: {amount}", amount=Money(session.refundable, session.currency))
    kinds = [
        (RefundKind.FULL.value, left),
        (RefundKind.PARTIAL.value, label("A part of it")),
        (RefundKind.BONUS.value, label("A bonus, beyond what was paid")),
    ]
    hint = label("In {currency}; only for a part and for a bonus", currency=session.currency)
    fields: list[Field] = [
        SelectField("kind", label("Which refund"), tuple(kinds if session.refundable else kinds[2:])),
        TextField("amount", label("Amount"), required=False, limit=20, hint=hint),
        _reason(),
    ]
    return _layout(Act.MANUAL_REFUND, case, fields)


def reassign_form(case: Case, free: tuple[Person, ...]) -> Layout:
    """Which mentor, and why."""
    fields: list[Field] = []
    if free:
        options = tuple((str(each.id), own(each.name)) for each in free)
        fields.append(SelectField("mentor", label("Free mentors, best first"), options, required=False))
    hint = label("A name or a handle, for a mentor who is not in the list")
    other = label("Another mentor") if free else label("Mentor")
    fields.append(TextField("name", other, required=not free, limit=100, hint=hint))
    return _layout(Act.REASSIGN, case, [*fields, _reason()])


def move_form(case: Case) -> Layout:
    """Whose wish it is, which time, and why."""
    parties = (
        (Role.MENTEE.value, own(case.mentee.name)),
        (Role.MENTOR.value, own(case.mentor.name)),
    )
    fields: list[Field] = [
        moment_field("when", label("New time"), case.reader),
        SelectField("asked_by", label("Whose wish it is"), parties, initial=Role.MENTEE.value),
        _reason(),
    ]
    note = Hint(say("Any time at which both are free is possible, whatever the mentor’s hours are."))
    return _layout(Act.RESCHEDULE, case, fields, note)


def clear_form(case: Case) -> Layout:
    """What it counts as instead, and why."""
    ways = tuple((status.value, label(name)) for status, name in RESTORES.items())
    counts = SelectField("restore", label("It counts as"), ways, initial=Status.COMPLETED.value)
    return _layout(Act.CLEAR_NO_SHOW, case, [counts, _reason()])


def override_form(case: Case) -> Layout:
    """Which rule is lifted, until when, and why."""
    session = case.session
    possible: list[Lifts] = []
    if session.status is Status.SCHEDULED and not session.is_unanswered:
        possible += [Lifts.RESCHEDULE, Lifts.CANCELLATION]
    deadline = deadline_of(session, case.requests, case.now)
    notes: list[Part] = []
    if deadline is not None:
        possible.append(Lifts.DEADLINE)
        text = say(
            "An answer is waited for until {deadline}; that can be extended until {latest}.",
            deadline=when(deadline, case.reader, Show.SHORT),
            latest=when(latest_deadline(session, case.requests, case.now), case.reader, Show.SHORT),
        )
        notes.append(Hint(text))
    ways = tuple((each.value, label(LIFTS[each])) for each in possible)
    fields: list[Field] = [
        SelectField("lifts", label("What"), ways),
        moment_field("until", label("Until when"), case.reader),
        _reason(),
    ]
    return _layout(Act.OVERRIDE, case, fields, *notes)


def cancel_wish(values: Mapping[str, str], case: Case) -> CancelWish:
    """What the form gives; raises FieldRefused, as those that follow."""
    with about_field("pct", AmountUnclear):
        pct = percentage(values.get("pct") or "100", case.session.currency)
    return CancelWish(values.get("reason", ""), pct, tell=values.get("tell") != "no")


def complete_wish(values: Mapping[str, str]) -> CompleteWish:
    """Raises FieldRefused."""
    said = values.get("minutes", "").strip()
    minutes = lengths.amount(said) if said else None
    if said and not (minutes and minutes <= LONGEST):
        raise FieldRefused("minutes", LengthUnclear(said))
    return CompleteWish(values.get("reason", ""), minutes)


def refund_wish(values: Mapping[str, str], case: Case) -> RefundWish:
    """Full needs no amount; where one is named all the same, it has to be a part or a bonus."""
    kind = RefundKind(values["kind"])
    amount = None
    if kind is not RefundKind.FULL:
        with about_field("amount", AmountUnclear):
            amount = minor_units(values.get("amount", ""), case.session.currency)
    return RefundWish(values.get("reason", ""), kind, amount)


def reassign_wish(turn: Turn, values: Mapping[str, str]) -> ReassignWish:
    """A name goes before what was chosen."""
    if name := values.get("name", "").strip():
        with about_field("name", MemberNotFound, SeveralMembers):
            mentor = members.find_member(turn.desk, turn.person, name).id
    elif chosen := values.get("mentor", ""):
        mentor = int(chosen)
    else:
        raise FieldRefused("name", Missing("mentor"))
    return ReassignWish(values.get("reason", ""), mentor)


def move_wish(turn: Turn, values: Mapping[str, str]) -> RescheduleWish:
    """Raises FieldRefused, ZoneMissing."""
    start = moment_in(turn, values, "when")
    return RescheduleWish(values.get("reason", ""), start, Role(values.get("asked_by") or "mentee"))


def clear_wish(values: Mapping[str, str]) -> ClearWish:
    """What it counts as."""
    return ClearWish(values.get("reason", ""), Status(values.get("restore") or "completed"))


def override_wish(turn: Turn, values: Mapping[str, str]) -> OverrideWish:
    """Raises FieldRefused, ZoneMissing."""
    until = moment_in(turn, values, "until")
    return OverrideWish(values.get("reason", ""), Lifts(values["lifts"]), until)


def moment_in(turn: Turn, values: Mapping[str, str], field: str) -> datetime:
    """The one instant that was typed; one with several readings is asked back."""
    said = values.get(field, "")
    with about_field(field, TimeUnclear):
        found = read_time(turn.desk, turn.person, said)
        if not isinstance(found, datetime):
            raise TimeUnclear(said, found.why)
        return found


def _layout(act: Act, case: Case, fields: list[Field], *notes: Part) -> Layout:
    previewed: Text = say("You see what it means, and who is told what, before anything is done.")
    return Layout(
        label(TITLES[act]),
        label("Look at it"),
        tuple(fields),
        (Facts(case_facts(case)), *notes, Hint(previewed)),
        leave=label("Leave it as it is"),
        style=Style.PRIMARY,
    )


def _reason() -> TextField:
    hint = label("Whoever is told of it reads the reason.")
    return TextField("reason", label("Reason"), multiline=True, limit=WORDS_LIMIT, hint=hint)
