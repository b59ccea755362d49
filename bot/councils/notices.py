"""What people are told about councils without having asked."""

from bot.actions.councils.calling import PickMentors
from bot.actions.councils.deciding import CancelCouncil
from bot.actions.councils.looking import ShowBoard, ShowCouncils
from bot.actions.councils.taking_part import JoinCouncil, LeaveCouncil, Register
from bot.actions.sessions import ShowSessions
from bot.calendar_links import council_calendar
from bot.councils.cards import council_actions, show_button
from bot.councils.facts import ENDED, council_facts, facts, mentors_text, why_text
from bot.councils.poll_cards import poll_card
from bot.labels import length, primary, reminding, row, when, who
from bot.language import reads_mail
from bot.sentences import all_of, in_chat, label, lines, msg, say, say_many, sentences
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text
from core.councils import Council, CouncilStatus, Seat, Standing
from core.decisions import Edge
from core.people import Person
from core.usecases.councils.views import CouncilView

NUDGES = (
    msg("Please answer: {topic}"),
    msg("Your answer is still missing: {topic}"),
    msg("Last call: {topic}"),
)


def open_notice(view: CouncilView) -> Card:
    """A council for which somebody on the council plan can register."""
    council = view.council
    by = who(view.people[council.coordinator])
    what = say("{who} invites everybody on the council plan to {topic}.", who=by, topic=Bold(council.topic))
    ways = [each for each in council_actions(view) if isinstance(each.action, Register)]
    return Card(
        label("New council: {topic}", topic=council.topic),
        (Paragraph(what), facts(view), row(*ways, show_button(view))),
    )


def poll_notice(view: CouncilView, *, again: bool) -> Card:
    """The question, with buttons; `again` where it has changed since it was asked first."""
    more = say("There is more time, perhaps with other times; please look once more.")
    return poll_card(view, done=more if again else ())


def nudge_notice(view: CouncilView, step: int) -> Card:
    """Asks again, more pressingly each time (CNL-5)."""
    title = NUDGES[min(step, len(NUDGES)) - 1]
    return poll_card(view, title=label(title, topic=view.council.topic))


def short_notice(view: CouncilView) -> Card:
    """Tells the coordinator that a mentor dropped out and too few are left."""
    council = view.council
    left = say_many(
        "A mentor dropped out, and nobody like them is free then. {n} mentor is left; it should have {least}. "
        "Decide how it goes on: add a mentor, leave it as it is, or call it off.",
        "A mentor dropped out, and nobody like them is free then. {n} mentors are left; it should have {least}. "
        "Decide how it goes on: add a mentor, leave it as it is, or call it off.",
        len(council.participating),
        none=msg(
            "The last mentor dropped out, and nobody like them is free then; it should have {least}. "
            "Decide how it goes on: add a mentor, leave it as it is, or call it off."
        ),
        least=council.least,
    )
    return Card(
        label("Too few mentors: {topic}", topic=council.topic),
        (
            Paragraph(left),
            *_what_they_say(view, *council.with_standing(Standing.DROPPED)),
            facts(view),
            row(
                primary(label("Add a mentor"), PickMentors(council.id)),
                Button(label("Answers and notes"), ShowBoard(council.id)),
                *(each for each in council_actions(view) if isinstance(each.action, CancelCouncil)),
            ),
        ),
    )


