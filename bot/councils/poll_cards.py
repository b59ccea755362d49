"""The poll as one of its mentors has it: each time with their own mark, changeable until the decision."""

from collections.abc import Iterable
from datetime import datetime

from bot.actions import Action
from bot.actions.councils.looking import ShowCouncil
from bot.actions.councils.polling import (
    AnswerAll,
    AnswerHours,
    AnswerTime,
    ExplainConflict,
    ShowPoll,
    SuggestTime,
)
from bot.councils.facts import STATES, as_times, facts, numbered
from bot.labels import clock, length, moment_label, primary, row, several, when, who
from bot.sentences import label, own, say
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Show, Style, Text, words
from core.councils import Answer, Council, CouncilStatus, Proposal, Standing, Vote
from core.people import Person
from core.usecases.councils.views import CouncilView

SIGNS = {Answer.AVAILABLE: "✓", Answer.MAYBE: "?", Answer.NO: "✗"}
NAMES = {Answer.AVAILABLE: "Available", Answer.MAYBE: "Maybe", Answer.NO: "No"}


def poll_card(view: CouncilView, *, title: str = "", done: str = "") -> Card:
    """When can you? One line and three buttons for each time; once it is decided, the outcome instead (NTF-5)."""
    if not view.may_answer:
        return closed_card(view)
    council, reader = view.council, view.viewer
    votes = council.votes_of(reader.id)
    parts: list[Part] = [Paragraph(words(done))] if done else []
    parts.append(Paragraph(_question(view)))
    for number, proposal in numbered(council):
        vote = votes.get(proposal.id)
        wish = " · suggested by a mentor" if proposal.suggested_by is not None else ""
        parts.append(
            Paragraph(
                words(
                    Bold(f"{number}. "),
                    when(proposal.starts_at, reader),
                    f"{wish}\n",
                    *_mark(council, proposal, vote, reader),
                )
            )
        )
        parts.append(Row(tuple(_choices(council, proposal, number, vote)), columns=3))
    parts.append(
        row(
            Button("All of them work", AnswerAll(council.id, Answer.AVAILABLE)),
            Button("None works", AnswerAll(council.id, Answer.NO)),
            Button("Only from … until …", AnswerHours(council.id)),
            Button("Suggest another time", SuggestTime(council.id)),
            Button("Explain a conflict", ExplainConflict(council.id)),
            Button("About the council", ShowCouncil(council.id)),
        )
    )
    parts += _said(view)
    open_ones = len(council.unanswered(reader.id))
    left = (
        f"{several(open_ones, 'time')} still to answer. " if open_ones else "You have answered everything. "
    )
    parts.append(
        Hint(
            words(
                left,
                "You can change your answers until it is decided. Or type ",
                Code(f"/council {view.code} answer all yes"),
                ".",
            )
        )
    )
    return Card(title or f"When can you? {council.topic}", tuple(parts))


def hours_preview_card(view: CouncilView, votes: Iterable[Vote], answer: Action) -> Card:
    """What an answer with hours would say to each time, before it counts."""
    if not view.may_answer:
        return closed_card(view)
    council, reader = view.council, view.viewer
    said = {vote.proposal: vote for vote in votes}
    rows = tuple(
        (
            str(number),
            words(
                when(each.starts_at, reader, Show.SHORT),
                f" · {NAMES[said[each.id].counts(each.starts_at, each.starts_at + council.length)]}",
            ),
        )
        for number, each in numbered(council)
    )
    return Card(
        label("Your answer would be this"),
        (
            Facts(rows),
            Hint(say("Times into which the whole council fits count as Available, the others as No.")),
            row(primary(label("Answer so"), answer), Button(label("All times"), ShowPoll(council.id))),
        ),
    )


def which_hours_card(view: CouncilView, text: str, ways: tuple[tuple[str, Action], ...]) -> Card:
    """Hours without "am" or "pm": ask which are meant."""
    return Card(
        label("By day or by night?"),
        (
            Paragraph(say("“{hours}” can be read in two ways. Which one do you mean?", hours=text)),
            Row(tuple(Button(own(said), way) for said, way in ways)),
            row(Button(label("All times"), ShowPoll(view.council.id))),
        ),
    )


def closed_card(view: CouncilView) -> Card:
    """What becomes of the poll once answers no longer count."""
    council = view.council
    text: Text = words(f"This council is {STATES[council.status]}.")
    if council.status is CouncilStatus.CONFIRMED and council.starts_at is not None:
        part = _OUTCOME.get(view.seat.standing, "") if view.seat else ""
        text = words("It takes place ", when(council.starts_at, view.viewer), f". {part}")
    elif council.status is CouncilStatus.FAILED:
        text = words("No time suited enough mentors, so it does not take place. Thank you for answering.")
    return Card(
        f"Council: {council.topic}",
        (Paragraph(text), row(Button("Show the council", ShowCouncil(council.id)))),
    )


