"""What updates mean to us."""

import asyncio
import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound import (
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    Press,
    Profile,
    Reachable,
    Said,
    Unsaid,
)
from bot.telegram.app import TelegramApp
from bot.telegram.inbound import Me, asked_unnamed, kind_of, read
from core.people import Address

BOT = Me(700, "parley_bot")
RAVI: dict[str, Any] = {
    "id": 7001,
    "is_bot": False,
    "first_name": "Ravi",
    "last_name": "Menon",
    "username": "ravi",
    "language_code": "en",
}
PRIVATE = {"id": 7001, "type": "private", "first_name": "Ravi"}
GROUP = {"id": -1001500000001, "type": "supergroup", "title": "Admins"}


def message(text: str | None = None, chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    said = {} if text is None else {"text": text}
    return {
        "update_id": 41,
        "message": {"message_id": 5, "from": RAVI, "chat": chat, "date": 1, **said, **more},
    }


def press(**more: Any) -> dict[str, Any]:
    query = {"id": "99", "from": RAVI, "chat_instance": "1", "data": "1:h:", **more}
    return {"update_id": 42, "callback_query": query}


def taken(update: dict[str, Any]) -> Inbound:
    inbound = read(update, BOT)
    assert inbound is not None
    return inbound


@pytest.mark.spec("CHT-3", "NTF-6")
def test_words_in_the_private_chat_are_said_by_their_sender() -> None:
    inbound = taken(message("tomorrow at 3"))
    assert inbound.key == "telegram:700:41"
    assert inbound.sender == Address("telegram", "", "7001")
    assert inbound.profile == Profile(name="Ravi Menon", handle="ravi", locale="en")
    assert inbound.body == Said(text="tomorrow at 3")
    assert (inbound.place.channel, inbound.place.direct, inbound.place.message) == ("7001", True, None)
    assert Inbound.model_validate_json(inbound.model_dump_json()) == inbound


@pytest.mark.spec("CHT-7")
@pytest.mark.parametrize(
    ("typed", "name", "text"),
    [
        ("/start", "start", ""),
        ("/start payload_1", "start", "payload_1"),
        ("/settings", "settings", ""),
        ("/Book@Parley_Bot  @ana tomorrow 3pm ", "book", "@ana tomorrow 3pm"),
        ("/availability mon 9-12\ntue 13-17", "availability", "mon 9-12\ntue 13-17"),
        ("/unheard_of", "unheard_of", ""),
    ],
)
def test_a_slash_begins_a_command(typed: str, name: str, text: str) -> None:
    assert taken(message(typed)).body == Command(name=name, text=text)


@pytest.mark.parametrize("typed", ["/usr/bin", "/ help", "1/2", "//", "say /help"])
def test_what_only_looks_like_a_command_is_said(typed: str) -> None:
    assert taken(message(typed)).body == Said(text=typed)


@pytest.mark.spec("CHT-3")
def test_in_a_group_only_commands_and_answers_to_the_bot_are_ours() -> None:
    assert taken(message("/admin", GROUP)).place.direct is False
    assert taken(message("/admin@parley_bot", GROUP)).body == Command(name="admin")
    assert read(message("/admin@other_bot", GROUP), BOT) is None
    assert read(message("hello all", GROUP), BOT) is None
    to_bot = {"message_id": 4, "from": {"id": 700, "is_bot": True, "first_name": "Parley"}}
    assert taken(message("Ana", GROUP, reply_to_message=to_bot)).body == Said(text="Ana")
    to_other = {"message_id": 4, "from": {"id": 8, "is_bot": False, "first_name": "Mia"}}
    assert read(message("Ana", GROUP, reply_to_message=to_other), BOT) is None


@pytest.mark.spec("CHT-3")
def test_a_mention_without_a_username_becomes_an_address_wherever_emoji_stand() -> None:
    mention = {"type": "text_mention", "offset": 9, "length": 4, "user": {"id": 7002, "is_bot": False}}
    other = {"type": "text_mention", "offset": 17, "length": 3, "user": {"id": 7003, "is_bot": False}}
    bold = {"type": "bold", "offset": 0, "length": 2}
    inbound = taken(
        message("/admin 👍 Mia! and Ben", entities=[bold, {**mention, "offset": 10, "length": 3}])
    )
    assert inbound.body == Command(name="admin", text="👍 <@telegram:7002>! and Ben")
    both = taken(
        message("/admin x Mia, and Ben", entities=[{**mention, "length": 3}, {**other, "offset": 18}])
    )
    assert both.body == Command(name="admin", text="x <@telegram:7002>, and <@telegram:7003>")


@pytest.mark.spec("CHT-3")
def test_a_press_brings_its_token_and_where_it_was_pressed() -> None:
    shown = {"message_id": 9, "chat": PRIVATE, "date": 1, "from": {"id": 700}, "text": "Hi"}
    inbound = taken(press(message=shown))
    assert inbound.body == Press(token="1:h:")
    place = inbound.place
    assert place.sent_at == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert (place.channel, place.message, place.trigger, place.direct) == ("7001", "9", "99", True)
    assert taken(press(message={**shown, "chat": GROUP})).place.direct is False


@pytest.mark.spec("CHT-3", "SAF-1")
def test_a_press_on_a_message_that_is_gone_or_was_never_ours_is_still_a_press() -> None:
    inaccessible = taken(press(message={"message_id": 9, "chat": PRIVATE, "date": 0}))
    assert (inaccessible.place.channel, inaccessible.place.message) == ("7001", "9")
    inline = taken(press(inline_message_id="x"))
    assert (inline.place.channel, inline.place.message) == ("7001", None)
    assert (
        read({"update_id": 1, "callback_query": {"id": "1", "from": RAVI, "game_short_name": "g"}}, BOT)
        is None
    )
    assert taken(press(data="\x00evil\ud800")).body == Press(token="evil")


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize(("status", "yes"), [("kicked", False), ("member", True)])
def test_blocking_and_unblocking_say_whether_a_person_can_be_reached(status: str, yes: bool) -> None:
    change = {
        "chat": PRIVATE,
        "from": RAVI,
        "date": 1,
        "new_chat_member": {"status": status, "user": {"id": 700}},
    }
    assert taken({"update_id": 7, "my_chat_member": change}).body == Reachable(yes=yes)


@pytest.mark.spec("ADM-1")
@pytest.mark.parametrize("status", ["kicked", "left"])
def test_a_group_that_the_bot_was_removed_from_is_closed(status: str) -> None:
    change = {"chat": GROUP, "from": RAVI, "date": 1, "new_chat_member": {"status": status}}
    closed = taken({"update_id": 7, "my_chat_member": change})
    assert (closed.body, closed.place.channel) == (ChannelClosed(), str(GROUP["id"]))
    assert not closed.place.direct


@pytest.mark.parametrize("status", ["member", "administrator", "restricted"])
def test_a_group_that_the_bot_is_in_is_nothing_new(status: str) -> None:
    change = {"chat": GROUP, "from": RAVI, "date": 1, "new_chat_member": {"status": status}}
    assert read({"update_id": 7, "my_chat_member": change}, BOT) is None


@pytest.mark.spec("ADM-1")
@pytest.mark.parametrize("by", [{"from": RAVI}, {"from": RAVI, "sender_chat": GROUP}, {}])
def test_a_group_that_became_a_supergroup_says_its_new_id(by: dict[str, Any]) -> None:
    moved = taken(
        {
            "update_id": 7,
            "message": {
                "message_id": 3,
                "date": 1,
                "chat": GROUP,
                "migrate_to_chat_id": -1001234567890,
                **by,
            },
        }
    )
    assert (moved.body, moved.place.channel) == (ChannelMoved(to="-1001234567890"), str(GROUP["id"]))


@pytest.mark.spec("ADM-1")
def test_a_command_in_a_group_says_what_the_group_is_called() -> None:
    message = {
        "message_id": 3,
        "date": 1,
        "from": RAVI,
        "chat": {**GROUP, "title": "Back\u202estage"},
        "text": "/admin here",
    }
    assert taken({"update_id": 7, "message": message}).place.title == "Backstage"


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize(
    ("update", "what"),
    [
        ({"update_id": 1, "edited_message": message("x")["message"]}, "changed"),
        (message(None, sticker={"file_id": "x"}), "other"),
        (message(None, location={"latitude": 1.0, "longitude": 2.0}, venue={"title": "x"}), "other"),
    ],
)
def test_what_a_chat_holds_beside_words_is_known_to_have_come(update: dict[str, Any], what: str) -> None:
    inbound = taken(update)
    assert isinstance(inbound.body, Unsaid)
    assert inbound.body.what == what
    assert inbound.place.direct


@pytest.mark.spec("NTF-6")
@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "edited_message": message("x", GROUP)["message"]},
        {"update_id": 1, "edited_message": message(None)["message"]},
        message(None, GROUP, sticker={"file_id": "x"}),
        {"update_id": 1, "channel_post": message("x")["message"]},
        {"update_id": 1, "message": {**message("x")["message"], "from": {**RAVI, "is_bot": True}}},
        {"update_id": 1, "message": {"message_id": 5, "chat": PRIVATE, "date": 1, "text": "from nobody"}},
        message(None, GROUP, new_chat_title="Friends"),
        {"update_id": 1},
    ],
)
def test_posts_bots_and_what_became_of_a_group_are_dropped(update: dict[str, Any]) -> None:
    assert read(update, BOT) is None
    assert isinstance(kind_of(update), str)


