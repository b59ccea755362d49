"""What only the network can tell: whether we can be reached, and whether our clock is right."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp

from core.findings import Finding, fault, warning, well

SECONDS = 10.0
MOST_SKEW = timedelta(seconds=30)
WORST_SKEW = timedelta(minutes=4)
"""Slack's signatures are good for five."""


async def examine_address(public_url: str) -> Finding:
    """Whether a bot answers at PARLEY_PUBLIC_URL."""
    subject = "public address"
    if urlsplit(public_url).scheme != "https":
        return warning(subject, "it is not https", "Slack and Telegram write to https addresses only.")
    try:
        status, _, body = await _get(f"{public_url.rstrip('/')}/health")
    except (aiohttp.ClientError, TimeoutError, OSError) as problem:
        said = f"it cannot be reached from here ({type(problem).__name__})"
        return warning(subject, said, "Look at DNS, the certificate and the proxy.")
    if status == 200 and body.strip() == b'{"alive": true}':
        return well(subject, "a bot answers there")
    return warning(
        subject,
        f"something answers there ({status}) that is no running Parley",
        "Start the bot, and let the proxy pass every path to PARLEY_HTTP_PORT.",
    )


async def examine_clock(url: str, now: datetime) -> Finding:
    """Our clock beside that of a service; `now` is aware UTC."""
    subject = "clock"
    host = urlsplit(url).hostname
    try:
        _, date, _ = await _get(url)
        theirs = parsedate_to_datetime(date)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
        return warning(
            subject, f"{host} does not tell the time ({type(problem).__name__})", "Look at the network."
        )
    skew = abs(now - theirs.astimezone(UTC))
    said = f"{skew.total_seconds():.0f} s away from that of {host}"
    if skew > WORST_SKEW:
        return fault(
            subject,
            said,
            "Take the time from NTP: signed deliveries are refused as too old.",
        )
    if skew > MOST_SKEW:
        return warning(subject, said, "Take the time from NTP.")
    return well(subject, said)


async def _get(url: str) -> tuple[int, str, bytes]:
    """(status, header Date, the beginning of the body)."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as web, web.get(url, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Date", ""), await answer.content.read(1000)