def confirmed_notice(view: CouncilView, role: str, replaced: Person | None, door: str = "") -> Card:
    """The decision, as it concerns the reader."""
    council = view.council
    title = label("Council confirmed: {topic}", topic=council.topic)
    unheard = role == "absent" and not council.votes_of(view.viewer.id)
    text = say(_UNHEARD) if unheard else say(_LEADS[role])
    if replaced is not None:
        title = label("You take part: {topic}", topic=council.topic)
        text = say(
            "You take the place of {mentor}, who had to drop out. You were free, so it is in your calendar.",
            mentor=who(replaced),
        )
    elif role == "mentor" and council.verdict is not None and council.verdict.edge == Edge.COMMON:
        text = say(
            "{who} called a council with you. You were free, so the time is kept in your calendar.",
            who=who(view.people[council.coordinator]),
        )
    if role == "mentor" and view.seat is not None and view.seat.lead:
        text = sentences(text, say("You lead it."))
    if role == "absent" or (role == "optional" and not view.takes_part):
        return Card(title, (Paragraph(text), Facts(council_facts(view)[:2]), row(show_button(view))))
    parts: list[Part] = [Paragraph(text), facts(view)]
    if view.place is not None and view.place.busy:
        parts.append(
            Paragraph(
                say(
                    "You have something else then. Keep the place and sort it out, "
                    "or give it up for somebody else."
                )
            )
        )
    if why := why_text(view):
        parts.append(Hint(why))
    if view.takes_part and not council.meeting_url:
        parts.append(Paragraph(in_chat(say("The link to the meeting follows."))))
    parts.append(_actions(view))
    parts += council_calendar(view, door)
    if view.takes_part:
        remind = reminding(view.policies.join_window_minutes, door)
        material = say("The preparation comes ahead of it.") if council.material else ()
        parts.append(Hint(sentences(remind, material)))
    return Card(title, tuple(parts))


_UNHEARD = msg("It was decided without your answer; nothing is kept in your calendar.")
_LEADS = {
    "mentor": msg("You take part. The time is kept in your calendar."),
    "optional": msg("You said Maybe: you are welcome, and nothing is kept in your calendar."),
    "absent": msg(
        "It takes place at a time that does not suit you; nothing is kept in your calendar. "
        "Thank you for answering."
    ),
    "registrant": msg("The time is decided, and you have a place."),
    "waiting": msg("The time is decided. You are on the waiting list, and move up when somebody leaves."),
    "coordinator": msg("The time is decided, and everybody is being told."),
}


def _what_they_say(view: CouncilView, *gone: Seat | None) -> tuple[Part, ...]:
    """Why mentors dropped out, for coordinators."""
    if not view.coordinates:
        return ()
    return tuple(
        Hint(say("{mentor} says: “{text}”", mentor=view.people[seat.mentor].name, text=seat.conflict))
        for seat in gone
        if seat is not None and seat.conflict
    )


def changed_notice(view: CouncilView, out: Person | None, coming: tuple[Person, ...]) -> Card:
    """Another mentor, or one less; the time is as it was."""
    council = view.council
    return Card(
        label("Other mentors: {topic}", topic=council.topic),
        (
            Paragraph(sentences(_changed(out, coming), say("The time stays as it is."))),
            *(() if out is None else _what_they_say(view, council.seat_of(out.id))),
            facts(view),
            _actions(view),
        ),
    )


def _changed(out: Person | None, coming: tuple[Person, ...]) -> Text:
    names = all_of([Bold(person.name) for person in coming])
    if out is None:
        return say_many(
            "{mentors} takes part as well.", "{mentors} take part as well.", len(coming), mentors=names
        )
    if not coming:
        return say("{mentor} cannot come.", mentor=who(out))
    return say_many(
        "{mentor} cannot come; {others} takes part instead.",
        "{mentor} cannot come; {others} take part instead.",
        len(coming),
        mentor=who(out),
        others=names,
    )


def moved_up_notice(view: CouncilView) -> Card:
    """From the waiting list to a place."""
    council = view.council
    return Card(
        label("You have a place: {topic}", topic=council.topic),
        (
            Paragraph(say("Somebody gave up their place, and it is yours now.")),
            facts(view),
            row(
                *(each for each in council_actions(view) if isinstance(each.action, JoinCouncil)),
                Button(label("Goals and questions"), Register(council.id)),
                Button(label("Give up my place"), LeaveCouncil(council.id)),
            ),
        ),
    )


def preparation_notice(view: CouncilView) -> Card:
    """The material ahead of time; mentors also read what the mentees hope for."""
    council = view.council
    assert council.starts_at is not None
    time = when(council.starts_at, view.viewer)
    parts: list[Part] = [
        Paragraph(say("{when}, {length}", when=time, length=length(council.minutes))),
    ]
    if council.material:
        parts.append(Paragraph((council.material,)))
    for place in view.places if view.seat is not None else ():
        told = lines(*((text,) for text in (place.goals, place.questions) if text))
        if told:
            mentee = who(view.people[place.person])
            parts.append(Paragraph(say("{mentee}: {text}", mentee=mentee, text=told)))
    parts.append(row(show_button(view)))
    return Card(label("To prepare: {topic}", topic=council.topic), tuple(parts))


