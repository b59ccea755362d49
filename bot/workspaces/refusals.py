"""Refusals about Slack workspaces in words."""

from bot.actions.workspaces import ShowWorkspaces
from bot.labels import primary, row
from bot.sentences import label, say
from bot.typed.command_words import own as own_command
from bot.ui import Code, Phrase
from core.errors.common import NotFound, Refusal
from core.errors.workspaces import AdminsNowhereElse, NotConnectable


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    listed = row(primary(label("Workspaces"), ShowWorkspaces()))
    match refusal:
        case NotConnectable():
            said = say(
                "Slack is served in one workspace here. {command} says what to set.",
                command=Code(own_command("/admin workspaces")),
            )
            return Phrase(label("No workspace can be connected"), said, (listed,))
        case AdminsNowhereElse():
            return Phrase(
                label("All admins are there"),
                say(
                    "Without it I could write to no admin any more. Let an admin write to me elsewhere first, in "
                    "another workspace or on Telegram."
                ),
                (listed,),
            )
        case NotFound("workspace"):
            return Phrase(
                label("No such workspace"), say("It is not connected, or not any more."), (listed,)
            )
    return None
