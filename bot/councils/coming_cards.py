"""Councils where somebody looks for what is coming up."""

from collections.abc import Iterable

from bot.actions.councils.deciding import ShowWaysOut
from bot.actions.councils.looking import ShowCouncil
from bot.actions.councils.polling import ShowPoll
from bot.actions.councils.taking_part import JoinCouncil
from bot.councils.cards import council_actions
from bot.councils.facts import when_text, your_part
from bot.labels import when
from bot.sentences import label, label_many, lines, say
from bot.session_facts import answer_by
from bot.ui import Bold, Button, Paragraph, Part, Row, Show, Text
from core.councils import CouncilStatus
from core.usecases.councils.views import CouncilView


def coming_parts(views: Iterable[CouncilView]) -> list[Part]:
    """Each with its time, the viewer's part in it, and what is for them to do now; nothing for none."""
    parts: list[Part] = []
    for view in views:
        parts += council_parts(view)
    return [Paragraph((Bold(label("Councils")),)), *parts] if parts else []


def council_parts(view: CouncilView) -> tuple[Part, Part]:
    """One of these."""
    council = view.council
    heading = say("{topic} · {when}", topic=Bold(council.topic), when=when_text(view))
    return (
        Paragraph(lines(heading, _part(view), _until(view))),
        Row((*_due(view), Button(label("Open"), ShowCouncil(council.id)))),
    )


def _until(view: CouncilView) -> Text:
    """Until when the viewer has to answer or to decide; nothing where neither."""
    if view.due is None:
        return ()
    if view.to_answer:
        return answer_by(view.due, view.viewer)
    by = when(view.due, view.viewer, Show.SHORT)
    return say("Please decide by {when}; else it does not take place.", when=by)


def _part(view: CouncilView) -> Text:
    part = your_part(view)
    if not view.to_answer:
        return (part,)
    still = label_many("{n} time still to answer", "{n} times still to answer", view.to_answer)
    return say("{part} · {left}", part=part, left=still)


def _due(view: CouncilView) -> list[Button]:
    """What waits for the viewer: to join, to answer, to decide."""
    kinds: tuple[type, ...] = (JoinCouncil, ShowPoll)
    if view.council.status is CouncilStatus.DECIDING:
        kinds += (ShowWaysOut,)
    return [each for each in council_actions(view) if isinstance(each.action, kinds)]
