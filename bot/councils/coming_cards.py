"""Councils where somebody looks for what is coming up."""

from collections.abc import Iterable

from bot.actions.councils.deciding import ShowWaysOut
from bot.actions.councils.looking import ShowCouncil
from bot.actions.councils.polling import ShowPoll
from bot.actions.councils.taking_part import JoinCouncil
from bot.councils.cards import council_actions
from bot.councils.facts import when_text, your_part
from bot.sentences import label, label_many, lines, say
from bot.ui import Bold, Button, Paragraph, Part, Row, Text
from core.councils import CouncilStatus
from core.usecases.councils.views import CouncilView


def coming_parts(views: Iterable[CouncilView]) -> list[Part]:
    """Each with its time, the viewer's part in it, and what is for them to do now; nothing for none."""
    parts: list[Part] = []
    for view in views:
        council = view.council
        heading = say("{topic} · {when}", topic=Bold(council.topic), when=when_text(view))
        parts.append(Paragraph(lines(heading, _part(view))))
        parts.append(Row((*_due(view), Button(label("Open"), ShowCouncil(council.id)))))
    return [Paragraph((Bold(label("Councils")),)), *parts] if parts else []


def _part(view: CouncilView) -> Text:
    part = your_part(view)
    left = len(view.council.unanswered(view.viewer.id)) if view.may_answer else 0
    if not left:
        return (part,)
    still = label_many("{n} time still to answer", "{n} times still to answer", left)
    return say("{part} · {left}", part=part, left=still)


def _due(view: CouncilView) -> list[Button]:
    """What waits for the viewer: to join, to answer, to decide."""
    kinds: tuple[type, ...] = (JoinCouncil, ShowPoll)
    if view.council.status is CouncilStatus.DECIDING:
        kinds += (ShowWaysOut,)
    return [each for each in council_actions(view) if isinstance(each.action, kinds)]
