"""What people are told about councils without having asked."""

from bot.actions.councils.calling import PickMentors
from bot.actions.councils.looking import ShowBoard, ShowCouncil, ShowCouncils
from bot.actions.councils.taking_part import LeaveCouncil, Register
from bot.actions.sessions import ShowSessions
from bot.councils.cards import council_actions
from bot.councils.facts import ENDED, council_facts, facts, mentors_text, why_text
from bot.councils.poll_cards import poll_card
from bot.labels import length, primary, row, several, when, who
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from core.councils import CouncilStatus, Seat, Standing
from core.decisions import Edge
from core.people import Person
from core.usecases.councils.views import CouncilView

NUDGES = ("Please answer", "Your answer is still missing", "Last call")


def poll_notice(view: CouncilView, *, again: bool) -> Card:
    """The question, with buttons; `again` where it has changed since it was asked first."""
    done = "There is more time, perhaps with other times; please look once more." if again else ""
    return poll_card(view, done=done)


def nudge_notice(view: CouncilView, step: int) -> Card:
    """Asks again, more pressingly each time (CNL-5)."""
    lead = NUDGES[min(step, len(NUDGES)) - 1]
    return poll_card(view, title=f"{lead}: {view.council.topic}")


def short_notice(view: CouncilView) -> Card:
    """Tells the coordinator that a mentor dropped out and too few are left."""
    council = view.council
    number = len(council.participating)
    return Card(
        f"Too few mentors: {council.topic}",
        (
            Paragraph(
                words(
                    f"A mentor dropped out, and nobody like them is free then. {several(number, 'mentor')} "
                    f"{'is' if number == 1 else 'are'} left; it should have {council.least}. Decide how it goes on: "
                    "add a mentor, leave it as it is, or call it off."
                )
            ),
            *_what_they_say(view, *council.with_standing(Standing.DROPPED)),
            facts(view),
            row(
                primary("Add a mentor", PickMentors(council.id)),
                Button("Answers and notes", ShowBoard(council.id)),
                *(each for each in council_actions(view) if each.label == "Call it off"),
            ),
        ),
    )


def confirmed_notice(view: CouncilView, role: str, replaced: Person | None) -> Card:
    """The decision, as it concerns the reader."""
    council = view.council
    title = f"Council confirmed: {council.topic}"
    unheard = role == "absent" and not council.votes_of(view.viewer.id)
    text: Text = words(_UNHEARD if unheard else _LEADS[role])
    if replaced is not None:
        title = f"You take part: {council.topic}"
        text = words(
            "You take the place of ",
            who(replaced),
            ", who had to drop out. You were free, so it is in your calendar.",
        )
    elif role == "mentor" and council.verdict is not None and council.verdict.edge == Edge.COMMON:
        by = who(view.people[council.coordinator])
        text = words(by, " called a council with you. You were free, so the time is kept in your calendar.")
    if role == "mentor" and view.seat is not None and view.seat.lead:
        text = words(*text, " You lead it.")
    if role == "absent" or (role == "optional" and not view.takes_part):
        return Card(title, (Paragraph(text), Facts(council_facts(view)[:2]), row(_show(view))))
    parts: list[Part] = [Paragraph(text), facts(view)]
    if view.place is not None and view.place.busy:
        parts.append(
            Paragraph(
                words(
                    "You have something else then. Keep the place and sort it out, or give it up for somebody else."
                )
            )
        )
    if why := why_text(view):
        parts.append(Hint(words("Why this time: ", *why)))
    parts.append(Row(tuple(council_actions(view)) or (_show(view),)))
    if view.takes_part:
        minutes = view.policies.join_window_minutes
        material = " The preparation comes ahead of it." if council.material else ""
        parts.append(
            Hint(
                words(
                    f"I will remind you, and send the Join button {minutes} minutes before the start.{material}"
                )
            )
        )
    return Card(title, tuple(parts))


_UNHEARD = "It was decided without your answer; nothing is kept in your calendar."
_LEADS = {
    "mentor": "You take part. The time is kept in your calendar.",
    "optional": "You said Maybe: you are welcome, and nothing is kept in your calendar.",
    "absent": "It takes place at a time that does not suit you; nothing is kept in your calendar. "
    "Thank you for answering.",
    "registrant": "The time is decided, and you have a place.",
    "waiting": "The time is decided. You are on the waiting list, and move up when somebody leaves.",
    "coordinator": "The time is decided, and everybody is being told.",
}


def _what_they_say(view: CouncilView, *gone: Seat | None) -> tuple[Part, ...]:
    """Why mentors dropped out, for coordinators."""
    said = [seat for seat in gone if seat is not None and seat.conflict]
    if not view.coordinates:
        return ()
    return tuple(Hint(words(f"{view.people[seat.mentor].name} says: “{seat.conflict}”")) for seat in said)


