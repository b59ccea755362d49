"""Commands that need no reading: found by what the actions declare as their typed command."""

from dataclasses import MISSING, fields

from bot.actions import CODES, Action
from bot.actions.spec import typed


def _stands_alone(kind: type[Action]) -> bool:
    return all(field.default is not MISSING for field in fields(kind))


_COMMANDS = {typed(kind()): kind for kind in CODES.values() if _stands_alone(kind)}
_VERBS = {kind.spec.typed: kind for kind in CODES.values() if isinstance(kind.spec.typed, str)}

_ABOUT_SESSION = "sessions {session} "


def action_of(command: str) -> Action | None:
    """The action whose whole command this is, such as `schedule list`."""
    kind = _COMMANDS.get(command.lower())
    return None if kind is None else kind()


def session_action(verb: str, session: int, revision: int) -> Action | None:
    """What `/sessions S-7F3K verb` asks for, by the verb alone, which may be of two words."""
    return _filled(f"{_ABOUT_SESSION}{verb.lower()}", {"session": session, "revision": revision})


def admin_session_action(verb: str, session: int) -> Action | None:
    """What `/admin session S-7F3K verb` asks for, by the verb alone."""
    return _filled(f"admin session {{session}} {verb.lower()}", {"session": session})


def council_action(verb: str, council: int, revision: int) -> Action | None:
    """What `/council C-7F3K verb` asks for, by the verb alone."""
    return _filled(f"council {{council}} {verb.lower()}", {"council": council, "revision": revision})


def _filled(pattern: str, values: dict[str, int]) -> Action | None:
    kind = _VERBS.get(pattern.strip())
    if kind is None:
        return None
    named = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in named})