def cancelled_notice(view: CouncilView) -> Card:
    """It does not take place."""
    council = view.council
    by = view.people.get(council.ended_by or 0)
    coordinator = who(by) if by else label("Its coordinator")
    if council.starts_at:
        text = say(
            "{who} called off {topic} on {when}. The time is free again.",
            who=coordinator,
            topic=Bold(council.topic),
            when=when(council.starts_at, view.viewer),
        )
    else:
        text = say("{who} called off {topic}.", who=coordinator, topic=Bold(council.topic))
    reason = (Facts(((label("Reason"), (council.reason,)),)),) if council.reason else ()
    return Card(
        label("Council called off"),
        (
            Paragraph(text),
            *reason,
            row(Button(label("Councils"), ShowCouncils()), Button(label("My sessions"), ShowSessions())),
        ),
    )


def failed_notice(view: CouncilView) -> Card:
    """No time was found, and nobody decided."""
    council = view.council
    why = say_many(
        "No time suited at least {n} mentor, so it does not take place.",
        "No time suited at least {n} mentors, so it does not take place.",
        council.least,
    )
    again = say("Call it again with other times or mentors.") if view.coordinates else ()
    return Card(
        label("No council: {topic}", topic=council.topic),
        (Paragraph(sentences(why, again)), row(Button(label("Councils"), ShowCouncils()))),
    )


def reminder_notice(view: CouncilView, minutes: int, *, on_time: bool, late: bool, door: str = "") -> Card:
    """A reminder some minutes before the start; not `on_time` it names none, and `late` it says so."""
    topic = view.council.topic
    title = (
        label("In {length}: {topic}", length=length(minutes), topic=topic)
        if on_time
        else label("Coming up: {topic}", topic=topic)
    )
    notes = (Hint(say("This reminder is late: I could not send it when it was due.")),) if late else ()
    doors = council_calendar(view, door) if reads_mail() else ()
    return Card(title, (Facts(council_facts(view)[:2]), _actions(view), *doors, *notes))


def join_notice(view: CouncilView, *, late: bool, door: str = "") -> Card:
    """The Join button, when it opens."""
    council = view.council
    assert council.starts_at is not None
    started = view.now >= council.starts_at
    lead = (
        say("It has begun.")
        if started
        else say("It starts {time}.", time=when(council.starts_at, view.viewer, Show.TIME))
    )
    notes = (
        (Hint(say("This comes late: I could not send it when it was due.")),)
        if late and not started
        else ()
    )
    return Card(
        label("Time to join: {topic}", topic=council.topic),
        (
            Paragraph(sentences(lead, say("With {mentors}.", mentors=mentors_text(view)))),
            Row(tuple(council_actions(view))),
            *(council_calendar(view, door) if reads_mail() else ()),
            *notes,
        ),
    )


def settled_card(view: CouncilView) -> Card:
    """What becomes of an earlier message once its buttons may no longer apply (NTF-5)."""
    council = view.council
    title = label("Council: {topic}", topic=council.topic)
    if council.status not in ENDED:
        return Card(title, (facts(view), _actions(view)))
    return Card(
        title, (Facts(council_facts(view)[:2]), Paragraph(_ended(view, council)), row(show_button(view)))
    )


def _ended(view: CouncilView, council: Council) -> Text:
    match council.status:
        case CouncilStatus.CANCELLED:
            by = view.people.get(council.ended_by or 0)
            coordinator = by.name if by else label("its coordinator")
            if council.ended_at is None:
                return say("Called off by {who}.", who=coordinator)
            at = when(council.ended_at, view.viewer, Show.SHORT)
            return say("Called off by {who}, {when}.", who=coordinator, when=at)
        case CouncilStatus.FAILED:
            return say("No time suited enough mentors, so it did not take place.")
        case _:
            return say("It is over.")


def _actions(view: CouncilView) -> Row:
    return Row(tuple(council_actions(view)) or (show_button(view),))
