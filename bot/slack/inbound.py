"""What Slack sends, put into neutral words. Pure: no network, no memory, nothing decided."""

import hashlib
import json
import logging
import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from bot.inbound import (
    Body,
    ChannelClosed,
    Command,
    Inbound,
    OpenedHome,
    Origin,
    Press,
    Profile,
    ProfileChanged,
    Reachable,
    Said,
    SharedFile,
    Shortcut,
    Submitted,
    Unsaid,
    WorkspaceClosed,
    WorkspaceOpened,
)
from bot.shown_names import shown
from bot.slack.pairs import joined
from core.people import Address

Json = dict[str, Any]

PLATFORM = "slack"
LINK = "link"  # the action_id of a button that opens an address begins so; its presses mean nothing to us
DOOR = "parley"  # the command that leads to all others

SYSTEM_ACCOUNT = "USLACK"
SYSTEM = {SYSTEM_ACCOUNT, "USLACKBOT"}
"""Accounts of Slack itself, which no person writes from."""

_UNNAMED = {"privategroup", "directmessage"}
_CHANNEL_GONE = {
    f"{kind}_{what}" for kind in ("channel", "group") for what in ("left", "archive", "deleted")
}
"""What tells that we can no longer write to a channel."""

_SPOKEN_SUBTYPES = {None, "file_share", "me_message", "thread_broadcast"}
"""Of messages that a person has written; others tell of what became of a message or a channel."""

_AFTERWARDS = {"message_changed", "message_deleted"}
"""What becomes of a message later."""

_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("\xa0\u2007\u202f", " ")}
)
_MARKUP = re.compile(r"<([^<>]+)>|&(lt|gt|amp);")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&"}
_USER = re.compile(r"@([UW][A-Z0-9]+)")

_log = logging.getLogger(__name__)


def translate(body: Json, prefix: str = "", bots: Collection[str] = ()) -> Inbound | None:
    """Turn the body of an event, command or interaction into an `Inbound`; None for what is to be dropped.

    `prefix` is what the workspace's commands begin with (`m-` for `/m-book`). `bots` are our user ids in all
    workspaces: in a channel shared between two of them Slack tells only one of what the other's is asked.
    """
    try:
        if body.get("type") == "event_callback":
            return _event(body, body["event"], bots)
        if "command" in body:
            return _command(body, prefix)
        return _interaction(body)
    except Exception as problem:  # noqa: BLE001 (whatever reading raises, it cannot be read)
        _log.warning("a malformed %s was dropped: %s", kind_of(body), type(problem).__name__)
        return None


def kind_of(body: Json) -> str:
    """What Slack calls it, for logs and metrics."""
    event = body.get("event")
    if isinstance(event, dict):
        return ".".join(str(event[key]) for key in ("type", "subtype") if key in event)
    return "command" if "command" in body else str(body.get("type", "unknown"))


def profile_of(user: Json, *, met_in: str | None = None) -> Profile:
    """The profile in a user object of `users.info` or `user_change`; `met_in` is the workspace it was asked for in."""
    profile = user.get("profile", {})
    own = user.get("team_id")
    handle = shown(profile.get("display_name") or "") or shown(user.get("name") or "")
    return Profile(
        name=shown(profile.get("real_name") or "") or shown(user.get("real_name") or "") or handle,
        handle=handle,
        email=profile.get("email") or None,
        zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        enterprise=(user.get("enterprise_user") or {}).get("enterprise_id") or None,
        workspace=own if met_in is not None and own != met_in else None,
    )


def _event(body: Json, event: Json, bots: Collection[str]) -> Inbound | None:
    match event["type"]:
        case "message" if event.get("subtype") in _AFTERWARDS:
            return _changed(body, event)
        case "message" | "app_mention":
            return _message(body, event, bots)
        case "app_home_opened" if event.get("tab") == "home":
            sender = Address(PLATFORM, body["team_id"], event["user"], _enterprise(body))
            place = Origin(channel=event.get("channel", ""))
            return Inbound(key=body["event_id"], sender=sender, place=place, body=OpenedHome())
        case (
            "channel_left"
            | "group_left"
            | "channel_archive"
            | "group_archive"
            | "channel_deleted"
            | "group_deleted"
        ):
            who = event.get("user") or event.get("actor_id") or SYSTEM_ACCOUNT
            return Inbound(
                key=body["event_id"],
                sender=Address(PLATFORM, body["team_id"], who, _enterprise(body)),
                place=Origin(channel=event["channel"], direct=False),
                body=ChannelClosed(),
            )
        case "app_uninstalled":
            return _removed(body)
        case "tokens_revoked" if (event.get("tokens") or {}).get("bot"):
            return _removed(body)
        case "team_access_revoked":
            return _of_teams(body, WorkspaceClosed(teams=event["team_ids"]))
        case "team_access_granted":
            return _of_teams(body, WorkspaceOpened(teams=event["team_ids"]))
        case "user_change":
            return _user_change(body, event["user"])
        case _:
            return None


