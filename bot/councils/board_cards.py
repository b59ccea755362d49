"""What only coordinators see: how far the poll is, each mentor's answers, private notes, and the ways out."""

from bot.actions.councils.deciding import ShowWaysOut
from bot.actions.councils.looking import ShowBoard, ShowCouncil, WriteCouncilNote
from bot.councils.facts import STATES, as_times, facts, names_text, numbered
from bot.councils.poll_cards import SIGNS, answer_text
from bot.labels import primary, row, several, when, who
from bot.ui import Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from core.councils import POLLING, Answer, Council, CouncilStatus, Place, Seat, Standing
from core.decisions import Tally
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
        parts.append(Paragraph(until_text(view)))
    parts += [Facts(tallies(view)), *silent_part(view), *_wishes(view)]
    parts.append(
        row(
            Button("Answers and notes", ShowBoard(council.id)),
            Button("Decide or extend", ShowWaysOut(council.id)),
        )
    )
    rest = " I decide as soon as no outstanding answer can change the choice."
    deciding = council.status is CouncilStatus.DECIDING
    parts.append(Hint(words(f"This message changes with the answers.{'' if deciding else rest}")))
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
        parts += [Facts(tallies(view)), *silent_part(view)]
    parts += [
        *_wishes(view),
        Facts(tuple((view.people[p.person].name, words(_hopes(p))) for p in view.places)),
    ]
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


def until_text(view: CouncilView) -> Text:
    """By when the mentors answer, or the coordinator decides."""
    council = view.council
    assert council.deadline is not None
    at = when(council.deadline, view.viewer)
    if council.status is CouncilStatus.DECIDING:
        return words("Please decide by ", at, "; else it does not take place.")
    return words("The mentors have until ", at, " to answer.")


def tallies(view: CouncilView) -> tuple[tuple[str, Text], ...]:
    """What each time has so far; by number."""
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


def silent_part(view: CouncilView) -> list[Part]:
    """Who has not answered everything; nothing where all have."""
    assert view.board is not None
    if not view.board.silent:
        return []
    return [Paragraph(words("Not answered everything yet: ", *names_text(view, view.board.silent), "."))]


def _wishes(view: CouncilView) -> list[Part]:
    """Suggested times and explained conflicts."""
    council = view.council
    rows: list[tuple[str, Text]] = []
    for seat in council.seats:
        starts = [each.starts_at for each in council.suggestions if each.mentor == seat.mentor]
        suggests = words("suggests ", *as_times(starts, view), ". ") if starts else ()
        if starts or seat.conflict:
            conflict = f"“{seat.conflict}”" if seat.conflict else ""
            rows.append((view.people[seat.mentor].name, words(*suggests, conflict)))
    return [Facts(tuple(rows))] if rows else []


def _hopes(place: Place) -> str:
    """`registered; a plan; when to begin?`."""
    busy = "has something else then" if place.busy else ""
    return "; ".join(text for text in (place.attendance.value, busy, place.goals, place.questions) if text)


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


def _show(council: Council) -> Row:
    return row(primary("Show the council", ShowCouncil(council.id)))
