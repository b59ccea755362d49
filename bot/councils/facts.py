"""What every card tells of a council: where it stands, when, who, how many places."""

from collections.abc import Iterable
from datetime import datetime

from bot.labels import joined, length, several, when, who
from bot.ui import Code, Facts, Show, Span, Text, words
from core.councils import Attendance, Council, CouncilStatus, Proposal, Seat, Standing
from core.decisions import Edge
from core.usecases.councils.views import CouncilView

STATES = {
    CouncilStatus.PENDING: "being put together",
    CouncilStatus.COLLECTING: "the mentors are being asked",
    CouncilStatus.DECIDING: "its coordinator is deciding",
    CouncilStatus.CONFIRMED: "confirmed",
    CouncilStatus.FAILED: "not taking place",
    CouncilStatus.CANCELLED: "called off",
    CouncilStatus.COMPLETED: "over",
}
ENDED = frozenset({CouncilStatus.FAILED, CouncilStatus.CANCELLED, CouncilStatus.COMPLETED})


def council_facts(view: CouncilView) -> tuple[tuple[str, Text], ...]:
    """The rows that matter to anybody who may see the council."""
    council = view.council
    rows: list[tuple[str, Text]] = [("When", when_text(view)), ("Mentors", mentors_text(view))]
    if council.status not in ENDED and (council.open or view.registered > 1):
        rows.append(("Places", words(places_text(view))))
    if council.expertise:
        rows.append(("About", words(", ".join(council.expertise))))
    if yours := your_part(view):
        rows.append(("Your part", words(yours)))
    rows.append(("Council", words(Code(view.code), f", {STATES[council.status]}")))
    return tuple(rows)


def facts(view: CouncilView) -> Facts:
    """`council_facts` as a part of a card."""
    return Facts(council_facts(view))


def when_text(view: CouncilView) -> Text:
    """The time that was decided, or how it is being found."""
    council = view.council
    if council.starts_at is not None:
        return words(when(council.starts_at, view.viewer), f", {length(council.minutes)}")
    if council.status is CouncilStatus.COLLECTING and council.deadline is not None:
        return words("to be decided by ", when(council.deadline, view.viewer, Show.SHORT))
    if council.status is CouncilStatus.DECIDING:
        return words("to be decided by its coordinator")
    return words(f"not decided, {length(council.minutes)}")


def mentors_text(view: CouncilView) -> Text:
    """Who the mentors are; those who have not answered are named like everybody else."""
    council = view.council
    if council.starts_at is not None:
        coming = council.participating
        perhaps = council.with_standing(Standing.OPTIONAL)
        maybe = words("; perhaps ", *_names(view, perhaps)) if perhaps else ()
        return words(*(_names(view, coming) or words("none")), *maybe)
    return (
        words(*_names(view, council.with_standing(Standing.INVITED)))
        if council.seats
        else words("none yet")
    )


def places_text(view: CouncilView) -> str:
    """`4 of 12 free`, `full, 2 waiting`."""
    if view.free_places:
        return f"{view.free_places} of {view.council.capacity} free"
    waiting = f", {view.waiting} waiting" if view.waiting else ""
    return f"full{waiting}"


def your_part(view: CouncilView) -> str:
    """What the viewer is to a council that lies ahead; empty where nothing."""
    if view.council.status in ENDED:
        return ""
    parts: list[str] = []
    if view.seat is not None:
        parts.append(_AS_MENTOR[view.seat.standing])
    if view.place is not None:
        waits = view.place.attendance is Attendance.WAITING
        parts.append("are on the waiting list" if waits else "have a place")
        if view.place.busy:
            parts.append("have something else at that time")
    if view.coordinates and not parts:
        parts.append(
            "coordinate it" if view.council.coordinator == view.viewer.id else "see it as an admin"
        )
    return "you " + ", and ".join(parts) if parts else ""


_AS_MENTOR = {
    Standing.INVITED: "are asked as a mentor",
    Standing.PARTICIPATING: "take part as a mentor",
    Standing.OPTIONAL: "may come as a mentor",
    Standing.ABSENT: "do not take part",
    Standing.DROPPED: "dropped out",
}


def seated(council: Council) -> tuple[Seat, ...]:
    """The mentors who are asked, or take part."""
    return council.with_standing(Standing.INVITED, Standing.PARTICIPATING)


def numbered(council: Council) -> list[tuple[int, Proposal]]:
    """The proposed times with the numbers they have on every card, earliest first."""
    return list(enumerate(sorted(council.proposals, key=lambda each: each.starts_at), start=1))


def names_text(view: CouncilView, mentors: Iterable[int]) -> Text:
    """Members by name, mentioned where they are known."""
    spans: list[Span] = [who(view.people[mentor]) for mentor in mentors if mentor in view.people]
    return joined(spans)


def plain_names(view: CouncilView, mentors: Iterable[int]) -> str:
    """Members by name, for where no mention can stand."""
    return ", ".join(view.people[mentor].name for mentor in mentors if mentor in view.people)


def why_text(view: CouncilView) -> Text:
    """Why the time was chosen (CNL-6); nothing where no time was."""
    verdict, council = view.council.verdict, view.council
    if verdict is None:
        return ()
    over: Text = () if verdict.over is None else words(when(verdict.over, view.viewer, Show.SHORT))
    lead = view.people[council.lead].name if council.lead is not None else "The lead mentor"
    number = f"{verdict.number / 2:g}"
    match Edge(verdict.edge):
        case Edge.ONLY:
            return words(
                f"It is the only proposed time at which at least {several(council.least, 'mentor')} can."
            )
        case Edge.LEAD:
            return words(f"{lead}, who leads, can come; not so at the next best time, ", *over, ".")
        case Edge.NUMBER:
            return words(
                f"{number} mentors can, a Maybe counting half; fewer at the next best time, ", *over, "."
            )
        case Edge.WEIGHT:
            closer = "but those of this time are more senior or closer to the topic."
            return words("As many mentors can come at the next best time, ", *over, ", ", closer)
        case Edge.PRIORITY:
            return words("It is as good as the next best time, ", *over, ", and was wished for more.")
        case Edge.EARLIEST:
            return words("It is as good as the next best time, ", *over, ", and earlier.")
        case Edge.HAND:
            by = view.people.get(verdict.by or 0)
            return words(who(by) if by else "The coordinator", " chose it.")
        case Edge.COMMON:
            return words("All of these mentors are free then.")


def as_times(instants: Iterable[datetime], view: CouncilView) -> Text:
    """Instants in the viewer's zone, with commas between."""
    return joined([when(at, view.viewer, Show.SHORT) for at in instants])


def _names(view: CouncilView, seats: Iterable[Seat]) -> Text:
    spans: list[Span] = []
    for seat in seats:
        if spans:
            spans.append(", ")
        spans.append(who(view.people[seat.mentor]))
        if seat.lead:
            spans.append(" (leads)")
    return tuple(spans)
