"""Messages in a group that only one of its members sees: ephemeral ones, in the Bot API from 10.3 on.

Servers ignore what they do not know, and would show an older API's whisper to everybody. So the first one says nothing
that they may not read, and whether it was one is seen from the answer.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot
from telegram.error import BadRequest

from bot.inbound import Inbound, Origin
from bot.refused import Refused
from bot.ui import Message

"""After which a group is tried again: by now the bot may be an admin there, who may whisper unasked."""

Deliver = Callable[[Callable[..., Awaitable[Any]]], Awaitable[Any]]
"""Calls what is given with a text and its keyboard."""


def may_pass_away(message: Message) -> bool:
    """Whether nothing is lost with it: neither a question that is answered by typing nor what is told only once."""
    return message.asks is None and not message.secret and not message.lasting and message.settles is None


class Whispering:
    """What is known of a bot's whispers: `proven` is None until the service has shown whether it knows them."""

    def __init__(self, bot: Bot) -> None:
        self.proven: bool | None = None
        self._bot = bot
        self._refused = Refused()

    async def prove(self, inbound: Inbound, place: Origin, deliver: Deliver) -> bool:
        """Whisper what all may read; True where it has been said, to whomever."""
        if self._is_refused(place):
            return False
        said = await self._send(inbound, place, deliver)
        self.proven = isinstance(said, dict) and bool(said.get("ephemeral_message_id"))
        return True

    async def whisper(self, inbound: Inbound, place: Origin, deliver: Deliver) -> bool:
        """Say it to the asker alone, in place of the whisper that was pressed on; False where that is not possible."""
        if place.ephemeral:
            self.proven = True  # it was one that was pressed on
        if not self.proven or self._is_refused(place):
            return False
        if place.ephemeral and place.message:
            await deliver(lambda **shown: self._edit(inbound, place, shown))
        else:
            await self._send(inbound, place, deliver)
        return True

    async def _send(self, inbound: Inbound, place: Origin, deliver: Deliver) -> object:
        whom = {"receiver_user_id": int(inbound.sender.user)}
        asked = {"callback_query_id": inbound.place.trigger} if inbound.place.trigger else {}
        parameters = {"chat_id": int(place.channel), "ephemeral_message_parameters": {**whom, **asked}}
        if place.thread is not None:
            parameters["message_thread_id"] = int(place.thread)

        async def call(**shown: object) -> object:
            # In small letters, for the library knows the method, but not what is new in it.
            return await self._bot.do_api_request("sendmessage", {**parameters, **shown})

        try:
            return await deliver(call)
        except BadRequest:
            self._refused.note((place.channel, bool(place.trigger)))
            raise

    async def _edit(self, inbound: Inbound, place: Origin, shown: dict[str, object]) -> object:
        which = {
            "chat_id": int(place.channel),
            "receiver_user_id": int(inbound.sender.user),
            "ephemeral_message_id": int(place.message or 0),
        }
        return await self._bot.do_api_request("editEphemeralMessageText", {**which, **shown})

    def _is_refused(self, place: Origin) -> bool:
        return (place.channel, bool(place.trigger)) in self._refused
