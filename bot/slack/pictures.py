"""Pictures in Slack: uploaded first, for the bot alone, then named by the messages that show them."""

import asyncio
import logging

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import outcome
from bot.ui import Card, Picture
from core.post import TryLater, Unreachable

_log = logging.getLogger(__name__)


async def uploaded(client: AsyncWebClient, card: Card) -> dict[Picture, str]:
    """The ids of the card's pictures, as files of ours; empty where one cannot be drawn or uploaded."""
    files: dict[Picture, str] = {}
    for picture in (part for part in card.parts if isinstance(part, Picture)):
        try:
            png = await asyncio.to_thread(_png, picture)
            kept = await outcome(
                client.files_upload_v2(
                    content=png, filename="week.png", title=picture.alt, alt_txt=picture.alt
                )
            )
        except (TryLater, Unreachable, SlackClientError, ImportError, OSError) as problem:
            _log.warning("a picture was left out: %s", problem)
            return {}
        files[picture] = kept["files"][0]["id"]
    return files


def _png(picture: Picture) -> bytes:
    from bot.pictures.week import week_png

    return week_png(picture.drawing)
