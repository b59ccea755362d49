"""What only coordinators see: how far the poll is, each mentor's answers, private notes, and the ways out."""

from collections.abc import Iterable
from datetime import datetime

from bot.council_actions import (
    CancelCouncil,
    ChooseTime,
    ExtendPoll,
    PickMentors,
    ReviewTime,
    ShowBoard,
    ShowCouncil,
    ShowWaysOut,
    TakeMentor,
    WriteCouncilNote,
)
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from bot.views.common import danger, moment_label, primary, row, several, when, who
from bot.views.councils.calling import without_text
from bot.views.councils.facts import STATES, as_times, facts, names_text, numbered, plain_names
from bot.views.councils.poll import SIGNS, answer_text
from core.councils import POLLING, Answer, Council, CouncilStatus, Seat, Standing
from core.decisions import Tally
from core.expertise import Match
from core.usecases.councils.deciding import WayOut
from core.usecases.councils.views import CouncilView

HOURS = (24, 48)


def progress_card(view: CouncilView) -> Card:
    """How far the poll is, edited in place with every answer (CNL-4)."""
    council = view.council
    if view.board is None or council.status not in POLLING:
        outcome = Paragraph(words(f"This council is {STATES[council.status]}."))
        return Card(f"Council: {council.topic}", (outcome, facts(view), _show(council)))
    answered = f"{view.answered} of {several(view.asked, 'mentor')} answered"
    parts: list[Part] = []
    if council.deadline is not None:
        parts.append(
            Paragraph(words("The mentors are asked until ", when(council.deadline, view.viewer), "."))
        )
    parts += [Facts(_tallies(view)), *_silent(view), *_wishes(view)]
    parts.append(
        row(
            Button("Answers and notes", ShowBoard(council.id)),
            Button("Decide or extend", ShowWaysOut(council.id)),
        )
    )
    parts.append(
        Hint(
            words(
                "This message changes with the answers. I decide as soon as nothing outstanding can change the choice."
            )
        )
    )
    return Card(f"{council.topic}: {answered}", tuple(parts))


def board_card(view: CouncilView, done: str = "") -> Card:
    """Per-mentor answers and private notes (CNL-9)."""
    council, board = view.council, view.board
    assert board is not None
    parts: list[Part] = [Paragraph(words(done))] if done else []
    times = numbered(council)
    if times:
        rows = tuple(
            (str(number), words(when(each.starts_at, view.viewer, Show.SHORT))) for number, each in times
        )
        parts.append(Facts(rows))
    parts += [Paragraph(_answers(view, seat)) for seat in council.seats]
    if council.status in POLLING:
        parts += [Facts(_tallies(view)), *_silent(view), *_wishes(view)]
    elif suggested := _wishes(view):
        parts += suggested
    for place in view.places:
        told = "; ".join(text for text in (place.goals, place.questions) if text)
        busy = " · has something else then" if place.busy else ""
        line = words(
            who(view.people[place.person]),
            f" · {place.attendance.value}{busy}",
            f"\n{told}" if told else "",
        )
        parts.append(Paragraph(line))
    for note in board.notes:
        author = view.people.get(note.author)
        by = author.name if author else "a coordinator"
        parts.append(Hint(words(when(note.at, view.viewer, Show.SHORT), f", {by}: {note.text}")))
    ways = [Button("Write a note", WriteCouncilNote(council.id))]
    if council.status in POLLING:
        ways.append(Button("Decide or extend", ShowWaysOut(council.id)))
    parts.append(row(*ways, Button("‹ The council", ShowCouncil(council.id))))
    parts.append(Hint(words("Only coordinators see this.")))
    return Card(f"Answers: {council.topic}", tuple(parts))


