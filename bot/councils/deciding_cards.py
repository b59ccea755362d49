"""What a coordinator can do about a council whose time is not decided."""

from datetime import datetime

from bot.actions.councils.calling import PickMentors, TakeMentor
from bot.actions.councils.deciding import CancelCouncil, ChooseTime, ExtendPoll, ReviewTime, ShowWaysOut
from bot.actions.councils.looking import ShowBoard
from bot.councils.board_cards import silent_part, tallies, until_text
from bot.councils.calling_cards import without_text
from bot.councils.facts import names_text, plain_names
from bot.labels import danger, moment_label, primary, row, several, when
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from core.councils import CouncilStatus
from core.expertise import Match
from core.usecases.councils.deciding import WayOut

HOURS = (24, 48)


def ways_out_card(way: WayOut, *, title: str = "") -> Card:
    """Why no time stands yet, and all that a coordinator can do about it (CNL-7, CNL-10)."""
    view, council = way.view, way.view.council
    parts: list[Part] = []
    if council.status is CouncilStatus.DECIDING:
        lead = f"None of the proposed times has {several(council.least, 'mentor')} who said Available"
        lead += " and are still free" if view.board and view.board.taken else ""
        helped = words(f"{lead}.") if way.all_free else without_text(view, way.without, lead)
        parts.append(Paragraph(helped))
    if council.deadline is not None:
        parts.append(Paragraph(until_text(view)))
    parts += [Facts(tallies(view)), *silent_part(view), *_other_times(way)]
    starts = {each.starts_at for each in council.proposals if each.starts_at > view.now}
    if offered := sorted({*starts, *way.suggestions, *_good(way)}):
        parts.append(Paragraph(words("Press a time to see what choosing it by hand would mean.")))
        parts.append(
            Row(tuple(Button(moment_label(at, view.viewer), ReviewTime(council.id, at)) for at in offered))
        )
    parts.append(Paragraph(words("Or ask for longer, or one more mentor, or call it off.")))
    more = [Button(f"{hours} h more", ExtendPoll(council.id, council.revision, hours)) for hours in HOURS]
    added = [
        Button(_with_reason(match), TakeMentor(council.id, council.revision, match.mentor.id))
        for match in way.substitutes
    ]
    parts.append(Row((*more, *added, Button("Other mentors", PickMentors(council.id)))))
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


def _good(way: WayOut) -> dict[datetime, frozenset[int]]:
    """Good times by the mentors' hours; before the poll has ended they are not needed."""
    deciding = way.view.council.status is CouncilStatus.DECIDING
    return {time.starts_at: time.free for time in way.times} if deciding else {}


def _other_times(way: WayOut) -> list[Part]:
    view, parts = way.view, list[Part]()
    if way.suggestions:
        parts.append(Paragraph(words(Bold("Suggested by mentors"))))
        parts += [
            Paragraph(words(when(at, view.viewer, Show.SHORT), " · ", *names_text(view, mentors)))
            for at, mentors in sorted(way.suggestions.items())
        ]
    if good := _good(way):
        parts.append(Paragraph(words(Bold("Times at which they are free by their hours"))))
        parts += [
            Paragraph(words(when(at, view.viewer, Show.SHORT), f" · {plain_names(view, sorted(free))}"))
            for at, free in sorted(good.items())
        ]
    return parts


def _with_reason(match: Match) -> str:
    name = match.mentor.person.name
    return f"+ {name} ({', '.join(match.shared)})" if match.shared else f"+ {name}"
