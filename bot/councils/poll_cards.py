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
from bot.councils.cards import show_button
from bot.councils.facts import IT_IS, as_times, facts, numbered
from bot.labels import clock, length, moment_label, primary, row, when, who
from bot.sentences import in_chat, label, lines, msg, own, say, say_many, sentences, series
from bot.typed.command_words import own as own_command
from bot.typed.time_words import WHY
from bot.typed.times import Ambiguous
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Label, Paragraph, Part, Row, Show, Style, Text
from core.councils import Council, CouncilStatus, PollAnswer, ProposedTime, Standing, Vote
from core.people import Person
from core.usecases.councils.views import CouncilView

NAMES = {PollAnswer.AVAILABLE: msg("Available"), PollAnswer.MAYBE: msg("Maybe"), PollAnswer.NO: msg("No")}
_BUTTONS = {
    PollAnswer.AVAILABLE: (msg("{n} Available"), msg("✓ {n} Available")),
    PollAnswer.MAYBE: (msg("{n} Maybe"), msg("✓ {n} Maybe")),
    PollAnswer.NO: (msg("{n} No"), msg("✓ {n} No")),
}
_WHOLE = {
    PollAnswer.AVAILABLE: msg("✓ Available"),
    PollAnswer.MAYBE: msg("? Maybe"),
    PollAnswer.NO: msg("✗ No"),
}
_FROM = {
    PollAnswer.AVAILABLE: msg("✓ Available from {since}"),
    PollAnswer.MAYBE: msg("? Maybe from {since}"),
    PollAnswer.NO: msg("✗ No from {since}"),
}
_UNTIL = {
    PollAnswer.AVAILABLE: msg("✓ Available until {until}"),
    PollAnswer.MAYBE: msg("? Maybe until {until}"),
    PollAnswer.NO: msg("✗ No until {until}"),
}
_BETWEEN = {
    PollAnswer.AVAILABLE: msg("✓ Available from {since} until {until}"),
    PollAnswer.MAYBE: msg("? Maybe from {since} until {until}"),
    PollAnswer.NO: msg("✗ No from {since} until {until}"),
}


def poll_card(view: CouncilView, *, title: Label | None = None, done: Text = ()) -> Card:
    """When can you? One line and three buttons for each time; once it is decided, the outcome instead (NTF-5)."""
    if not view.may_answer:
        return closed_card(view)
    council, reader = view.council, view.viewer
    votes = council.votes_of(reader.id)
    parts: list[Part] = [Paragraph(done)] if done else []
    parts.append(Paragraph(_question(view)))
    for number, proposal in numbered(council):
        vote = votes.get(proposal.id)
        parts.append(
            Paragraph(lines(_time(proposal, number, reader), _mark(council, proposal, vote, reader)))
        )
        parts.append(Row(tuple(_choices(council, proposal, number, vote)), columns=3))
    parts.append(
        row(
            Button(label("All of them work"), AnswerAll(council.id, PollAnswer.AVAILABLE)),
            Button(label("None works"), AnswerAll(council.id, PollAnswer.NO)),
            Button(label("Only from … until …"), AnswerHours(council.id)),
            Button(label("Suggest another time"), SuggestTime(council.id)),
            Button(label("Explain a conflict"), ExplainConflict(council.id)),
            Button(label("About the council"), ShowCouncil(council.id)),
        )
    )
    parts += _said(view)
    open_ones = len(council.unanswered(reader.id))
    left = (
        say_many("{n} time still to answer.", "{n} times still to answer.", open_ones)
        if open_ones
        else say("You have answered everything.")
    )
    change = say("You can change your answers until it is decided.")
    typed = in_chat(
        say("Or type {command}.", command=Code(own_command(f"/council {view.code} answer all yes")))
    )
    parts.append(Hint(sentences(left, change, typed)))
    return Card(title or label("When can you? {topic}", topic=council.topic), tuple(parts))


def no_such_time_card(view: CouncilView, number: int) -> Card:
    """A number was typed that no proposed time has."""
    return poll_card(view, done=say("There is no time {n}. Nothing was counted.", n=number))


