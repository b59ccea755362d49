"""Whether Telegram takes our token and can reach us."""

from datetime import datetime, timedelta

from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.telegram.sender import TelegramPlatform
from core.findings import Finding, fault, warning, well

SUBJECT = "Telegram"
MANY = 100
RECENTLY = timedelta(hours=1)


async def examine(
    platform: TelegramPlatform, public_url: str | None, now: datetime, *, inline: bool = False
) -> list[Finding]:
    """What Telegram says of the bot; `public_url` where it is to reach us by webhook, `now` is aware UTC."""
    try:
        me = await platform.bot.get_me()
        info = await platform.bot.get_webhook_info()
    except InvalidToken:
        return [fault(SUBJECT, "the token is refused", "Copy TELEGRAM_BOT_TOKEN anew from @BotFather.")]
    except TelegramError as problem:
        said = type(problem).__name__
        return [
            fault(
                SUBJECT,
                f"it cannot be asked ({said})",
                "See whether api.telegram.org can be reached.",
            )
        ]
    found = [well(SUBJECT, f"the bot is @{me.username}"), _way_in(info, public_url)]
    if not me.can_join_groups:
        found.append(
            warning(
                SUBJECT,
                "it may join no groups, so none can be an admin channel",
                "@BotFather: /setjoingroups",
            )
        )
    if inline and not me.supports_inline_queries:
        found.append(
            warning(
                SUBJECT,
                "PARLEY_TELEGRAM_INLINE is on, but it may not be asked in other chats",
                "@BotFather: /setinline",
            )
        )
    elif me.supports_inline_queries and not inline:
        found.append(
            warning(
                SUBJECT,
                "it can be asked in other chats, and answers nothing there",
                "Set PARLEY_TELEGRAM_INLINE=true, or switch it off: @BotFather, /setinline.",
            )
        )
    if info.pending_update_count > MANY:
        found.append(
            warning(
                SUBJECT,
                f"{info.pending_update_count} updates wait for us",
                "Start the bot, or see why it lags.",
            )
        )
    if info.last_error_date is not None and now - info.last_error_date < RECENTLY:
        found.append(
            warning(
                SUBJECT,
                f"it could not reach us lately: {info.last_error_message}",
                "Look at the proxy.",
            )
        )
    return found


def _way_in(info: WebhookInfo, public_url: str | None) -> Finding:
    if public_url is None:
        if info.url:
            return warning(
                SUBJECT,
                "a webhook is set, which the next start removes, as the settings say that updates are asked for",
                "If another bot of yours uses this token, give each a token of its own.",
            )
        return well(SUBJECT, "updates are asked for (polling)")
    if not info.url:
        return well(SUBJECT, "the webhook is set at the next start")
    if not info.url.startswith(f"{public_url.rstrip('/')}/"):
        return warning(
            SUBJECT,
            "its webhook has another address than PARLEY_PUBLIC_URL",
            "The next start changes that. If another bot of yours uses this token, give each a token of its own.",
        )
    return well(SUBJECT, "the webhook is set")
