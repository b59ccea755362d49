"""What every card tells of a council: where it stands, when, who, how many places."""

from collections.abc import Iterable
from datetime import datetime

from bot.formats import plain
from bot.labels import length, when, who
from bot.sentences import all_of, label, label_many, msg, number, own, say, say_many, series
from bot.ui import Code, Fact, Facts, Label, Show, Text
from core.councils import Attendance, Council, CouncilStatus, Place, ProposedTime, Seat, Standing, Verdict
from core.decisions import Edge
from core.usecases.councils.views import CouncilView

STATES = {
    CouncilStatus.PENDING: msg("being put together"),
    CouncilStatus.COLLECTING: msg("the mentors are being asked"),
    CouncilStatus.DECIDING: msg("its coordinator is deciding"),
    CouncilStatus.CONFIRMED: msg("confirmed"),
    CouncilStatus.FAILED: msg("not taking place"),
    CouncilStatus.CANCELLED: msg("called off"),
    CouncilStatus.COMPLETED: msg("over"),
}
"""Beside a council's topic or code."""
IT_IS = {
    CouncilStatus.PENDING: msg("This council is being put together."),
    CouncilStatus.COLLECTING: msg("The mentors of this council are being asked."),
    CouncilStatus.DECIDING: msg("The coordinator of this council is deciding."),
    CouncilStatus.CONFIRMED: msg("This council is confirmed."),
    CouncilStatus.FAILED: msg("This council is not taking place."),
    CouncilStatus.CANCELLED: msg("This council is called off."),
    CouncilStatus.COMPLETED: msg("This council is over."),
}
ENDED = frozenset({CouncilStatus.FAILED, CouncilStatus.CANCELLED, CouncilStatus.COMPLETED})


def council_facts(view: CouncilView) -> tuple[Fact, ...]:
    """The rows that matter to anybody who may see the council."""
    council = view.council
    rows: list[Fact] = [
        (label("When"), when_text(view)),
        (label("Mentors"), mentors_text(view)),
    ]
    if council.status not in ENDED and (council.open or view.registered > 1):
        rows.append((label("Places"), (places_text(view),)))
    if council.expertise:
        rows.append((label("Expertise"), series(council.expertise)))
    if yours := your_part(view):
        rows.append((label("Your part"), (yours,)))
    state = say("{council}, {state}", council=Code(view.code), state=label(STATES[council.status]))
    return (*rows, (label("Council"), state))


def facts(view: CouncilView) -> Facts:
    """`council_facts` as a part of a card."""
    return Facts(council_facts(view))


def when_text(view: CouncilView) -> Text:
    """The time that was decided, or how it is being found."""
    council, how_long = view.council, length(view.council.minutes)
    if council.starts_at is not None:
        return say("{when}, {length}", when=when(council.starts_at, view.viewer), length=how_long)
    if council.status is CouncilStatus.COLLECTING and council.deadline is not None:
        return say("to be decided by {when}", when=when(council.deadline, view.viewer, Show.SHORT))
    if council.status is CouncilStatus.DECIDING:
        return say("to be decided by its coordinator")
    return say("not decided, {length}", length=how_long)


def mentors_text(view: CouncilView) -> Text:
    """Who the mentors are; those who have not answered are named like everybody else."""
    council = view.council
    if council.starts_at is None:
        asked = _names(view, council.with_standing(Standing.INVITED))
        return asked if council.seats else say("none yet")
    coming = _names(view, council.participating) or say("nobody")
    perhaps = _names(view, council.with_standing(Standing.OPTIONAL))
    return say("{mentors}; perhaps {others}", mentors=coming, others=perhaps) if perhaps else coming


def places_text(view: CouncilView) -> Label:
    """`4 of 12 free`, `full, 2 waiting`."""
    if view.free_places:
        return label("{free} of {all} free", free=view.free_places, all=view.council.capacity)
    if view.waiting:
        return label_many("full, {n} waiting", "full, {n} waiting", view.waiting)
    return label("no place left")


