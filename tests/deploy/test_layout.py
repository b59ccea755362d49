"""The image's layout, built without a container engine: it runs as another user, on a disk that it cannot write to."""

import asyncio
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.demo import settings_for
from core.clock import Clock
from playground.server import Playground
from tests.deploy.dockerfile import build, command, environment, stages
from tests.ports import free_port

pytestmark = [
    pytest.mark.deep,
    pytest.mark.faults,  # for `make faults` alone: building it takes a minute
    pytest.mark.spec("OPS-2"),
    pytest.mark.skipif(
        os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can be another user"
    ),
]
MEGABYTE = 1_000_000
START = """
mount --make-rprivate / && mount --bind "$DATA" "$DATA" && mount --bind / / && mount -o remount,bind,ro / &&
mount --bind "$HOME_OF_IMAGE" "$HOME_OF_IMAGE" && mount -o remount,bind,ro "$HOME_OF_IMAGE" && cd "$DATA" &&
exec setpriv --reuid "$USER_OF_IMAGE" --regid "$USER_OF_IMAGE" --clear-groups --no-new-privs "$@"
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="parley-image-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def home(folder: Path) -> Path:
    return build(folder)


def test_it_is_small_enough_to_pull_and_has_no_tool_of_the_tests(home: Path, folder: Path) -> None:
    packed = folder / "packed.tar.gz"
    with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
        archive.add(home)
    assert packed.stat().st_size < 105 * MEGABYTE, "beside a slim Python of 45 MB"
    installed = {path.name.partition("-")[0] for path in home.glob("lib/*/site-packages/*.dist-info")}
    assert not installed & {"pytest", "mypy", "ruff", "hypothesis", "playwright", "pip", "setuptools"}


async def bot_at(home: Path, data: Path, secrets: Path, port: int, user: str) -> None:
    """Run it beside the playground until it is ready, ask about its health, and stop it."""
    playground = Playground(Clock())
    await playground.start()
    settings = settings_for(playground, "")
    for name, token in (
        ("SLACK_BOT_TOKEN", playground.slack.bot_token),
        ("SLACK_APP_TOKEN", playground.slack.app_token),
        ("TELEGRAM_BOT_TOKEN", playground.telegram.token),
    ):
        (secrets / name).write_text(token, encoding="utf-8")
    image = {
        name: value.replace("/data", str(data))
        .replace("/opt/parley", str(home))
        .replace("$PATH", os.environ["PATH"])
        for name, value in environment().items()
    }
    bot = await asyncio.create_subprocess_exec(
        "unshare",
        "--mount",
        "sh",
        "-c",
        START,
        "sh",
        *command("CMD"),
        env={
            **image,
            "PARLEY_SECRETS": str(secrets),
            "PARLEY_SLACK_API_URL": settings.slack_api_url or "",
            "PARLEY_TELEGRAM_API_URL": settings.telegram_api_url or "",
            "PARLEY_OPERATIONS_PORT": str(port),
            "PARLEY_HTTP_PORT": "0",
            "DATA": str(data),
            "HOME_OF_IMAGE": str(home),
            "USER_OF_IMAGE": user,
        },
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert bot.stderr is not None
        log = b""
        while b"Parley is running" not in log:
            line = await bot.stderr.readline()
            assert line, log.decode()
            log += line
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{port}/ready")
        assert answer.status_code == 200, answer.text
        look = [word.replace("8081", str(port)) for word in command("HEALTHCHECK")]
        health = await asyncio.create_subprocess_exec(sys.executable, *look[1:])
        assert await health.wait() == 0
    finally:
        bot.terminate()
        await bot.communicate()
        await playground.stop()
    assert bot.returncode == 0


def test_it_gets_ready_and_writes_nowhere_but_where_its_data_are(home: Path, folder: Path) -> None:
    (user,) = (each.rest for each in stages()[-1] if each.word == "USER")
    data, secrets = folder / "data", folder / "secrets"
    data.mkdir()
    secrets.mkdir()
    os.chown(data, int(user), int(user))
    asyncio.run(bot_at(home, data, secrets, free_port(), user))
    assert (data / "parley.db").stat().st_uid == int(user)
    assert not [path for path in home.rglob("*") if path.lstat().st_uid == int(user)]
