"""Files with sessions on their way to admins, over the real protocols."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.admin_channels import AdminChannel
from core.outbox import TryLater, Unreachable
from core.people import Address
from playground.slack.web_api import PlannedFault
from tests.conftest import MORNING
from tests.wire import slack_stage, telegram_stage
from tests.wire.slack_stage import ANA
from tests.wire.telegram_stage import RAVI

TO_RAVI = Address("telegram", "", str(RAVI))
LINES = "\ufeff" + '"a","’b"\r\n' * 50_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "1.csv"
    path.write_bytes(LINES.encode())
    return path


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


@pytest.mark.spec("ADM-5")
async def test_slack_shows_the_whole_file_in_the_persons_own_chat(
    slack: slack_stage.Stage, file: Path
) -> None:
    await slack.platform.send_file(ANA, file, "sessions.csv")
    assert "sessions.csv" in await slack.ana.sees("sessions.csv")
    [kept] = slack.service.workspace.files.values()
    assert slack.service.files.content(kept["id"]) == LINES.encode()


@pytest.mark.spec("ADM-1", "ADM-5")
async def test_slack_shows_a_file_to_all_in_the_admin_channel_in_which_it_was_asked_for(
    slack: slack_stage.Stage, file: Path
) -> None:
    channel = AdminChannel(1, "slack", "T1", "C1ADMIN", None, "#admin", 1, MORNING)
    await slack.platform.send_file(channel, file, "sessions.csv")
    await slack.olga.sees_in("C1ADMIN", "sessions.csv")
    assert "sessions.csv" not in slack.ana.screen()


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_what_slack_does_not_take_now_is_tried_later(
    slack: slack_stage.Stage, file: Path, method: str
) -> None:
    slack.service.web_api.plan(PlannedFault(method, "429"))
    with pytest.raises(TryLater):
        await slack.platform.send_file(ANA, file, "sessions.csv")


@pytest.mark.spec("ADM-5")
async def test_telegram_sends_the_whole_file_as_a_document(
    telegram: telegram_stage.Stage, file: Path
) -> None:
    await telegram.platform.send_file(TO_RAVI, file, "sessions.csv")
    received = await telegram.person(RAVI).receives("sessions.csv")
    assert received.content == LINES.encode()


@pytest.mark.spec("ADM-1", "ADM-5")
async def test_telegram_sends_a_file_into_the_group_in_which_it_was_asked_for(
    telegram: telegram_stage.Stage, file: Path
) -> None:
    group = telegram.service.group
    channel = AdminChannel(1, "telegram", "", str(group.id), None, "Admins", 1, MORNING)
    await telegram.platform.send_file(channel, file, "sessions.csv")
    [sent] = [each for each in group.messages.values() if each.sender is telegram.service.world.bot]
    assert sent.file is not None
    assert sent.file.content == LINES.encode()


@pytest.mark.spec("ADM-5")
async def test_a_chat_that_telegram_has_closed_is_out_of_reach_for_files_too(
    telegram: telegram_stage.Stage, file: Path
) -> None:
    await telegram.person(RAVI).block()
    with pytest.raises(Unreachable):
        await telegram.platform.send_file(TO_RAVI, file, "sessions.csv")
