"""The fields of what a council is about, and what was filled in."""

from bot.forms.problems import FieldRefused
from bot.typed.lengths import amount
from bot.ui import Field, TextField
from core.councils import Council
from core.errors import HoursUnclear
from core.policies import Policies
from core.usecases.councils.drafting import MATERIAL_LIMIT, TOPIC_LIMIT, Details, NewCouncil

NUMBERS = ("capacity", "least", "most")


def describe_fields(
    policies: Policies, is_admin: bool, council: Council | None = None, *, pending: bool = True
) -> tuple[Field, ...]:
    """The fields for a new council (None), one that is put together, or one whose poll is open."""
    topic = council.topic if council else ""
    expertise = ", ".join(council.expertise) if council else ""
    fields: list[Field] = [TextField("topic", "Topic", initial=topic, limit=TOPIC_LIMIT)]
    if pending:
        hint = "Separated by commas; mentors who share it are found for you"
        fields.append(
            TextField("expertise", "Expertise wanted", required=False, initial=expertise, hint=hint)
        )
    material = council.material if council else ""
    if is_admin or council:
        fields.append(
            TextField(
                "material",
                "Preparation material",
                required=False,
                multiline=True,
                initial=material,
                limit=MATERIAL_LIMIT,
                hint="A text or links; everybody gets it ahead of the council",
            )
        )
        capacity = str(council.capacity if council else policies.council_capacity)
        fields.append(TextField("capacity", "Places for mentees", initial=capacity, limit=4))
    if pending and (is_admin or council):
        hours = council.hours if council else policies.council_deadline_hours
        hint = "How long the mentors have to answer, such as 72 h or 3 days"
        fields.append(TextField("hours", "Deadline", initial=f"{hours} h", limit=20, hint=hint))
    if pending and council is not None:
        fields += [
            TextField("minutes", "Length", initial=f"{council.minutes} min", limit=20),
            TextField("least", "Mentors at least", initial=str(council.least), limit=2),
            TextField("most", "Mentors at most", initial=str(council.most), limit=2),
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
