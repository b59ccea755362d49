"""What only coordinators see: how far the poll is, each mentor's answers, private notes, and the ways out."""

from bot.actions.councils.looking import ShowBoard, ShowCouncil, WriteCouncilNote
from bot.councils.cards import show_button, ways_out_button
from bot.councils.facts import IT_IS, as_times, facts, names_text, numbered
from bot.councils.poll_cards import answer_text
from bot.labels import row, when, who
from bot.sentences import label, label_many, lines, msg, own, say, sentences, series
from bot.ui import (
    Button,
    Card,
    Fact,
    Facts,
    Hint,
    Label,
    Layout,
    Paragraph,
    Part,
    Show,
    Style,
    Text,
    TextField,
)
from core.councils import POLLING, Attendance, CouncilStatus, Place, ProposedTime, Seat, Standing
from core.decisions import Tally
from core.usecases.councils.drafting import WORDS_LIMIT
from core.usecases.councils.views import CouncilView


def progress_card(view: CouncilView) -> Card:
    """How far the poll is, edited in place with every answer (CNL-4)."""
    council = view.council
    if view.board is None or council.status not in POLLING:
        show = show_button(view)
        return Card(
            label("Council: {topic}", topic=council.topic),
            (
                Paragraph(say(IT_IS[council.status])),
                facts(view),
                row(Button(show.label, show.action, Style.PRIMARY)),
            ),
        )
    title = label_many(
        "{topic}: {answered} of {n} mentor answered",
        "{topic}: {answered} of {n} mentors answered",
        view.asked,
        topic=council.topic,
        answered=view.answered,
    )
    parts: list[Part] = []
    if council.deadline is not None:
        parts.append(Paragraph(until_text(view)))
    parts += [Facts(tallies(view)), *silent_part(view), *_wishes(view)]
    parts.append(
        row(Button(label("Answers and notes"), ShowBoard(council.id)), ways_out_button(view)),
    )
    rest = (
        ()
        if council.status is CouncilStatus.DECIDING
        else say("I decide as soon as no outstanding answer can change the choice.")
    )
    parts.append(Hint(sentences(say("This message changes with the answers."), rest)))
    return Card(title, tuple(parts))


def board_card(view: CouncilView, done: Text = ()) -> Card:
    """Per-mentor answers and private notes (CNL-9)."""
    council, board = view.council, view.board
    assert board is not None
    parts: list[Part] = [Paragraph(done)] if done else []
    times = numbered(council)
    if times:
        rows = tuple(
            (own(str(number)), (when(each.starts_at, view.viewer, Show.SHORT),)) for number, each in times
        )
        parts.append(Facts(rows))
    parts += [Paragraph(_answers(view, seat)) for seat in council.seats]
    if council.status in POLLING:
        parts += [Facts(tallies(view)), *silent_part(view)]
    hopes = tuple((own(view.people[place.person].name), _hopes(place)) for place in view.places)
    parts += [*_wishes(view), Facts(hopes)]
    for note in board.notes:
        author = view.people.get(note.author)
        by = author.name if author else label("a coordinator")
        at = when(note.at, view.viewer, Show.SHORT)
        parts.append(Hint(say("{when}, {who}: {text}", when=at, who=by, text=note.text)))
    ways = [Button(label("Write a note"), WriteCouncilNote(council.id))]
    if council.status in POLLING:
        ways.append(ways_out_button(view))
    parts.append(row(*ways, Button(label("‹ The council"), ShowCouncil(council.id))))
    parts.append(Hint(say("Only coordinators see this.")))
    return Card(label("Answers: {topic}", topic=council.topic), tuple(parts))


def noted_card(view: CouncilView) -> Card:
    """A note was written."""
    return board_card(view, say("Saved."))


def note_form() -> Layout:
    """A private note."""
    field = TextField("note", label("Note"), multiline=True, limit=WORDS_LIMIT)
    return Layout(label("Private note"), label("Save"), (field,), (Hint(say("Only coordinators see it.")),))


def until_text(view: CouncilView) -> Text:
    """By when the mentors answer, or the coordinator decides."""
    council = view.council
    assert council.deadline is not None
    at = when(council.deadline, view.viewer)
    if council.status is CouncilStatus.DECIDING:
        return say("Please decide by {when}; else it does not take place.", when=at)
    return say("The mentors have until {when} to answer.", when=at)


