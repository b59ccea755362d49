"""Files in Slack: ours announced, uploaded as they are read from the disk, then shown; those of people fetched."""

from pathlib import Path

from bot.messenger import Sink
from bot.slack.calls import Calls, outcome, read
from core.evidence import FileQuestion, Trouble, Unfetched
from core.outbox import TryLater, Unreachable, Unsure


async def send_file(
    calls: Calls, team: str, channel: str, file: Path, name: str, thread: str | None = None
) -> None:
    """Send a file into a channel or a thread of it; raises what `outcome` says."""
    client = calls.client(team)
    announced = await outcome(
        client.files_getUploadURLExternal(filename=name, length=file.stat().st_size)  # noqa: ASYNC240 (a moment)
    )
    await calls.upload(read(announced, "upload_url"), file)
    shown: list[dict[str, str | None]] = [{"id": read(announced, "file_id"), "title": name}]
    await outcome(
        client.files_completeUploadExternal(files=shown, channel_id=channel, thread_ts=thread), once=True
    )


async def fetch_file(calls: Calls, team: str, file: FileQuestion, into: Sink) -> None:
    """Fetch what somebody sent; raises Unfetched. Without an address Slack is asked for it first."""
    url = file.url or await _address(calls, team, file.ref)
    await calls.download(team, url, into, is_page=file.kind.startswith("text/html"))


async def _address(calls: Calls, team: str, ref: str) -> str:
    try:
        found = await outcome(calls.client(team).files_info(file=ref))
    except (TryLater, Unreachable, Unsure) as problem:
        raise Unfetched(_INFO.get(str(problem), Trouble.LATER)) from problem
    try:
        return read(found, "file", "url_private_download")
    except TryLater as nowhere:
        raise Unfetched(Trouble.GONE) from nowhere


_INFO = {
    "missing_scope": Trouble.CLOSED,
    "file_not_found": Trouble.GONE,
    "file_deleted": Trouble.GONE,
}
