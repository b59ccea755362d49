"""The page of commands, made from their registry: `python -m tests.architecture.reference`."""

from pathlib import Path

from bot.commands import COMMANDS, CommandSpec
from bot.help.cards import DETAILS
from bot.sentences import label
from core.people import Role

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "commands.md"
_FOR = {Role.MENTOR: "for mentors", Role.ADMIN: "for admins"}


def page() -> str:
    """All commands with their examples, as Markdown."""
    head = "# Commands\n\nThe same on both platforms, unless it says otherwise. "
    head += "Made by `python -m tests.architecture.reference`.\n"
    return head + "".join(map(_command, COMMANDS))


def _command(spec: CommandSpec) -> str:
    usage = f" {label(spec.usage)}" if spec.usage else ""
    where = (
        "" if spec.slack and spec.telegram else " On Slack only." if spec.slack else " On Telegram only."
    )
    whom = "".join(f", {_FOR[role]}" for role in sorted(spec.roles))
    parts = [f"\n## /{spec.name}\n", f"{label(spec.summary)}{whom}.{where}\n"]
    if detail := DETAILS.get(spec.name):
        parts.append(f"{label(detail)}\n")
    if spec.examples:
        parts.append("\n".join([f"```\n/{spec.name}{usage}\n", *spec.examples, "```\n"]))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
