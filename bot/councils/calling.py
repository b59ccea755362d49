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
    PickTimesDay,
    Presses,
    TakeMentor,
    TypeTimes,
)
from bot.councils.calling_cards import assigned_text, days_card, mentors_card, no_time_text, times_card
from bot.councils.calling_forms import (
    details_form,
    details_of,
    names_form,
    new_council_of,
    new_form,
    times_form,
)
from bot.councils.cards import added_card, asked_card, council_card, saved_card
from bot.councils.facts import seated
from bot.councils.moments import read_times
from bot.councils.poll_cards import which_time_card
from bot.forms.problems import about_field
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Card, Layout, Message, Outcome, Text, Toast
from core.councils import CouncilStatus
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import TimeTooSoon, TimeUnclear, WrongNumber
from core.errors.mentors import MentorNotBookable, MentorNotFound, SeveralMentors
from core.people import Person
from core.usecases import picking
from core.usecases.councils import calling, dashboard, deciding
from core.usecases.councils.rules import rules_for_calling
from core.usecases.councils.views import CouncilView
from core.weeks import midnight

PAGE = 6


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
        case PickTimesDay(council, first, day):
            return _days(desk, person, coordinated(desk, person, council), first, day)
        case AddTime(council, revision, start):
            return _propose(desk, person, council, revision, [*_chosen(desk, person, council), start])
        case DropTime(council, revision, start):
            kept_times = [at for at in _chosen(desk, person, council) if at != start]
            return _propose(desk, person, council, revision, kept_times)
        case OpenPoll(council, revision):
            return Message(asked_card(calling.open_poll(desk, person, council, revision)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """The form's fields; raises what stands against calling a council."""
    desk, person = turn.desk, turn.person
    match action:
        case CallCouncil():
            return new_form(rules_for_calling(desk, person), person)
        case DescribeCouncil(council):
            view = coordinated(desk, person, council)
            return details_form(view)
        case NameMentor(council):
            coordinated(desk, person, council)
            return names_form()
        case TypeTimes(council):
            coordinated(desk, person, council)
            return times_form(person)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals and FieldRefused."""
    desk, person = turn.desk, turn.person
    match action:
        case CallCouncil():
            view = calling.call(desk, person, new_council_of(values))
            return Message(_mentors(desk, person, view, 0, assigned_text(len(view.council.seats))))
        case DescribeCouncil(council, revision):
            view = calling.describe(desk, person, council, revision, details_of(values))
            return Message(saved_card(view))
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
        return Message(which_time_card(view, ways, *doubtful))
    return Message(_times(desk, person, view, None))


def coordinated(desk: Desk, person: Person, council: int) -> CouncilView:
    """A council that the person coordinates; raises NotFound."""
    view = dashboard.council(desk, person, council)
    if not view.coordinates:
        raise NotFound("council")
    return view


def _mentors(desk: Desk, person: Person, view: CouncilView, page: int, done: Text = ()) -> Card:
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
    return Message(added_card(after, mentors))


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


def _days(desk: Desk, person: Person, view: CouncilView, first: date | None, asked: date | None) -> Outcome:
    council = view.council
    if council.status is not CouncilStatus.PENDING or not council.seats:
        return Message(_times(desk, person, view, None))
    mentors = [seat.mentor for seat in council.seats]
    found = calling.days_for_times(
        desk, person, mentors, first, minutes=council.minutes, hours=council.hours
    )
    none = next((day for day in found.days if day.date == asked and day.reason), None)
    return Message(days_card(view, found)) if none is None else Toast(no_time_text(none))


CALLING: Subject[Presses, Forms] = Subject(press, form, send)
