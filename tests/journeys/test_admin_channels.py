"""Admin channels: alerts go there, answers are for all there, and only admins act (ADM-1, PPL-6)."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions import Action
from bot.inbound import Body, ChannelClosed, ChannelMoved, Command, Inbound, Origin, Press
from bot.tokens import to_token
from core.ids import code_of
from core.outbox import TryLater
from core.usecases import admin_channels, health
from storage.message_tables import notices
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.recorder import controls, shown
from tests.storage.samples import set_aside


@dataclass
class Room:
    """A channel of a door, in which several people write."""

    cast: Cast
    door: str = "paper"
    chat: str = "lounge"
    thread: str | None = None

    async def happens(self, by: Someone, body: Body, message: str | None = None) -> Inbound:
        private = by.inbound(body)
        place = Origin(
            channel=self.chat,
            direct=False,
            message=message,
            thread=self.thread,
            title="Backstage",
            trigger=private.key,
        )
        inbound = private.model_copy(update={"place": place})
        self.cast.programme.knows("Backstage")
        await self.cast.programme.reception.receive(inbound)
        await self.cast.programme.settle()
        return inbound

    async def command(self, by: Someone, text: str, name: str = "admin") -> None:
        await self.happens(by, Command(name=name, text=text))

    async def press(self, by: Someone, label: str) -> None:
        """The newest button of this label in the channel."""
        for message, card in reversed(self.messages.items()):
            for control in controls(card):
                if control.label == label:
                    action: Action = control.action  # type: ignore[union-attr]
                    await self.happens(by, Press(token=to_token(action)), message)
                    return
        raise AssertionError(f"no button {label!r}:\n{self.screen()}")

    @property
    def messages(self) -> dict[str, object]:
        return self.cast.programme.doors[self.door].chat(self.chat).messages  # type: ignore[return-value]

    def screen(self) -> str:
        return "\n\n".join(shown(card) for card in self.messages.values())  # type: ignore[arg-type]


async def opened(cast: Cast, door: str = "paper", chat: str = "lounge", thread: str | None = None) -> Room:
    """Olga, or at the other door Ben as a second admin, makes it an admin channel."""
    room = Room(cast, door, chat, thread)
    by = cast.olga
    if door == "slate":
        await cast.olga.command("admin", "admin @ben")
        await cast.olga.press("Make admin")
        by = cast.ben
    await room.command(by, "here")
    by.sees("Make this an admin channel?")
    await by.press("Make it an admin channel")
    return room


async def asks_for_plan(cast: Cast, name: str = "Nora Nilsen") -> Someone:
    nora = cast.programme.meets(name, "Europe/Oslo")
    await nora.command("start")
    await nora.command("profile", "plan")
    return nora


@pytest.mark.spec("ADM-1", "PPL-6")
@pytest.mark.parametrize("door", ["paper", "slate"])
async def test_a_channel_becomes_one_only_once_its_admin_has_confirmed_it(cast: Cast, door: str) -> None:
    room = Room(cast, door)
    await room.command(cast.olga if door == "paper" else cast.ben, "here")
    if door == "slate":
        cast.ben.sees("For admins only")
    await opened(cast, door, "lounge")
    assert room.screen().count("This is an admin channel now") == 1
    assert cast.programme.audited().count("CHANNEL_SET") == 1
    await cast.olga.command("admin", "channels")
    assert "“Backstage” on " in cast.olga.last()


@pytest.mark.spec("ADM-1")
async def test_until_then_nothing_is_told_there_and_answers_stay_private(cast: Cast) -> None:
    room = Room(cast)
    await room.command(cast.olga, "here")
    assert "whoever is in it, or joins it later, counts as reading" in cast.olga.last().casefold()
    await asks_for_plan(cast)
    await room.command(cast.olga, "members")
    assert room.screen() == ""
    cast.olga.sees("Nora Nilsen")


@pytest.mark.spec("ADM-1")
async def test_our_own_chat_is_none(cast: Cast) -> None:
    await cast.olga.command("admin", "here")
    cast.olga.sees("This is our own chat")
    with cast.programme.store.read() as tx:
        assert tx.admin_channels.all() == []


@pytest.mark.spec("ADM-1")
async def test_another_admin_does_not_confirm_it_and_no_member_does_anything(cast: Cast) -> None:
    room = Room(cast)
    await room.command(cast.olga, "here")
    _, asked = cast.olga.control("Make it an admin channel")
    await cast.mia.push(asked.action)
    cast.mia.sees("For admins only")
    await cast.olga.command("admin", "admin @ben")
    await cast.olga.press("Make admin")
    await cast.ben.push(asked.action)
    cast.ben.sees("Somebody else asked for it")
    with cast.programme.store.read() as tx:
        assert tx.admin_channels.all() == []


@pytest.mark.spec("ADM-1")
async def test_answers_to_admins_are_for_all_there_and_all_others_stay_private(cast: Cast) -> None:
    room = await opened(cast)
    await room.command(cast.olga, "members")
    assert "Mia Chen" in room.screen()
    before = room.screen()
    await room.command(cast.mia, "members")
    cast.mia.sees("For admins only")
    await room.command(cast.olga, "", name="sessions")
    await room.command(cast.mia, "", name="sessions")
    elsewhere = Room(cast, chat="canteen")
    await elsewhere.command(cast.olga, "members")
    assert (room.screen(), elsewhere.screen()) == (before, "")


@pytest.mark.spec("ADM-1", "ADM-13")
async def test_an_alert_is_told_once_in_each_channel_and_to_no_admin_besides(cast: Cast) -> None:
    first, second = await opened(cast), await opened(cast, chat="attic")
    theirs = await opened(cast, "slate")
    before = cast.olga.messages(), cast.ben.messages()
    await asks_for_plan(cast)
    for room in (first, second, theirs):
        assert room.screen().count("asks for a plan") == 1, room.screen()
    assert (cast.olga.messages(), cast.ben.messages()) == before


@pytest.mark.spec("ADM-13", "NTF-5")
async def test_an_alert_that_was_answered_says_so_in_every_channel(cast: Cast) -> None:
    first, theirs = await opened(cast), await opened(cast, "slate")
    nora = await asks_for_plan(cast)
    await cast.olga.command("admin", f"plan @{nora.address.user} individual")
    for room in (first, theirs):
        assert "asks for a plan" not in room.screen(), room.screen()
        assert "is on the individual plan now." in room.screen()
        assert "[Plan: individual]" not in room.screen()


@pytest.mark.spec("ADM-1", "ADM-13")
async def test_a_button_there_works_for_any_admin_and_for_nobody_else(cast: Cast) -> None:
    room = await opened(cast, "slate")
    nora = await asks_for_plan(cast)
    await room.press(cast.mia, "Plan: individual")
    cast.mia.sees("For admins only")
    assert nora.person.plan == "none"
    await room.press(cast.ben, "Plan: individual")
    assert nora.person.plan == "individual"
    assert "is on the individual plan now" in room.screen()


@pytest.mark.spec("ADM-1", "AFT-4")
async def test_a_dispute_is_settled_in_the_channel_for_all(cast: Cast) -> None:
    room = await opened(cast)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    await cast.programme.until(session.ends_at)
    await cast.mia.command("sessions", f"{code_of(session.id, 'S')} no-show")
    await cast.mia.fill({"What happened?": "Nobody was there"})
    assert room.screen().count("A dispute to decide") == 1
    cast.olga.sees_not("A dispute to decide")
    await room.press(cast.mia, "Confirm")
    assert "A dispute to decide" in room.screen()
    await room.press(cast.olga, "Confirm")
    assert "A dispute to decide" not in room.screen()
    assert "[Confirm]" not in room.screen()


@pytest.mark.spec("ADM-1")
async def test_in_a_topic_only_the_topic_is_one(cast: Cast) -> None:
    topic = await opened(cast, thread="12")
    whole = Room(cast)
    await topic.command(cast.olga, "members")
    shown_there = topic.screen()
    assert "Mia Chen" in shown_there
    await whole.command(cast.olga, "members")
    assert topic.screen() == shown_there


@pytest.mark.spec("ADM-1")
async def test_off_removes_it_and_what_comes_after_goes_to_each_admin(cast: Cast) -> None:
    room = await opened(cast)
    await room.command(cast.olga, "here off")
    assert "It is no admin channel any more" in room.screen()
    await room.command(cast.olga, "here off")
    cast.olga.sees("This is no admin channel")
    await asks_for_plan(cast)
    assert "asks for a plan" not in room.screen()
    cast.olga.sees("asks for a plan")
    assert "CHANNEL_REMOVED" in cast.programme.audited()


@pytest.mark.spec("ADM-1")
@pytest.mark.parametrize("how", ["said", "found out"])
async def test_a_channel_that_is_closed_to_us_is_none_and_nothing_for_it_is_lost(
    cast: Cast, how: str
) -> None:
    room = await opened(cast)
    if how == "said":
        await room.happens(cast.mia, ChannelClosed())
        cast.olga.sees("An admin channel is closed")
    else:
        cast.programme.doors["paper"].blocks("lounge")
    await asks_for_plan(cast)
    assert cast.olga.screen().count("asks for a plan") == 1
    assert cast.olga.screen().count("An admin channel is closed") == 1
    with cast.programme.store.read() as tx:
        assert tx.admin_channels.all() == []


@pytest.mark.spec("ADM-1", "NTF-2")
async def test_what_waits_for_a_channel_that_is_closed_goes_to_the_other_once(cast: Cast) -> None:
    room, other = await opened(cast), await opened(cast, chat="attic")
    cast.programme.running = False
    await asks_for_plan(cast)
    await room.happens(cast.olga, ChannelClosed())
    cast.programme.running = True
    await cast.programme.settle()
    assert other.screen().count("asks for a plan") == 1
    cast.olga.sees_not("asks for a plan")


@pytest.mark.spec("ADM-1", "NTF-2")
async def test_what_waited_when_it_was_removed_is_told_to_each_admin(cast: Cast) -> None:
    room = await opened(cast)
    cast.programme.running = False
    await asks_for_plan(cast)
    await room.command(cast.olga, "here off")
    cast.programme.running = True
    await cast.programme.settle()
    assert cast.olga.screen().count("asks for a plan") == 1
    assert "asks for a plan" not in room.screen()


@pytest.mark.spec("ADM-1")
async def test_a_group_with_another_id_is_followed(cast: Cast) -> None:
    room = await opened(cast)
    await room.happens(cast.mia, ChannelMoved(to="grand lounge"))
    await asks_for_plan(cast)
    assert "asks for a plan" not in room.screen()
    assert "asks for a plan" in Room(cast, chat="grand lounge").screen()


@pytest.mark.spec("ADM-1", "NTF-3")
async def test_it_is_read_as_another_admin_reads_it_once_who_set_it_is_none_any_more(cast: Cast) -> None:
    room = await opened(cast, "slate")
    cast.programme.running = False
    await asks_for_plan(cast)
    await cast.olga.command("admin", "remove admin @ben")
    await cast.olga.press("Remove admin")
    cast.programme.running = True
    await cast.programme.settle()
    assert room.screen().count("asks for a plan") == 1


@pytest.mark.spec("ADM-1", "NTF-2")
async def test_a_channel_that_does_not_answer_is_written_to_later_and_once(cast: Cast) -> None:
    room = await opened(cast)
    door = cast.programme.doors["paper"]
    door.trouble["lounge"] = TryLater("busy")
    await asks_for_plan(cast)
    assert "asks for a plan" not in room.screen()
    door.trouble.clear()
    await cast.programme.later(minutes=5)
    assert room.screen().count("asks for a plan") == 1
    cast.olga.sees_not("asks for a plan")


@pytest.mark.spec("ADM-1", "ADM-10")
async def test_a_delivery_that_nobody_could_handle_is_told_there(cast: Cast) -> None:
    room = await opened(cast)
    set_aside(cast.programme.store, cast.programme.clock, "lost")
    await cast.programme.settle()
    assert "Something somebody sent could not be handled" in room.screen()


@pytest.mark.spec("ADM-1")
async def test_two_that_ask_at_once_have_one_channel(cast: Cast) -> None:
    room = await opened(cast)
    await room.command(cast.olga, "here")
    assert "This is an admin channel already" in room.screen()
    place = admin_channels.Place("paper", "", "lounge")
    asked = admin_channels.ask(cast.programme.desk, cast.olga.person, place)
    with cast.programme.store.read() as tx:
        assert [each.id for each in tx.admin_channels.all()] == [asked.id]


@pytest.mark.spec("ADM-1", "ADM-12")
async def test_the_weekly_summary_is_told_once_there_though_admins_live_in_several_zones(
    cast: Cast,
) -> None:
    room = await opened(cast, "slate")
    for _ in range(14):
        health.send_summaries(cast.programme.desk)
        await cast.programme.settle()
        cast.programme.clock.move(timedelta(hours=12))
    with cast.programme.store.work(read_only=True) as work:
        told = select(notices.c.state).where(notices.c.kind == "weekly_summary")
        assert work.connection.execute(told).scalars().all() == ["sent"]
    assert told_in(room.screen()) == 1
    assert told_in(cast.olga.screen()) == told_in(cast.ben.screen()) == 0


def told_in(screen: str) -> int:
    return screen.count("switch this weekly message off")