def _removed(body: Json) -> Inbound:
    enterprise = _enterprise(body)
    is_whole = _authorization(body).get("is_enterprise_install") or not body.get("team_id")
    place = enterprise if is_whole else body["team_id"]
    sender = Address(PLATFORM, str(place or body["team_id"]), SYSTEM_ACCOUNT, enterprise)
    return Inbound(
        key=body["event_id"], sender=sender, place=Origin(channel="", direct=False), body=WorkspaceClosed()
    )


def _of_teams(body: Json, what: WorkspaceClosed | WorkspaceOpened) -> Inbound | None:
    """What becomes of some workspaces of an organisation that has taken us in as a whole."""
    enterprise = _enterprise(body)
    if enterprise is None or not what.teams:
        return None
    sender = Address(PLATFORM, enterprise, SYSTEM_ACCOUNT, enterprise)
    return Inbound(key=body["event_id"], sender=sender, place=Origin(channel="", direct=False), body=what)


def _message(body: Json, event: Json, bots: Collection[str]) -> Inbound | None:
    if event.get("subtype") not in _SPOKEN_SUBTYPES or event.get("bot_id") or "user" not in event:
        return None
    told = (one["user_id"] for one in body.get("authorizations") or () if one.get("is_bot"))
    ourselves = {*bots, *told}
    if event["user"] in {*ourselves, *SYSTEM}:
        return None
    direct = event.get("channel_type") == "im"
    text = event.get("text") or ""
    mention = re.compile(
        rf"<@(?:{'|'.join(map(re.escape, sorted(ourselves))) or '[UW][A-Z0-9]+'})(?:\|[^>]*)?>[,:]?"
    )
    if not direct:
        if event["type"] == "message" and not (ourselves and mention.search(text)):
            return None
        text = mention.sub(" ", text, count=1)
    own = event.get("user_team") or event.get("team")
    sender = _sender(body, event["user"], own, may_be_foreign=_is_shared(body))
    place = Origin(
        channel=event["channel"],
        direct=direct,
        thread=event.get("thread_ts"),
        workspace=_answered_by(body, sender),
    )
    return Inbound(
        key=f"{event['channel']}:{event['ts']}",
        sender=sender,
        place=place,
        body=Said(text=_words(text, place.met_as(sender).workspace), files=_files(event) if direct else ()),
    )


def _changed(body: Json, event: Json) -> Inbound | None:
    """Somebody has changed or deleted what they wrote to us; that a link is shown with it is no change of theirs."""
    before, after = event.get("previous_message") or {}, event.get("message") or {}
    deleted = event["subtype"] == "message_deleted" or after.get("subtype") == "tombstone"
    if event.get("channel_type") != "im" or before.get("bot_id") or "user" not in before:
        return None
    if before["user"] in SYSTEM or (not deleted and before.get("text") == after.get("text")):
        return None
    own = before.get("user_team") or before.get("team")
    sender = _sender(body, before["user"], own, may_be_foreign=_is_shared(body))
    return Inbound(
        key=body["event_id"],
        sender=sender,
        place=Origin(channel=event["channel"], workspace=_answered_by(body, sender)),
        body=Unsaid(what="deleted" if deleted else "changed"),
    )


def _files(event: Json) -> tuple[SharedFile, ...]:
    """What was sent with a message; without an address what Slack says only when it is asked."""
    return tuple(
        SharedFile(
            ref=file["id"],
            name=file.get("name") or file.get("title") or file["id"],
            type=file.get("mimetype") or "",
            size=file.get("size"),
            url=file.get("url_private_download") or file.get("url_private") or "",
        )
        for file in event.get("files") or ()
    )


