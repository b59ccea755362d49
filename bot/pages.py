"""Pages that people open in a browser: one plain layout, without scripts, that loads nothing."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape

from aiohttp import hdrs, web

from bot.language import ENGLISH, reader_locale

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:10vh auto;padding:0 1.25rem;"
    "color:#1f2430;background:#fbfbfa}h1{font-size:1.35rem;line-height:1.3;overflow-wrap:anywhere}"
    "p,li{overflow-wrap:anywhere}a{color:#1a56b0}ul{padding-left:1.25rem}"
    "button{font:inherit;font-weight:600;padding:.7rem 1.6rem;border:0;border-radius:.4rem;"
    "background:#1a56b0;color:#fff;cursor:pointer}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e3;background:#1b1d22}a{color:#8ab4f8}}"
)
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")


def page(title: str, *blocks: str, status: int = 200, next_page: str = "") -> web.Response:
    """A page of `blocks` of HTML under its title, in the language that is being read.

    `next_page` is what the browser goes on to by itself: `5` asks the same address anew after as many seconds,
    `0;url=https://…` goes there at once. A policy about forms does not stop that, as it would a redirect.
    """
    going = f'<meta http-equiv="refresh" content="{escape(next_page)}">' if next_page else ""
    text = (
        f'<!doctype html><html lang="{escape(reader_locale().replace("_", "-"))}"><meta charset="utf-8">'
        f'<title>{escape(title)}</title><meta name="viewport" content="width=device-width">{going}'
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>{''.join(blocks)}</html>"
    )
    return web.Response(text=text, content_type="text/html", status=status, headers=_HEADERS)


def paragraph(text: str) -> str:
    """Words, as they are."""
    return f"<p>{escape(text)}</p>"


def link(text: str, url: str) -> str:
    """A link on a line of its own; only the words where there is no address."""
    return f'<p><a href="{escape(url)}">{escape(text)}</a></p>' if url else paragraph(text)


def button(text: str) -> str:
    """A button that asks for the same address by POST: neither previews nor scanners press it."""
    return f'<form method="post"><button>{escape(text)}</button></form>'


def language_of(request: web.Request) -> str:
    """What a browser asks for, where nothing else says who reads."""
    asked = _LANGUAGE.match(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""))
    return asked[0] if asked else ENGLISH
