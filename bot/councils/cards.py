"""The dashboard, and one council with what its viewer can do about it."""

from collections.abc import Sequence

from bot.actions.councils.calling import CallCouncil, DescribeCouncil, OpenPoll, PickMentors, PickTimes
from bot.actions.councils.deciding import CancelCouncil, ShowWaysOut
from bot.actions.councils.looking import ShowBoard, ShowCouncil, ShowCouncils
from bot.actions.councils.own import FindTime, OpenToOthers
from bot.actions.councils.polling import ShowPoll
from bot.actions.councils.taking_part import DropOut, JoinCouncil, LeaveCouncil, Register
from bot.actions.sessions import ShowSessions
from bot.calendar_links import council_calendar
from bot.councils.facts import (
    ENDED,
    STATES,
    facts,
    mentors_text,
    numbered,
    places_text,
    when_text,
    why_text,
    your_part,
)
from bot.formats import shorten
from bot.labels import danger, length, primary, row, when
from bot.sentences import all_of, label, label_many, lines, say, say_many, series
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Fact, Facts, Hint, Paragraph, Part, Row, Text
from core.councils import LEAST_TIMES, POLLING, Attendance, CouncilStatus
from core.usecases.councils.dashboard import CouncilsPage
from core.usecases.councils.views import CouncilView

LABEL_LIMIT = 60


def councils_card(page: CouncilsPage) -> Card:
    """`/council`: what is ahead with mentors and free places, or what is past."""
    parts: list[Part] = [Paragraph(_entry(view)) for view in page.councils]
    if page.councils:
        opened = tuple(
            Button(shorten(f"{view.code} {view.council.topic}", LABEL_LIMIT), ShowCouncil(view.council.id))
            for view in page.councils
        )
        parts.append(Row(opened, columns=1))
    else:
        parts.append(
            Paragraph(say("There are no past councils.") if page.past else say("No council is coming up."))
        )
    turns = [Button(label("‹ Back"), ShowCouncils(page.page - 1, page.past))] if page.page else []
    turns += [Button(label("More ›"), ShowCouncils(page.page + 1, page.past))] if page.more else []
    turns.append(
        Button(label("Coming up"), ShowCouncils())
        if page.past
        else Button(label("Past councils"), ShowCouncils(past=True))
    )
    turns.append(Button(label("My sessions"), ShowSessions()))
    if page.may_call:
        turns.append(primary(label("New council"), CallCouncil()))
    parts.append(Row(tuple(turns)))
    if not page.may_call and not page.past:
        parts.append(
            Hint(
                say(
                    "In a council several mentors meet several mentees. Those on the council plan register."
                )
            )
        )
    return Card(label("Past councils") if page.past else label("Councils"), tuple(parts))


def council_card(view: CouncilView, done: Text = ()) -> Card:
    """One council as the viewer may see it; `done` is what has just happened."""
    if view.council.status is CouncilStatus.PENDING:
        return preview_card(view, done)
    council = view.council
    parts: list[Part] = [Paragraph(done)] if done else []
    parts.append(facts(view))
    if why := why_text(view):
        parts.append(Hint(why))
    if council.reason and council.status in ENDED:
        parts.append(Paragraph(say("Reason: {reason}", reason=council.reason)))
    if view.place is not None and council.status not in ENDED:
        parts += _own_words(view)
    if actions := council_actions(view):
        parts.append(Row(tuple(actions)))
    parts += council_calendar(view)
    parts.append(row(Button(label("‹ Councils"), ShowCouncils())))
    return Card(label("Council: {topic}", topic=council.topic), tuple(parts))


def asked_card(view: CouncilView) -> Card:
    """The poll has begun."""
    return council_card(
        view,
        say(
            "The mentors are being asked. You see how far they are below, "
            "and can decide or extend at any time."
        ),
    )


def saved_card(view: CouncilView) -> Card:
    """Details were changed."""
    return council_card(view, say("Saved."))


