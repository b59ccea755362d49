"""The page of a meeting: what it says and which files it has. The token stands in it, and in no address."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.language import reader_locale
from bot.sentences import label

CLIENT = "livekit-client-2.23.0.js"
FILES = {CLIENT: "text/javascript", "meet.js": "text/javascript", "meet.css": "text/css"}
FILES_PATH = "/meet-files/"
_FOLDER = Path(__file__).parent
_BUTTONS = ("microphone", "camera", "screen")


def meeting_page(title: str, server: str, token: str) -> web.Response:
    """Where whoever has the page enters; `server` is LiveKit's address (wss://…)."""
    told = {
        "server": server,
        "token": token,
        "connecting": label("Connecting…"),
        "alone": label("You are the only one here so far."),
        "reconnecting": label("The connection is lost. Connecting again…"),
        "left": label("You have left."),
        "recorded": label("This meeting is being recorded."),
        "refused": label("Your browser does not let this page use it. Look at its permissions."),
        "failed": label("The meeting cannot be reached. Try again, or press Join in the chat."),
    }
    facts = " ".join(f'data-{name}="{escape(said)}"' for name, said in told.items())
    names = (label("Microphone"), label("Camera"), label("Share screen"))
    switches = "".join(
        f'<button id="{name}" aria-pressed="false">{escape(said)}</button>'
        for name, said in zip(_BUTTONS, names, strict=True)
    )
    text = (
        f'<!doctype html><html lang="{escape(reader_locale().replace("_", "-"))}"><meta charset="utf-8">'
        f'<title>{escape(title)}</title><meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="{FILES_PATH}meet.css"><body {facts}>'
        f'<header><h1>{escape(title)}</h1><p role="status"></p>'
        '<p id="recorded" role="alert" hidden></p></header><main></main>'
        f'<footer id="enter"><button id="with-camera" class="first">{escape(label("Enter"))}</button>'
        f'<button id="without-camera">{escape(label("Enter without camera"))}</button></footer>'
        f'<footer id="controls" hidden>{switches}'
        f'<button id="leave" class="leave">{escape(label("Leave"))}</button></footer>'
        f'<script src="{FILES_PATH}{CLIENT}"></script><script src="{FILES_PATH}meet.js"></script></html>'
    )
    return web.Response(text=text, content_type="text/html", headers=_headers(server))


def meeting_file(name: str) -> web.Response:
    """A file of the page; raises KeyError for any other name."""
    kind = FILES[name]
    response = web.Response(
        body=(_FOLDER / name).read_bytes(),
        content_type=kind,
        charset="utf-8",
        headers={
            hdrs.CACHE_CONTROL: "public, max-age=31536000, immutable" if name == CLIENT else "no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )
    response.enable_compression()
    return response


def _headers(server: str) -> dict[str, str]:
    """It loads its own files, and speaks to LiveKit's server alone."""
    host = urlsplit(server).netloc
    secure = server.startswith(("wss", "https"))
    reaches = f"wss://{host} https://{host}" if secure else f"ws://{host} http://{host}"
    return {
        hdrs.CACHE_CONTROL: "no-store",
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src {reaches}; "
            "media-src 'self' blob: mediastream:; worker-src blob:; img-src 'self' data:; "
            "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
        ),
        "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