def your_part(view: CouncilView) -> Label:
    """What the viewer is to a council that lies ahead; empty where nothing."""
    if view.council.status in ENDED:
        return own("")
    parts: list[Label] = []
    if view.seat is not None:
        parts.append(label(_AS_MENTOR[view.seat.standing]))
    if view.place is not None:
        parts.append(_as_mentee(view.place))
    if view.coordinates and not parts:
        called = view.council.coordinator == view.viewer.id
        parts.append(label("you coordinate it") if called else label("you see it as an admin"))
    return own(plain(series(parts)))


def _as_mentee(place: Place) -> Label:
    if place.attendance is Attendance.WAITING:
        return label("you are on the waiting list")
    if place.busy:
        return label("you have a place, and have something else at that time")
    return label("you have a place")


_AS_MENTOR = {
    Standing.INVITED: msg("you are asked as a mentor"),
    Standing.PARTICIPATING: msg("you take part as a mentor"),
    Standing.OPTIONAL: msg("you may come as a mentor"),
    Standing.ABSENT: msg("you do not take part"),
    Standing.DROPPED: msg("you dropped out"),
}


def seated(council: Council) -> tuple[Seat, ...]:
    """The mentors who are asked, or take part."""
    return council.with_standing(Standing.INVITED, Standing.PARTICIPATING)


def numbered(council: Council) -> list[tuple[int, ProposedTime]]:
    """The proposed times with the numbers they have on every card, earliest first."""
    return list(enumerate(sorted(council.proposals, key=lambda each: each.starts_at), start=1))


def names_text(view: CouncilView, mentors: Iterable[int]) -> Text:
    """Members by name, mentioned where they are known."""
    return series([who(view.people[mentor]) for mentor in mentors if mentor in view.people])


def plain_names(names: Iterable[str]) -> Label:
    """`Ada, Ken and Bea`, for where no mention can stand."""
    return own(plain(all_of(list(names))))


def why_text(view: CouncilView) -> Text:
    """Why the time was chosen (CNL-6); nothing where no time was."""
    verdict = view.council.verdict
    if verdict is None:
        return ()
    match Edge(verdict.edge):
        case Edge.ONLY:
            return say_many(
                "Why this time: It is the only proposed time at which at least {n} mentor can.",
                "Why this time: It is the only proposed time at which at least {n} mentors can.",
                view.council.least,
            )
        case Edge.HAND if by := view.people.get(verdict.by or 0):
            return say("Why this time: {who} chose it.", who=who(by))
        case Edge.HAND:
            return say("Why this time: The coordinator chose it.")
        case Edge.COMMON:
            return say("Why this time: All of these mentors are free then.")
        case edge:
            return _beside_the_next(view, verdict, edge)


def _beside_the_next(view: CouncilView, verdict: Verdict, edge: Edge) -> Text:
    """Why the time is better than the next best."""
    over: Text = () if verdict.over is None else (when(verdict.over, view.viewer, Show.SHORT),)
    if edge is Edge.LEAD and view.council.lead is not None:
        return say(
            "Why this time: {lead}, who leads, can come; not so at the next best time, {when}.",
            lead=view.people[view.council.lead].name,
            when=over,
        )
    if edge is Edge.NUMBER:
        return say(
            "Why this time: {number} mentors can, a Maybe counting half; fewer at the next best time, {when}.",
            number=number(verdict.number / 2),
            when=over,
        )
    return say(_BETTER[edge], when=over)


_BETTER = {
    Edge.LEAD: msg("Why this time: The lead mentor can come; not so at the next best time, {when}."),
    Edge.WEIGHT: msg(
        "Why this time: As many mentors can come at the next best time, {when}, but those of this time are "
        "more senior or closer to the topic."
    ),
    Edge.PRIORITY: msg(
        "Why this time: It is as good as the next best time, {when}, and was wished for more."
    ),
    Edge.EARLIEST: msg("Why this time: It is as good as the next best time, {when}, and earlier."),
}


def as_times(instants: Iterable[datetime], view: CouncilView) -> Text:
    """Instants in the viewer's zone, with commas between."""
    return series([when(at, view.viewer, Show.SHORT) for at in instants])


def _names(view: CouncilView, seats: Iterable[Seat]) -> Text:
    return series(
        [
            say("{who} (leads)", who=who(view.people[seat.mentor]))
            if seat.lead
            else who(view.people[seat.mentor])
            for seat in seats
        ]
    )