def tallies(view: CouncilView) -> tuple[Fact, ...]:
    """What each time has so far; by number."""
    board, council = view.board, view.council
    assert board is not None
    by_time = {tally.proposal.id: tally for tally in board.decision.ranked}
    winner = board.decision.winner
    return tuple(
        (
            own(str(number)),
            series(
                [
                    _tally(view, by_time[each.id]),
                    *([label("best so far")] if winner and winner.proposal.id == each.id else []),
                ]
            ),
        )
        for number, each in numbered(council)
        if each.id in by_time
    )


def _tally(view: CouncilView, tally: Tally) -> Text:
    time = when(tally.proposal.starts_at, view.viewer, Show.SHORT)
    yes, maybe, no, still = (len(of) for of in (tally.available, tally.maybe, tally.no, tally.outstanding))
    counts = (
        say("✓ {yes} ? {maybe} ✗ {no} open {open}", yes=yes, maybe=maybe, no=no, open=still)
        if still
        else say("✓ {yes} ? {maybe} ✗ {no}", yes=yes, maybe=maybe, no=no)
    )
    if tally.feasible:
        return say("{time} · {counts}", time=time, counts=counts)
    return say(
        "{time} · {counts} (at least {least} needed)", time=time, counts=counts, least=view.council.least
    )


def silent_part(view: CouncilView) -> list[Part]:
    """Who has not answered everything; nothing where all have."""
    assert view.board is not None
    if not view.board.silent:
        return []
    silent = names_text(view, view.board.silent)
    return [Paragraph(say("Not answered everything yet: {mentors}.", mentors=silent))]


def _wishes(view: CouncilView) -> list[Part]:
    """Suggested times and explained conflicts."""
    council = view.council
    rows: list[Fact] = []
    for seat in council.seats:
        starts = [each.starts_at for each in council.suggestions if each.mentor == seat.mentor]
        suggests = say("suggests {times}.", times=as_times(starts, view)) if starts else ()
        conflict = say("“{text}”", text=seat.conflict) if seat.conflict else ()
        if starts or seat.conflict:
            rows.append((own(view.people[seat.mentor].name), sentences(suggests, conflict)))
    return [Facts(tuple(rows))] if rows else []


def _hopes(place: Place) -> Text:
    """`registered; has something else then; a plan; when to begin?`."""
    attendance = _ATTENDANCES[place.attendance, place.busy]
    words = [label(attendance), *(own(text) for text in (place.goals, place.questions) if text)]
    return _apart(words)


def _apart(texts: list[Label]) -> Text:
    return (
        (texts[0],) if len(texts) == 1 else say("{first}; {rest}", first=texts[0], rest=_apart(texts[1:]))
    )


_ATTENDANCES = {
    (Attendance.REGISTERED, False): msg("registered"),
    (Attendance.REGISTERED, True): msg("registered; has something else then"),
    (Attendance.WAITING, False): msg("waiting"),
    (Attendance.WAITING, True): msg("waiting; has something else then"),
    (Attendance.LEFT, False): msg("left"),
    (Attendance.LEFT, True): msg("left"),
}


def _answers(view: CouncilView, seat: Seat) -> Text:
    return lines(
        _seat(view, seat), *(_answer(view, seat, number, at) for number, at in numbered(view.council))
    )


def _seat(view: CouncilView, seat: Seat) -> Text:
    name = who(view.people[seat.mentor])
    mentor: Text = say("{who} (leads)", who=name) if seat.lead else (name,)
    if seat.standing is Standing.INVITED:
        return mentor
    return say("{mentor} · {standing}", mentor=mentor, standing=label(_STANDINGS[seat.standing]))


def _answer(view: CouncilView, seat: Seat, number: int, at: ProposedTime) -> Text:
    assert view.board is not None
    vote = view.council.votes_of(seat.mentor).get(at.id)
    answer = answer_text(view.council, at, vote, view.viewer)
    if (seat.mentor, at.id) in view.board.taken:
        return say("{number}: {answer} (booked elsewhere by now)", number=number, answer=answer)
    return say("{number}: {answer}", number=number, answer=answer)


_STANDINGS = {
    Standing.PARTICIPATING: msg("takes part"),
    Standing.OPTIONAL: msg("may come"),
    Standing.ABSENT: msg("does not take part"),
    Standing.DROPPED: msg("dropped out"),
}