def ways_out_card(way: WayOut, *, title: str = "") -> Card:
    """Why no time stands yet, and all that a coordinator can do about it (CNL-7, CNL-10)."""
    view = way.view
    council = view.council
    board = view.board
    assert board is not None
    deciding = council.status is CouncilStatus.DECIDING
    parts: list[Part] = []
    if deciding:
        lead = f"None of the proposed times has {several(council.least, 'mentor')} who said Available"
        helped = without_text(view, way.without, lead) if not way.all_free else words(f"{lead}.")
        parts.append(Paragraph(helped))
    if council.deadline is not None:
        what = "Please decide by " if deciding else "The mentors are asked until "
        rest = "; else it does not take place." if deciding else "."
        parts.append(Paragraph(words(what, when(council.deadline, view.viewer), rest)))
    parts += [Facts(_tallies(view)), *_silent(view)]
    by_hand = [each for _, each in numbered(council) if each.starts_at > view.now]
    if by_hand:
        parts.append(Paragraph(words(Bold("Choose one of them by hand"))))
        parts.append(_by_hand(view, [each.starts_at for each in by_hand]))
    parts += _other_times(way)
    parts.append(Paragraph(words(Bold("More time"), ", about the same times:")))
    parts.append(
        row(
            *(Button(f"{hours} h more", ExtendPoll(council.id, council.revision, hours)) for hours in HOURS)
        )
    )
    if way.substitutes:
        parts.append(Paragraph(words(Bold("Ask one more mentor"))))
        added = [
            Button(
                _with_reason(m),
                TakeMentor(council.id, council.revision, m.mentor.id),
            )
            for m in way.substitutes
        ]
        parts.append(Row((*added, Button("Others", PickMentors(council.id)))))
    parts.append(
        row(
            Button("Answers and notes", ShowBoard(council.id)),
            danger("Call it off", CancelCouncil(council.id, council.revision)),
        )
    )
    return Card(title or f"What now? {council.topic}", tuple(parts))


def chosen_card(way: WayOut, start: datetime) -> Card:
    """What choosing a time by hand would mean, before it is done."""
    view, council = way.view, way.view.council
    assert view.board is not None
    tally = next((each for each in view.board.decision.ranked if each.proposal.starts_at == start), None)
    free = next((time.free for time in way.times if time.starts_at == start), frozenset())
    able = tally.available if tally else tuple(sorted({*way.suggestions.get(start, ()), *free}))
    rows: list[tuple[str, Text]] = [("Would take part", names_text(view, able) or words("nobody"))]
    if tally is not None and tally.maybe:
        rows.append(("Perhaps", names_text(view, tally.maybe)))
    if tally is not None and tally.no:
        rows.append(("Cannot", names_text(view, tally.no)))
    if tally is not None and tally.outstanding:
        rows.append(("Not answered", names_text(view, tally.outstanding)))
    parts: list[Part] = [Paragraph(words(when(start, view.viewer))), Facts(tuple(rows))]
    if tally is None:
        parts.append(
            Hint(
                words(
                    "The mentors have not been asked about this time: these suggested it, or are free by their hours."
                )
            )
        )
    if len(able) < council.least:
        parts.append(
            Paragraph(
                words(
                    f"That is fewer than the {several(council.least, 'mentor')} this council should have."
                )
            )
        )
    ways: list[Button] = []
    if able:
        ways.append(primary("Have it then", ChooseTime(council.id, council.revision, start)))
    if tally is None:
        hours = HOURS[0]
        ways.append(Button(f"Ask them, {hours} h", ExtendPoll(council.id, council.revision, hours, start)))
    parts.append(row(*ways, Button("‹ Back", ShowWaysOut(council.id))))
    return Card(f"Choose by hand? {council.topic}", tuple(parts))


