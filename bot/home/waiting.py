"""What waits for somebody, as a list of things to do: what has a deadline first, the nearest on top."""

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter

from bot.actions.disputes import AddToProblem, ShowDisputes, ShowProblem
from bot.actions.interventions import ShowRefund
from bot.actions.members import ShowMember
from bot.councils.coming_cards import council_parts
from bot.formats import shorten
from bot.home.parts import heading, session_parts
from bot.labels import primary, row, who
from bot.members.cards import plan_buttons
from bot.sentences import label, lines, say, say_many, sentences
from bot.session_facts import answer_by, attention
from bot.ui import Bold, Button, Money, Paragraph, Part
from core.aftermath import answer_until
from core.ids import code_of
from core.usecases.homes import MANY, Dashboard

QUOTED = 200

Due = tuple[datetime, tuple[Part, ...]]
"""What there is to do, and until when."""


def waiting_parts(shown: Dashboard) -> list[Part]:
    """All of it; nothing where there is nothing to do."""
    dated = sorted(_dated(shown), key=itemgetter(0))
    parts = [*(part for _, todo in dated for part in todo), *_whenever(shown)]
    return [heading(label("Waiting for you")), *parts] if parts else []


def _dated(shown: Dashboard) -> Iterator[Due]:
    for view in shown.asked:
        if view.due is not None:
            yield view.due, session_parts(view, attention(view))
    for council in shown.polls:
        if council.due is not None:
            yield council.due, council_parts(council)
    for view in shown.unsettled:
        if not view.may_give_feedback:
            until = answer_until(view.session)
            asks = sentences(say("Did it take place?"), answer_by(until, view.reader))
            yield until, session_parts(view, asks)
    for entry in shown.refunds:
        if entry.expires_at is not None:
            amount = Money(entry.amount, entry.currency)
            waits = say("A refund of {amount} waits for your approval.", amount=amount)
            yield (
                entry.expires_at,
                (
                    Paragraph(lines(waits, answer_by(entry.expires_at, shown.person))),
                    row(Button(label("Open"), ShowRefund(entry.id))),
                ),
            )


def _whenever(shown: Dashboard) -> Iterator[Part]:
    """What has no deadline."""
    for asked in shown.questions:
        code = Bold(code_of(asked.dispute, "D"))
        question = shorten(asked.words, QUOTED)
        yield Paragraph(
            say("An admin asks you about report {code}: “{question}”", code=code, question=question)
        )
        answer = primary(label("Answer"), AddToProblem(asked.dispute))
        yield row(answer, Button(label("Open"), ShowProblem(asked.dispute)))
    for member in shown.plan_requests:
        yield Paragraph(say("{who} asks for a plan.", who=who(member)))
        yield row(*plan_buttons(member), Button(label("Open"), ShowMember(member.id)))
    if shown.running is not None and shown.running.disputes:
        count = shown.running.disputes
        more = say("{n} disputes or more to decide", n=MANY)
        exactly = say_many("{n} dispute to decide", "{n} disputes to decide", count)
        yield Paragraph(more if count >= MANY else exactly)
        yield row(Button(label("Decide"), ShowDisputes()))
    for view in shown.unsettled:
        if view.may_give_feedback:
            yield from session_parts(view, say("How was it?"))
