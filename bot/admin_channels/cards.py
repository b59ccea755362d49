"""Chats in which admins run the programme, as cards."""

from collections.abc import Sequence

from bot.actions.admin_channels import ConfirmAdminChannel, RemoveAdminChannel, ShowAdminChannels
from bot.labels import PLATFORMS, primary, row, when, who
from bot.sentences import label, lines, say, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Hint, Label, Paragraph, Part, Show, Text
from core.admin_channels import AdminChannel
from core.people import Person

Listed = Sequence[tuple[AdminChannel, Person]]


def name_of(platform: str, title: str, thread: str | None = None) -> Label:
    """`admins on Slack`, as far as its name is known."""
    on = PLATFORMS.get(platform, platform)
    if thread is not None:
        if title:
            return label("one thread of “{title}” on {platform}", title=title, platform=on)
        return label("one thread of a channel on {platform}", platform=on)
    if title:
        return label("“{title}” on {platform}", title=title, platform=on)
    return label("a channel on {platform}", platform=on)


def ask_card(channel: AdminChannel) -> Card:
    """What it means, before an admin confirms it."""
    return Card(
        label("Make this an admin channel?"),
        (
            Paragraph(say("It would be {channel}.", channel=Bold(_name(channel)))),
            Paragraph(
                say(
                    "Everybody in it will see what admins see: sessions, members, disputes and what goes wrong. "
                    "Whoever is in it, or joins it later, counts as reading. Only admins can act."
                )
            ),
            row(primary(label("Make it an admin channel"), ConfirmAdminChannel(channel.id))),
            Hint(
                say(
                    "Nothing changes until you confirm. {command} undoes it.",
                    command=Code(own_command("/admin here off")),
                )
            ),
        ),
    )


def already_card(channel: AdminChannel) -> Card:
    """It is one."""
    return Card(
        label("This is an admin channel already"),
        (
            Paragraph(say("It is {channel}.", channel=Bold(_name(channel)))),
            row(Button(label("Admin channels"), ShowAdminChannels())),
        ),
    )


def confirmed_card(channel: AdminChannel) -> Card:
    """It is one now."""
    return Card(
        label("It is an admin channel now"),
        (
            Paragraph(
                say(
                    "What admins have to know goes to {channel} from now on. I say so there; if I cannot write there, "
                    "you hear of it here in our own chat.",
                    channel=Bold(_name(channel)),
                )
            ),
            row(Button(label("Admin channels"), ShowAdminChannels())),
        ),
    )


def channels_card(found: Listed, reader: Person, done: Text = ()) -> Card:
    """`/admin channels`: all of them, each with the way to remove it."""
    parts: list[Part] = [Paragraph(done)] if done else []
    if not found:
        parts.append(
            Paragraph(say("There is no admin channel. Each admin is told in their own chat with me."))
        )
    for channel, by in found:
        set_by = say("Set by {who}, {when}", who=who(by), when=when(channel.at, reader, Show.SHORT))
        parts += [
            Paragraph(lines((Bold(_name(channel)),), set_by)),
            row(Button(label("Remove"), RemoveAdminChannel(channel.id))),
        ]
    parts.append(
        Hint(
            say(
                "Type {command} in a channel or group to add it. I must be a member of it.",
                command=Code(own_command("/admin here")),
            )
        )
    )
    return Card(label("Admin channels"), tuple(parts))


def removed_card(found: Listed, reader: Person) -> Card:
    """Those that are left once one was removed."""
    return channels_card(found, reader, say("It is no admin channel any more."))


def opened_notice() -> Card:
    """In a chat that has become an admin channel."""
    return Card(
        label("This is an admin channel now"),
        (
            Paragraph(
                say(
                    "I post here what admins have to know, once for all of them, and answer {command} so that "
                    "everybody here can read it. Only admins can act on it.",
                    command=Code("/admin"),
                )
            ),
            Hint(say("{command} undoes this.", command=Code(own_command("/admin here off")))),
        ),
    )


def closed_notice(platform: str, title: str) -> Card:
    """To admins: an admin channel cannot be written to any more."""
    return Card(
        label("An admin channel is closed"),
        (
            Paragraph(
                say(
                    "I can no longer write to {channel}: I was removed from it, or it is archived or gone. It is no "
                    "admin channel any more. What was to go there is told in the other admin channels, and where "
                    "there is none, to each admin.",
                    channel=Bold(name_of(platform, title)),
                )
            ),
            row(primary(label("Admin channels"), ShowAdminChannels())),
            Hint(
                say(
                    "Add me to it and type {command} there to use it again.",
                    command=Code(own_command("/admin here")),
                )
            ),
        ),
    )


def _name(channel: AdminChannel) -> Label:
    return name_of(channel.platform, channel.title, channel.thread)


def workspace_closed_notice(workspace: str) -> Card:
    """To admins elsewhere: a workspace has removed us."""
    return Card(
        label("A workspace has removed me"),
        (
            Paragraph(
                sentences(
                    say(
                        "I was removed from the Slack workspace {workspace}, and can write to nobody there.",
                        workspace=Code(workspace),
                    ),
                    say("Sessions stay, mentees are told whose mentor I cannot reach."),
                )
            ),
            Hint(
                say(
                    "Install me there again, and I go on with everybody as soon as one of them writes to me."
                )
            ),
        ),
    )
