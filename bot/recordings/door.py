"""Where recordings are seen, over HTTP."""

from pathlib import Path

from aiohttp import hdrs, web

from bot.language import reading_as
from bot.pages import language_of, page, paragraph
from bot.sentences import label
from core.desk import Desk
from core.ports.store import Run
from core.recordings import PATH
from core.usecases import recording


class RecordingDoor:
    """A recording in `folder`, for whoever has an address that opens it and may still see it."""

    def __init__(self, desk: Desk, run: Run, folder: Path) -> None:
        self._desk = desk
        self._run = run
        self._folder = folder

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve."""
        return [web.get(PATH, self._show)]

    async def _show(self, request: web.Request) -> web.StreamResponse:
        found = await self._run(recording.readable, self._desk, request.match_info["token"])
        file = None if found is None else self._folder / found.name
        if file is None or not file.is_file():
            with reading_as(language_of(request)):
                text = label(
                    "There is nothing here. Open the recording in your chat with Parley once more."
                )
                return page(label("Nothing here"), paragraph(text), status=404)
        return web.FileResponse(
            file,
            headers={
                hdrs.CACHE_CONTROL: "no-store",
                hdrs.CONTENT_TYPE: "video/mp4",
                "Content-Security-Policy": "default-src 'none'; media-src 'self'; frame-ancestors 'none'",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Robots-Tag": "noindex",
            },
        )