def added_card(view: CouncilView, mentors: Sequence[int]) -> Card:
    """Mentors were added to a council whose poll is open, or whose time is decided."""
    names = all_of([view.people[mentor].name for mentor in mentors])
    if view.council.status is CouncilStatus.CONFIRMED:
        done = say_many("{mentors} takes part.", "{mentors} take part.", len(mentors), mentors=names)
    else:
        done = say_many(
            "{mentors} is being asked.", "{mentors} are being asked.", len(mentors), mentors=names
        )
    return council_card(view, done)


def confirmed_card(view: CouncilView) -> Card:
    """A mentee's own council was confirmed at once; a confirmation of its own says all about it, for it lasts."""
    told = say(
        "{topic} {code}: a message of its own tells you the time, the link and what you can do.",
        topic=Bold(view.council.topic),
        code=view.code,
    )
    ways = row(show_button(view), Button(label("‹ Councils"), ShowCouncils()))
    return Card(label("Confirmed"), (Paragraph(told), ways))


def opened_card(view: CouncilView) -> Card:
    """A mentee's own council was opened to others, or closed."""
    if view.council.open:
        return council_card(view, say("Everybody on the council plan can register now."))
    return council_card(view, say("Nobody else can register now."))


def council_actions(view: CouncilView) -> list[Button]:
    """What the viewer can do right now about a council of which others know."""
    council = view.council
    actions: list[Button] = []
    if view.may_join:
        actions.append(join_button(view))
    if view.may_answer:
        actions.append(primary(label("My answers"), ShowPoll(council.id)))
    if view.may_register:
        register = label("Register") if view.free_places else label("Join the waiting list")
        actions.append(primary(register, Register(council.id)))
    if view.may_leave:
        actions.append(Button(label("Goals and questions"), Register(council.id)))
        if not (council.own and council.coordinator == view.viewer.id):
            actions.append(Button(label("Give up my place"), LeaveCouncil(council.id)))
    if view.may_drop_out:
        actions.append(danger(label("Drop out"), DropOut(council.id, council.revision)))
    if view.coordinates:
        actions += _coordinators(view)
    return actions


def join_button(view: CouncilView) -> Button:
    """The way in, while it is open."""
    return primary(label("Join"), JoinCouncil(view.council.id))


def ways_out_button(view: CouncilView) -> Button:
    """For a coordinator whose council has no time yet."""
    deciding = view.council.status is CouncilStatus.DECIDING
    title = label("What now?") if deciding else label("Decide or extend")
    return Button(title, ShowWaysOut(view.council.id))


def cancel_button(view: CouncilView) -> Button:
    """For a coordinator whose council lies ahead."""
    return danger(label("Call it off"), CancelCouncil(view.council.id, view.council.revision))


def show_button(view: CouncilView) -> Button:
    """The whole council."""
    return Button(label("Show the council"), ShowCouncil(view.council.id))


def preview_card(view: CouncilView, done: Text = ()) -> Card:
    """A council that is being put together, as it would be asked about."""
    council = view.council
    parts: list[Part] = [Paragraph(done)] if done else []
    wanted = series(council.expertise) if council.expertise else say("no particular expertise")
    mentors = say(
        "{mentors} (at least {least}, at most {most})",
        mentors=mentors_text(view),
        least=council.least,
        most=council.most,
    )
    rows: list[Fact] = [
        (label("Length"), (length(council.minutes),)),
        (label("Wanted"), wanted),
        (label("Places"), _places(view)),
        (label("Mentors"), mentors),
    ]
    if not (council.own and not council.proposals):
        deadline = say("{length} after the mentors are asked", length=label("{n} h", n=council.hours))
        rows.append((label("Deadline"), deadline))
    parts.append(Facts(tuple(rows)))
    for number, proposal in numbered(council):
        numeral = Bold(label("{n}.", n=number))
        at = when(proposal.starts_at, view.viewer)
        parts.append(Paragraph(say("{number} {time}", number=numeral, time=at)))
    if council.material:
        parts.append(
            Paragraph(say("{heading} {text}", heading=Bold(label("Preparation:")), text=council.material))
        )
    lacks = _lacks(view)
    if lacks:
        parts.append(Paragraph(say("Still missing: {what}.", what=all_of(lacks))))
    parts.append(Row(tuple(_steps(view, complete=not lacks))))
    parts.append(
        row(
            danger(label("Delete the draft"), CancelCouncil(council.id, council.revision)),
            Button(label("‹ Councils"), ShowCouncils()),
        )
    )
    kept = Code(own_command(f"/council {view.code}"))
    parts.append(Hint(say("Nobody has been asked yet. It is kept as {command}.", command=kept)))
    return Card(label("New council: {topic}", topic=council.topic), tuple(parts))