def hours_preview_card(view: CouncilView, votes: Iterable[Vote], answer: Action) -> Card:
    """What an answer with hours would say to each time, before it counts."""
    if not view.may_answer:
        return closed_card(view)
    council, reader = view.council, view.viewer
    said = {vote.proposal: vote for vote in votes}

    def counts(each: ProposedTime) -> PollAnswer:
        return said[each.id].counts(each.starts_at, each.starts_at + council.length)

    rows = tuple(
        (
            own(str(number)),
            say(
                "{time} · {answer}",
                time=when(each.starts_at, reader, Show.SHORT),
                answer=label(NAMES[counts(each)]),
            ),
        )
        for number, each in numbered(council)
    )
    return Card(
        label("Your answer would be this"),
        (
            Facts(rows),
            Hint(hours_count()),
            row(primary(label("Answer so"), answer), Button(label("All times"), ShowPoll(council.id))),
        ),
    )


def hours_count() -> Text:
    """How an answer with hours counts."""
    return say("Times into which the whole council fits count as Available, the others as No.")


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
    text = say(IT_IS[council.status])
    if council.status is CouncilStatus.CONFIRMED and council.starts_at is not None:
        place = say("It takes place {when}.", when=when(council.starts_at, view.viewer))
        text = sentences(place, _outcome(view))
    elif council.status is CouncilStatus.FAILED:
        text = say("No time suited enough mentors, so it does not take place. Thank you for answering.")
    return Card(label("Council: {topic}", topic=council.topic), (Paragraph(text), row(show_button(view))))


def _outcome(view: CouncilView) -> Text:
    return say(_OUTCOME[view.seat.standing]) if view.seat and view.seat.standing in _OUTCOME else ()


_OUTCOME = {
    Standing.PARTICIPATING: msg("You take part."),
    Standing.OPTIONAL: msg("You said Maybe: you are welcome, and nothing is kept in your calendar."),
    Standing.ABSENT: msg("It was decided without you; nothing is kept in your calendar."),
    Standing.DROPPED: msg("You dropped out."),
}


def answered_card(view: CouncilView, done: Text = ()) -> Card:
    """What the mentor's answers are now, without the buttons, which the question has."""
    if not view.may_answer:
        return closed_card(view)
    council, votes = view.council, view.council.votes_of(view.viewer.id)
    rows = tuple(
        (
            own(str(number)),
            say(
                "{time} · {answer}",
                time=when(each.starts_at, view.viewer, Show.SHORT),
                answer=answer_text(council, each, votes.get(each.id), view.viewer),
            ),
        )
        for number, each in numbered(council)
    )
    return Card(
        label("Your answers: {topic}", topic=council.topic),
        (
            *((Paragraph(done),) if done else ()),
            Facts(rows),
            *_said(view),
            row(
                Button(label("Change my answers"), ShowPoll(council.id)),
                Button(label("About the council"), ShowCouncil(council.id)),
            ),
        ),
    )


def explained_card(view: CouncilView) -> Card:
    """An explanation was sent."""
    return answered_card(view, say("The coordinator reads your explanation."))


def suggested_card(view: CouncilView, start: datetime) -> Card:
    """A time was suggested."""
    time = moment_label(start, view.viewer)
    return answered_card(view, say("{time} is suggested to the coordinator.", time=time))


def too_late_card(view: CouncilView) -> Card:
    """An answer that came after the poll had closed."""
    return Card(
        label("The poll has closed"),
        (
            Paragraph(say("Your answer came too late, so it could not count. This is where it stands:")),
            facts(view),
            row(show_button(view)),
        ),
    )


def which_time_card(
    view: CouncilView, ways: tuple[tuple[datetime, Action], ...], *doubtful: tuple[str, Ambiguous]
) -> Card:
    """Typed times with several readings, and what each reading leads to: ask, never guess."""
    buttons = tuple(Button(own(moment_label(at, view.viewer)), way) for at, way in ways)
    back = row(Button(label("‹ The council"), ShowCouncil(view.council.id)))
    why = sentences(
        *(say("“{text}”: {why}", text=text, why=say(WHY[several.why])) for text, several in doubtful)
    )
    return Card(label("Which time do you mean?"), (Paragraph(why), Row(buttons, columns=1), back))


