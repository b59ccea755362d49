"""Keyboards, checked as the service checks them."""

from collections.abc import Callable
from typing import Any, NoReturn

from playground.telegram.errors import refuse
from playground.telegram.model import Chat, Json
from playground.telegram.text import checked_url, utf16

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
SHOWN_IN_A_ROW = 8
STYLES = {"danger", "success", "primary"}
ACTIONS = (
    "callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip


def inline_keyboard(markup: Json | None, chat: Chat, fault: Callable[[str], None]) -> Json | None:
    """The inline keyboard of an edit, None where it has no button. Raises `ApiError` 400."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        refuse("inline keyboard expected")
    rows = [[_button(button, chat) for button in row] for row in _rows(markup, "inline_keyboard")]
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        refuse("reply markup is too long")
    if any(len(row) > SHOWN_IN_A_ROW for row in rows):
        fault(f"a row of more than {SHOWN_IN_A_ROW} buttons: clients show {SHOWN_IN_A_ROW}")
    return {"inline_keyboard": rows} if rows else None


def check_keyboard(markup: Json) -> None:
    """A reply keyboard, its removal or a forced reply. Raises `ApiError` 400."""
    if "keyboard" in markup:
        for row in _rows(markup, "keyboard"):
            for button in row:
                text = button if isinstance(button, str) else _text(button, "keyboard button")
                if not text:
                    refuse("can't parse keyboard button: text must be non-empty")
    elif markup.get("remove_keyboard") is not True and markup.get("force_reply") is not True and markup:
        refuse("object expected as reply markup")
    if utf16(str(markup.get("input_field_placeholder", ""))) > 64:
        refuse("input field placeholder is too long")


def _rows(markup: Json, name: str) -> list[list[Any]]:
    rows: Any = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        refuse(f'field "{name}" of the ReplyMarkup must be an Array of Arrays')
    return rows


def _text(button: Any, what: str) -> str:
    if not isinstance(button, dict):
        refuse(f"can't parse {what}: expected an Object")
    if "text" not in button:
        refuse(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        refuse(f'can\'t parse {what}: Field "text" must be of type String')
    return button["text"].strip()


def _button(button: Any, chat: Chat) -> Json:
    if not _text(button, "inline keyboard button"):
        _unparsed("Text must be non-empty")
    chosen = [name for name in ACTIONS if button.get(name) is not None and button[name] is not False]
    if not chosen or button.get("callback_data") == "":
        _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(chosen) > 1:
        _unparsed(f"exactly one of the optional fields must be used, not {' and '.join(chosen)}")
    if button.get("style") is not None and button["style"] not in STYLES:
        _unparsed("invalid button style specified")
    if "callback_data" in button:
        if len(str(button["callback_data"]).encode()) > MAX_DATA_BYTES:
            refuse("BUTTON_DATA_INVALID")
    elif "url" in button and checked_url(str(button["url"])) is None:
        refuse(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif "web_app" in button and not (
        chat.private and str(button["web_app"].get("url")).startswith("https://")
    ):
        refuse("BUTTON_TYPE_INVALID")
    elif "copy_text" in button and not 1 <= utf16(str(button["copy_text"].get("text", ""))) <= 256:
        refuse("BUTTON_COPY_TEXT_INVALID")
    return dict(button)


def _unparsed(text: str) -> NoReturn:
    refuse(f"can't parse inline keyboard button: {text}")
