"""The forms for putting a council together, and what was filled in."""

from bot.forms.problems import FieldRefused
from bot.sentences import label, say
from bot.typed.command_words import own_example
from bot.typed.lengths import amount
from bot.ui import Code, DateField, Field, Hint, Layout, TextField
from core.councils import Council, CouncilStatus
from core.errors.availability import HoursUnclear
from core.people import Person
from core.policies import Policies
from core.usecases.councils.drafting import MATERIAL_LIMIT, TOPIC_LIMIT, Details, NewCouncil
from core.usecases.councils.views import CouncilView


def new_form(policies: Policies, person: Person) -> Layout:
    """For a new council."""
    fields = _fields(policies, is_admin=person.is_admin)
    intro = Hint(say("Mentors who fit come next, then the times; nobody is asked before you say so."))
    return Layout(label("New council"), label("Next"), fields, (intro,))


def details_form(view: CouncilView) -> Layout:
    """For a council that is put together, or one of which others know."""
    fields = _fields(view.policies, view.council, is_admin=view.viewer.is_admin)
    return Layout(label("Details"), label("Save"), fields)


def names_form() -> Layout:
    """For mentors to take in."""
    field = TextField("mentors", label("Name"), hint=label("Or several, with commas between"))
    return Layout(label("Which mentor?"), label("Take in"), (field,))


def times_form(person: Person) -> Layout:
    """For times to ask about."""
    hint = label(
        "One a line, such as {example} or {other}",
        example=own_example("tue 15:00"),
        other=own_example("25 Nov 4pm"),
    )
    field = TextField("times", label("Times"), multiline=True, limit=600, hint=hint)
    zone = say("Times are those of {zone}. They are added to what is chosen.", zone=person.clock_zone)
    return Layout(label("Type times"), label("Add"), (field,), (Hint(zone),))


def window_form(person: Person) -> Layout:
    """For the dates between which a common time is looked for."""
    hint = label(
        "Such as {example}, or {other}",
        example=Code(own_example("next week")),
        other=Code(own_example("24 Nov - 4 Dec")),
    )
    first = DateField("first", label("From"), how=hint, several=True)
    empty = label("The last day; empty: two weeks")
    last = DateField("last", label("To"), required=False, hint=empty, several=True, since="first")
    zone = say("Dates are those of {zone}.", zone=person.clock_zone)
    return Layout(label("Between which dates?"), label("Look"), (first, last), (Hint(zone),))


def _fields(policies: Policies, council: Council | None = None, *, is_admin: bool) -> tuple[Field, ...]:
    """The fields for a new council (None), one that is put together, or one of which others know."""
    pending = council is None or council.status is CouncilStatus.PENDING
    topic = council.topic if council else ""
    expertise = ", ".join(council.expertise) if council else ""
    fields: list[Field] = [TextField("topic", label("Topic"), initial=topic, limit=TOPIC_LIMIT)]
    if pending:
        hint = label("Separated by commas; mentors who share it are found for you")
        fields.append(
            TextField("expertise", label("Expertise wanted"), required=False, initial=expertise, hint=hint)
        )
    material = council.material if council else ""
    if is_admin or council:
        fields.append(
            TextField(
                "material",
                label("Preparation material"),
                required=False,
                multiline=True,
                initial=material,
                limit=MATERIAL_LIMIT,
                hint=label("A text or links; everybody gets it ahead of the council"),
            )
        )
        capacity = str(council.capacity if council else policies.council_capacity)
        fields.append(TextField("capacity", label("Places for mentees"), initial=capacity, limit=4))
    if pending and (is_admin or council):
        hours = council.hours if council else policies.council_deadline_hours
        hint = label(
            "How long the mentors have to answer, such as {example} or {other}",
            example=own_example("72 h"),
            other=own_example("3 days"),
        )
        fields.append(TextField("hours", label("Deadline"), initial=f"{hours} h", limit=20, hint=hint))
    if pending and council is not None:
        fields += [
            TextField("minutes", label("Length"), initial=f"{council.minutes} min", limit=20),
            TextField("least", label("Mentors at least"), initial=str(council.least), limit=2),
            TextField("most", label("Mentors at most"), initial=str(council.most), limit=2),
        ]
    return tuple(fields)


def new_council_of(values: dict[str, str]) -> NewCouncil:
    """What was filled in for a new council; raises FieldRefused."""
    return NewCouncil(
        topic=values.get("topic", ""),
        expertise=_tags(values.get("expertise", "")),
        material=values.get("material", ""),
        capacity=_number(values, "capacity"),
        hours=_hours(values),
    )


def details_of(values: dict[str, str]) -> Details:
    """What was changed; what is no field of the form stays. Raises FieldRefused."""
    return Details(
        topic=values.get("topic"),
        material=values.get("material"),
        expertise=_tags(values["expertise"]) if "expertise" in values else None,
        capacity=_number(values, "capacity"),
        hours=_hours(values),
        minutes=_length(values, "minutes"),
        least=_number(values, "least"),
        most=_number(values, "most"),
    )


def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag.strip().removeprefix("#") for tag in text.split(",") if tag.strip())


def _number(values: dict[str, str], name: str) -> int | None:
    said = values.get(name, "").strip()
    if not said:
        return None
    if not said.isdecimal():
        raise FieldRefused(name, HoursUnclear("not_a_number", said, name))
    return int(said)


def _hours(values: dict[str, str]) -> int | None:
    said = values.get("hours", "").strip()
    if said.isdecimal():
        return int(said)
    minutes = _length(values, "hours")
    return None if minutes is None else max(1, round(minutes / 60))


def _length(values: dict[str, str], name: str) -> int | None:
    said = values.get(name, "").strip()
    if not said:
        return None
    minutes = amount(said)
    if minutes is None:
        raise FieldRefused(name, HoursUnclear("not_a_length", said, name))
    return minutes
