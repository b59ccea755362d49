"""Chats in which admins run the programme: set and removed by admins, closed where they cannot be written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.admin_channels import AdminChannel
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.members import NoAdminChannel, NotAsked
from core.ids import new_id
from core.notices import Kind, Notice
from core.payloads import ChannelClosed
from core.people import Person
from core.ports.store import Transaction
from core.usecases.members import check_admin


@dataclass(frozen=True, slots=True)
class Place:
    """A chat on a platform, by the platform's ids; `title` is its name where the platform says it."""

    platform: str
    workspace: str
    chat: str
    thread: str | None = None
    title: str = ""


def at(desk: Desk, platform: str, chat: str, thread: str | None) -> AdminChannel | None:
    """The admin channel in which this is read: the thread's own, or the whole chat's."""
    with desk.store.read() as tx:
        return _at(tx, platform, chat, thread)


def is_known(desk: Desk, platform: str, chat: str) -> bool:
    """Whether something of the chat is an admin channel, or waits to become one."""
    with desk.store.read() as tx:
        return bool(tx.admin_channels.at(platform, chat))


def by_id(desk: Desk, channel: int) -> AdminChannel | None:
    """The admin channel, unless it was removed."""
    with desk.store.read() as tx:
        found = tx.admin_channels.get(channel)
        return found if found is not None and found.confirmed else None


def reader(desk: Desk, person: int) -> Person | None:
    """As whom a message in an admin channel is read: the person, or another admin where they are none any more."""
    with desk.store.read() as tx:
        admins = tx.people.admins()
        return tx.people.get(person if person in admins else next(iter(admins), person))


def listed(desk: Desk, actor: Person) -> Sequence[tuple[AdminChannel, Person]]:
    """The admin channels, oldest first, each with who set it; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _listed(tx)


def ask(desk: Desk, actor: Person, place: Place) -> AdminChannel:
    """Have a chat wait for the actor's confirmation; the channel as it is where it is one already. Raises NotAdmin."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        for each in tx.admin_channels.at(place.platform, place.chat):
            if each.confirmed and each.thread == place.thread:
                return each
        asked = AdminChannel(
            new_id(tx.now),
            place.platform,
            place.workspace,
            place.chat,
            place.thread,
            place.title,
            actor.id,
            tx.now,
        )
        tx.admin_channels.put(asked)
        return asked


def confirm(desk: Desk, actor: Person, channel: int) -> AdminChannel:
    """Make it an admin channel, and say so there; raises NotAdmin, NotFound, NotAsked."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        found = tx.admin_channels.get(channel)
        if found is None:
            raise NotFound("admin channel")
        if found.confirmed:
            return found
        if found.set_by != actor.id:
            raise NotAsked
        tx.admin_channels.confirm(channel)
        opened = f"{Kind.CHANNEL_OPENED}:{channel}"
        tx.notices.add(
            [Notice(new_id(tx.now), Kind.CHANNEL_OPENED, actor.id, tx.now, opened, admin_channel=channel)]
        )
        desk.note(tx, "CHANNEL_SET", actor.id, after={"channel": channel})
        return found


def remove(desk: Desk, actor: Person, channel: int) -> Sequence[tuple[AdminChannel, Person]]:
    """Make it no admin channel any more; returns those that are left. Raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not tx.admin_channels.remove(channel):
            raise NotFound("admin channel")
        _removed(desk, tx, actor, channel)
        return _listed(tx)


def remove_here(desk: Desk, actor: Person, place: Place) -> Sequence[tuple[AdminChannel, Person]]:
    """As `remove`, by the chat. Raises NotAdmin, NoAdminChannel."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        found = _at(tx, place.platform, place.chat, place.thread)
        if found is None:
            raise NoAdminChannel
        tx.admin_channels.remove(found.id)
        _removed(desk, tx, actor, found.id)
        return _listed(tx)


def close(desk: Desk, platform: str, chat: str) -> None:
    """The chat cannot be written to any more: admins hear of it in their own chats, and of what waited for it."""
    with desk.store.write() as tx:
        for channel in tx.admin_channels.at(platform, chat):
            end(desk, tx, channel)


def end(desk: Desk, tx: Transaction, channel: AdminChannel) -> None:
    """It is none any more; if it was one, admins hear of it, and of what waited for it."""
    tx.admin_channels.remove(channel.id)
    if channel.confirmed:
        _tell_closed(desk, tx, channel, tx.people.admins())


def follow(desk: Desk, platform: str, chat: str, to: str) -> None:
    """The chat has another id now, as a group that became a supergroup has."""
    with desk.store.write() as tx:
        tx.admin_channels.move(platform, chat, to)


def leave(desk: Desk, channel: int) -> None:
    """Have what still waits for a channel that is gone told elsewhere."""
    with desk.store.write() as tx:
        tx.notices.leave_channel(channel, tx.people.admins())


def _tell_closed(desk: Desk, tx: Transaction, channel: AdminChannel, admins: Sequence[int]) -> None:
    tx.notices.leave_channel(channel.id, admins)
    payload = ChannelClosed(platform=channel.platform, title=channel.title)
    tx.notices.add(
        [
            Notice(
                new_id(tx.now),
                Kind.CHANNEL_CLOSED,
                admin,
                tx.now,
                f"{Kind.CHANNEL_CLOSED}:{channel.id}:{admin}",
                payload=payload,
            )
            for admin in admins
        ]
    )
    tx.audit(desk.entry("CHANNEL_CLOSED", None, before={"channel": channel.id}))


def _removed(desk: Desk, tx: Transaction, actor: Person, channel: int) -> None:
    tx.notices.leave_channel(channel, tx.people.admins())
    desk.note(tx, "CHANNEL_REMOVED", actor.id, before={"channel": channel})


def _at(tx: Transaction, platform: str, chat: str, thread: str | None) -> AdminChannel | None:
    fitting = [
        each
        for each in tx.admin_channels.at(platform, chat)
        if each.confirmed and each.thread in {None, thread}
    ]
    return max(fitting, key=lambda each: each.thread is not None, default=None)


def _listed(tx: Transaction) -> Sequence[tuple[AdminChannel, Person]]:
    found = tx.admin_channels.all()
    people = {person.id: person for person in tx.people.of(each.set_by for each in found)}
    return [(each, people[each.set_by]) for each in found]
