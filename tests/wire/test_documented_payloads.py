"""Deliveries with all that the platforms document, over the real way in. Their sources: payloads/README.md."""

import json
from pathlib import Path
from typing import Any

import pytest
import telegram

from bot.inbound import (
    Body,
    Command,
    Inbound,
    OpenedHome,
    Press,
    ProfileChanged,
    Reachable,
    Said,
    SharedFile,
    Shortcut,
    Submitted,
    Unsaid,
)
from bot.telegram.app import UNNAMED
from tests.wire.slack_stage import stage
from tests.wire.telegram_stage import telegram_stage, until
from tests.wire.whole import on_telegram, settle_in, whole

HELPS, FOR_WHAT = "What Parley can do", "What is it for?"
FOLDER = Path(__file__).parent / "payloads"
HELP = Press(token="1:h:")
FORM = Submitted(draft=4711, values={"title": "Growth", "minutes": ""})

Reached = tuple[str, str | None, str, str | None, bool, Body]
"""Sender, their organisation, channel, thread, whether it is a chat with the bot alone, what it says."""

ANA, THREAD = "slack:T1/U1ANA", "1764331100.000200"
ON_SLACK: dict[str, Reached | None] = {
    "choice_from_a_list": (ANA, None, "D1ANA", THREAD, True, HELP),
    "command": (ANA, None, "D1ANA", None, True, Command(name="help")),
    "command_in_an_enterprise": (
        ANA, "E1", "D1ANA", None, True, Command(name="book", text="<@slack:T1/U1BEN> tomorrow 3pm"),
    ),
    "form_sent_in": (ANA, "E1", "", None, True, FORM),
    "form_sent_in_from_a_shared_channel": ("slack:T2OTHER/U2NORA", None, "", None, True, FORM),
    "home_opened": (ANA, "E1", "D1ANA", None, True, OpenedHome()),
    "mention_by_a_guest_in_a_shared_channel": (
        "slack:T2OTHER/U2NORA", None, "C2SHARED", None, False, Said(text="help"),
    ),
    "mention_by_one_of_ours_in_a_shared_channel": (ANA, None, "C2SHARED", None, False, Said(text="help")),
    "mention_in_a_thread": ("slack:T1/U1OLGA", None, "C1ADMIN", "1764331000.000300", False, Said(text="help")),
    "message_about_oneself": (ANA, None, "D1ANA", None, True, Said(text="help")),
    "message_also_sent_to_the_channel": (ANA, None, "D1ANA", THREAD, True, Said(text="help")),
    "message_deleted": (ANA, None, "D1ANA", None, True, Unsaid(what="deleted")),
    "message_edited_afterwards": (ANA, None, "D1ANA", None, True, Unsaid(what="changed")),
    "message_from_a_bot": None,
    "message_in_a_thread": (ANA, None, "D1ANA", THREAD, True, Said(text="help")),
    "message_in_an_enterprise": (ANA, "E1", "D1ANA", None, True, Said(text="help")),
    "message_with_a_file": (
        ANA, None, "D1ANA", None, True,
        Said(text="*help*, see <this>", files=(
            SharedFile(
                ref="F0DOCS1", name="notes.pdf", type="application/pdf", size=48213,
                url="https://files.slack.com/files-pri/T1-F0DOCS1/download/notes.pdf",
            ),
        )),
    ),
    "press_in_a_thread": (ANA, None, "D1ANA", THREAD, True, HELP),
    "press_in_an_enterprise": (ANA, "E1", "D1ANA", THREAD, True, HELP),
    "press_on_a_hidden_message": (ANA, None, "C1ADMIN", "1764331000.000300", False, HELP),
    "press_on_the_home": (ANA, "E1", "", None, True, HELP),
    "press_where_the_whole_enterprise_installed_it": (ANA, "E1", "D1ANA", THREAD, True, HELP),
    "profile_changed": (ANA, "E1", "", None, True, ProfileChanged()),
    "shortcut": (ANA, "E1", "", None, True, Shortcut(name="book")),
    "shortcut_on_a_message": (
        ANA, "E1", "C1ADMIN", "1764331000.000300", False,
        Shortcut(name="discuss", text="How does one begin with <@slack:T1/U1BEN>?"),
    ),
}  # fmt: skip
RAVI, GROUP = "telegram:7001", "-1001500000001"
ON_TELEGRAM: dict[str, Reached | None] = {
    "added_to_a_group": None,
    "anonymous_admin": None,
    "blocked": (RAVI, None, "7001", None, True, Reachable(yes=False)),
    "command_in_a_topic": (RAVI, None, GROUP, "40", False, Command(name="help")),
    "command_in_private": (RAVI, None, "7001", None, True, Command(name="help")),
    "edited_message": (RAVI, None, "7001", None, True, Unsaid(what="changed")),
    "forwarded_message": (RAVI, None, "7001", None, True, Said(text="help")),
    "mention_without_a_username": (
        RAVI, None, "7001", None, True, Command(name="book", text="<@telegram:7002> tomorrow 3pm"),
    ),
    "message_by_another_bot": None,
    "message_in_a_topic_of_a_private_chat": (RAVI, None, "7001", "55", True, Said(text="help")),
    "message_via_another_bot": (RAVI, None, "7001", None, True, Said(text="help")),
    "photograph": (
        RAVI, None, "7001", None, True,
        Said(text="help", files=(
            SharedFile(ref="AgACAgIAAxkBAAIB", name="photo.jpg", type="image/jpeg", size=1204),
        ), album="13"),
    ),
    "post_of_a_channel_in_its_group": None,
    "press": (RAVI, None, "7001", None, True, HELP),
    "press_in_a_topic": (RAVI, None, GROUP, "40", False, HELP),
    "press_on_a_game": None,
    "press_on_a_message_no_longer_accessible": (RAVI, None, "7001", None, True, HELP),
    "press_on_a_message_sent_inline": (RAVI, None, "7001", None, True, HELP),
    "reply_in_a_group": (RAVI, None, GROUP, None, False, Said(text="help")),
    "reply_in_private": (RAVI, None, "7001", None, True, Said(text="help https://example.org")),
    "somebody_joined": None,
    "unblocked": (RAVI, None, "7001", None, True, Reachable(yes=True)),
    "words_in_a_topic_that_the_bot_opened": None,
}  # fmt: skip


