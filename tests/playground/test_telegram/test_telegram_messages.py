"""Sending, changing and answering, through python-telegram-bot's own client."""

import struct
from datetime import UTC, datetime, timedelta

import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken

from core.clock import Clock
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from playground.wire import Wire
from tests.playground.test_telegram.conftest import MIA, RAVI, Connect

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\x00\x00\x00"


def keyboard(*labels: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label in labels])


@pytest.mark.spec("OPS-1")
async def test_a_message_appears_on_the_persons_screen_with_its_keyboard(
    bot: Bot, ravi: TelegramPerson
) -> None:
    sent = await bot.send_message(
        RAVI, "Hello <b>Ravi</b> &amp; all", "HTML", reply_markup=keyboard("Book")
    )
    assert sent.text == "Hello Ravi & all"
    assert sent.entities[0].type == "bold"
    assert sent.chat.first_name == "Ravi"
    assert ravi.screen().endswith("Parley: Hello Ravi & all\n[Book]")


@pytest.mark.spec("OPS-1")
async def test_a_date_shows_in_the_readers_own_zone(bot: Bot, ravi: TelegramPerson) -> None:
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    html = f'at <tg-time unix="{int(at.timestamp())}" format="wDt">09:30 UTC</tg-time>'
    sent = await bot.send_message(RAVI, html, "HTML")
    assert sent.text == "at 09:30 UTC"
    assert sent.entities[0].type == "date_time"
    assert "at Tuesday, November 24, 2026 at 15:00" in ravi.screen()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("𝄞" * 2049, "Message is too long"),
        ("a < b", 'Can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'Can\'t parse entities: unsupported start tag "p" at byte offset 0'),
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("x</b>", "Can't parse entities: unexpected end tag at byte offset 1"),
    ],
)
@pytest.mark.spec("OPS-1")
async def test_a_text_that_the_service_would_refuse_is_refused(
    bot: Bot, ravi: TelegramPerson, text: str, why: str
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(RAVI, text, "HTML")
    assert why.casefold() in refusal.value.message.casefold()


@pytest.mark.spec("OPS-1")
async def test_length_is_counted_after_parsing(bot: Bot, ravi: TelegramPerson) -> None:
    await bot.send_message(RAVI, f"<b>{'&lt;' * 4096}</b>", "HTML")


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (keyboard("Book", data="x" * 65), "Button_data_invalid"),
        (keyboard("Book", data="é" * 33), "Button_data_invalid"),
        (keyboard(" "), "can't parse inline keyboard button"),
        (keyboard(*(["x"] * 101)), "reply markup is too long"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("x")]]), "Text buttons are unallowed"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("x", url="http://localhost/")]]), "Wrong HTTP URL"),
    ],
)
@pytest.mark.spec("OPS-1")
async def test_a_keyboard_that_the_service_would_refuse_is_refused(
    bot: Bot, ravi: TelegramPerson, markup: InlineKeyboardMarkup, why: str
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(RAVI, "x", reply_markup=markup)
    assert why.casefold() in refusal.value.message.casefold()


@pytest.mark.spec("OPS-1")
async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, ravi: TelegramPerson) -> None:
    sent = await bot.send_message(RAVI, "one", reply_markup=keyboard("A"))
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("one", RAVI, sent.message_id, reply_markup=keyboard("A"))
    edited = await bot.edit_message_text("<b>one</b>", RAVI, sent.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert edited.edit_date
    assert edited.reply_markup is None
    assert ravi.buttons() == []


@pytest.mark.spec("OPS-1")
async def test_only_the_bots_own_messages_that_are_there_can_be_edited(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    theirs = telegram.client.say(RAVI, "mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", RAVI, theirs.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", RAVI, 99_999)
    sent = await bot.send_message(RAVI, "x")
    await bot.delete_message(RAVI, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_reply_markup(RAVI, sent.message_id, reply_markup=keyboard("A"))
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(RAVI, sent.message_id)


@pytest.mark.spec("OPS-1")
async def test_a_message_of_two_days_ago_cannot_be_deleted(
    bot: Bot, ravi: TelegramPerson, clock: Clock
) -> None:
    sent = await bot.send_message(RAVI, "x")
    clock.move(timedelta(hours=49))
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(RAVI, sent.message_id)


@pytest.mark.spec("OPS-1", "NTF-3")
async def test_people_who_cannot_be_reached_are_refused_in_the_services_words(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(MIA, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(123, "x")
    await ravi.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(RAVI, "x")
    await ravi.unblock()
    await bot.send_message(RAVI, "x")
    telegram.deactivate(RAVI)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(RAVI, "x")


@pytest.mark.spec("OPS-1")
async def test_a_wrong_token_is_unauthorised(connect: Connect) -> None:
    with pytest.raises(InvalidToken):
        await connect("1:wrong")


@pytest.mark.spec("OPS-1")
async def test_files_go_both_ways(bot: Bot, ravi: TelegramPerson, telegram: TelegramService) -> None:
    sent = await bot.send_document(
        RAVI, b"BEGIN:VCALENDAR", "Your <i>invitation</i>", parse_mode="HTML", filename="a.ics"
    )
    assert sent.document
    assert (await ravi.receives("a.ics")).content == b"BEGIN:VCALENDAR"
    back = await (await sent.document.get_file()).download_as_bytearray()
    assert bytes(back) == b"BEGIN:VCALENDAR"
    await bot.send_document(RAVI, sent.document.file_id)
    photo = await bot.send_photo(RAVI, PNG, caption="the week")
    assert (photo.photo[0].width, photo.photo[0].height) == (640, 480)
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(RAVI, b"no picture")
    await ravi.send_file("proof.txt", b"evidence")
    update = (await bot.get_updates())[-1]
    assert update.message
    assert update.message.document
    assert (await (await update.message.document.get_file()).download_as_bytearray()) == b"evidence"
    assert telegram.faults == []


@pytest.mark.spec("OPS-1")
async def test_a_text_becomes_a_photo_which_takes_another_but_no_text(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    text = await bot.send_message(RAVI, "the week")
    for words in ("this week", "this week", "next week"):
        edited = await bot.edit_message_media(
            InputMediaPhoto(PNG, f"<b>{words}</b>", "HTML"), RAVI, text.message_id
        )
        assert isinstance(edited, Message)
        assert (edited.photo[0].width, edited.caption) == (640, words)
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("a text", RAVI, text.message_id)
    for png, words, wrong in (
        (b"no picture", "x", "Image_process_failed"),
        (PNG, "x" * 1025, "caption is too long"),
    ):
        with pytest.raises(BadRequest, match=wrong):
            await bot.edit_message_media(InputMediaPhoto(png, words), RAVI, text.message_id)
    assert "next week" in ravi.screen()
    assert telegram.faults == []


@pytest.mark.spec("OPS-1")
async def test_keyboards_of_the_other_kinds_reach_the_person(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    await bot.send_message(RAVI, "Which?", reply_markup=ReplyKeyboardMarkup([["Berlin", "Kolkata"]]))
    await ravi.choose("kolkata")
    assert "me: Kolkata" in ravi.screen()
    await bot.send_message(RAVI, "Gone", reply_markup=ReplyKeyboardRemove())
    assert ravi.buttons() == []
    asked = await bot.send_message(
        RAVI, "Your note?", reply_markup=ForceReply(input_field_placeholder="Note")
    )
    assert telegram.snapshot(RAVI)["chats"][0]["placeholder"] == "Note"
    await ravi.say("a note")
    update = (await bot.get_updates())[-1]
    assert update.message
    assert update.message.reply_to_message == asked
    await bot.send_message(RAVI, "Noted", reply_parameters=ReplyParameters(update.message.message_id))


@pytest.mark.spec("OPS-1")
async def test_link_previews_show_unless_switched_off(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    await bot.send_message(RAVI, "https://meet.example.org/x")
    await bot.send_message(
        RAVI, "https://meet.example.org/x", link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    previews = [message["preview"] for message in telegram.snapshot(RAVI)["chats"][0]["messages"]]
    assert previews[-2:] == ["https://meet.example.org/x", None]


@pytest.mark.spec("OPS-1", "SAF-6")
async def test_all_traffic_is_on_the_wire_without_the_token(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService, wire: Wire
) -> None:
    await bot.send_message(RAVI, "x", reply_markup=keyboard("A"))
    await bot.get_updates()
    entries = [entry for service, entry in wire.recent if service == "telegram"]
    sent = next(entry for entry in entries if entry.get("method") == "sendMessage")
    assert sent["body"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "A"
    assert sent["response"]["ok"] is True
    assert any(entry.get("update", {}).get("message", {}).get("text") == "/start" for entry in entries)
    assert telegram.token not in str(entries)


@pytest.mark.spec("OPS-1")
async def test_an_unknown_method_or_parameter_is_a_loud_fault(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")
    await bot.send_message(RAVI, "x", api_kwargs={"reply_markupp": "{}"})
    assert telegram.faults == ["unknown method sendTelepathy", "sendMessage has no parameter reply_markupp"]