_OUTCOME = {
    Standing.PARTICIPATING: "You take part.",
    Standing.OPTIONAL: "You said Maybe: you are welcome, and nothing is kept in your calendar.",
    Standing.ABSENT: "It was decided without you; nothing is kept in your calendar.",
    Standing.DROPPED: "You dropped out.",
}


def answered_card(view: CouncilView, done: str = "") -> Card:
    """What the mentor's answers are now, without the buttons, which the question has."""
    if not view.may_answer:
        return closed_card(view)
    council, votes = view.council, view.council.votes_of(view.viewer.id)
    rows = tuple(
        (
            str(number),
            words(
                when(each.starts_at, view.viewer, Show.SHORT),
                f" · {answer_text(council, each, votes.get(each.id), view.viewer)}",
            ),
        )
        for number, each in numbered(council)
    )
    return Card(
        f"Your answers: {council.topic}",
        (
            *((Paragraph(words(done)),) if done else ()),
            Facts(rows),
            *_said(view),
            row(
                Button("Change my answers", ShowPoll(council.id)),
                Button("About the council", ShowCouncil(council.id)),
            ),
        ),
    )


def too_late_card(view: CouncilView) -> Card:
    """An answer that came after the poll had closed."""
    return Card(
        "The poll has closed",
        (
            Paragraph(words("Your answer came too late, so it could not count. This is where it stands:")),
            facts(view),
            row(Button("Show the council", ShowCouncil(view.council.id))),
        ),
    )


def which_time_card(view: CouncilView, ways: tuple[tuple[datetime, Action], ...], why: str) -> Card:
    """A typed time with several readings, each with what it leads to: ask, never guess."""
    buttons = tuple(Button(moment_label(at, view.viewer), way) for at, way in ways)
    back = row(Button("‹ The council", ShowCouncil(view.council.id)))
    return Card("Which time do you mean?", (Paragraph(words(why)), Row(buttons, columns=1), back))


def answer_text(council: Council, proposal: Proposal, vote: Vote | None, reader: Person) -> str:
    """`✓ Available`, `✓ Available from 14:30`, `✗ No: only until 15:00`, `not answered`."""
    if vote is None:
        return "not answered"
    limits = [f"from {clock(vote.since, reader)}"] if vote.since else []
    limits += [f"until {clock(vote.until, reader)}"] if vote.until else []
    counts = vote.counts(proposal.starts_at, proposal.starts_at + council.length)
    if counts is vote.answer:
        return " ".join([SIGNS[counts], NAMES[counts], *limits])
    return (
        f"{SIGNS[counts]} {NAMES[counts]}: only {' '.join(limits)}, not the whole {length(council.minutes)}"
    )


def _question(view: CouncilView) -> Text:
    council, reader = view.council, view.viewer
    asker = view.people[council.coordinator]
    leads = " You would lead it." if view.seat is not None and view.seat.lead else ""
    until: Text = ()
    if council.status is CouncilStatus.COLLECTING and council.deadline is not None:
        until = words(" Please answer by ", when(council.deadline, reader), ".")
    elif council.status is CouncilStatus.DECIDING and council.deadline is not None:
        until = words(
            " No time suits enough mentors yet: a changed answer may decide it, by ",
            when(council.deadline, reader),
            ".",
        )
    about = f" about {', '.join(council.expertise)}" if council.expertise else ""
    with_ = several(view.asked - 1, "other mentor")
    return words(
        who(asker), f" asks you and {with_} for a council{about}, {length(council.minutes)}.{leads}", *until
    )


def _mark(council: Council, proposal: Proposal, vote: Vote | None, reader: Person) -> Text:
    text = answer_text(council, proposal, vote, reader)
    return words(text) if vote is None else words(Bold(text))


def _choices(council: Council, proposal: Proposal, number: int, vote: Vote | None) -> list[Button]:
    marked = None if vote is None else vote.counts(proposal.starts_at, proposal.starts_at + council.length)
    return [
        Button(
            f"✓ {number} {NAMES[answer]}" if answer is marked else f"{number} {NAMES[answer]}",
            AnswerTime(council.id, proposal.id, answer),
            Style.PRIMARY if answer is marked else Style.PLAIN,
        )
        for answer in Answer
    ]


def _said(view: CouncilView) -> list[Part]:
    council = view.council
    parts: list[Part] = []
    if times := [each.starts_at for each in council.suggestions if each.mentor == view.viewer.id]:
        parts.append(Hint(words("You suggested ", *as_times(times, view), ".")))
    if view.seat is not None and view.seat.conflict:
        parts.append(Hint(words("You explained to the coordinator: ", view.seat.conflict)))
    return parts