@pytest.mark.spec("SAF-3")
@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Dr.\n<b>Ana</b>", "Lima", "Dr. <b>Ana</b> Lima"),
        ("\u202eanA", "\u2067x", "anA x"),
        ("a\x00\u200bb", "", "ab"),
        ("\u202e\u200b", "", None),
        ("नि\u200dश", "", "नि\u200dश"),
        ("x" * 500, "", "x" * 100),
    ],
)
def test_names_cannot_mislead_others(first: str, last: str, name: str | None) -> None:
    update = message("hi")
    update["message"]["from"] = {**RAVI, "first_name": first, "last_name": last}
    assert taken(update).profile.name == name


@pytest.mark.spec("SAF-2", "SAF-3")
@given(
    st.text(alphabet=st.characters(exclude_categories=()), min_size=1),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_no_text_and_no_entity_breaks_the_reading(text: str, offset: int, length: int) -> None:
    entity = {"type": "text_mention", "offset": offset, "length": length, "user": {"id": 7002}}
    inbound = taken(message(text, entities=[entity]))
    stored = inbound.model_dump_json()
    assert "\\u0000" not in stored
    stored.encode()


@pytest.mark.spec("CHT-3")
@pytest.mark.parametrize(
    "name", ["\u3164", "\u200b", "\u0301\u0302", "\u2800 \u3164", "\ufeff", "\u115f\u1160", "\u202e"]
)
def test_a_name_that_shows_nothing_is_none(name: str) -> None:
    update = {
        "update_id": 1,
        "message": {
            "message_id": 4,
            "date": 1,
            "chat": {"id": 9, "type": "private"},
            "from": {"id": 9, "is_bot": False, "first_name": name},
            "text": "/profile",
        },
    }
    inbound = read(update, Me(1, "bot"))
    assert inbound is not None
    assert inbound.profile.name is None


@pytest.mark.spec("CHT-3")
def test_a_post_forwarded_from_a_channel_is_from_nobody() -> None:
    message = {
        "message_id": 3,
        "date": 1,
        "chat": {"id": -100150, "type": "supergroup"},
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": {"id": -1002, "type": "channel"},
        "is_automatic_forward": True,
        "text": "/book ana tomorrow 3pm",
    }
    assert read({"update_id": 1, "message": message}, Me(1, "bot")) is None


@pytest.mark.spec("CHT-3")
@pytest.mark.parametrize(("is_topic", "thread"), [(True, "42"), (False, None)])
def test_the_topic_that_somebody_writes_in_is_kept(is_topic: bool, thread: str | None) -> None:
    said = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": -100150, "type": "supergroup", "is_forum": True},
        "from": {"id": 7002, "is_bot": False, "first_name": "Mia"},
        "text": "/mentors",
        "message_thread_id": 42,
        "is_topic_message": is_topic,
    }
    inbound = read({"update_id": 1, "message": said}, Me(1, "bot"))
    assert inbound is not None
    assert inbound.place.thread == thread


