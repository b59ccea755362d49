"""The page that a mail's unsubscribing link opens, and what its button or a mail program's own does (RFC 8058)."""

from html import escape

from aiohttp import hdrs, web

from bot.language import ENGLISH, reading_as
from bot.mail.agent import PATH
from bot.mail.cards import GROUPS
from bot.sentences import label
from bot.web import Bodies, BodyRefused
from core.desk import Desk
from core.mail import SWITCHED, MailClass
from core.ports.store import Run
from core.usecases import mail

_BODY_BYTES = 4096
_HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_PAGE = (
    '<!doctype html><html lang="{locale}"><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"><p>{said}</p>{button}</html>'
)
_BUTTON = (
    '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">'
    "<button>{label}</button></form>"
)


class UnsubscribeRoutes:
    """Looking changes nothing, since scanners and previews look at every link; only a POST does."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run
        self._bodies = Bodies()

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve."""
        return [web.get(PATH, self._look), web.post(PATH, self._press)]

    async def _look(self, request: web.Request) -> web.Response:
        group = _group_of(request)
        owner = await self._run(mail.owner_of, self._desk, request.match_info["token"])
        if owner is None or group is None:
            return _nothing()
        with reading_as(owner.locale):
            said = label("Shall I mail you no more of this: {what}?", what=label(GROUPS[group]))
            return _page(owner.locale, said, label("Mail me no more of this"))

    async def _press(self, request: web.Request) -> web.Response:
        group, token = _group_of(request), request.match_info["token"]
        try:
            await self._bodies.read(
                request, _BODY_BYTES
            )  # what stands in it says nothing that the address does not
        except BodyRefused as refused:
            return web.Response(status=refused.status)
        owner = await self._run(mail.owner_of, self._desk, token)
        if owner is None or group is None:
            return _nothing()
        await self._run(mail.unsubscribe, self._desk, token, group)
        with reading_as(owner.locale):
            said = label(
                "Done: I mail you no more of this: {what}. In the chat, {command} turns it on again.",
                what=label(GROUPS[group]),
                command="/profile mail",
            )
            return _page(owner.locale, said)


def _group_of(request: web.Request) -> MailClass | None:
    return next((each for each in SWITCHED if each.value == request.match_info["group"]), None)


def _nothing() -> web.Response:
    with reading_as(ENGLISH):
        return _page(
            ENGLISH, label("There is nothing here. Your chat has the settings for mail."), status=404
        )


def _page(locale: str, said: str, button: str = "", status: int = 200) -> web.Response:
    text = _PAGE.format(
        locale=escape(locale),
        title=escape(label("E-mail")),
        said=escape(said),
        button=_BUTTON.format(label=escape(button)) if button else "",
    )
    return web.Response(text=text, content_type="text/html", status=status, headers=_HEADERS)
