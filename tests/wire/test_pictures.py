"""Pictures on their way to people: uploaded, shown, and left out where a service does not take them."""

from collections.abc import AsyncIterator

import pytest

from bot.actions.help import ShowHelp
from bot.drawings import Box, Chart, ChartsDrawing, Hue, Series, WeekDrawing
from bot.ui import Button, Card, Label, Message, Paragraph, Picture, Row
from core.outbox import TryLater
from core.people import Address
from playground.slack.web_api import PlannedFault
from playground.telegram.faults import Kind
from tests.wire import slack_stage, telegram_stage
from tests.wire.slack_stage import ANA
from tests.wire.telegram_stage import RAVI
from tests.wire.test_telegram_sending import pressed

WEEK = WeekDrawing("23 – 29 November 2026", "Europe/Berlin", ("Mon 23",) * 7, (Box(1, 600, 660, "Ben W."),))
ROW = Row((Button("Next", ShowHelp()),))
SHOWN = Card(
    "Your week", (Picture(WEEK, "The week of 23 November: 1 session"), Paragraph(("Tue 24 Nov",)), ROW)
)
OTHER = Card("Another week", (Picture(WEEK, "Another week: 1 session"), Paragraph(("Wed 2 Dec",)), ROW))
TEXT = Card("Help", (Paragraph(("All of it.",)),))
TO_RAVI = Address("telegram", "", str(RAVI))
PNG = b"\x89PNG"


@pytest.fixture
async def slack() -> AsyncIterator[slack_stage.Stage]:
    async with slack_stage.stage("socket") as play:
        yield play
        assert play.service.faults == []


@pytest.fixture
async def telegram() -> AsyncIterator[telegram_stage.Stage]:
    async with telegram_stage.telegram_stage() as stage:
        await stage.person(RAVI).start()
        stage.service.updates.clear()
        yield stage


# --- Slack


@pytest.mark.spec("SES-5")
async def test_slack_shows_the_picture_in_the_card_with_its_words(slack: slack_stage.Stage) -> None:
    receipt = await slack.platform.send(ANA, SHOWN, key="k")
    seen = await slack.ana.sees("Your week")
    assert "(picture: The week of 23 November: 1 session)" in seen
    assert "Tue 24 Nov" in seen
    [file] = slack.service.workspace.files.values()
    assert slack.service.files.content(file["id"]).startswith(PNG)
    assert file["title"] == "The week of 23 November: 1 session"
    assert slack.service.web_api.calls["chat.postMessage"] > 1, "it asks again until Slack has looked at it"
    await slack.platform.edit(receipt, OTHER)
    assert "(picture: Another week" in await slack.ana.sees("Another week")
    await slack.platform.edit(receipt, TEXT)
    assert "picture" not in await slack.ana.sees("All of it.")


@pytest.mark.spec("SES-5")
@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("files.getUploadURLExternal", "missing_scope"),
        ("files.getUploadURLExternal", "429"),
        ("files.completeUploadExternal", "500"),
        ("files.completeUploadExternal", "reset"),
    ],
)
async def test_where_slack_takes_no_picture_the_text_goes_alone(
    slack: slack_stage.Stage, method: str, kind: str
) -> None:
    slack.service.web_api.plan(PlannedFault(method, kind))
    await slack.platform.send(ANA, SHOWN, key="k")
    seen = await slack.ana.sees("Your week")
    assert "Tue 24 Nov" in seen
    assert "[Next]" in seen
    assert "picture" not in seen