UNNAMED = {
    "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
    "sender_chat": {"id": GROUP["id"], "type": "supergroup"},
}
AS_CHANNEL = {
    "from": {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
    "sender_chat": {"id": -1002, "type": "channel"},
}


@pytest.mark.spec("CHT-3")
@pytest.mark.parametrize("who", [UNNAMED, AS_CHANNEL])
def test_who_asks_in_the_name_of_a_group_or_channel_is_nobody_and_is_to_be_told(
    who: dict[str, Any],
) -> None:
    topic = {"message_thread_id": 42, "is_topic_message": True}
    asked = message("/admin members", GROUP, **who, **topic)
    assert read(asked, BOT) is None
    place = asked_unnamed(asked, BOT)
    assert place is not None
    assert (place.channel, place.thread, place.direct) == (str(GROUP["id"]), "42", False)


@pytest.mark.spec("CHT-3")
def test_what_is_not_asked_of_us_in_the_name_of_a_group_is_left_alone() -> None:
    assert asked_unnamed(message("hello all", GROUP, **UNNAMED), BOT) is None
    assert asked_unnamed(message("/admin@other_bot", GROUP, **UNNAMED), BOT) is None
    assert asked_unnamed(message("/admin", GROUP, **AS_CHANNEL, is_automatic_forward=True), BOT) is None
    assert asked_unnamed(message("/admin", GROUP), BOT) is None
    assert asked_unnamed(press(), BOT) is None


UPDATES = [
    message("/book @ana tomorrow", GROUP, message_thread_id=42, is_topic_message=True),
    message(
        "/admin x Mia", entities=[{"type": "text_mention", "offset": 9, "length": 3, "user": {"id": 1}}]
    ),
    message("Ana", GROUP, reply_to_message={"message_id": 4, "from": {"id": 700}}),
    message("/admin", GROUP, **UNNAMED),
    press(message={"message_id": 9, "chat": PRIVATE, "date": 1, "text": "Hi"}),
    {
        "update_id": 7,
        "my_chat_member": {"chat": PRIVATE, "from": RAVI, "new_chat_member": {"status": "kicked"}},
    },
]
NESTED: list[Any] = []
for _ in range(500):
    NESTED = [NESTED]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([10**18, "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
) | st.just(NESTED)  # fmt: skip


def ways(value: object, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [before, *(way for key, each in inner for way in ways(each, (*before, key)))]


class Told:
    """A platform and a door that only count."""

    def __init__(self) -> None:
        self.kept: list[Inbound] = []
        self.bot = None

    async def say_in(self, place: Any, text: Any) -> None:
        """Nobody hears it."""

    async def receive(self, inbound: Inbound) -> None:
        self.kept.append(inbound)


@pytest.mark.spec("SAF-3")
@given(data=st.data())
def test_whatever_stands_in_an_update_it_is_taken_or_dropped_and_counted(data: st.DataObject) -> None:
    update = copy.deepcopy(data.draw(st.sampled_from(UPDATES)))
    *way, last = data.draw(st.sampled_from(ways(update)[1:]))
    place: Any = update
    for step in way:
        place = place[step]
    place[last] = data.draw(ODD)
    told: Any = Told()
    app = TelegramApp(told, told)
    app._me = BOT

    async def take() -> None:
        await app._take(update)
        await app.stop()

    asyncio.run(take())
    assert len(told.kept) + app.dropped.total() == 1
    for inbound in told.kept:
        kept = inbound.model_dump_json(exclude_none=True)
        kept.encode()
        assert Inbound.model_validate_json(kept) == inbound


@pytest.mark.spec("AFT-4", "CHT-9")
def test_photos_of_one_album_say_so() -> None:
    photo = [{"file_id": "small", "file_size": 9}, {"file_id": "large", "file_size": 99}]
    said = taken(message(photo=photo, media_group_id="137", caption="As I saw it")).body
    assert isinstance(said, Said)
    assert (said.album, [file.ref for file in said.files]) == ("137", ["large"])
    alone = taken(message(photo=photo)).body
    assert isinstance(alone, Said)
    assert alone.album is None