def _places(view: CouncilView) -> Text:
    capacity = view.council.capacity
    if view.council.open:
        return say("{places}, open to everybody on the council plan", places=capacity)
    return say("{places}, for you alone until you open it", places=capacity)


def _steps(view: CouncilView, *, complete: bool) -> list[Button]:
    council = view.council
    steps: list[Button] = []
    if complete:
        ask = label_many("Ask {n} mentor", "Ask {n} mentors", len(council.seats))
        steps.append(primary(ask, OpenPoll(council.id, council.revision)))
    if council.own and len(council.seats) >= council.least:
        find, common = FindTime(council.id), label("Find a common time")
        steps.append(Button(common, find) if complete else primary(common, find))
    steps.append(Button(label("Mentors"), PickMentors(council.id)))
    times = label("Times to ask about") if council.own else label("Times")
    steps.append(Button(times, PickTimes(council.id)))
    steps.append(Button(label("Details"), DescribeCouncil(council.id, council.revision)))
    return steps


def _lacks(view: CouncilView) -> list[Text]:
    council, lacks = view.council, list[Text]()
    if (mentors := council.least - len(council.seats)) > 0:
        lacks.append(say_many("{n} mentor", "{n} mentors", mentors))
    if (times := LEAST_TIMES - len(council.proposals)) > 0:
        lacks.append(say_many("{n} proposed time", "{n} proposed times", times))
    return lacks


def _entry(view: CouncilView) -> Text:
    council = view.council
    topic, state = Bold(council.topic), label(STATES[council.status])
    if council.status in POLLING | {CouncilStatus.CONFIRMED}:
        heading = say(
            "{topic} · {state} · places: {places}", topic=topic, state=state, places=places_text(view)
        )
    else:
        heading = say("{topic} · {state}", topic=topic, state=state)
    yours = your_part(view)
    mentors = say("with {mentors}", mentors=mentors_text(view))
    return lines(heading, when_text(view), mentors, (yours,) if yours else ())


def _own_words(view: CouncilView) -> list[Part]:
    assert view.place is not None
    rows: list[Fact] = []
    if view.place.goals:
        rows.append((label("Your goals"), (view.place.goals,)))
    if view.place.questions:
        rows.append((label("Your questions"), (view.place.questions,)))
    parts: list[Part] = [Facts(tuple(rows))] if rows else []
    if view.place.attendance is Attendance.WAITING:
        parts.append(Hint(say("You move up when somebody leaves, and are told at once.")))
    return parts


def _coordinators(view: CouncilView) -> list[Button]:
    council = view.council
    actions = [Button(label("Answers and notes"), ShowBoard(council.id))]
    if council.status in ENDED:
        return actions
    if council.status in POLLING:
        actions.append(ways_out_button(view))
    actions.append(Button(label("Details"), DescribeCouncil(council.id, council.revision)))
    if council.status is CouncilStatus.CONFIRMED:
        actions.append(Button(label("Add a mentor"), PickMentors(council.id)))
    if council.own:
        access = label("Close to others") if council.open else label("Open to others")
        actions.append(Button(access, OpenToOthers(council.id, council.revision, not council.open)))
    actions.append(cancel_button(view))
    return actions
