"""Files that people send, fetched over the real protocols: whole, or with a reason why not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO

import pytest
from aiohttp import web

from bot.inbound import Said, SharedFile
from core.evidence import FileQuestion, Trouble, Unfetched
from playground.slack.web_api import PlannedFault
from tests.wire import slack_stage, telegram_stage
from tests.wire.telegram_stage import RAVI, until

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2000


@pytest.fixture
async def slack() -> AsyncIterator[slack_stage.Stage]:
    async with slack_stage.stage("socket") as play:
        yield play
        assert play.service.faults == []


@pytest.fixture
async def telegram() -> AsyncIterator[telegram_stage.Stage]:
    async with telegram_stage.telegram_stage() as stage:
        await stage.start()
        await stage.person(RAVI).start()
        yield stage


async def shared(stage: slack_stage.Stage, *files: tuple[str, bytes]) -> list[FileQuestion]:
    """What Ana sends, as the door has it."""
    await stage.ana.send_files(*files, text="look")
    await until(lambda: any(isinstance(body, Said) and body.files for body in stage.door.bodies))
    return [_asked("slack", "T1", each) for each in _sent(stage.door.last.body)]


def _sent(body: object) -> tuple[SharedFile, ...]:
    assert isinstance(body, Said)
    return body.files


def _asked(platform: str, workspace: str, file: SharedFile) -> FileQuestion:
    return FileQuestion(platform, workspace, file.ref, file.name, file.size, file.type, file.url)


async def fetched(stage: slack_stage.Stage | telegram_stage.Stage, question: FileQuestion) -> bytes:
    into = BytesIO()
    await stage.platform.fetch(question, into)
    return into.getvalue()


async def trouble(stage: slack_stage.Stage | telegram_stage.Stage, question: FileQuestion) -> Trouble:
    with pytest.raises(Unfetched) as unfetched:
        await fetched(stage, question)
    return unfetched.value.trouble


@pytest.mark.spec("AFT-4")
async def test_slack_hands_out_what_somebody_sent_whole(slack: slack_stage.Stage) -> None:
    one, two = await shared(slack, ("shot.png", PNG), ("note.txt", b"words"))
    assert (one.name, one.size, one.kind) == ("shot.png", len(PNG), "image/png")
    assert await fetched(slack, one) == PNG
    assert await fetched(slack, two) == b"words"
    assert await fetched(slack, replace(one, url="")) == PNG, "Slack is asked where it is"
    body = slack.door.last.body
    assert isinstance(body, Said)
    assert body.text == "look"


@pytest.mark.spec("AFT-4", "CHT-8")
async def test_without_the_scope_slacks_page_to_log_in_is_no_file(slack: slack_stage.Stage) -> None:
    [one] = await shared(slack, ("shot.png", PNG))
    slack.service.settings.scopes -= {"files:read"}
    assert await trouble(slack, one) is Trouble.CLOSED
    assert await trouble(slack, replace(one, url="")) is Trouble.CLOSED


@pytest.mark.spec("AFT-4", "SAF-1")
async def test_the_token_goes_nowhere_but_to_slack(slack: slack_stage.Stage) -> None:
    [one] = await shared(slack, ("shot.png", PNG))
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization", ""))
        return web.Response(body=PNG, content_type="image/png")

    trap = web.Application()
    trap.router.add_get("/{path:.*}", elsewhere)
    runner, address = await slack_stage.serve(trap)
    try:
        for url in (
            f"{address}/files/shot.png",
            "https://files.slack.com.evil.example/x",
            "file:///etc/passwd",
        ):
            assert await trouble(slack, replace(one, url=url)) is Trouble.ELSEWHERE
    finally:
        await runner.cleanup()
    assert asked == []


@pytest.mark.spec("AFT-4")
async def test_what_slack_has_no_more_is_gone_and_what_it_cannot_say_now_is_asked_later(
    slack: slack_stage.Stage,
) -> None:
    [one] = await shared(slack, ("shot.png", PNG))
    slack.service.web_api.plan(PlannedFault("files.info", "429"))
    assert await trouble(slack, replace(one, url="")) is Trouble.LATER
    slack.service.files.forget(one.ref)
    assert await trouble(slack, one) is Trouble.GONE
    assert await trouble(slack, replace(one, url="")) is Trouble.GONE


@pytest.mark.spec("AFT-4")
async def test_telegram_hands_out_documents_up_to_its_limit(telegram: telegram_stage.Stage) -> None:
    await telegram.person(RAVI).send_file("shot.png", PNG, "image/png")
    await until(lambda: telegram.door.bodies and isinstance(telegram.door.bodies[-1], Said))
    [file] = _sent(telegram.door.bodies[-1])
    one = _asked("telegram", "", file)
    assert (one.name, one.size) == ("shot.png", len(PNG))
    assert await fetched(telegram, one) == PNG
    assert await trouble(telegram, replace(one, ref="forged")) is Trouble.GONE
    kept = telegram.service.world.files[file.ref]
    telegram.service.world.files[file.ref] = replace(kept, content=bytes(21 * 2**20))
    assert await trouble(telegram, one) is Trouble.TOO_BIG
