"""E-mail addresses as people type them, and as mail needs them."""

import re

import idna

from core.mail import AddressProblem, problem_of

_LINK = re.compile(r"(?:mailto:)?(?P<address>[^|]+)(?:\|.*)?", re.DOTALL)
"""Slack makes `<mailto:ana@example.org|ana@example.org>` of an address."""


def read_address(text: str) -> str | AddressProblem:
    """The address with its domain in IDNA form; what is wrong with it where mail cannot go there."""
    said = text.strip(" \t")
    if said.startswith("<") and said.endswith(">") and (link := _LINK.fullmatch(said[1:-1])):
        said = link["address"]
    name, at, domain = said.rpartition("@")
    try:
        wire = idna.encode(domain, uts46=True).decode("ascii") if not domain.isascii() else domain.lower()
    except idna.IDNAError:
        return AddressProblem.DOMAIN if at and name and said.isprintable() else AddressProblem.SHAPE
    address = f"{name}{at}{wire}"
    return problem_of(address) or address
