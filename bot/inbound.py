"""What reaches us from a chat, in one shape for every platform. Stored as JSON until it has taken effect."""

import re
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from core.people import Address

# Halves of characters cannot be written as UTF-8, and PostgreSQL takes no NUL.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _storable(text: object) -> object:
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text) if isinstance(text, str) else text


MOST_OF_AN_ID = 64
Words = Annotated[str, BeforeValidator(_storable)]


def _plain_address(address: Address) -> Address:
    enterprise: object = "" if address.enterprise is None else address.enterprise
    parts: tuple[object, ...] = (address.platform, address.workspace, address.user, enterprise)
    texts = [part for part in parts if isinstance(part, str) and len(part) <= MOST_OF_AN_ID]
    if len(texts) < len(parts) or not address.user or _UNSTORABLE.search("".join(texts)):
        raise ValueError("no platform has such ids")
    return address


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SharedFile(_Frozen):
    """A file sent in a chat: `ref` names it on its platform; name, type and size are as its sender says.

    `url` is where it is to be had, where the platform tells.
    """

    ref: Words = Field(max_length=255)
    name: Words
    type: Words = ""
    size: int | None = Field(default=None, ge=0)
    url: Words = ""


class Said(_Frozen):
    """Plain text said to the bot in a direct chat (or as a reply to its question in a group), with `files`.

    Files that were sent together but arrive one by one name the same `album`.
    """

    kind: Literal["said"] = "said"
    text: Words
    files: tuple[SharedFile, ...] = ()
    album: str | None = None


class Unsaid(_Frozen):
    """What a direct chat holds beside words: an earlier text was changed or deleted, or a sticker and the like came."""

    kind: Literal["unsaid"] = "unsaid"
    what: Literal["changed", "deleted", "other"]


class Command(_Frozen):
    """`/name text`; the name without slash, prefix or `@bot`. Mentions in `text` stand as `<@address>`."""

    kind: Literal["command"] = "command"
    name: Words
    text: Words = ""


class Press(_Frozen):
    """A button pressed or an option chosen; `token` is what we had put behind it, or what somebody forged."""

    kind: Literal["press"] = "press"
    token: Words


class Submitted(_Frozen):
    """A form sent in: field name to typed or chosen value ("" for left empty)."""

    kind: Literal["submitted"] = "submitted"
    draft: int = Field(ge=0, le=2**63 - 1)
    values: dict[Words, Words]


class OpenedHome(_Frozen):
    """The person looks at the bot's home (Slack's App Home)."""

    kind: Literal["opened_home"] = "opened_home"


class Reachable(_Frozen):
    """The person blocked (`yes=False`) or unblocked the bot, or left the workspace."""

    kind: Literal["reachable"] = "reachable"
    yes: bool


class ProfileChanged(_Frozen):
    """The person's profile on the platform changed."""

    kind: Literal["profile_changed"] = "profile_changed"


class ChannelClosed(_Frozen):
    """The bot was removed from the channel, or the channel was archived or deleted."""

    kind: Literal["channel_closed"] = "channel_closed"


class WorkspaceClosed(_Frozen):
    """The sender's workspace has removed the bot; or an organisation that keeps it, from these `teams` alone."""

    kind: Literal["workspace_closed"] = "workspace_closed"
    teams: tuple[Words, ...] = ()


class WorkspaceOpened(_Frozen):
    """An organisation has let the bot into these of its workspaces."""

    kind: Literal["workspace_opened"] = "workspace_opened"
    teams: tuple[Words, ...]


class ChannelMoved(_Frozen):
    """The channel has another id now."""

    kind: Literal["channel_moved"] = "channel_moved"
    to: Words


class Shortcut(_Frozen):
    """A global or message shortcut; `text` is the message's text where there is one."""

    kind: Literal["shortcut"] = "shortcut"
    name: Words
    text: Words = ""


Body = Annotated[
    Said
    | Unsaid
    | Command
    | Press
    | Submitted
    | OpenedHome
    | Reachable
    | ProfileChanged
    | ChannelClosed
    | ChannelMoved
    | WorkspaceClosed
    | WorkspaceOpened
    | Shortcut,
    Field(discriminator="kind"),
]


class Profile(_Frozen):
    """What the platform tells about a person; None where it does not say.

    `zone` is IANA, `handle` without @, `enterprise` the Slack organisation that the person belongs to,
    `workspace` their own Slack workspace where that is another than the one they were met in.
    """

    name: Words | None = None
    handle: Words | None = None
    email: Words | None = None
    zone: Words | None = None
    locale: Words | None = None
    enterprise: Words | None = Field(default=None, max_length=MOST_OF_AN_ID)
    workspace: Words | None = Field(default=None, max_length=MOST_OF_AN_ID)


class Origin(_Frozen):
    """Where it happened, and where the answer goes.

    `channel` is the platform's chat id; `message` the pressed message's id; `direct` a chat with the bot alone;
    `sent_at` is when that was sent, where the platform says; `reply_url` (Slack) answers without membership;
    `typed` is the person's own message on platforms that let the bot delete it;
    `thread` is the thread (Slack) or topic (Telegram) of a channel that it happened in;
    `title` is the name of a channel where the platform says it with what is typed there;
    `trigger` (Slack trigger id, Telegram callback query id) lives for seconds and is useless afterwards.
    `workspace` (Slack) is the one that it came through where that is not the sender's own: in a channel shared between
    companies, only its token opens what is there.
    """

    channel: Words
    message: Words | None = None
    typed: Words | None = None
    thread: Words | None = None
    title: Words | None = None
    sent_at: AwareDatetime | None = None
    direct: bool = True
    ephemeral: bool = False
    reply_url: Words | None = None
    trigger: Words | None = None
    workspace: Words | None = Field(default=None, max_length=MOST_OF_AN_ID)

    def met_as(self, who: Address) -> Address:
        """The identity by which the workspace that it came through knows somebody who was met there."""
        if self.workspace in {None, who.workspace}:
            return who
        return replace(who, workspace=self.workspace, enterprise=None)


class Inbound(_Frozen):
    """One delivery. `key` is equal for repetitions of the same delivery and for nothing else."""

    key: Words = Field(max_length=255)
    sender: Annotated[Address, AfterValidator(_plain_address)]
    profile: Profile = Profile()
    place: Origin
    body: Body

    @property
    def met_as(self) -> Address:
        """The sender's identity where it happened, as `Origin.met_as` says."""
        return self.place.met_as(self.sender)

    @property
    def lane(self) -> str:
        """Deliveries of one lane are handled in order of arrival."""
        return str(self.sender)
