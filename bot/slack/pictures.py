"""Pictures in Slack: uploaded first, for the bot alone, then named by the messages that show them."""

import asyncio
import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.pictures.painter import painted
from bot.slack.calls import outcome, read
from bot.ui import Card, Picture
from core.faults import trace_of
from core.outbox import TryLater, Unreachable

_log = logging.getLogger(__name__)


async def uploaded(client: AsyncWebClient, card: Card) -> dict[Picture, str]:
    """The ids of the card's pictures, as files of ours; empty where one cannot be drawn or uploaded."""
    files: dict[Picture, str] = {}
    for picture in (part for part in card.parts if isinstance(part, Picture)):
        try:
            png = await asyncio.to_thread(painted, picture.drawing)
            kept = await outcome(
                client.files_upload_v2(
                    content=png, filename=picture.drawing.file, title=picture.alt, alt_txt=picture.alt
                )
            )
            files[picture] = read(kept, "files", 0, "id")
        except (TryLater, Unreachable) as problem:
            _log.warning("a picture was left out: %s", problem)
            return {}
        except Exception as problem:  # noqa: BLE001 (a card without its picture says the same)
            _log.error("a picture was left out: %s", trace_of(problem))
            return {}
    return files
