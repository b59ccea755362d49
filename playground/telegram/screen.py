"""A chat as plain text, as its person's client shows it."""

from playground.telegram.model import Account, Chat, Json, Message
from playground.telegram.text import runs
from playground.telegram.times import shown_text
from playground.telegram.world import World


def message_text(world: World, message: Message, person: Account) -> str:
    """What the message says in the person's own time, without its keyboard."""
    text = "".join(
        shown_text(run, person.zone, world.now()) for run in runs(message.text, message.entities)
    )
    return f"[file {message.file.name}] {text}".rstrip() if message.file else text


def shown_message(world: World, message: Message, person: Account) -> str:
    """The message with its writer, and its keyboard row by row."""
    if message.service:
        return f"* {', '.join(message.service)} *"
    writer = "me" if message.sender is person else message.sender.name
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.rows]
    return "\n".join([f"{writer}: {message_text(world, message, person)}", *rows])


def pieces(world: World, chat: Chat, person: Account, messages: list[Message]) -> list[str]:
    """Everything the chat shows: these of its messages, oldest first, the reply keyboard, then pop-ups."""
    shown = [shown_message(world, message, person) for message in messages]
    if chat.keyboard:
        shown.append("\n".join(" ".join(f"[{text}]" for text in row) for row in keyboard(chat.keyboard)))
    shown += [
        f"({'alert' if notice.alert else 'toast'}) {notice.text}"
        for notice in world.notices
        if notice.user is person and notice.chat is chat
    ]
    return shown


def keyboard(markup: Json) -> list[list[str]]:
    """The labels of a reply keyboard."""
    return [[b if isinstance(b, str) else b["text"] for b in row] for row in markup["keyboard"]]
