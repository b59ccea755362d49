"""Cards and forms as Block Kit. What does not fit is shortened, grouped or moved; no control is dropped."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from bot.fitting import fitting
from bot.formats import card_text, clean, plain, shorten
from bot.forms.needs import is_needed
from bot.names import reading, to_type
from bot.sentences import label
from bot.slack import needs
from bot.slack.charts import charts_of
from bot.slack.inbound import LINK
from bot.slack.mrkdwn import literal, mrkdwn, rich, within
from bot.slack.pairs import halves
from bot.tokens import to_token
from bot.ui import (
    Bold,
    Button,
    Calendar,
    Card,
    Cell,
    Choice,
    Code,
    Copyable,
    DateField,
    Entry,
    Facts,
    Field,
    Form,
    Gallery,
    Hint,
    Link,
    Option,
    PairField,
    Paragraph,
    Part,
    Picture,
    Row,
    SelectField,
    Style,
    Table,
    Text,
    TextField,
    TimeField,
)

Json = dict[str, Any]

Natives = frozenset[type[Part]]
Single = TextField | SelectField | DateField | TimeField

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
HEADER = 150
PARAGRAPH = 3000
HINT = 2000
FALLBACK = 3000
ALT = 2000
LABEL = 75
OPTIONS = 100  # options of a select, or groups of them, or options of a group
ACTIONS = 25
PLACEHOLDER = 150
TITLE = 24
TYPED = 3000
TABLE_LINES, TABLE_SIZE = 100, 10_000  # of a data_table; its characters are those of all cells
TABLE_PAGE = 20
CARDS = 10  # of a carousel
CARD_TITLE, CARD_BODY = 150, 200
CELL = 60

_HELD = {"rich_text": 200, "actions": ACTIONS}  # how much of its kind a block takes when blocks are merged


class TooBig(ValueError):  # noqa: N818 (it names the fault)
    """Something is beyond Slack's limits; raised only where the renderer is strict."""


def message(
    card: Card,
    team: str,
    *,
    files: Mapping[Picture, str] | None = None,
    natives: Natives = frozenset(),
    prefix: str = "",
    strict: bool = False,
) -> tuple[list[Json], str]:
    """A card as the blocks of a message, and its plain text. `team` is the reader's workspace.

    `files` are the ids of the pictures that have been uploaded there; others are left out. `natives` are the kinds of
    parts that Slack draws itself, as tables, charts and carousels; others are lists and pictures. `prefix` is what
    commands begin with there.
    """
    pen = _Pen(team, strict, files or {}, natives)
    text = fallback(card, prefix)
    if reading().types:
        card = replace(card, parts=(*card.parts, Hint(_to_type(card, prefix))))
    return pen.fit(pen.card(card), MESSAGE_BLOCKS), text


def home(card: Card, team: str, *, strict: bool = False) -> Json:
    """A card as a home tab."""
    pen = _Pen(team, strict)
    return {"type": "home", "blocks": pen.fit(pen.card(card), VIEW_BLOCKS)}


def modal(form: Form, team: str, *, strict: bool = False) -> Json:
    """A form as a modal; `private_metadata` is the draft's id, each block's id its field's name."""
    pen = _Pen(team, strict)
    intro = [block for part in form.intro for block in pen.part(part)]
    wrong = dict(form.errors)
    fields = [
        half for one in form.fields for half in (halves(one) if isinstance(one, PairField) else (one,))
    ]
    inputs = [pen.input(one, wrong.get(one.name, ""), form.fields) for one in fields]
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": str(form.id),
        "title": pen.plain(form.title, TITLE),
        "submit": pen.plain(form.submit, TITLE),
        "close": pen.plain(form.leave or label("Close"), TITLE),
        "blocks": pen.fit(intro, VIEW_BLOCKS - len(inputs)) + inputs,
    }


