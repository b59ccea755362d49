"""The dashboard, and one council with what its viewer can do about it."""

from bot.actions.councils.calling import CallCouncil, DescribeCouncil, OpenPoll, PickMentors, PickTimes
from bot.actions.councils.deciding import CancelCouncil, ShowWaysOut
from bot.actions.councils.looking import ShowBoard, ShowCouncil, ShowCouncils
from bot.actions.councils.own import FindTime, OpenToOthers
from bot.actions.councils.polling import ShowPoll
from bot.actions.councils.taking_part import DropOut, JoinCouncil, LeaveCouncil, Register
from bot.actions.sessions import ShowSessions
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
from bot.labels import danger, length, primary, row, several, when
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Text, words
from core.councils import LEAST_TIMES, POLLING, Attendance, CouncilStatus
from core.usecases.councils.dashboard import CouncilsPage
from core.usecases.councils.views import CouncilView


def councils_card(page: CouncilsPage) -> Card:
    """`/council`: what is ahead with mentors and free places, or what is over."""
    parts: list[Part] = [Paragraph(_entry(view)) for view in page.councils]
    if page.councils:
        opened = tuple(
            Button(f"{view.code} {view.council.topic}"[:60], ShowCouncil(view.council.id))
            for view in page.councils
        )
        parts.append(Row(opened, columns=1))
    else:
        parts.append(
            Paragraph(words("No council is over yet." if page.past else "No council is coming up."))
        )
    turns = [Button("‹ Back", ShowCouncils(page.page - 1, page.past))] if page.page else []
    turns += [Button("More ›", ShowCouncils(page.page + 1, page.past))] if page.more else []
    turns.append(
        Button("Coming up", ShowCouncils()) if page.past else Button("Over", ShowCouncils(past=True))
    )
    turns.append(Button("My sessions", ShowSessions()))
    if page.may_call:
        turns.append(primary("New council", CallCouncil()))
    parts.append(Row(tuple(turns)))
    if not page.may_call and not page.past:
        parts.append(
            Hint(
                words(
                    "In a council several mentors meet several mentees. Those on the council plan register."
                )
            )
        )
    return Card("Past councils" if page.past else "Councils", tuple(parts))


def council_card(view: CouncilView, done: str = "", *, title: str = "") -> Card:
    """One council as the viewer may see it; `done` is what has just happened."""
    if view.council.status is CouncilStatus.PENDING:
        return preview_card(view, done)
    council = view.council
    parts: list[Part] = [Paragraph(words(done))] if done else []
    parts.append(facts(view))
    if why := why_text(view):
        parts.append(Hint(words("Why this time: ", *why)))
    if council.reason and council.status in ENDED:
        parts.append(Paragraph(words("Reason: ", council.reason)))
    if view.place is not None and council.status not in ENDED:
        parts += _own_words(view)
    if actions := council_actions(view):
        parts.append(Row(tuple(actions)))
    parts.append(row(Button("‹ Councils", ShowCouncils())))
    return Card(title or f"Council: {council.topic}", tuple(parts))


def council_actions(view: CouncilView) -> list[Button]:
    """What the viewer can do right now about a council of which others know."""
    council = view.council
    actions: list[Button] = []
    if view.may_join:
        actions.append(primary("Join", JoinCouncil(council.id)))
    if view.may_answer:
        actions.append(primary("My answers", ShowPoll(council.id)))
    if view.may_register:
        label = "Register" if view.free_places else "Join the waiting list"
        actions.append(primary(label, Register(council.id)))
    if view.may_leave:
        actions.append(Button("Goals and questions", Register(council.id)))
        if not (council.own and council.coordinator == view.viewer.id):
            actions.append(Button("Give up my place", LeaveCouncil(council.id)))
    if view.may_drop_out:
        actions.append(danger("Drop out", DropOut(council.id, council.revision)))
    if view.coordinates:
        actions += _coordinators(view)
    return actions


