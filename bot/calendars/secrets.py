"""Secrets that somebody types into a chat, where they would stay: addresses of calendars, passwords."""

import re
from dataclasses import replace

from bot.inbound import Body, Command, Inbound, Said
from bot.messenger import Platform
from bot.sentences import say
from bot.ui import Hint, Message

_ADDRESS = re.compile(r"(?:<@[^>]*>\s*)?/?availability\s+calendars?\b.*://", re.IGNORECASE | re.DOTALL)


async def without_secret(platform: Platform, inbound: Inbound, message: Message) -> Message:
    """Delete what was typed where it is a secret, and say so; where that cannot be, ask to delete it."""
    stands = inbound.place.typed is not None or isinstance(inbound.body, Said)
    if not stands or not (message.secret or tells_address(inbound.body)):
        return message
    said = (
        say("I have deleted your message with the secret from this chat.")
        if await platform.erase(inbound)
        else say(
            "Your message with the secret still stands in the chat, and I cannot delete it. Please delete it "
            "yourself: whoever has the address can read your calendar."
        )
    )
    return replace(message, card=replace(message.card, parts=(*message.card.parts, Hint(said))))


def tells_address(body: Body) -> bool:
    """Whether somebody has typed a command with the address of a calendar."""
    match body:
        case Command(name=name, text=text):
            return bool(_ADDRESS.match(f"{name} {text}"))
        case Said(text=text):
            return bool(_ADDRESS.match(text.strip()))
    return False
