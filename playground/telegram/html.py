"""HTML parse mode, read as strictly as the service reads it (the rules and wordings of tdlib's parser)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from playground.telegram.errors import refuse
from playground.telegram.model import Json
from playground.telegram.text import checked_url, utf16

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
LITERALS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LANGUAGE = "class"
DATE_LETTERS = frozenset("tTdDwW")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    offset: int = 0
    entities: list[Json] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                if self.source.startswith("</", self.at):
                    self.end_tag()
                else:
                    self.start_tag()
            elif character == "&":
                self.put(self.literal())
            else:
                self.at += 1
                self.put(character)
        if self.open:
            _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            entity.pop(LANGUAGE, None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def put(self, piece: str) -> None:
        self.text.append(piece)
        self.offset += utf16(piece)

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take_until(self, stop: Callable[[str], bool]) -> str:
        begin = self.at
        while self.at < len(self.source) and not stop(self.source[self.at]):
            self.at += 1
        return self.source[begin : self.at]

    def skip_spaces(self) -> None:
        self.take_until(lambda c: not c.isspace())

    def literal(self) -> str:
        """The character of `&lt;` and the like; a bare ampersand stands for itself."""
        end = self.at + 1
        if self.source.startswith("&#", self.at):
            hexadecimal = self.source[self.at + 2 : self.at + 3] in {"x", "X"}
            end = begin = self.at + (3 if hexadecimal else 2)
            digits = "0123456789abcdefABCDEF" if hexadecimal else "0123456789"
            while self.source[end : end + 1] in tuple(digits):
                end += 1
            number = int(self.source[begin:end], 16 if hexadecimal else 10) if end > begin else 0
            found = chr(number) if 0 < number < 0x10FFFF and end - begin < 10 else ""
        else:
            while self.source[end : end + 1].isascii() and self.source[end : end + 1].isalpha():
                end += 1
            found = LITERALS.get(self.source[self.at + 1 : end], "")
        if not found:
            self.at += 1
            return "&"
        self.at = end + 1 if self.source[end : end + 1] == ";" else end
        return found

    def start_tag(self) -> None:
        begin = self.at
        where = len(self.source[:begin].encode())
        self.at += 1
        tag = self.take_until(lambda c: c.isspace() or c == ">").lower()
        if not self.peek():
            _fault(f"Unclosed start tag at byte offset {where}")
        if tag not in STYLES:
            _fault(f'Unsupported start tag "{tag}" at byte offset {where}')
        attributes: dict[str, str] = {}
        while True:
            self.skip_spaces()
            if self.peek() == ">":
                break
            self.attribute(tag, where, attributes)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, attributes, self.offset))

    def attribute(self, tag: str, where: int, attributes: dict[str, str]) -> None:
        name = self.take_until(lambda c: c.isspace() or c in "=>")
        if not name:
            _fault(
                f"Unclosed start tag at byte offset {where}"
                if not self.peek()
                else f'Empty attribute name in the tag "{tag}" at byte offset {where}'
            )
        self.skip_spaces()
        if self.peek() != "=":
            if tag == "blockquote" and name == "expandable":
                attributes[name] = ""
                return
            _fault(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                f" at byte offset {where}"
            )
        self.at += 1
        self.skip_spaces()
        if not self.peek():
            _fault(f'Unclosed start tag "{tag}" at byte offset {where}')
        attributes[name] = self.quoted() if self.peek() in {"'", '"'} else self.token()
        if not self.peek():
            _fault(f"Unclosed start tag at byte offset {where}")

    def quoted(self) -> str:
        quote = self.peek()
        self.at += 1
        value: list[str] = []
        while self.peek() not in {quote, ""}:
            if self.peek() == "&":
                value.append(self.literal())
            else:
                value.append(self.peek())
                self.at += 1
        self.at += 1
        return "".join(value)

    def token(self) -> str:
        begin = self.at
        value = self.take_until(lambda c: not (c.isalnum() or c in ".-")).lower()
        if self.peek() and not self.peek().isspace() and self.peek() != ">":
            _fault(f"Unexpected end of name token at byte offset {len(self.source[:begin].encode())}")
        return value

    def end_tag(self) -> None:
        where = len(self.source[: self.at].encode())
        if not self.open:
            _fault(f"Unexpected end tag at byte offset {where}")
        self.at += 2
        tag = self.take_until(lambda c: c.isspace() or c == ">").lower()
        self.skip_spaces()
        if self.peek() != ">":
            _fault(f"Unclosed end tag at byte offset {where}")
        self.at += 1
        begun = self.open.pop()
        if tag not in {"", begun.tag}:
            _fault(f'Unmatched end tag at byte offset {where}, expected "</{begun.tag}>", found "</{tag}>"')
        if self.offset > begun.offset and (entity := self.entity(begun)):
            self.entities.append({**entity, "offset": begun.offset, "length": self.offset - begun.offset})

    def entity(self, begun: _Open) -> Json | None:
        match STYLES[begun.tag]:
            case "text_link":
                inside = "".join(self.text).encode("utf-16-le")[begun.offset * 2 :].decode("utf-16-le")
                url = checked_url(begun.attributes.get("href") or inside)
                return {"type": "text_link", "url": url} if url else None
            case "custom_emoji":
                if not begun.attributes.get("emoji-id", "").isdigit():
                    _fault("Invalid custom emoji identifier specified")
                return {"type": "custom_emoji", "custom_emoji_id": begun.attributes["emoji-id"]}
            case "date_time":
                return _date_time(begun.attributes)
            case "blockquote" if "expandable" in begun.attributes:
                return {"type": "expandable_blockquote"}
            case "code":
                return {"type": "code", LANGUAGE: begun.attributes.get("class", "")}
            case "pre":
                return {"type": "pre", **self.language(begun)}
            case style:
                return {"type": style}

    def language(self, begun: _Open) -> Json:
        """`<pre><code class="language-x">` names the language; the inner code is then no entity."""
        inner = self.entities[-1] if self.entities else {}
        whole = (inner.get("offset"), inner.get("length")) == (begun.offset, self.offset - begun.offset)
        if not (whole and inner.get(LANGUAGE, "").startswith("language-")):
            return {}
        self.entities.pop()
        return {"language": inner[LANGUAGE].removeprefix("language-")}


def _date_time(attributes: dict[str, str]) -> Json:
    unix, form = attributes.get("unix", ""), attributes.get("format", "")
    if not unix.isdigit() or not 0 < int(unix) < 2**31:
        _fault("Invalid date specified")
    if form not in {"r", "R"} and not set(form) <= DATE_LETTERS:
        _fault("Invalid date format used")
    return {"type": "date_time", "unix_time": int(unix), "date_time_format": form}


def _fault(text: str) -> NoReturn:
    refuse(f"can't parse entities: {text}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without its tags, and its entities (offsets in UTF-16 units). Raises `ApiError` 400."""
    return _Parser(source).parse()
