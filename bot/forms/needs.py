"""Which fields must be filled in because of what is chosen in another."""

from collections.abc import Iterable, Mapping

from bot.ui import Field, TextField


def is_needed(field: Field, chosen: Mapping[str, str]) -> bool:
    """Whether it must be filled in, by the values of the other fields."""
    if isinstance(field, TextField) and field.needed_with is not None:
        name, value = field.needed_with
        return field.required or chosen.get(name) == value
    return field.required


def decided_by(field: Field, fields: Iterable[Field]) -> TextField | None:
    """The field that must be filled in or not by what is chosen in this one."""
    for other in fields:
        if isinstance(other, TextField) and other.needed_with and other.needed_with[0] == field.name:
            return other
    return None
