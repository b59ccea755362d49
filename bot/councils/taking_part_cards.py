"""Registering, leaving, coming to a council."""

from bot.actions.councils.calling import CallCouncil
from bot.actions.councils.looking import ShowCouncil, ShowCouncils
from bot.actions.councils.taking_part import LeaveCouncil, Register
from bot.councils.cards import council_card, show_button
from bot.councils.facts import facts, mentors_text, when_text
from bot.labels import LINK_IS_OWN, danger, primary, row, when
from bot.sentences import label, say, sentences
from bot.ui import (
    NO_LABEL,
    Bold,
    Button,
    Card,
    Field,
    Hint,
    Label,
    Layout,
    Link,
    Paragraph,
    Part,
    Row,
    Show,
    Style,
    Text,
    TextField,
)
from core.councils import Attendance, Council, CouncilStatus, Place
from core.usecases.councils.coming import CouncilJoined
from core.usecases.councils.drafting import WORDS_LIMIT
from core.usecases.councils.dropping import Dropped
from core.usecases.councils.registering import Registered
from core.usecases.councils.views import CouncilView


def registration_form(view: CouncilView) -> Layout:
    """Goals and questions, for a place or one on the waiting list, or to change them."""
    submit = label("Register") if view.place is None else label("Save")
    return Layout(label("Register"), submit, _goals_and_questions(view.place), _register_intro(view))


def _goals_and_questions(place: Place | None) -> tuple[Field, ...]:
    return (
        _optional("goals", label("Your goals"), place.goals if place else ""),
        _optional("questions", label("Your questions"), place.questions if place else ""),
    )


def drop_out_form() -> Layout:
    """Asks why, and says what follows."""
    told = Hint(say("A mentor like you who is free then takes your place; else the coordinator decides."))
    field = _optional("reason", label("Reason"), hint=label("For the coordinator"))
    return Layout(label("Drop out?"), label("Drop out"), (field,), (told,), label("Stay in"), Style.DANGER)


def _optional(name: str, title: Label, initial: str = "", hint: Label = NO_LABEL) -> TextField:
    return TextField(
        name, title, required=False, multiline=True, limit=WORDS_LIMIT, initial=initial, hint=hint
    )


def _register_intro(view: CouncilView) -> tuple[Part, ...]:
    """What one registers for, above the fields."""
    what = Paragraph(
        say(
            "{topic}, {when}, with {mentors}.",
            topic=Bold(view.council.topic),
            when=when_text(view),
            mentors=mentors_text(view),
        )
    )
    if view.free_places or view.place is not None:
        return (what,)
    waits = say("All places are taken: you go on the waiting list, and move up when somebody leaves.")
    return what, Hint(waits)


def registered_card(done: Registered) -> Card:
    """A place, or one on the waiting list."""
    view = done.view
    assert view.place is not None
    waits = view.place.attendance is Attendance.WAITING
    if view.council.status is CouncilStatus.CONFIRMED and not done.again:
        return _registered_late(view, waits=waits)
    if done.again:
        title, text = label("Saved"), say("Your goals and questions are changed.")
    elif waits:
        title = label("You are on the waiting list")
        text = say("All places are taken. You move up when somebody leaves, and are told.")
    else:
        title = label("You have a place")
        text = say("The coordinator and the mentors see your goals and questions.")
    return Card(
        title,
        (
            Paragraph(text),
            facts(view),
            row(
                Button(label("Goals and questions"), Register(view.council.id)),
                Button(label("Give up my place"), LeaveCouncil(view.council.id)),
                Button(label("‹ Councils"), ShowCouncils()),
            ),
        ),
    )


def _registered_late(view: CouncilView, *, waits: bool) -> Card:
    """The time is decided, and a confirmation of its own says all about it, for it lasts."""
    topic = Bold(view.council.topic)
    if waits:
        title = label("You are on the waiting list")
        told = say(
            "{topic} {code}: a message of its own tells you all there is to know.",
            topic=topic,
            code=view.code,
        )
    else:
        title = label("You have a place")
        told = say(
            "{topic} {code}: a message of its own tells you the time, the link and what you can do.",
            topic=topic,
            code=view.code,
        )
    ways = row(show_button(view), Button(label("‹ Councils"), ShowCouncils()))
    return Card(title, (Paragraph(told), ways))


def leave_card(view: CouncilView) -> Card:
    """Asked once, because the place may be gone after it."""
    council = view.council
    waiting = say("Somebody waits for it, so you cannot be sure to get it back.") if view.waiting else ()
    return Card(
        label("Give up your place? {topic}", topic=council.topic),
        (
            Paragraph(sentences(say("{when}.", when=when_text(view)), waiting)),
            row(
                danger(label("Give it up"), LeaveCouncil(council.id, sure=True)),
                Button(label("‹ Keep it"), ShowCouncil(council.id)),
            ),
        ),
    )


def left_card(view: CouncilView) -> Card:
    """The place is given up."""
    council = view.council
    again = (Button(label("Register again"), Register(council.id)),) if view.may_register else ()
    return Card(
        label("Your place is given up"),
        (
            Paragraph(say("You are no longer registered for {topic}.", topic=Bold(council.topic))),
            row(*again, Button(label("‹ Councils"), ShowCouncils())),
        ),
    )


def no_place_card(view: CouncilView) -> Card:
    """To somebody who has none to give up."""
    return council_card(view, say("You have no place in it."))


def dropped_card(done: Dropped) -> Card:
    """To the mentor who dropped out."""
    topic = Bold(done.view.council.topic)
    return Card(
        label("You dropped out"),
        (
            Paragraph(
                sentences(
                    say("{topic} is off your calendar.", topic=topic),
                    _after(done),
                    say("Everybody is being told."),
                )
            ),
            row(Button(label("‹ Councils"), ShowCouncils())),
        ),
    )


def _after(done: Dropped) -> Text:
    if done.replacement is not None:
        return say("{mentor} takes your place.", mentor=done.replacement.name)
    if done.short:
        return say("Nobody like you is free then, so the coordinator decides how it goes on.")
    return say("The council goes on with the others.")


def joined_card(joined: CouncilJoined) -> Card:
    """The way in."""
    view = joined.view
    until = view.council.ends_at
    ends = say("Until {time}.", time=when(until, view.viewer, Show.TIME)) if until else ()
    mentors = say("With {mentors}.", mentors=mentors_text(view))
    return Card(
        label("Join “{topic}”", topic=view.council.topic),
        (
            Paragraph(sentences(ends, mentors)),
            Row((Link(label("Open the meeting"), joined.url),)),
            Hint(say(LINK_IS_OWN) if joined.is_own else say("The link is for those who take part.")),
        ),
    )


def cancelled_card(view: CouncilView, was: Council) -> Card:
    """To the coordinator who called it off; `was` is the council before."""
    unknown = was.asked_at is None and was.starts_at is None
    told = say("Nobody had been asked.") if unknown else say("Everybody is being told.")
    what = say("{topic} does not take place.", topic=Bold(view.council.topic))
    return Card(
        label("Called off"),
        (
            Paragraph(sentences(what, told)),
            row(primary(label("New council"), CallCouncil()), Button(label("‹ Councils"), ShowCouncils())),
        ),
    )