def changed_notice(view: CouncilView, out: Person | None, coming: tuple[Person, ...]) -> Card:
    """Another mentor, or one less; the time is as it was."""
    council = view.council
    names = ", ".join(person.name for person in coming)
    if out is not None and coming:
        text = words(who(out), " cannot come; ", Bold(names), " takes part instead.")
    elif out is not None:
        text = words(who(out), " cannot come.")
    else:
        text = words(Bold(names), f" {'take' if len(coming) > 1 else 'takes'} part as well.")
    return Card(
        f"Other mentors: {council.topic}",
        (
            Paragraph(words(*text, " The time stays as it is.")),
            *(() if out is None else _what_they_say(view, council.seat_of(out.id))),
            facts(view),
            Row(tuple(council_actions(view)) or (_show(view),)),
        ),
    )


def moved_up_notice(view: CouncilView) -> Card:
    """From the waiting list to a place."""
    council = view.council
    return Card(
        f"You have a place: {council.topic}",
        (
            Paragraph(words("Somebody gave up their place, and it is yours now.")),
            facts(view),
            row(
                *(each for each in council_actions(view) if each.label == "Join"),
                Button("Goals and questions", Register(council.id)),
                Button("Give up my place", LeaveCouncil(council.id)),
            ),
        ),
    )


def preparation_notice(view: CouncilView) -> Card:
    """The material ahead of time; mentors also read what the mentees hope for."""
    council = view.council
    assert council.starts_at is not None
    parts: list[Part] = [
        Paragraph(words(when(council.starts_at, view.viewer), f", {length(council.minutes)}"))
    ]
    if council.material:
        parts.append(Paragraph(words(council.material)))
    for place in view.places if view.seat is not None else ():
        told = [text for text in (place.goals, place.questions) if text]
        if told:
            parts.append(Paragraph(words(who(view.people[place.person]), ": ", "\n".join(told))))
    parts.append(row(_show(view)))
    return Card(f"To prepare: {council.topic}", tuple(parts))


def cancelled_notice(view: CouncilView) -> Card:
    """It does not take place."""
    council = view.council
    by = view.people.get(council.ended_by or 0)
    at = words(" on ", when(council.starts_at, view.viewer)) if council.starts_at else ()
    lines = words(who(by) if by else "Its coordinator", " called off ", Bold(council.topic), *at, ".")
    freed = " The time is free again." if council.starts_at else ""
    reason: tuple[Part, ...] = (Facts((("Reason", words(council.reason)),)),) if council.reason else ()
    return Card(
        "Council called off",
        (
            Paragraph(words(*lines, freed)),
            *reason,
            row(Button("Councils", ShowCouncils()), Button("My sessions", ShowSessions())),
        ),
    )


def failed_notice(view: CouncilView) -> Card:
    """No time was found, and nobody decided."""
    council = view.council
    why = f"No time suited at least {several(council.least, 'mentor')}, so it does not take place."
    again = " Call it again with other times or mentors." if view.coordinates else ""
    return Card(
        f"No council: {council.topic}",
        (Paragraph(words(why, again)), row(Button("Councils", ShowCouncils()))),
    )


def reminder_notice(view: CouncilView, minutes: int, *, on_time: bool, late: bool) -> Card:
    """A reminder some minutes before the start; not `on_time` it names none, and `late` it says so."""
    council = view.council
    ahead = length(minutes) if minutes < 24 * 60 or minutes % (24 * 60) else f"{minutes // 60} hours"
    title = f"{f'In {ahead}' if on_time else 'Coming up'}: {council.topic}"
    notes = (Hint(words("This reminder is late: I could not send it when it was due.")),) if late else ()
    return Card(
        title, (Facts(council_facts(view)[:2]), Row(tuple(council_actions(view)) or (_show(view),)), *notes)
    )


def join_notice(view: CouncilView, *, late: bool) -> Card:
    """The Join button, when it opens."""
    council = view.council
    assert council.starts_at is not None
    started = view.now >= council.starts_at
    lead = (
        words("It has begun. ")
        if started
        else words("It starts ", when(council.starts_at, view.viewer, Show.TIME), ". ")
    )
    notes = (
        (Hint(words("This comes late: I could not send it when it was due.")),)
        if late and not started
        else ()
    )
    return Card(
        f"Time to join: {council.topic}",
        (
            Paragraph(words(*lead, "With ", *mentors_text(view), ".")),
            Row(tuple(council_actions(view))),
            *notes,
        ),
    )


def settled_card(view: CouncilView) -> Card:
    """What becomes of an earlier message once its buttons may no longer apply (NTF-5)."""
    council = view.council
    if council.status not in ENDED:
        return Card(
            f"Council: {council.topic}", (facts(view), Row(tuple(council_actions(view)) or (_show(view),)))
        )
    ended: Text = words("It is over.")
    if council.status is CouncilStatus.CANCELLED:
        by = view.people.get(council.ended_by or 0)
        at = words(", ", when(council.ended_at, view.viewer, Show.SHORT)) if council.ended_at else ()
        ended = words("Called off by ", by.name if by else "its coordinator", *at, ".")
    elif council.status is CouncilStatus.FAILED:
        ended = words("No time suited enough mentors, so it did not take place.")
    return Card(
        f"Council: {council.topic}", (Facts(council_facts(view)[:2]), Paragraph(ended), row(_show(view)))
    )


def _show(view: CouncilView) -> Button:
    return Button("Show the council", ShowCouncil(view.council.id))
