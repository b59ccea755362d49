"""Registering, leaving, coming to a council."""

from bot.actions.councils.calling import CallCouncil
from bot.actions.councils.looking import ShowCouncil, ShowCouncils
from bot.actions.councils.taking_part import LeaveCouncil, Register
from bot.councils.facts import facts, mentors_text, when_text
from bot.labels import danger, primary, row, when
from bot.ui import Bold, Button, Card, Hint, Link, Paragraph, Part, Row, Show, words
from core.councils import Attendance, Council, CouncilStatus
from core.usecases.councils.coming import CouncilJoined
from core.usecases.councils.dropping import Dropped
from core.usecases.councils.registering import Registered
from core.usecases.councils.views import CouncilView


def register_intro(view: CouncilView) -> tuple[Part, ...]:
    """What one registers for, above the fields."""
    lines = words(Bold(view.council.topic), ", ", *when_text(view), ", with ", *mentors_text(view), ".")
    full = not view.free_places and view.place is None
    waits: tuple[Part, ...] = (
        (
            Hint(
                words("All places are taken: you go on the waiting list, and move up when somebody leaves.")
            ),
        )
        if full
        else ()
    )
    return (Paragraph(lines), *waits)


def registered_card(done: Registered) -> Card:
    """A place, or one on the waiting list."""
    view = done.view
    assert view.place is not None
    waits = view.place.attendance is Attendance.WAITING
    if view.council.status is CouncilStatus.CONFIRMED and not done.again:
        return _registered_late(view, waits=waits)
    if done.again:
        title, text = "Saved", "Your goals and questions are changed."
    elif waits:
        title, text = (
            "You are on the waiting list",
            "All places are taken. You move up when somebody leaves, and are told.",
        )
    else:
        title, text = "You have a place", "The coordinator and the mentors see your goals and questions."
    return Card(
        title,
        (
            Paragraph(words(text)),
            facts(view),
            row(
                Button("Goals and questions", Register(view.council.id)),
                Button("Give up my place", LeaveCouncil(view.council.id)),
                Button("‹ Councils", ShowCouncils()),
            ),
        ),
    )


def _registered_late(view: CouncilView, *, waits: bool) -> Card:
    """The time is decided, and a confirmation of its own says all about it, for it lasts."""
    council = view.council
    title = "You are on the waiting list" if waits else "You have a place"
    what = "all there is to know" if waits else "the time, the link and what you can do"
    return Card(
        title,
        (
            Paragraph(words(Bold(council.topic), f" {view.code}: a message of its own tells you {what}.")),
            row(Button("Show the council", ShowCouncil(council.id)), Button("‹ Councils", ShowCouncils())),
        ),
    )


def leave_card(view: CouncilView) -> Card:
    """Asked once, because the place may be gone after it."""
    council = view.council
    waiting = " Somebody waits for it, so you cannot be sure to get it back." if view.waiting else ""
    return Card(
        f"Give up your place? {council.topic}",
        (
            Paragraph(words(*when_text(view), f".{waiting}")),
            row(
                danger("Give it up", LeaveCouncil(council.id, sure=True)),
                Button("‹ Keep it", ShowCouncil(council.id)),
            ),
        ),
    )


def left_card(view: CouncilView) -> Card:
    """The place is given up."""
    council = view.council
    again = (Button("Register again", Register(council.id)),) if view.may_register else ()
    return Card(
        "Your place is given up",
        (
            Paragraph(words("You are no longer registered for ", Bold(council.topic), ".")),
            row(*again, Button("‹ Councils", ShowCouncils())),
        ),
    )


def dropped_card(done: Dropped) -> Card:
    """To the mentor who dropped out."""
    council = done.view.council
    if done.replacement is not None:
        after = f"{done.replacement.name} takes your place."
    elif done.short:
        after = "Nobody like you is free then, so the coordinator decides how it goes on."
    else:
        after = "The council goes on with the others."
    return Card(
        "You dropped out",
        (
            Paragraph(
                words(Bold(council.topic), f" is off your calendar. {after} Everybody is being told.")
            ),
            row(Button("‹ Councils", ShowCouncils())),
        ),
    )


def joined_card(joined: CouncilJoined) -> Card:
    """The way in."""
    view = joined.view
    until = view.council.ends_at
    ends = words("Until ", when(until, view.viewer, Show.TIME), ". ") if until else ()
    return Card(
        f"Join “{view.council.topic}”",
        (
            Paragraph(words(*ends, "With ", *mentors_text(view), ".")),
            Row((Link("Open the meeting", joined.url),)),
            Hint(words("The link is for those who take part.")),
        ),
    )


def cancelled_card(view: CouncilView, was: Council) -> Card:
    """To the coordinator who called it off; `was` is the council before."""
    council = view.council
    told = (
        "Nobody had been asked."
        if was.asked_at is None and was.starts_at is None
        else "Everybody is being told."
    )
    return Card(
        "Called off",
        (
            Paragraph(words(Bold(council.topic), f" does not take place. {told}")),
            row(primary("New council", CallCouncil()), Button("‹ Councils", ShowCouncils())),
        ),
    )