def preview_card(view: CouncilView, done: str = "") -> Card:
    """A council that is being put together, as it would be asked about."""
    council = view.council
    open_to = "open to everybody on the council plan" if council.open else "for you alone until you open it"
    parts: list[Part] = [Paragraph(words(done))] if done else []
    rows: list[tuple[str, Text]] = [
        ("Length", words(length(council.minutes))),
        ("Wanted", words(", ".join(council.expertise) or "no particular expertise")),
        ("Places", words(f"{council.capacity}, {open_to}")),
        ("Mentors", words(*mentors_text(view), f" (at least {council.least}, at most {council.most})")),
    ]
    if not (council.own and not council.proposals):
        rows.append(("Deadline", words(f"{council.hours} h after the mentors are asked")))
    parts.append(Facts(tuple(rows)))
    for number, proposal in numbered(council):
        parts.append(Paragraph(words(Bold(f"{number}. "), when(proposal.starts_at, view.viewer))))
    if council.material:
        parts.append(Paragraph(words(Bold("Preparation: "), council.material)))
    lacks = _lacks(view)
    if lacks:
        parts.append(Paragraph(words(f"Still missing: {lacks}.")))
    parts.append(Row(tuple(_steps(view, complete=not lacks))))
    parts.append(
        row(
            danger("Throw it away", CancelCouncil(council.id, council.revision)),
            Button("‹ Councils", ShowCouncils()),
        )
    )
    parts.append(
        Hint(words("Nobody has been asked yet. It is kept as ", Code(f"/council {view.code}"), "."))
    )
    return Card(f"New council: {council.topic}", tuple(parts))


def _steps(view: CouncilView, *, complete: bool) -> list[Button]:
    council = view.council
    enough = len(council.seats) >= council.least
    steps: list[Button] = []
    if complete:
        steps.append(
            primary(f"Ask {several(len(council.seats), 'mentor')}", OpenPoll(council.id, council.revision))
        )
    if council.own and enough:
        find = FindTime(council.id)
        steps.append(
            Button("Find a common time", find) if complete else primary("Find a common time", find)
        )
    steps.append(Button("Mentors", PickMentors(council.id)))
    steps.append(Button("Times to ask about" if council.own else "Times", PickTimes(council.id)))
    steps.append(Button("Details", DescribeCouncil(council.id, council.revision)))
    return steps


def _lacks(view: CouncilView) -> str:
    council, lacks = view.council, list[str]()
    if len(council.seats) < council.least:
        lacks.append(several(council.least - len(council.seats), "mentor"))
    if len(council.proposals) < LEAST_TIMES:
        lacks.append(several(LEAST_TIMES - len(council.proposals), "proposed time"))
    return " and ".join(lacks)


def _entry(view: CouncilView) -> Text:
    council = view.council
    yours = your_part(view)
    places = (
        f" · places: {places_text(view)}" if council.status in POLLING | {CouncilStatus.CONFIRMED} else ""
    )
    return words(
        Bold(council.topic),
        f" · {STATES[council.status]}{places}\n",
        *when_text(view),
        "\nwith ",
        *mentors_text(view),
        f"\n{yours}" if yours else "",
    )


def _own_words(view: CouncilView) -> list[Part]:
    assert view.place is not None
    told = (("Your goals", view.place.goals), ("Your questions", view.place.questions))
    rows = tuple((label, words(text)) for label, text in told if text)
    parts: list[Part] = [Facts(rows)] if rows else []
    if view.place.attendance is Attendance.WAITING:
        parts.append(Hint(words("You move up when somebody leaves, and are told at once.")))
    return parts


def _coordinators(view: CouncilView) -> list[Button]:
    council = view.council
    actions = [Button("Answers and notes", ShowBoard(council.id))]
    if council.status in ENDED:
        return actions
    if council.status in POLLING:
        label = "What now?" if council.status is CouncilStatus.DECIDING else "Decide or extend"
        actions.append(Button(label, ShowWaysOut(council.id)))
    actions.append(Button("Details", DescribeCouncil(council.id, council.revision)))
    if council.status is CouncilStatus.CONFIRMED:
        actions.append(Button("Add a mentor", PickMentors(council.id)))
    if council.own:
        label = "Close to others" if council.open else "Open to others"
        actions.append(Button(label, OpenToOthers(council.id, council.revision, not council.open)))
    actions.append(danger("Call it off", CancelCouncil(council.id, council.revision)))
    return actions
