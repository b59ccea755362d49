"""Refusals about admin channels, in words."""

from bot.actions.admin_channels import ShowAdminChannels
from bot.labels import primary, row
from bot.sentences import label, say
from bot.typed.command_words import own as own_command
from bot.ui import Code, Phrase
from core.errors.common import NotFound, Refusal
from core.errors.members import DirectChat, NoAdminChannel, NotAsked


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    listed = row(primary(label("Admin channels"), ShowAdminChannels()))
    match refusal:
        case DirectChat():
            return Phrase(
                label("This is our own chat"),
                say(
                    "Only you and I are here, so you see what admins see anyway. Type {command} in a channel or "
                    "group to make that an admin channel.",
                    command=Code(own_command("/admin here")),
                ),
                (listed,),
            )
        case NotAsked():
            return Phrase(
                label("Somebody else asked for it"),
                say(
                    "The admin who typed {command} confirms it. Type it yourself to be asked.",
                    command=Code(own_command("/admin here")),
                ),
                (listed,),
            )
        case NoAdminChannel():
            return Phrase(
                label("This is no admin channel"),
                say("Nothing has changed. These are the admin channels:"),
                (listed,),
            )
        case NotFound("admin channel"):
            return Phrase(
                label("No admin channel any more"),
                say("It has been removed or asked for anew meanwhile. Here are those that are left:"),
                (listed,),
            )
    return None