def _sender(body: Json, user: str, own: str | None, *, may_be_foreign: bool) -> Address:
    """The identity by which a person is known; `own` is the workspace that Slack says is theirs.

    In an Enterprise Grid a person has one id in all workspaces, and `own` changes from one delivery to the next:
    there it is the workspace that the delivery came through. Where people of other companies take part, only `own`
    tells them apart: they stay known by it, and the organisation is said of nobody who may not belong to it.
    """
    through, enterprise = came_through(body), _enterprise(body)
    if may_be_foreign and own not in {None, through, enterprise}:
        return Address(PLATFORM, str(own), user)
    found = through if enterprise and through else own or through
    known = found in {through, enterprise}
    return Address(PLATFORM, str(found or body["team_id"]), user, enterprise if known else None)


def came_through(body: Json) -> str | None:
    """The workspace that the delivery came through, which is one that we are installed in.

    In a channel shared with another company `team_id` is the channel's owner; the authorization names ours, or the
    organisation that has us as a whole.
    """
    team, view, message = (body.get(part) or {} for part in ("team", "view", "message"))
    if _is_shared(body):
        event = _authorization(body)
        ours = event.get("team_id") or body.get("context_team_id") or event.get("enterprise_id")
    else:
        ours = _installed(body)
    told = (ours, body.get("team_id"), team.get("id"), view.get("team_id"), message.get("team"))
    return next(filter(None, told), None)


def _answered_by(body: Json, sender: Address) -> str | None:
    """The workspace whose token answers, or the organisation with one for all; None where it is the sender's own."""
    is_whole = _authorization(body).get("is_enterprise_install") or body.get("is_enterprise_install")
    there = (_enterprise(body) if is_whole else None) or posted_in(body) or came_through(body)
    return None if there in {sender.workspace, sender.enterprise} else there


def posted_in(body: Json) -> str | None:
    """The workspace whose bot wrote the message that was pressed: only its token changes that."""
    message = body.get("message") or {}
    is_ours = body.get("type") == "block_actions" and message.get("bot_id")
    if not is_ours or message.get("app_id") not in {None, body.get("api_app_id")}:
        return None
    return message.get("team") or None


def _installed(body: Json) -> str | None:
    """The workspace that a modal or home was opened for: its `team` is the person's where they are of another company.

    What is installed for a whole organisation says the organisation's id, which is no workspace.
    """
    found = (body.get("view") or {}).get("app_installed_team_id")
    return found if found and not body.get("is_enterprise_install") else None


def _enterprise(body: Json) -> str | None:
    """The organisation of the workspace that the delivery came through."""
    team, enterprise, event = body.get("team") or {}, body.get("enterprise") or {}, _authorization(body)
    if _installed(body) is not None and team.get("id") not in {None, _installed(body)}:
        return None  # what it says is of the team, which is another
    if _is_shared(body) and "enterprise_id" in event:
        return event["enterprise_id"] or None
    told = (body.get("enterprise_id"), team.get("enterprise_id"), enterprise.get("id"))
    found = next(filter(None, (*told, event.get("enterprise_id"))), None)
    return str(found) if found else None


def _authorization(body: Json) -> Json:
    """The installation of ours that an event is for."""
    return next(iter(body.get("authorizations") or ()), {})


def _is_shared(body: Json) -> bool:
    """Whether Slack says that the event happened where people of other companies take part."""
    return bool(body.get("is_ext_shared_channel") or (body.get("event") or {}).get("is_ext_shared_channel"))


def _is_elsewhere(body: Json, own: str | None) -> bool:
    """Whether a modal or home was used in the person's own workspace, where we are not installed."""
    at, installed = {(body.get("team") or {}).get("id"), body["view"].get("team_id")}, _installed(body)
    return installed is not None and own is not None and own != installed and own in at


def _user_change(body: Json, user: Json) -> Inbound | None:
    if user.get("is_bot") or user["id"] in SYSTEM:
        return None
    change: Body = Reachable(yes=False) if user.get("deleted") else ProfileChanged()
    return Inbound(
        key=body["event_id"],
        sender=_sender(body, user["id"], user.get("team_id"), may_be_foreign=_is_foreign(body, user)),
        profile=profile_of(user),
        place=Origin(channel=""),
        body=change,
    )


def _is_foreign(body: Json, user: Json) -> bool:
    """Whether Slack says of the person in the delivery that they belong to another company."""
    belongs = (user.get("enterprise_user") or {}).get("enterprise_id") or user.get("enterprise_id")
    return bool(user.get("is_stranger")) or belongs not in {None, "", _enterprise(body)}


