"""Who is meant by typed text: a handle, an e-mail address or a name.

Names are chosen by their bearers, so that a name never beats somebody's handle or address.
"""

import re
from collections.abc import Sequence

from core.folding import words_of
from core.people import Person

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def is_called(person: Person, name: str) -> bool:
    """Whether this is the person's whole name or first name."""
    whole, called = words_of(person.name), words_of(name)
    return called in (whole, whole[:1])


def meant(found: Sequence[Person], typed: str) -> Sequence[Person]:
    """Those of the people found who are meant: one who is certain, several to be asked back, or nobody.

    `@ann` is a handle, `ann@example.com` an address: who has it exactly is meant, whatever others are called. Bare text
    may be a handle or a name; where it is one person's handle and another's name, both are meant. Part of a name fits
    only where nothing fits exactly.
    """
    text = typed.strip()
    if _EMAIL.fullmatch(text):
        return [person for person in found if _has_email(person, text)]
    bare = text.removeprefix("@")
    by_handle = [person for person in found if _has_handle(person, bare)]
    if by_handle and text.startswith("@"):
        return by_handle
    return [person for person in found if person in by_handle or is_called(person, bare)] or found


def is_certain(person: Person, typed: str) -> bool:
    """Whether the text is exactly this person's handle or address, which nobody else can choose."""
    text = typed.strip()
    return _has_handle(person, text.removeprefix("@")) or _has_email(person, text)


def _has_handle(person: Person, handle: str) -> bool:
    return any(each.casefold() == handle.casefold() for _, each in person.handles)


def _has_email(person: Person, email: str) -> bool:
    return person.email is not None and person.email.casefold() == email.casefold()
