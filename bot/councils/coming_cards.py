"""Councils where somebody looks for what is coming up."""

from collections.abc import Iterable

from bot.actions.councils.looking import ShowCouncil
from bot.councils.cards import council_actions
from bot.councils.facts import when_text, your_part
from bot.labels import several
from bot.ui import Bold, Button, Paragraph, Part, Row, words
from core.usecases.councils.views import CouncilView

_NOW = {"Join", "My answers", "What now?"}


def coming_parts(views: Iterable[CouncilView]) -> list[Part]:
    """Each with its time, the viewer's part in it, and what is for them to do now; nothing for none."""
    parts: list[Part] = []
    for view in views:
        council = view.council
        left = len(council.unanswered(view.viewer.id)) if view.may_answer else 0
        still = f" · {several(left, 'time')} still to answer" if left else ""
        lines = words(Bold(council.topic), " · ", *when_text(view), f"\n{your_part(view)}{still}")
        now = [each for each in council_actions(view) if each.label in _NOW]
        parts += [Paragraph(lines), Row((*now, Button("Open", ShowCouncil(council.id))))]
    return [Paragraph(words(Bold("Councils"))), *parts] if parts else []
