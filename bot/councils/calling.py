"""Putting a council together: what it is about, its mentors, its times, and asking."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from bot.actions.councils.calling import (
    AddTime,
    AppointLead,
    CallCouncil,
    DescribeCouncil,
    DropMentor,
    DropTime,
    Forms,
    NameMentor,
    OpenPoll,
    PickMentors,
    PickTimes,
    Presses,
    TakeMentor,
    TypeTimes,
)
from bot.councils.calling_cards import mentors_card, times_card
from bot.councils.cards import council_card
from bot.councils.detail_fields import describe_fields, details_of, new_council_of
from bot.councils.facts import seated
from bot.councils.moments import read_times
from bot.councils.poll_cards import which_time_card
from bot.forms.problems import about_field
from bot.subject import Subject
from bot.turn import Turn
from bot.typed.time_words import WHY
from bot.ui import Card, Hint, Layout, Message, Outcome, TextField, words
from core.council_errors import TimeTooSoon, TimeUnclear, WrongNumber
from core.councils import CouncilStatus
from core.desk import Desk
from core.errors import MentorNotBookable, MentorNotFound, NotFound, SeveralMentors
from core.people import Person
from core.usecases import picking
from core.usecases.councils import calling, dashboard, deciding
from core.usecases.councils.rules import rules_for_calling
from core.usecases.councils.views import CouncilView
from core.weeks import midnight

PAGE = 6
ASKED = "The mentors are being asked. You see how far they are below, and can decide or extend at any time."


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out one step; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case PickMentors(council, page):
            return Message(_mentors(desk, person, coordinated(desk, person, council), page))
        case TakeMentor(council, revision, mentor, page):
            return _take(desk, person, coordinated(desk, person, council), revision, [mentor], page)
        case DropMentor(council, revision, mentor, page):
            view = coordinated(desk, person, council)
            kept = [seat.mentor for seat in view.council.seats if seat.mentor != mentor]
            lead = view.council.lead if view.council.lead != mentor else None
            after = calling.set_mentors(desk, person, council, revision, kept, lead)
            return Message(_mentors(desk, person, after, page))
        case AppointLead(council, revision, mentor):
            view = coordinated(desk, person, council)
            same = [seat.mentor for seat in view.council.seats]
            after = calling.set_mentors(desk, person, council, revision, same, mentor)
            return Message(_mentors(desk, person, after, 0))
        case PickTimes(council, first):
            return Message(_times(desk, person, coordinated(desk, person, council), first))
        case AddTime(council, revision, start):
            return _propose(desk, person, council, revision, [*_chosen(desk, person, council), start])
        case DropTime(council, revision, start):
            kept_times = [at for at in _chosen(desk, person, council) if at != start]
            return _propose(desk, person, council, revision, kept_times)
        case OpenPoll(council, revision):
            return Message(council_card(calling.open_poll(desk, person, council, revision), ASKED))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """The form's fields; raises what stands against calling a council."""
    desk, person = turn.desk, turn.person
    match action:
        case CallCouncil():
            fields = describe_fields(rules_for_calling(desk, person), person.is_admin)
            intro = Hint(
                words("Mentors who fit come next, then the times; nobody is asked before you say so.")
            )
            return Layout("New council", "Next", fields, (intro,))
        case DescribeCouncil(council):
            view = coordinated(desk, person, council)
            pending = view.council.status is CouncilStatus.PENDING
            fields = describe_fields(view.policies, person.is_admin, view.council, pending=pending)
            return Layout("Details", "Save", fields)
        case NameMentor(council):
            coordinated(desk, person, council)
            field = TextField("mentors", "Name", hint="Or several, with commas between")
            return Layout("Which mentor?", "Take in", (field,))
        case TypeTimes(council):
            coordinated(desk, person, council)
            field = TextField(
                "times",
                "Times",
                multiline=True,
                limit=600,
                hint="One a line, such as tue 15:00 or 25 Nov 4pm",
            )
            zone = Hint(words(f"Times are those of {person.clock_zone}. They are added to what is chosen."))
            return Layout("Type times", "Add", (field,), (zone,))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals and FieldRefused."""
    desk, person = turn.desk, turn.person
    match action:
        case CallCouncil():
            view = calling.call(desk, person, new_council_of(values))
            assigned = len(view.council.seats)
            done = (
                f"These {assigned} fit best; change them as you like."
                if assigned
                else "Now choose the mentors."
            )
            return Message(_mentors(desk, person, view, 0, done))
        case DescribeCouncil(council, revision):
            view = calling.describe(desk, person, council, revision, details_of(values))
            return Message(council_card(view, "Saved."))
        case NameMentor(council, revision):
            view = coordinated(desk, person, council)
            names = [name.strip() for name in values.get("mentors", "").split(",") if name.strip()]
            with about_field("mentors", MentorNotFound, SeveralMentors, MentorNotBookable, WrongNumber):
                found = [picking.find_mentor(desk, name).id for name in names]
                return _take(desk, person, view, revision, found, 0)
        case TypeTimes(council, revision):
            return add_typed_times(desk, person, council, revision, values.get("times", ""))
    assert_never(action)


def add_typed_times(desk: Desk, person: Person, council: int, revision: int, text: str) -> Outcome:
    """Propose what was typed; what has several readings is asked back. Raises FieldRefused."""
    with about_field("times", TimeUnclear, TimeTooSoon, WrongNumber):
        clear, doubtful = read_times(desk, person, text)
        view = coordinated(desk, person, council)
        if clear:
            before = _chosen(desk, person, council)
            view = calling.set_times(
                desk, person, council, revision, list(dict.fromkeys([*before, *clear]))
            )
    if doubtful:
        ways = tuple(
            (at, AddTime(council, view.council.revision, at))
            for _, several in doubtful
            for at in several.readings
        )
        why = " ".join(f"“{said}”: {WHY[several.why]}" for said, several in doubtful)
        return Message(which_time_card(view, ways, why))
    return Message(_times(desk, person, view, None))


def coordinated(desk: Desk, person: Person, council: int) -> CouncilView:
    """A council that the person coordinates; raises NotFound."""
    view = dashboard.council(desk, person, council)
    if not view.coordinates:
        raise NotFound("council")
    return view


def _mentors(desk: Desk, person: Person, view: CouncilView, page: int, done: str = "") -> Card:
    """Those who share the expertise first, then everybody else."""
    council = view.council
    out = {seat.mentor for seat in seated(council)} | (set() if person.is_admin else {person.id})
    wanted = (page + 1) * PAGE + 1
    found = calling.match_mentors(desk, person, council.expertise, wanted, out)
    if council.expertise and len(found) < wanted:
        known = out | {match.mentor.id for match in found}
        found += calling.match_mentors(desk, person, (), wanted - len(found), known)
    shown = found[page * PAGE : (page + 1) * PAGE]
    return mentors_card(view, shown, page, more=len(found) > (page + 1) * PAGE, done=done)


def _take(
    desk: Desk, person: Person, view: CouncilView, revision: int, mentors: Sequence[int], page: int
) -> Outcome:
    council = view.council
    if council.status is CouncilStatus.PENDING:
        more = [*(seat.mentor for seat in council.seats), *mentors]
        after = calling.set_mentors(desk, person, council.id, revision, more, council.lead)
        return Message(_mentors(desk, person, after, page))
    after = deciding.add_mentors(desk, person, council.id, revision, mentors)
    names = ", ".join(after.people[mentor].name for mentor in mentors)
    confirmed = after.council.status is CouncilStatus.CONFIRMED
    return Message(council_card(after, f"{names} {'takes part' if confirmed else 'is being asked'}."))


def _chosen(desk: Desk, person: Person, council: int) -> list[datetime]:
    """The times proposed so far, the most wished for first."""
    proposals = coordinated(desk, person, council).council.proposals
    return [each.starts_at for each in sorted(proposals, key=lambda each: each.priority)]


def _propose(desk: Desk, person: Person, council: int, revision: int, times: Sequence[datetime]) -> Outcome:
    view = calling.set_times(desk, person, council, revision, list(dict.fromkeys(times)))
    return Message(_times(desk, person, view, None))


def _times(desk: Desk, person: Person, view: CouncilView, first: date | None) -> Card:
    council = view.council
    if council.status is not CouncilStatus.PENDING:
        return council_card(view)
    if not council.seats:
        return times_card(view, None)
    since = None if first is None else midnight(person.clock_zone, first)
    proposed = calling.propose_times(
        desk,
        person,
        [seat.mentor for seat in council.seats],
        expertise=council.expertise,
        lead=council.lead,
        since=since,
        minutes=council.minutes,
        hours=council.hours,
    )
    return times_card(view, proposed)


CALLING: Subject[Presses, Forms] = Subject(press, form, send)