def notice(title: str, words: str) -> Json:
    """A modal that only says something."""
    pen = _Pen("", strict=False)
    blocks = pen.part(Paragraph((words,)))
    return {
        "type": "modal",
        "title": pen.plain(title, TITLE),
        "close": pen.plain(label("Close"), TITLE),
        "blocks": blocks,
    }


def fallback(card: Card, prefix: str = "") -> str:
    """What notifications and screen readers say of a card: plain text that cannot mention or format.

    Behind it stands what can be typed in place of pressing.
    """
    typed = shorten(literal(plain(_to_type(card, prefix))), FALLBACK // 2)
    said = shorten(literal(card_text(card)), FALLBACK - len(typed) - 1)
    return f"{said}\n{typed}".strip() or "…"


def _to_type(card: Card, prefix: str) -> Text:
    """A slash would open a form in a window; in the direct chat it asks its questions one by one."""
    return to_type(card, "" if reading().direct else f"/{prefix}")


@dataclass
class _Pen:
    """Writes blocks; counts the controls of one message, so that their ids differ."""

    team: str
    strict: bool
    files: Mapping[Picture, str] = field(default_factory=dict)
    natives: Natives = frozenset()
    places: Iterator[int] = field(default_factory=itertools.count)

    def card(self, card: Card) -> list[Json]:
        """All blocks of a card, however many."""
        blocks = [block for part in card.parts for block in self.part(part)]
        if clean(card.title).strip():
            blocks.insert(0, {"type": "header", "text": self.plain(card.title, HEADER)})
        return blocks

    def part(self, part: Part) -> list[Json]:
        """The blocks of one part; none where it says nothing."""
        if isinstance(part, Gallery):
            return self._gallery(part)
        part = fitting(part)
        match part:
            case Paragraph():
                return self._rich([part.text])
            case Copyable():
                return self._rich([(Code(part.text),)])
            case Table():
                return self._table(part)
            case Facts():
                return self._rich([(Bold(f"{label}: "), *text) for label, text in part.rows])
            case Hint():
                return self._hint(part.text)
            case Row():
                return _actions([self._button(one) for one in part.buttons])
            case Choice():
                return _actions([self._menu(part)] if part.options else [])
            case Calendar():
                return self.part(part.choice)
            case Picture():
                return self._picture(part)
            case _:
                assert_never(part)

    def input(self, field: Single, error: str, fields: Sequence[Field]) -> Json:
        """One of the fields of a form; what was wrong before stands in the place of its hint."""
        decides = needs.action_id(field, fields)
        block: Json = {
            "type": "input",
            "block_id": field.name,
            "label": self.plain(field.label, HINT),
            "element": {"action_id": decides, **self._element(field)},
            "optional": not is_needed(field, {each.name: each.initial for each in fields}),
        }
        if decides != field.name:
            block["dispatch_action"] = True
        if hint := error or field.hint:
            block["hint"] = self.plain(hint, HINT)
        return block

    def plain(self, text: str, limit: int) -> Json:
        """A plain_text object of one line."""
        line = " ".join(clean(text).split())
        return {"type": "plain_text", "text": self.short(line, limit) or "…", "emoji": True}

    def short(self, text: str, limit: int) -> str:
        """The text cut to `limit`; too long a text is a fault where we are strict."""
        self._at_most(len(text), limit, text[:40])
        return shorten(text, limit)

    def fit(self, blocks: list[Json], limit: int) -> list[Json]:
        """At most `limit` blocks: neighbours are merged, and if need be controls move below all texts."""
        self._at_most(len(blocks), limit, "blocks")
        if len(blocks) > limit:
            blocks = _merged(blocks)
        if len(blocks) > limit:
            blocks = _merged(sorted(blocks, key=lambda block: block["type"] == "actions"))
        return blocks

    def _at_most(self, size: int, limit: int, what: str) -> None:
        if self.strict and size > limit:
            message = f"{size} instead of {limit} at most: {what}"
            raise TooBig(message)

    def _rich(self, texts: Iterable[Text]) -> list[Json]:
        """One block with a line or more for each text."""
        sections = [self._section(rich(text, self.team)) for text in texts]
        elements = [{"type": "rich_text_section", "elements": section} for section in sections if section]
        return [{"type": "rich_text", "elements": elements}] if elements else []

    def _section(self, elements: list[Json]) -> list[Json]:
        """The elements, their text together no longer than a paragraph may be; none if they are blank."""
        size = sum(len(element.get("text", "")) for element in elements)
        self._at_most(size, PARAGRAPH, "a paragraph")
        room = PARAGRAPH
        kept: list[Json] = []
        for element in elements:
            if text := element.get("text", ""):
                if room <= 0:
                    break
                element = {**element, "text": shorten(text, room)}
                room -= len(text)
            kept.append(element)
        blank = all(element["type"] == "text" and not element["text"].strip() for element in kept)
        return [] if blank else kept

    def _table(self, table: Table) -> list[Json]:
        """A table that its reader can sort and filter; a list where Slack takes no such table, or none so long."""
        rows = [
            [_raw(clean(name)) for name in table.columns],
            *([_cell(cell) for cell in line.cells] for line in table.lines),
        ]
        size = sum(len(cell["text"]) for row in rows for cell in row)
        if Table not in self.natives or not 0 < len(table.lines) <= TABLE_LINES or size > TABLE_SIZE:
            return self._rich(table.listed)
        return [
            {
                "type": "data_table",
                "caption": self.short(clean(table.caption), HEADER),
                "rows": rows,
                "page_size": min(len(table.lines), TABLE_PAGE),
            }
        ]

    def _gallery(self, gallery: Gallery) -> list[Json]:
        """Cards beside each other; where Slack takes none, or none so many, a list and a menu."""
        if Gallery not in self.natives or not 0 < len(gallery.entries) <= CARDS:
            return [block for part in gallery.listed for block in self.part(part)]
        return [{"type": "carousel", "elements": [self._entry(entry) for entry in gallery.entries]}]

    def _entry(self, entry: Entry) -> Json:
        said = {
            "title": within(CARD_TITLE, ((entry.name,),), self.team),
            "subtitle": within(CARD_TITLE, (entry.note,), self.team),
            "body": within(CARD_BODY, entry.lines, self.team),
        }
        texts = {
            name: {"type": "mrkdwn", "text": text, "verbatim": True} for name, text in said.items() if text
        }
        buttons = [
            {
                **self._button(one),
                "accessibility_label": self.plain(f"{one.label}: {entry.name}", LABEL)["text"],
            }
            for one in (entry.choose, entry.more)
            if one is not None
        ]
        return {"type": "card", **texts, **({"actions": buttons} if buttons else {})}

    def _hint(self, text: Text) -> list[Json]:
        words = clean(plain(text))
        if not words.strip():
            return []
        marked = mrkdwn(text, self.team)
        if all(isinstance(span, str) for span in text) or len(marked) > HINT:
            element: Json = {"type": "plain_text", "text": self.short(words, HINT), "emoji": True}
        else:
            element = {"type": "mrkdwn", "text": marked, "verbatim": True}
        return [{"type": "context", "elements": [element]}]

    def _picture(self, picture: Picture) -> list[Json]:
        if Picture in self.natives and (charts := charts_of(picture.drawing)):
            return charts
        if picture not in self.files:
            return []
        alt = self.short(clean(picture.alt), ALT)
        return [{"type": "image", "slack_file": {"id": self.files[picture]}, "alt_text": alt}]

    def _button(self, button: Button | Link) -> Json:
        place = next(self.places)
        label = {"type": "button", "text": self.plain(button.label, LABEL)}
        match button:
            case Link():
                return {**label, "action_id": f"{LINK}-{place}", "url": button.url}
            case Button():
                pressed = {
                    **label,
                    "action_id": f"{button.action.spec.code}-{place}",
                    "value": to_token(button.action),
                }
                return pressed if button.style is Style.PLAIN else {**pressed, "style": button.style.value}
            case _:
                assert_never(button)

    def _menu(self, choice: Choice) -> Json:
        return {
            "type": "static_select",
            "action_id": f"{choice.options[0].action.spec.code}-{next(self.places)}",
            "placeholder": self.plain(choice.prompt, PLACEHOLDER),
            **_offered([self._option(option) for option in choice.options]),
        }

    def _option(self, option: Option) -> Json:
        shown: Json = {"text": self.plain(option.label, LABEL), "value": to_token(option.action)}
        return {**shown, "description": self.plain(option.detail, LABEL)} if option.detail else shown

    def _element(self, field: Single) -> Json:
        match field:
            case TextField():
                limit = min(field.limit, TYPED)
                typed: Json = {
                    "type": "plain_text_input",
                    "multiline": field.multiline,
                    "max_length": limit,
                }
                return (
                    {**typed, "initial_value": self.short(field.initial, limit)} if field.initial else typed
                )
            case SelectField():
                options = {value: self._choice(value, label) for value, label in field.options}
                menu = {"type": "static_select", **_offered(list(options.values()))}
                chosen = options.get(field.initial)
                return {**menu, "initial_option": chosen} if chosen else menu
            case DateField():
                known = re.fullmatch(r"\d{4}-\d\d-\d\d", field.initial)
                return {"type": "datepicker", **({"initial_date": field.initial} if known else {})}
            case TimeField():
                known = re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", field.initial)
                chosen_time = {"initial_time": field.initial} if known else {}
                return {
                    "type": "timepicker",
                    **chosen_time,
                    **({"timezone": field.zone} if field.zone else {}),
                }
            case _:
                assert_never(field)

    def _choice(self, value: str, label: str) -> Json:
        return {"text": self.plain(label, LABEL), "value": value}


def natives(card: Card) -> Natives:
    """The kinds of parts that are drawn otherwise where Slack draws them itself."""
    return frozenset(
        type(part)
        for part in card.parts
        if isinstance(part, Table | Gallery) or (isinstance(part, Picture) and charts_of(part.drawing))
    )


def _raw(text: str) -> Json:
    return {"type": "raw_text", "text": shorten(" ".join(text.split()), CELL) or "–"}


def _cell(cell: Cell) -> Json:
    raw = _raw(clean(cell.text))
    return raw if cell.number is None else {**raw, "type": "raw_number", "value": cell.number}


def _actions(elements: Sequence[Json]) -> list[Json]:
    return [
        {"type": "actions", "elements": list(elements[start : start + ACTIONS])}
        for start in range(0, len(elements), ACTIONS)
    ]


def _offered(options: list[Json]) -> Json:
    """The options of a select; more than it takes are grouped, each group named by its first and last."""
    if len(options) <= OPTIONS:
        return {"options": options}
    groups = [options[start : start + OPTIONS] for start in range(0, len(options), OPTIONS)]
    return {"option_groups": [{"label": _span(group), "options": group} for group in groups]}


def _span(group: Sequence[Json]) -> Json:
    first, last = (shorten(one["text"]["text"], 36) for one in (group[0], group[-1]))
    return {"type": "plain_text", "text": f"{first} – {last}", "emoji": True}


def _merged(blocks: Iterable[Json]) -> list[Json]:
    """Neighbouring texts in one block, neighbouring controls in one."""
    merged: list[Json] = []
    for block in blocks:
        kind = block["type"]
        last = merged[-1] if merged and merged[-1]["type"] == kind and kind in _HELD else None
        if last and len(last["elements"]) + len(block["elements"]) <= _HELD[kind]:
            merged[-1] = {**last, "elements": last["elements"] + block["elements"]}
        else:
            merged.append(block)
    return merged
