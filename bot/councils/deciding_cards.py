"""What a coordinator can do about a council whose time is not decided."""

from datetime import datetime

from bot.actions.councils.calling import PickMentors, TakeMentor
from bot.actions.councils.deciding import ChooseTime, ExtendPoll, ReviewTime, ShowWaysOut
from bot.actions.councils.looking import ShowBoard
from bot.councils.board_cards import silent_part, tallies, until_text
from bot.councils.calling_cards import without_text
from bot.councils.cards import cancel_button, council_card
from bot.councils.facts import names_text, plain_names
from bot.formats import plain
from bot.labels import moment_label, primary, row, when
from bot.sentences import label, own, say, say_many, sentences, series
from bot.ui import (
    Bold,
    Button,
    Card,
    Fact,
    Facts,
    Hint,
    Label,
    Layout,
    Paragraph,
    Part,
    Row,
    Show,
    Style,
    Text,
    TextField,
)
from core.councils import CouncilStatus
from core.expertise import Match
from core.usecases.councils.deciding import WayOut
from core.usecases.councils.drafting import WORDS_LIMIT
from core.usecases.councils.views import CouncilView

HOURS = (24, 48)


def ways_out_card(way: WayOut, *, title: Label | None = None) -> Card:
    """Why no time stands yet, and all that a coordinator can do about it (CNL-7, CNL-10)."""
    view, council = way.view, way.view.council
    parts: list[Part] = []
    if council.status is CouncilStatus.DECIDING:
        parts.append(Paragraph(_none_of_them(way)))
    if council.deadline is not None:
        parts.append(Paragraph(until_text(view)))
    parts += [Facts(tallies(view)), *silent_part(view), *_other_times(way)]
    starts = {each.starts_at for each in council.proposals if each.starts_at > view.now}
    if offered := sorted({*starts, *way.suggestions, *_good(way)}):
        parts.append(Paragraph(say("Choose a time to see what taking it by hand would mean.")))
        times = (Button(own(moment_label(at, view.viewer)), ReviewTime(council.id, at)) for at in offered)
        parts.append(Row(tuple(times)))
    parts.append(Paragraph(say("Or ask for longer, or one more mentor, or call it off.")))
    more = [
        Button(label("{n} h more", n=hours), ExtendPoll(council.id, council.revision, hours))
        for hours in HOURS
    ]
    added = [
        Button(_with_reason(match), TakeMentor(council.id, council.revision, match.mentor.id))
        for match in way.substitutes
    ]
    parts.append(Row((*more, *added, Button(label("Other mentors"), PickMentors(council.id)))))
    parts.append(row(Button(label("Answers and notes"), ShowBoard(council.id)), cancel_button(view)))
    return Card(title or label("What now? {topic}", topic=council.topic), tuple(parts))


def undecided_card(way: WayOut) -> Card:
    """The same, for a coordinator who has not asked."""
    return ways_out_card(
        way, title=label("No time suits enough mentors: {topic}", topic=way.view.council.topic)
    )


def extended_card(view: CouncilView) -> Card:
    """The poll goes on."""
    return council_card(view, say("The mentors are being asked again."))


def decided_card(view: CouncilView) -> Card:
    """A time was chosen by hand."""
    return council_card(view, say("Decided. Everybody is being told."))


def cancel_form(status: CouncilStatus) -> Layout:
    """Asks why, and says who is told."""
    told = (
        say("Nobody has been asked yet, so nobody is told.")
        if status is CouncilStatus.PENDING
        else say("Everybody is told at once, with your reason.")
    )
    field = TextField("reason", label("Reason"), required=False, multiline=True, limit=WORDS_LIMIT)
    submit, leave = label("Call it off"), label("Keep the council")
    return Layout(label("Call it off?"), submit, (field,), (Hint(told),), leave, Style.DANGER)


def chosen_card(way: WayOut, start: datetime) -> Card:
    """What choosing a time by hand would mean, before it is done."""
    view, council = way.view, way.view.council
    assert view.board is not None
    tally = next((each for each in view.board.decision.ranked if each.proposal.starts_at == start), None)
    free = next((time.free for time in way.times if time.starts_at == start), frozenset())
    able = tally.available if tally else tuple(sorted({*way.suggestions.get(start, ()), *free}))
    rows: list[Fact] = [(label("Would take part"), names_text(view, able) or say("nobody"))]
    if tally is not None and tally.maybe:
        rows.append((label("Perhaps"), names_text(view, tally.maybe)))
    if tally is not None and tally.no:
        rows.append((label("Cannot"), names_text(view, tally.no)))
    if tally is not None and tally.outstanding:
        rows.append((label("Not answered"), names_text(view, tally.outstanding)))
    parts: list[Part] = [Paragraph((when(start, view.viewer),)), Facts(tuple(rows))]
    if tally is None:
        parts.append(
            Hint(
                say(
                    "The mentors have not been asked about this time: "
                    "these suggested it, or are free by their hours."
                )
            )
        )
    if len(able) < council.least:
        parts.append(
            Paragraph(
                say_many(
                    "That is fewer than the {n} mentor this council should have.",
                    "That is fewer than the {n} mentors this council should have.",
                    council.least,
                )
            )
        )
    ways: list[Button] = []
    if able:
        ways.append(primary(label("Choose this time"), ChooseTime(council.id, council.revision, start)))
    if tally is None:
        hours = HOURS[0]
        ask = ExtendPoll(council.id, council.revision, hours, start)
        ways.append(Button(label("Ask them, {n} h", n=hours), ask))
    parts.append(row(*ways, Button(label("‹ Back"), ShowWaysOut(council.id))))
    return Card(label("Choose by hand? {topic}", topic=council.topic), tuple(parts))


def _none_of_them(way: WayOut) -> Text:
    view, least = way.view, way.view.council.least
    none = (
        say_many(
            "None of the proposed times has {n} mentor who said Available and is still free.",
            "None of the proposed times has {n} mentors who said Available and are still free.",
            least,
        )
        if view.board and view.board.taken
        else say_many(
            "None of the proposed times has {n} mentor who said Available.",
            "None of the proposed times has {n} mentors who said Available.",
            least,
        )
    )
    without = () if way.all_free else without_text(view, way.without)
    return sentences(none, say("By their hours: {without}.", without=without)) if without else none


def _good(way: WayOut) -> dict[datetime, frozenset[int]]:
    """Good times by the mentors' hours; before the poll has ended they are not needed."""
    deciding = way.view.council.status is CouncilStatus.DECIDING
    return {time.starts_at: time.free for time in way.times} if deciding else {}


def _other_times(way: WayOut) -> list[Part]:
    view, parts = way.view, list[Part]()
    if way.suggestions:
        parts.append(Paragraph((Bold(label("Suggested by mentors")),)))
        parts += [
            Paragraph(_time(view, at, names_text(view, mentors)))
            for at, mentors in sorted(way.suggestions.items())
        ]
    if good := _good(way):
        parts.append(Paragraph((Bold(label("Times at which they are free by their hours")),)))
        for at, free in sorted(good.items()):
            names = plain_names(view.people[mentor].name for mentor in sorted(free))
            parts.append(Paragraph(_time(view, at, (names,))))
    return parts


def _time(view: CouncilView, at: datetime, mentors: Text) -> Text:
    return say("{when} · {mentors}", when=when(at, view.viewer, Show.SHORT), mentors=mentors)


def _with_reason(match: Match) -> Label:
    name = match.mentor.person.name
    if not match.shared:
        return label("+ {mentor}", mentor=name)
    return label("+ {mentor} ({expertise})", mentor=name, expertise=own(plain(series(match.shared))))