def payload(platform: str, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / platform / f"{name}.json").read_text())
    return read


def kind_of(delivery: dict[str, Any]) -> str:
    """How Socket Mode calls it."""
    if delivery.get("type") == "event_callback":
        return "events_api"
    return "slash_commands" if "command" in delivery else "interactive"


@pytest.mark.parametrize(("platform", "known"), [("slack", ON_SLACK), ("telegram", ON_TELEGRAM)])
def test_of_each_recorded_payload_it_is_said_what_reaches_us(platform: str, known: dict[str, Any]) -> None:
    assert {file.stem for file in (FOLDER / platform).glob("*.json")} == set(known)


@pytest.mark.parametrize("name", ON_TELEGRAM)
def test_telegrams_library_knows_each_key_of_the_payload(name: str) -> None:
    update = telegram.Update.de_json(payload("telegram", name), None)
    assert update is not None
    assert _unknown(update) == []


@pytest.mark.spec("CHT-2", "NTF-6", "SAF-2")
@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_what_slack_documents_reaches_us_once_and_as_it_is_meant(mode: str) -> None:
    reached: dict[str, Reached | None] = {}
    async with stage(mode) as play:
        for name in ON_SLACK:
            delivery = payload("slack", name)
            before = len(play.door.kept)
            for _ in range(2):
                await play.service.deliveries.send(kind_of(delivery), delivery)
            new = list(play.door.kept.values())[before:]
            reached[name] = _reached(new[0]) if new else None
            assert len(new) <= 1, f"{name} was kept twice"
        assert play.app.dropped == 0
    assert reached == ON_SLACK


@pytest.mark.spec("CHT-3", "NTF-6", "SAF-2")
@pytest.mark.parametrize("webhook", [False, True])
async def test_what_telegram_documents_reaches_us_as_it_is_meant(webhook: bool) -> None:
    expected = [meant for meant in ON_TELEGRAM.values() if meant is not None]
    async with telegram_stage() as play:
        await play.start(webhook=webhook)
        for name in ON_TELEGRAM:
            kind, body = next(item for item in payload("telegram", name).items() if item[0] != "update_id")
            play.service.updates.push(kind, body, 7001)
        await until(lambda: len(play.door.taken) >= len(expected) and not play.service.updates.pending)
        await until(lambda: UNNAMED[:40] in str(play.calls("sendMessage")))
        assert [_reached(inbound) for inbound in play.door.taken] == expected


@pytest.mark.spec("CHT-2", "CHT-7")
async def test_the_answer_stands_where_the_person_wrote(sqlite_url: str) -> None:
    async with whole(sqlite_url) as one:
        settle_in(one)
        slack, ravi = one.playground.slack, on_telegram(one, 7001)
        for name in ("message_in_a_thread", "message_also_sent_to_the_channel", "message_with_a_file"):
            delivery = payload("slack", name)
            before = {message.ts for message in slack.workspace.channels["D1ANA"].messages}
            await slack.deliveries.send("events_api", delivery)

            def answers(before: set[str] = before) -> list[str | None]:
                messages = slack.workspace.channels["D1ANA"].messages
                said = (HELPS, FOR_WHAT)
                return [
                    each.thread_ts
                    for each in messages
                    if any(words in each.text for words in said) and each.ts not in before
                ]

            await until(answers)
            assert answers() == [delivery["event"].get("thread_ts")]
        await ravi.start()
        await ravi.sees("Parley")
        body = payload("telegram", "reply_in_private")["message"]
        one.playground.telegram.updates.push("message", body, 7001)
        await ravi.sees(HELPS)
    assert one.faults() == []


def _reached(inbound: Inbound) -> Reached:
    sender, place = inbound.sender, inbound.place
    return str(sender), sender.enterprise, place.channel, place.thread, place.direct, inbound.body


def _unknown(part: telegram.TelegramObject) -> list[str]:
    """Keys that the library has no name for, here and further in."""
    within = (getattr(part, name, None) for name in dir(part) if not name.startswith("_"))
    objects = [each for each in within if isinstance(each, telegram.TelegramObject)]
    return [*part.api_kwargs, *(key for each in objects for key in _unknown(each))]
