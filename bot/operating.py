"""What operators do to the programme from the command line: where no admin is left, and for another installation."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from core.desk import Desk
from core.errors.booking import Suspended
from core.errors.members import MemberNotFound, SeveralMembers
from core.people import Address, Person
from core.policies import PRESETS, Policies
from core.starting import CannotStart
from core.usecases import members, policies, roles

PLACE = Address("command line", "", "")
"""Where it comes from, in the audit log."""


NOBODY = (
    "There is no admin. “parley admin WHO” makes one of a member: @handle, an e-mail address, slack:T1/U1 or "
    "telegram:42."
)


class NotDone(CannotStart):
    """It cannot be done; the text says why, and what to do."""


class Config(BaseModel):
    """The rules of a programme as another installation reads them. `preset` is for people: the rules are whole."""

    model_config = ConfigDict(extra="forbid")

    parley: int = 1
    preset: str | None = None
    rules: Policies


def list_admins(desk: Desk) -> Sequence[str]:
    """Who the admins are, a line each."""
    return [described(each) for each in members.admins(desk)] or [NOBODY]


def make_admin(desk: Desk, who: str) -> str:
    """Make a member an admin; raises NotDone."""
    try:
        done = roles.appoint(desk, members.meant_by(desk, who).id)
    except MemberNotFound:
        raise NotDone(
            f"no member is {who}. Whoever is to be one writes to the bot first, so that it knows them; then try again"
        ) from None
    except SeveralMembers as several:
        named = "\n".join(described(each) for each in several.members)
        raise NotDone(f"several members are {who}: say which by an identity\n{named}") from None
    except Suspended:
        raise NotDone(f"{who} is suspended: make another member an admin, who can restore them") from None
    return f"{described(done.person)} {'is an admin now' if done.changed else 'was an admin before'}."


def described(person: Person) -> str:
    """A member, so that an operator can tell them from others."""
    known = [str(address) for address in person.addresses]
    handles = [f"@{handle}" for _, handle in person.handles]
    mail = [person.email] if person.email else []
    return f"{person.name} ({', '.join([*handles, *mail, *known])})"


def exported(desk: Desk) -> str:
    """The rules in force, as `adopted` reads them."""
    rules = policies.in_force(desk)
    preset = next((name for name, each in PRESETS.items() if each == rules), None)
    return Config(preset=preset, rules=rules).model_dump_json(indent=2) + "\n"


def adopted(desk: Desk, file: Path) -> Sequence[str]:
    """Put the rules of another installation in force; returns what has changed, a line each. Raises NotDone."""
    try:
        config = Config.model_validate_json(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise NotDone(f"{file} cannot be read: {problem.strerror}") from None
    except (ValidationError, UnicodeDecodeError) as problem:
        raise NotDone(f"{file} holds no rules of a programme:\n{_faults(problem)}") from None
    done = policies.adopt(desk, config.rules)
    return [
        f"{each.key}: {json.dumps(each.before)} -> {json.dumps(each.after)}" for each in done.changes
    ] or ["Nothing has changed: these are the rules in force."]


def _faults(problem: Exception) -> str:
    if not isinstance(problem, ValidationError):
        return "it is not written in UTF-8"
    return "\n".join(
        f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}"
        for each in problem.errors(include_url=False, include_input=False)
    )
