"""Private answers in groups: whispers where the service knows them and allows it, else the private chat."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from telegram.error import BadRequest

from bot.actions.help import ShowHelp
from bot.ui import Button, Card, Message, Paragraph, Row
from tests.wire.telegram_stage import RAVI, TARA, Stage, telegram_stage
from tests.wire.test_telegram_sending import next_inbound, popups

LIST = Card("Your sessions", (Paragraph(("None & nothing",)), Row((Button("Help", ShowHelp()),))))
NEXT = Card("What I can do")
POSTED = Message(Card("For all", LIST.parts), private=False)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Tara and Ravi are in a group, and Tara has pressed Start."""
    async with telegram_stage() as stage:
        world, group = stage.service.world, stage.service.group
        group.members.append(world.people[RAVI])
        await stage.person(TARA).start()
        stage.service.updates.clear()
        yield stage


async def asks(stage: Stage, message: Message) -> object:
    """Tara types a command in the group."""
    there = stage.person(TARA, stage.service.group.id)
    await there.command("sessions")
    inbound = next_inbound(stage)
    return await stage.platform.answer(inbound, inbound.place, message)


async def presses(stage: Stage, label: str, message: Message) -> object:
    """Tara presses a button in the group."""
    await stage.person(TARA, stage.service.group.id).press(label)
    inbound = next_inbound(stage)
    receipt = await stage.platform.answer(inbound, inbound.place, message)
    await stage.platform.acknowledge(inbound)
    return receipt


def screens(stage: Stage) -> tuple[str, str, str]:
    """What Tara and Ravi see of the group, and Tara of her own chat."""
    group = stage.service.group.id
    return (
        stage.person(TARA, group).screen(),
        stage.person(RAVI, group).screen(),
        stage.person(TARA).screen(),
    )


@pytest.mark.spec("CHT-8", "SAF-1", "CHT-3")
async def test_once_the_service_has_shown_that_it_knows_them_lists_are_whispered(stage: Stage) -> None:
    stage.service.group.admins.add(stage.service.world.bot.id)
    assert await asks(stage, Message(LIST)) is not None
    here, others, private = screens(stage)
    assert "I have answered you in our private chat." in here
    assert "answered" not in others
    assert "Your sessions" in private
    assert await asks(stage, Message(LIST)) is None, "it does not last, so it leaves no receipt"
    here, others, private = screens(stage)
    assert "Your sessions" in here
    assert "Your sessions" not in others
    assert private.count("Your sessions") == 1
    assert await presses(stage, "Help", Message(NEXT)) is None
    here, others, private = screens(stage)
    assert "What I can do" in here
    assert "Your sessions" not in here, "the whisper was edited"
    assert "What I can do" not in others + private


@pytest.mark.spec("CHT-8", "SAF-1")
async def test_who_is_no_admin_may_whisper_to_whoever_has_just_pressed(stage: Stage) -> None:
    assert await asks(stage, POSTED) is not None
    assert await presses(stage, "Help", Message(LIST)) is not None
    assert await presses(stage, "Help", Message(LIST)) is None
    here, others, _ = screens(stage)
    assert "Your sessions" in here
    assert "Your sessions" not in others
    assert await asks(stage, Message(NEXT)) is not None, "a command is no reason to whisper"
    here, others, private = screens(stage)
    assert "What I can do" in private
    assert "What I can do" not in here
    assert "I have answered you in our private chat." in others


@pytest.mark.spec("SAF-1", "SAF-6")
async def test_a_service_that_does_not_know_them_shows_nothing_private(stage: Stage) -> None:
    stage.service.world.knows_whispers = False
    await asks(stage, POSTED)
    for _ in range(3):
        await asks(stage, Message(LIST))
        await presses(stage, "Help", Message(LIST))
    here, others, private = screens(stage)
    assert "Your sessions" not in here + others
    assert private.count("Your sessions") == 6
    assert [popup["text"] for popup in popups(stage, TARA)] == ["I have answered you in our private chat."]


@pytest.mark.spec("NTF-5", "CHT-9")
@pytest.mark.parametrize("kept", [{"asks": 7}, {"secret": True}, {"lasting": True}])
async def test_questions_and_what_is_told_nowhere_else_go_to_the_private_chat(
    stage: Stage, kept: dict[str, object]
) -> None:
    stage.service.group.admins.add(stage.service.world.bot.id)
    await asks(stage, Message(LIST))
    assert await asks(stage, replace(Message(NEXT), **kept)) is not None  # type: ignore[arg-type]
    here, _, private = screens(stage)
    assert "What I can do" not in here
    assert "What I can do" in private


@pytest.mark.spec("OPS-1")
async def test_the_simulated_service_whispers_only_where_it_may(stage: Stage) -> None:
    bot, group = stage.platform.bot, stage.service.group.id

    async def whisper(to: int, **more: object) -> object:
        parameters = {"receiver_user_id": to, **more}
        return await bot.do_api_request(
            "sendmessage", {"chat_id": group, "text": "Psst", "ephemeral_message_parameters": parameters}
        )

    with pytest.raises(BadRequest, match="Bot_not_admin"):
        await whisper(TARA)
    with pytest.raises(BadRequest, match="too old"):
        await whisper(TARA, callback_query_id="1")
    stage.service.group.admins.add(stage.service.world.bot.id)
    with pytest.raises(BadRequest, match="User_not_participant"):
        await whisper(424242)
    sent = await whisper(TARA)
    assert isinstance(sent, dict)
    assert sent["message_id"] == 0
    assert sent["receiver_user"]["id"] == TARA
    which = {"chat_id": group, "ephemeral_message_id": sent["ephemeral_message_id"], "text": "Psst!"}
    with pytest.raises(BadRequest, match="not found"):
        await bot.do_api_request("editEphemeralMessageText", {**which, "receiver_user_id": RAVI})
    await bot.do_api_request("editEphemeralMessageText", {**which, "receiver_user_id": TARA})
    with pytest.raises(BadRequest, match="not modified"):
        await bot.do_api_request("editEphemeralMessageText", {**which, "receiver_user_id": TARA})
    with pytest.raises(BadRequest, match="not found"):
        await bot.delete_message(group, -sent["ephemeral_message_id"])