@pytest.mark.spec("SES-5")
async def test_a_picture_that_slack_never_finishes_looking_at_is_left_out(
    slack: slack_stage.Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.sender.READING", (0.0, 0.0, 0.0))
    slack.service.settings.file_seconds = 60
    await slack.platform.send(ANA, SHOWN, key="k")
    seen = await slack.ana.sees("Your week")
    assert "picture" not in seen
    assert "[Next]" in seen


@pytest.mark.spec("SES-5")
async def test_an_answer_that_only_one_person_sees_in_a_channel_is_text(slack: slack_stage.Stage) -> None:
    await slack.ana.command("book", channel="C1GENERAL")
    inbound = slack.door.last
    assert await slack.platform.answer(inbound, inbound.place, Message(SHOWN)) is None
    assert "Tue 24 Nov" in await slack.ana.sees_in("C1GENERAL", "Your week")


# --- Telegram


@pytest.mark.spec("SES-5", "CHT-3")
async def test_telegram_shows_a_photo_with_the_card_below_and_turns_it_in_place(
    telegram: telegram_stage.Stage,
) -> None:
    await telegram.platform.send(TO_RAVI, TEXT, key="k")
    receipt = await telegram.platform.send(TO_RAVI, SHOWN, key="l")
    shown = telegram.person(RAVI).screen()
    assert "[file week.png] Your week" in shown
    assert "Tue 24 Nov" in shown
    assert [call["parse_mode"] for call in telegram.calls("sendPhoto")] == ["HTML"]
    press = await pressed(telegram, "Next")
    assert await telegram.platform.answer(press, press.place, Message(OTHER)) == receipt
    shown = telegram.person(RAVI).screen()
    assert "[file week.png] Another week" in shown
    assert "Your week" not in shown


@pytest.mark.spec("SES-5", "CHT-3")
async def test_a_text_becomes_a_photo_and_a_photo_is_followed_by_a_text(
    telegram: telegram_stage.Stage,
) -> None:
    receipt = await telegram.platform.send(TO_RAVI, Card("Menu", (ROW,)), key="k")
    press = await pressed(telegram, "Next")
    assert await telegram.platform.answer(press, press.place, Message(SHOWN)) == receipt
    await telegram.platform.acknowledge(press)  # or the button stays busy, for 15 seconds
    assert "[file week.png] Your week" in telegram.person(RAVI).screen()
    press = await pressed(telegram, "Next")
    assert await telegram.platform.answer(press, press.place, Message(TEXT)) != receipt
    assert telegram.person(RAVI).screen().endswith("All of it.")


@pytest.mark.spec("SES-5", "CHT-3")
async def test_a_card_that_is_too_long_for_a_caption_follows_its_photo(
    telegram: telegram_stage.Stage,
) -> None:
    long = Card("Your week", (*SHOWN.parts[:1], Paragraph(("x" * 1100,)), ROW))
    receipt = await telegram.platform.send(TO_RAVI, long, key="k")
    shown = telegram.person(RAVI).screen()
    assert shown.index("[file week.png] The week of 23 November: 1 session") < shown.index("x" * 1100)
    assert shown.endswith("[Next]")
    press = await pressed(telegram, "Next")
    assert await telegram.platform.answer(press, press.place, Message(TEXT)) == receipt


@pytest.mark.spec("SES-5")
@pytest.mark.parametrize("kind", ["400", "500", "502", "reset"])
async def test_where_telegram_takes_no_photo_the_text_goes_alone(
    telegram: telegram_stage.Stage, kind: Kind
) -> None:
    telegram.service.plan_fault("sendPhoto", kind)
    await telegram.platform.send(TO_RAVI, SHOWN, key="k")
    shown = telegram.person(RAVI).screen()
    assert "file" not in shown
    assert "Tue 24 Nov" in shown
    assert "[Next]" in shown


@pytest.mark.spec("SES-5", "NTF-3")
async def test_a_flood_limit_holds_for_photos_too(telegram: telegram_stage.Stage) -> None:
    telegram.service.plan_fault("sendPhoto", "429", seconds=7)
    with pytest.raises(TryLater) as later:
        await telegram.platform.send(TO_RAVI, SHOWN, key="k")
    assert later.value.after is not None
    assert telegram.person(RAVI).screen().count("Your week") == 0


# --- charts


SERIES = (Series("Completed", Hue.NAVY, (3, 5)), Series("Cancelled", Hue.AMBER, (1, 0)))
CHART = Chart("Sessions over time", ("Mon 2", "Tue 3"), SERIES, ((0, "0"), (5, "5")), (), upright=True)
FIGURES = Card(
    Label("Statistics: March 2026"),
    (
        Picture(ChartsDrawing("Statistics", "March 2026", (CHART,)), Label("Sessions over time: 9")),
        Paragraph(("Total sessions: 9",)),
        ROW,
    ),
)


@pytest.mark.spec("ADM-6")
async def test_slack_draws_charts_itself_where_the_workspace_knows_them(slack: slack_stage.Stage) -> None:
    await slack.platform.send(ANA, FIGURES, key="k")
    seen = await slack.ana.sees("Statistics: March 2026")
    assert "(chart: Sessions over time)" in seen
    assert "Completed: Mon 2 3, Tue 3 5" in seen
    assert "Total sessions: 9" in seen
    assert not slack.service.workspace.files, "nothing is uploaded"


@pytest.mark.spec("ADM-6")
async def test_slack_shows_charts_as_pictures_where_the_workspace_does_not_know_them(
    slack: slack_stage.Stage,
) -> None:
    slack.service.settings.unknown = frozenset({"data_visualization"})
    slack.service.settings.file_seconds = 0
    receipt = await slack.platform.send(ANA, FIGURES, key="k")
    seen = await slack.ana.sees("Statistics: March 2026")
    assert "(picture: Sessions over time: 9)" in seen
    assert "Total sessions: 9" in seen
    [file] = slack.service.workspace.files.values()
    assert file["name"] == "chart.png"
    assert slack.service.files.content(file["id"]).startswith(PNG)
    await slack.platform.edit(receipt, FIGURES)
    calls = slack.service.web_api.calls
    assert (calls["chat.postMessage"], calls["chat.update"]) == (2, 1), "it is asked once"


@pytest.mark.spec("ADM-6")
async def test_telegram_shows_charts_with_their_figures_and_turns_them_in_place(
    telegram: telegram_stage.Stage,
) -> None:
    receipt = await telegram.platform.send(TO_RAVI, FIGURES, key="k")
    assert "[file chart.png] Statistics: March 2026" in telegram.person(RAVI).screen()
    press = await pressed(telegram, "Next")
    assert await telegram.platform.answer(press, press.place, Message(SHOWN)) == receipt
    assert "[file week.png] Your week" in telegram.person(RAVI).screen()


@pytest.mark.spec("ADM-6")
async def test_where_slack_takes_no_chart_the_figures_go_alone(slack: slack_stage.Stage) -> None:
    slack.service.settings.unknown = frozenset({"data_visualization"})
    slack.service.web_api.plan(PlannedFault("files.getUploadURLExternal", "missing_scope"))
    await slack.platform.send(ANA, FIGURES, key="k")
    seen = await slack.ana.sees("Statistics: March 2026")
    assert "Total sessions: 9" in seen
    assert "picture" not in seen
