"""The page of a provider on which a person pays, fails, pays late or pays twice; it needs no JavaScript."""

from collections.abc import Mapping, Sequence
from html import escape

from aiohttp import web

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http: https:; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_STYLE = (
    "body{font:16px/1.5 system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem}"
    "button{display:block;width:100%;margin:.5rem 0;padding:.7rem;font:inherit;border-radius:.4rem}"
    ".price{font-size:2rem}.quiet{color:#666}"
)


def page(
    provider: str,
    price: str,
    what: str,
    said: Sequence[str],
    acts: Mapping[str, str],
    back: str = "",
) -> web.Response:
    """Price, what it is for, what has happened, a button for each act, and where to go back to."""
    buttons = "".join(
        f'<button name="act" value="{escape(act)}">{escape(label)}</button>' for act, label in acts.items()
    )
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in said)
    way_back = f'<p><a href="{escape(back)}">Go back</a></p>' if back else ""
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(provider)} (simulated)</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f'<p class="quiet">{escape(provider)}, simulated: no money moves.</p><p class="price">{escape(price)}</p>'
        f"<p>{escape(what)}</p>{paragraphs}"
        f'<form method="post">{buttons}</form>{way_back}</html>'
    )
    headers = {"Content-Security-Policy": _POLICY}
    return web.Response(text=text, content_type="text/html", headers=headers)
