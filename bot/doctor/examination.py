"""Everything that is looked at, in the order in which it is told."""

import asyncio
from collections.abc import Awaitable, Iterable, Sequence

from bot.config import Settings
from bot.doctor.reach import examine_address, examine_clock
from bot.labels import ROOM_PROVIDERS
from bot.providers.mail import post_of
from bot.providers.payments import till_of
from bot.providers.rooms import venue_of
from core.clock import Clock
from core.entropy import Entropy
from core.findings import Finding, fault, warning
from storage import examination as of_storage

PATIENCE = 30.0
_ROOMS = {
    "Zoom": "Look at PARLEY_ZOOM_ACCOUNT, _CLIENT, _SECRET and _HOSTS, and at the scopes of the app.",
    "LiveKit": "Look at LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET.",
    "Google Meet": "Look at PARLEY_MEET_KEY_FILE and _USER, and whether the admin of the domain lets the service "
    "account act with the scope meetings.space.created; or at PARLEY_MEET_CLIENT, _SECRET and _REFRESH_TOKEN. The "
    "Google Meet REST API has to be switched on in the project.",
    "Calendly": "Look at CALENDLY_API_KEY: the token needs scheduled_events:write, event_types:read and users:read.",
}
"""What to do where a provider of rooms does not let us in."""
Examined = Awaitable[Finding | Sequence[Finding]]


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """All findings. What goes wrong in looking is a finding too; nothing takes longer than half a minute."""
    till, venue = till_of(settings, clock), venue_of(settings, clock, Entropy())
    parts: list[tuple[str, Examined]] = [("database", asyncio.to_thread(_database, settings, clock))]
    closing: list[Awaitable[None]] = [till.aclose(), venue.aclose()]
    if settings.slack_bot_token is not None:
        from bot.slack.examination import examine as examine_slack
        from bot.slack.sender import SlackPlatform

        slack = SlackPlatform(settings.slack_bot_token.get_secret_value(), api_url=settings.slack_api_url)
        app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else None
        parts.append(("Slack", examine_slack(slack, app_token)))
        parts.append(("clock", examine_clock(slack.calls.api_url, clock.now())))
        closing.append(slack.close())
    if settings.telegram_bot_token is not None:
        from bot.telegram.examination import examine as examine_telegram
        from bot.telegram.sender import API_URL, TelegramPlatform

        telegram = TelegramPlatform(
            settings.telegram_bot_token.get_secret_value(), api_url=settings.telegram_api_url
        )
        public_url = settings.public_url if settings.telegram_webhook_secret else None
        asked = examine_telegram(telegram, public_url, clock.now(), inline=settings.telegram_inline)
        parts.append(("Telegram", asked))
        if settings.slack_bot_token is None:
            origin = (settings.telegram_api_url or API_URL).removesuffix("/bot")
            parts.append(("clock", examine_clock(origin, clock.now())))
        closing.append(telegram.close())
    if settings.public_url is not None:
        parts.append(("public address", examine_address(settings.public_url)))
    if till.gateways or venue.providers:
        from gateways.examination import examine_payments, examine_rooms

        parts += [(gateway.name, examine_payments(gateway)) for gateway in till.gateways]
        for channel, provider in venue.providers.items():
            name = ROOM_PROVIDERS[channel]
            parts.append((name, examine_rooms(name, provider, clock.now(), _ROOMS[name])))
    post = post_of(settings, clock)
    if post is not None:
        from gateways.examination import examine_mail

        parts.append(("mail", examine_mail(post)))
        closing.append(post.aclose())
    parts.append(("pictures", asyncio.to_thread(_pictures)))
    found = await asyncio.gather(*(_guarded(name, part) for name, part in parts))
    for each in closing:
        await each
    return [*_advice(settings), *(finding for part in found for finding in part)]


async def _guarded(name: str, part: Examined) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(PATIENCE):
            found = await part
    except TimeoutError:
        return [
            fault(
                name,
                f"it has not answered within {PATIENCE:.0f} s",
                "See whether it can be reached from here.",
            )
        ]
    except Exception as problem:  # noqa: BLE001 (a doctor who dies tells nothing of the rest)
        said = f"it could not be looked at ({type(problem).__name__})"
        return [fault(name, said, "This is a fault of Parley's: please report it with the line above.")]
    return [found] if isinstance(found, Finding) else found


def _database(settings: Settings, clock: Clock) -> list[Finding]:
    return list(of_storage.examine(settings.database_url, settings.keys, clock.now()))


def _pictures() -> Finding:
    from bot.pictures.examination import examine

    return examine()


def _advice(settings: Settings) -> Iterable[Finding]:
    """What the settings lack although Parley runs without."""
    subject = "settings"
    if not settings.admins:
        yield warning(
            subject,
            "PARLEY_ADMINS names nobody",
            "Name yourself, unless there are admins already: only an admin can make others.",
        )
    if not settings.support:
        yield warning(
            subject,
            "PARLEY_SUPPORT is not set",
            "Say whom members can ask when something fails, such as help@example.org.",
        )
