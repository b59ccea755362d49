"""Uploading and showing files.

What a person sends, the app gets with its token and the scope files:read; whoever asks without is shown the page to
log in, with the status of success, as Slack does.
"""

import secrets
import time
from mimetypes import guess_type
from typing import Any

from aiohttp import web

from playground.slack.events import Events
from playground.slack.state import ApiError, Json, Message, Workspace

LOGIN = "<!DOCTYPE html><html><head><title>Sign in to Slack</title></head><body></body></html>"


class Files:
    """files.getUploadURLExternal, the upload itself, files.completeUploadExternal, and downloads."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events
        self._files = workspace.files
        self._complete_since: dict[str, float] = {}
        self._contents: dict[str, bytes] = {}
        self.methods = {
            "files.getUploadURLExternal": self._address,
            "files.completeUploadExternal": self._complete,
            "files.info": self._info,
        }

    async def receive(self, request: web.Request) -> web.Response:
        """Take the bytes of an announced file."""
        file = self._files.get(request.match_info["file_id"])
        if file is None:
            return web.Response(status=404)
        if request.content_type == "multipart/form-data":
            form = await request.post()
            part: Any = next(iter(form.values()))
            if isinstance(part, web.FileField):
                with part.file as opened:
                    content = opened.read()
            else:
                content = str(part).encode()
        else:
            content = await request.read()
        self._contents[file["id"]] = content
        return web.Response(text=f"OK - {len(content)}")

    async def show(self, request: web.Request) -> web.Response:
        """Hand out a file: to the app by its token, to the page by the secret in the address."""
        file = self._files.get(request.match_info["file_id"])
        token = f"Bearer {self._workspace.bot_token}"
        by_app = (
            request.headers.get("Authorization") == token
            and "files:read" in self._workspace.settings.scopes
        )
        if not by_app and (file is None or request.query.get("pub") != file["pub_secret"]):
            return web.Response(text=LOGIN, content_type="text/html")
        if file is None or file["id"] not in self._contents:
            return web.Response(status=404)
        headers = {
            "Content-Disposition": f'inline; filename="{file["name"]}"',
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=self._contents[file["id"]], content_type=file["mimetype"], headers=headers)

    def content(self, file_id: str) -> bytes:
        """The bytes of an uploaded file."""
        return self._contents[file_id]

    def check_shown(self, blocks: list[Json]) -> None:
        """Raise `ApiError` where an image block names a file that is not there, or not looked at yet."""
        for index, block in enumerate(blocks):
            if block["type"] != "image" or "slack_file" not in block:
                continue
            wanted = block["slack_file"]
            file = next(
                (f for f in self._files.values() if wanted in ({"id": f["id"]}, {"url": f["url_private"]})),
                None,
            )
            since = self._complete_since.get(file["id"]) if file else None
            known = file is not None and file["mimetype"].startswith("image/")
            wait = self._workspace.settings.file_seconds
            if not known or since is None or time.monotonic() - since < wait:
                raise ApiError(
                    "invalid_blocks",
                    f"invalid slack file [json-pointer:/blocks/{index}/slack_file]",
                    loud=not known or since is None,
                )

    def of(self, user: str) -> list[Json]:
        """The files that a person has uploaded."""
        return [file for file in self._files.values() if file["user"] == user]

    def keep(self, user: str, name: str, content: bytes, address: str) -> Json:
        """Store a file of a person's; returns Slack's file object."""
        file = self._announce(name, len(content), address)
        file["user"] = user
        self._contents[file["id"]] = content
        return file

    def _announce(self, name: str, size: int, address: str) -> Json:
        file_id = f"F{self._workspace.number():05d}{secrets.token_hex(3).upper()}"
        secret = secrets.token_urlsafe(12)
        private = f"{address}/files/{file_id}/{name}"
        ending = name.rsplit(".", 1)[-1].lower()
        file = {
            "id": file_id,
            "created": int(self._workspace.clock.now().timestamp()),
            "name": name,
            "title": name,
            "mimetype": guess_type(name)[0] or "application/octet-stream",
            "filetype": ending,
            "size": size,
            "user": self._workspace.team.bot_user,
            "url_private": private,
            "url_private_download": private,
            "permalink": private,
            "pub_secret": secret,
            "permalink_public": f"{private}?pub={secret}",
        }
        self._files[file_id] = file
        return file

    def _address(self, args: Json) -> Json:
        try:
            name, length = str(args["filename"]), int(args["length"])
        except (KeyError, ValueError):
            raise ApiError("invalid_arguments", "filename and length are needed", loud=True) from None
        file = self._announce(name, length, args["_address"])
        return {"upload_url": f"{args['_address']}/upload/{file['id']}", "file_id": file["id"]}

    def _complete(self, args: Json) -> Json:
        shared = []
        for one in args.get("files") or []:
            file = self._files.get(one.get("id"))
            if file is None or file["id"] not in self._contents:
                raise ApiError("file_not_found", loud=True)
            if len(self._contents[file["id"]]) != file["size"]:
                raise ApiError(
                    "invalid_arguments", "the upload has another length than announced", loud=True
                )
            file["title"] = one.get("title") or file["name"]
            self._complete_since[file["id"]] = time.monotonic()
            shared.append(file)
        if channel_id := args.get("channel_id"):
            team = self._workspace.team
            channel = self._workspace.channel(channel_id, member=team.bot_user)
            text = args.get("initial_comment") or ""
            message = Message(channel.id, self._workspace.stamp(), team, team.bot_user, text, files=shared)
            message.thread_ts = args.get("thread_ts")
            channel.messages.append(message)
            self._events.posted(message)
            self._workspace.changed()
        return {"files": shared}

    def forget(self, file_id: str) -> None:
        """Delete a file, as its owner can."""
        self._contents.pop(file_id)
        del self._files[file_id]

    def _info(self, args: Json) -> Json:
        file = self._files.get(str(args.get("file")))
        if file is None:
            raise ApiError("file_not_found")
        return {"file": file}
