"""Files in Slack: announced, uploaded as they are read from the disk, then shown in a chat."""

from pathlib import Path

from bot.slack.calls import Calls, outcome, read


async def send_file(calls: Calls, team: str, channel: str, file: Path, name: str) -> None:
    """Send a file into a channel; raises what `outcome` says."""
    client = calls.client(team)
    announced = await outcome(
        client.files_getUploadURLExternal(filename=name, length=file.stat().st_size)  # noqa: ASYNC240 (a moment)
    )
    await calls.upload(read(announced, "upload_url"), file)
    shown: list[dict[str, str | None]] = [{"id": read(announced, "file_id"), "title": name}]
    await outcome(client.files_completeUploadExternal(files=shown, channel_id=channel), once=True)