def _other_times(way: WayOut) -> list[Part]:
    view, council = way.view, way.view.council
    parts: list[Part] = []
    suggested = sorted(way.suggestions)
    if suggested:
        parts.append(Paragraph(words(Bold("Suggested by mentors"))))
        parts += [
            Paragraph(
                words(when(at, view.viewer, Show.SHORT), " · ", *names_text(view, way.suggestions[at]))
            )
            for at in suggested
        ]
    free = {time.starts_at: time.free for time in way.times}
    if free:
        parts.append(Paragraph(words(Bold("Good times by their hours"))))
        parts += [
            Paragraph(words(when(at, view.viewer, Show.SHORT), f" · {plain_names(view, sorted(free[at]))}"))
            for at in sorted(free)
        ]
    if either := sorted({*suggested, *free}):
        parts.append(_by_hand(view, either))
    return parts


def _by_hand(view: CouncilView, starts: Iterable[datetime]) -> Row:
    return Row(
        tuple(Button(moment_label(at, view.viewer), ReviewTime(view.council.id, at)) for at in starts)
    )


def _tallies(view: CouncilView) -> tuple[tuple[str, Text], ...]:
    board, council = view.board, view.council
    assert board is not None
    by_time = {tally.proposal.id: tally for tally in board.decision.ranked}
    winner = board.decision.winner
    return tuple(
        (
            str(number),
            words(
                when(each.starts_at, view.viewer, Show.SHORT),
                f" · {_counts(by_time[each.id], council)}",
                " · best so far" if winner is not None and winner.proposal.id == each.id else "",
            ),
        )
        for number, each in numbered(council)
        if each.id in by_time
    )


def _counts(tally: Tally, council: Council) -> str:
    signs = (
        f"{SIGNS[Answer.AVAILABLE]} {len(tally.available)}",
        f"{SIGNS[Answer.MAYBE]} {len(tally.maybe)}",
        f"{SIGNS[Answer.NO]} {len(tally.no)}",
        f"open {len(tally.outstanding)}",
    )
    return " ".join(signs[: 4 if tally.outstanding else 3]) + (
        "" if tally.feasible else f" (at least {council.least} needed)"
    )


def _silent(view: CouncilView) -> list[Part]:
    assert view.board is not None
    if not view.board.silent:
        return []
    return [Paragraph(words("Not answered everything yet: ", *names_text(view, view.board.silent), "."))]


def _wishes(view: CouncilView) -> list[Part]:
    """Suggested times and explained conflicts."""
    council = view.council
    parts: list[Part] = []
    for seat in council.seats:
        times = as_times(
            (each.starts_at for each in council.suggestions if each.mentor == seat.mentor), view
        )
        if times:
            parts.append(Paragraph(words(who(view.people[seat.mentor]), " suggests ", *times, ".")))
        if seat.conflict:
            parts.append(Paragraph(words(who(view.people[seat.mentor]), f": “{seat.conflict}”")))
    return parts


def _answers(view: CouncilView, seat: Seat) -> Text:
    council = view.council
    votes = council.votes_of(seat.mentor)
    lead = " (leads)" if seat.lead else ""
    standing = f" · {_STANDINGS[seat.standing]}" if seat.standing is not Standing.INVITED else ""
    lines = "".join(
        f"\n{number}: {answer_text(council, each, votes.get(each.id), view.viewer)}{_taken(view, seat.mentor, each.id)}"
        for number, each in numbered(council)
    )
    return words(who(view.people[seat.mentor]), f"{lead}{standing}{lines}")


def _taken(view: CouncilView, mentor: int, proposal: int) -> str:
    assert view.board is not None
    return " (booked elsewhere by now)" if (mentor, proposal) in view.board.taken else ""


_STANDINGS = {
    Standing.INVITED: "asked",
    Standing.PARTICIPATING: "takes part",
    Standing.OPTIONAL: "may come",
    Standing.ABSENT: "does not take part",
    Standing.DROPPED: "dropped out",
}


def _with_reason(match: Match) -> str:
    name = match.mentor.person.name
    return f"+ {name} ({', '.join(match.shared)})" if match.shared else f"+ {name}"


def _show(council: Council) -> Row:
    return row(primary("Show the council", ShowCouncil(council.id)))
