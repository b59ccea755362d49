"""Two small bots on real libraries: they repeat what is said, and settle a question by a press."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from playground.server import Playground

QUESTION = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Book it?*"}},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "yes",
                "value": "1",
                "text": {"type": "plain_text", "text": "Confirm"},
            }
        ],
    },
]
SETTLED = [{"type": "section", "text": {"type": "mrkdwn", "text": "Booked."}}]


@asynccontextmanager
async def echoes(playground: Playground) -> AsyncIterator[None]:
    """Both bots, until the block is left."""
    async with slack_echo(playground), telegram_echo(playground):
        yield


@asynccontextmanager
async def slack_echo(playground: Playground) -> AsyncIterator[None]:
    web = AsyncWebClient(token=playground.slack.bot_token, base_url=playground.slack_api_url)
    client = SocketModeClient(
        app_token=playground.slack.app_token, web_client=AsyncWebClient(base_url=playground.slack_api_url)
    )

    async def hear(_: Any, request: SocketModeRequest) -> None:
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        payload, event = request.payload, request.payload.get("event", {})
        if event.get("type") == "message" and not {"bot_id", "subtype"} & event.keys():
            await web.chat_postMessage(channel=event["channel"], text=f"You said: {event['text']}")
        elif request.type == "slash_commands":
            await web.chat_postMessage(channel=payload["channel_id"], text="Book it?", blocks=QUESTION)
        elif payload.get("type") == "block_actions":
            place = payload["container"]
            await web.chat_update(
                channel=place["channel_id"], ts=place["message_ts"], text="Booked.", blocks=SETTLED
            )

    client.socket_mode_request_listeners.append(hear)
    await client.connect()
    try:
        yield
    finally:
        await client.close()


@asynccontextmanager
async def telegram_echo(playground: Playground) -> AsyncIterator[None]:
    async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"You said: {update.message.text}")

    async def ask(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Confirm", callback_data="yes")]])
        await update.message.reply_text("Book it?", reply_markup=buttons)

    async def settle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer()
        await update.callback_query.edit_message_text("Booked.")

    app = (
        ApplicationBuilder().token(playground.telegram.token).base_url(playground.telegram_api_url).build()
    )
    app.add_handler(CommandHandler("book", ask))
    app.add_handler(MessageHandler(filters.TEXT, repeat))
    app.add_handler(CallbackQueryHandler(settle))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()
