"""A refusal that is about one field of a form: the form stays open, and says so there."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.errors.common import Refusal

SEEN = "_seen"
"""What the fields of a guarded layout showed, as JSON among the values of a draft."""


class FieldRefused(Exception):  # noqa: N818 (it is a refusal, with its place)
    """What is wrong with the value of `field`."""

    def __init__(self, field: str, refusal: Refusal) -> None:
        super().__init__(field, refusal)
        self.field = field
        self.refusal = refusal


@contextmanager
def about_field(field: str, *kinds: type[Refusal]) -> Iterator[None]:
    """Refusals of these kinds are about this field."""
    try:
        yield
    except kinds as refusal:
        raise FieldRefused(field, refusal) from refusal
