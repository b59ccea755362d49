"""The Slack workspaces that are connected, as cards."""

from bot.actions.programme import ShowProgramme
from bot.actions.workspaces import ConnectWorkspace, Disconnect, ReviewDisconnecting, ShowWorkspaces
from bot.labels import danger, primary, row, when
from bot.sentences import label, lines, msg, own, say, say_many, series
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Copyable,
    Facts,
    Hint,
    Label,
    Link,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.people import Person
from core.usecases.connecting import Connected, Invitation, Workspaces

SETTINGS = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "PARLEY_PUBLIC_URL")
INSTEAD_OF = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")


def workspaces_card(found: Workspaces, reader: Person) -> Card:
    """`/admin workspaces`: all of them, each with the way to disconnect it."""
    parts: list[Part] = []
    if not found.open:
        parts.append(Paragraph(_what_to_set()))
    elif not found.connected:
        parts.append(Paragraph(say("No Slack workspace is connected.")))
    for each in found.connected:
        parts += [
            Paragraph(lines((Bold(name_of(each)),), _kind(each), _state(each))),
            row(Button(label("Disconnect"), ReviewDisconnecting(each.place.id))),
        ]
    for place, at in found.closed:
        removed = say("It removed me, {when}.", when=when(at, reader, Show.SHORT))
        parts.append(Paragraph(lines((Bold(place),), removed)))
    ways = [primary(label("Connect a workspace"), ConnectWorkspace())] if found.open else []
    parts.append(row(*ways, Button(label("The programme"), ShowProgramme())))
    return Card(label("Slack workspaces"), tuple(parts))


def invitation_card(made: Invitation, reader: Person) -> Card:
    """The address, for whoever may install apps there."""
    return Card(
        label("Connect a workspace"),
        (
            Paragraph(
                say(
                    "Open it, or give it to whoever may install apps in the workspace. It is good for one workspace, "
                    "or one whole Enterprise Grid, until {when}.",
                    when=when(made.until, reader, Show.TIME),
                )
            ),
            Copyable(made.address, label("Copy the address")),
            Row((Link(label("Add to Slack"), made.address), Button(label("Workspaces"), ShowWorkspaces()))),
            Hint(say("Whoever has it can connect a workspace of theirs to this programme.")),
        ),
    )


def review_card(leaving: Connected) -> Card:
    """What disconnecting means, before it is done."""
    there = leaving.there
    facts = [
        (label("Members there"), _many_members(there.members)),
        (label("Mentors among them"), words(own(str(there.mentors)))),
        (label("Their sessions ahead"), words(own(str(there.sessions)))),
        (label("Admin channels there"), words(own(str(there.channels)))),
    ]
    return Card(
        label("Disconnect {workspace}?", workspace=name_of(leaving)),
        (
            Facts(tuple(facts)),
            Paragraph(
                say(
                    "Slack removes me from it. I can write to nobody there any more; whoever has another chat with me "
                    "goes on there. Sessions stay, and mentees are told whose mentor I cannot reach. Admin channels "
                    "there end, and its token is deleted."
                )
            ),
            row(
                danger(label("Disconnect it"), Disconnect(leaving.place.id)),
                Button(label("Keep it"), ShowWorkspaces()),
            ),
            Hint(say("It can be connected again; everybody there goes on as before then.")),
        ),
    )


def disconnecting_card(leaving: Connected) -> Card:
    """It is on its way."""
    said = say(
        "Slack is being asked to remove me from {workspace}. Admins hear of it as soon as that is done.",
        workspace=Bold(name_of(leaving)),
    )
    return Card(
        label("Being disconnected"), (Paragraph(said), row(Button(label("Workspaces"), ShowWorkspaces())))
    )


def _what_to_set() -> Text:
    """How an installation comes to serve several workspaces."""
    return say(
        "Slack is served in one workspace here, by its token. To connect others, set {settings}, leave out {others}, "
        "and start again.",
        settings=series([Code(each) for each in SETTINGS]),
        others=series([Code(each) for each in INSTEAD_OF]),
    )


def name_of(each: Connected) -> Label:
    """What people call it; else its id."""
    return own(each.place.name or each.place.id)


def _kind(each: Connected) -> Text:
    if each.place.whole:
        return say("a whole Enterprise Grid ({id})", id=each.place.id)
    return say("workspace {id}", id=each.place.id)


def _state(each: Connected) -> Text:
    if not each.place.readable:
        return say("Its token cannot be read: the key is lost. Connect it again.")
    return _many_members(each.there.members)


def _many_members(count: int) -> Text:
    return say_many("{n} member", "{n} members", count, none=msg("no member"))