def _command(body: Json, prefix: str) -> Inbound:
    team = body["team_id"]
    name = body["command"].removeprefix("/").removeprefix(prefix).lower()
    text = _words(body.get("text") or "", team)
    if name == DOOR:
        name, _, text = (text or "help").partition(" ")
        name, text = name.lower().removeprefix("/"), text.strip()
    return Inbound(
        key=body["trigger_id"],
        sender=Address(PLATFORM, team, body["user_id"], _enterprise(body)),
        place=Origin(
            channel=body["channel_id"],
            direct=body["channel_id"].startswith("D"),
            title=_title(body),
            reply_url=body.get("response_url"),
            trigger=body["trigger_id"],
        ),
        body=Command(name=name, text=text),
    )


def _title(body: Json) -> str | None:
    """The channel's name, where Slack says one: private channels and groups have none there."""
    name = shown(body.get("channel_name") or "")
    return None if name is None or name in _UNNAMED or name.startswith("mpdm-") else f"#{name}"


def _interaction(body: Json) -> Inbound | None:
    user, place = body["user"], _place(body)
    own = user.get("team_id") or (body.get("team") or {}).get("id")
    # What happens in a channel does not say whether the channel is shared with another company.
    may_be_foreign = (
        _is_foreign(body, user) or not place.direct or ("view" in body and _is_elsewhere(body, own))
    )
    sender = _sender(body, user["id"], own, may_be_foreign=may_be_foreign)
    place = place.model_copy(update={"workspace": _answered_by(body, sender)})
    match body["type"]:
        case "block_actions":
            said: Body | None = _press(body["actions"][0])
        case "view_submission":
            said = _submitted(body["view"])
        case "shortcut":
            said = Shortcut(name=body["callback_id"])
        case "message_action":
            said = Shortcut(
                name=body["callback_id"],
                text=_words(body["message"].get("text") or "", place.met_as(sender).workspace),
            )
        case _:
            said = None
    if said is None:
        return None
    return Inbound(
        key=body.get("trigger_id") or _digest(body),
        sender=sender,
        place=place,
        body=said,
    )


def _press(action: Json) -> Press | None:
    if action["action_id"].startswith(LINK):
        return None
    match action["type"]:
        case "button":
            token = action.get("value")
        case "static_select":
            token = action["selected_option"]["value"]
        case _:
            token = None
    return Press(token=token) if token else None


def _submitted(view: Json) -> Submitted:
    values = {
        field: _entered(element)
        for field, elements in view["state"]["values"].items()
        for element in elements.values()
    }
    return Submitted(draft=int(view["private_metadata"]), values=joined(values))


def _entered(element: Json) -> str:
    match element["type"]:
        case "static_select":
            value = (element.get("selected_option") or {}).get("value")
        case "datepicker":
            value = element.get("selected_date")
        case "timepicker":
            value = element.get("selected_time")
        case _:
            value = element.get("value")
    return value or ""


def _place(body: Json) -> Origin:
    """Where an interaction happened; an empty channel (home, modal, shortcut) is the person's chat."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    ts = container.get("message_ts")
    return Origin(
        channel=channel,
        message=ts,
        thread=container.get("thread_ts") or (body.get("message") or {}).get("thread_ts"),
        sent_at=datetime.fromtimestamp(float(ts), UTC) if ts else None,
        direct=channel[:1] in {"", "D"},
        ephemeral=bool(container.get("is_ephemeral")),
        reply_url=body.get("response_url"),
        trigger=body.get("trigger_id"),
    )


def _digest(body: Json) -> str:
    view = body["view"]
    values = json.dumps(view["state"]["values"], sort_keys=True)
    return f"{view['id']}:{hashlib.sha256(values.encode()).hexdigest()[:32]}"


def _words(text: str, team: str) -> str:
    """The text as it was typed: no entities or links, people as `<@address>`, plain quotes and spaces."""

    def undone(match: re.Match[str]) -> str:
        if match[2]:
            return _ENTITIES[match[2]]
        target, _, label = match[1].partition("|")
        if user := _USER.fullmatch(target):
            return f"<@{Address(PLATFORM, team, user[1])}>"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:]}"
        return _MARKUP.sub(undone, label if target.startswith(("mailto:", "tel:")) and label else target)

    return _MARKUP.sub(undone, text).translate(_TYPOGRAPHY).strip()
