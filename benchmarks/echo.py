"""The barest bot on each platform's library: it settles each press on its question. `python -m benchmarks.echo`.

It takes the same settings from the environment as Parley.
"""

import asyncio
import os
from itertools import count
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

BUTTON = {
    "type": "button",
    "action_id": "again",
    "value": "1",
    "text": {"type": "plain_text", "text": "Again"},
}
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


async def slack(numbers: "count[int]") -> None:
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["PARLEY_SLACK_API_URL"])
    app = AsyncApp(client=client)

    @app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any]) -> None:
        await ack()
        await client.chat_postMessage(channel=command["channel_id"], **_question(0))

    @app.action("again")
    async def settle(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        place = body["container"]
        await client.chat_update(
            channel=place["channel_id"], ts=place["message_ts"], **_question(next(numbers))
        )

    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()  # type: ignore[no-untyped-call]


async def telegram(numbers: "count[int]") -> None:
    async with Bot(os.environ["TELEGRAM_BOT_TOKEN"], os.environ["PARLEY_TELEGRAM_API_URL"]) as bot:
        offset = 0
        while True:
            for update in await bot.get_updates(offset, timeout=25):
                offset = update.update_id + 1
                if update.message is not None:
                    await bot.send_message(update.message.chat.id, "Pressed 0 times", reply_markup=KEYBOARD)
                elif (query := update.callback_query) is not None:
                    await query.edit_message_text(f"Pressed {next(numbers)} times", reply_markup=KEYBOARD)
                    await query.answer()


def _question(number: int) -> dict[str, Any]:
    text = f"Pressed {number} times"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {"text": text, "blocks": [section, {"type": "actions", "elements": [BUTTON]}]}


async def main() -> None:
    numbers = count(1)
    await asyncio.gather(slack(numbers), telegram(numbers))


if __name__ == "__main__":
    asyncio.run(main())