def answer_text(council: Council, proposal: ProposedTime, vote: Vote | None, reader: Person) -> Label:
    """`✓ Available`, `✓ Available from 14:30`, `✗ No: only until 15:00, not the whole 1 h`, `not answered`."""
    if vote is None:
        return label("not answered")
    since = clock(vote.since, reader) if vote.since else ""
    until = clock(vote.until, reader) if vote.until else ""
    counts = vote.counts(proposal.starts_at, proposal.starts_at + council.length)
    whole = length(council.minutes)
    if counts is vote.answer:
        table = _BETWEEN if since and until else _FROM if since else _UNTIL if until else _WHOLE
        return label(table[counts], since=since, until=until)
    if since and until:
        return label(
            "✗ No: only from {since} until {until}, not the whole {length}",
            since=since,
            until=until,
            length=whole,
        )
    if since:
        return label("✗ No: only from {since}, not the whole {length}", since=since, length=whole)
    return label("✗ No: only until {until}, not the whole {length}", until=until, length=whole)


def _question(view: CouncilView) -> Text:
    council = view.council
    leads = say("You would lead it.") if view.seat is not None and view.seat.lead else ()
    until: Text = ()
    if council.status is CouncilStatus.COLLECTING and council.deadline is not None:
        until = say("Please answer by {when}.", when=when(council.deadline, view.viewer))
    elif council.status is CouncilStatus.DECIDING and council.deadline is not None:
        until = say(
            "No time suits enough mentors yet: a changed answer may decide it, by {when}.",
            when=when(council.deadline, view.viewer),
        )
    return sentences(_asks(view), leads, until)


def _asks(view: CouncilView) -> Text:
    council, others = view.council, view.asked - 1
    asker, how_long = who(view.people[council.coordinator]), length(council.minutes)
    if council.expertise:
        return say_many(
            "{who} asks you and {n} other mentor for a council about {what}, {length}.",
            "{who} asks you and {n} other mentors for a council about {what}, {length}.",
            others,
            who=asker,
            what=series(council.expertise),
            length=how_long,
        )
    return say_many(
        "{who} asks you and {n} other mentor for a council, {length}.",
        "{who} asks you and {n} other mentors for a council, {length}.",
        others,
        who=asker,
        length=how_long,
    )


def _time(proposal: ProposedTime, number: int, reader: Person) -> Text:
    numeral, time = Bold(label("{n}.", n=number)), when(proposal.starts_at, reader)
    if proposal.suggested_by is not None:
        return say("{number} {time} · suggested by a mentor", number=numeral, time=time)
    return say("{number} {time}", number=numeral, time=time)


def _mark(council: Council, proposal: ProposedTime, vote: Vote | None, reader: Person) -> Text:
    text = answer_text(council, proposal, vote, reader)
    return (text,) if vote is None else (Bold(text),)


def _choices(council: Council, proposal: ProposedTime, number: int, vote: Vote | None) -> list[Button]:
    marked = None if vote is None else vote.counts(proposal.starts_at, proposal.starts_at + council.length)
    return [
        Button(
            label(_BUTTONS[answer][answer is marked], n=number),
            AnswerTime(council.id, proposal.id, answer),
            Style.PRIMARY if answer is marked else Style.PLAIN,
        )
        for answer in PollAnswer
    ]


def _said(view: CouncilView) -> list[Part]:
    council = view.council
    parts: list[Part] = []
    if times := [each.starts_at for each in council.suggestions if each.mentor == view.viewer.id]:
        parts.append(Hint(say("You suggested {times}.", times=as_times(times, view))))
    if view.seat is not None and view.seat.conflict:
        parts.append(Hint(say("You explained to the coordinator: {text}", text=view.seat.conflict)))
    return parts
