"""Cancelling a session, as cards: what it means beforehand, and what has been done."""

from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import ShowSessions
from bot.labels import primary, row, title_of, when, who, whom_to_ask
from bot.refund_terms import refund_terms
from bot.sentences import label, lines, msg, say, sentences
from bot.session_facts import reason_fact, refund_text
from bot.ui import (
    Bold,
    Button,
    Card,
    Facts,
    Hint,
    Label,
    Money,
    Paragraph,
    Part,
    Show,
    Text,
    words,
)
from core.cancelling import refund_of
from core.people import Role
from core.sessions import Status
from core.usecases.cancelling import Cancelled, seeks_replacement
from core.usecases.replacing import LeftSession
from core.usecases.session_views import SessionView

NOT_SAID = {
    Role.MENTEE: msg(
        "You have not said by the start who should be the mentor, so {title} on {time} is cancelled."
    ),
    Role.MENTOR: msg(
        "{mentee} has not said by the start who should be the mentor, so {title} on {time} is cancelled."
    ),
}
"""By who reads it."""
GOES_ON = {
    True: (
        msg("I try to find another mentor for this session."),
        msg("If one is found, {mentee} can accept or cancel for a full refund."),
        msg("If nobody is free, {mentee} can choose another mentor and time, or cancel for a full refund."),
    ),
    False: (
        msg("I try to find another mentor for this session."),
        msg("If one is found, {mentee} can accept or cancel."),
        msg("If nobody is free, {mentee} can choose another mentor and time, or cancel."),
    ),
}
"""What follows where another mentor is sought, by whether the session has a price."""
ENDS = {
    True: msg("{mentee} receives a full refund."),
    False: msg("{mentee} can book another time."),
}
"""What follows where no other mentor is sought, by whether the session has a price."""
MENTOR_LEFT = {
    True: msg("The session has been reassigned to another mentor."),
    False: msg("No other mentor was free at that time."),
}
"""By whether another mentor was found."""
CHOICES = {
    (True, True): msg("{mentee} is being told and can continue or cancel for a full refund."),
    (True, False): msg("{mentee} is being told and can continue or cancel."),
    (False, True): msg("{mentee} is being told and can choose another mentor or cancel for a full refund."),
    (False, False): msg("{mentee} is being told and can choose another mentor or cancel."),
}
"""By whether another mentor was found, and whether the session has a price."""


def cancel_intro(view: SessionView) -> tuple[Part, ...]:
    """What cancelling means, before it is confirmed (CAN-2)."""
    asked = say(
        "Cancel {title}, {time}, with {name}?",
        title=Bold(title_of(view.session.topic)),
        time=when(view.session.starts_at, view.reader, Show.SHORT),
        name=view.other.name,
    )
    return (
        Paragraph(asked),
        *(_what_happens_next(view) if view.viewer is Role.MENTOR else _what_it_costs(view)),
    )


def cancelled_card(done: Cancelled) -> Card:
    """To the one who cancelled, where the confirmation cannot be the answer."""
    view = done.view
    session = view.session
    title, mine = label("Session Cancelled"), Button(label("My sessions"), ShowSessions())
    text = say("{code} has been cancelled.", code=Bold(session.code))
    if view.viewer is Role.MENTOR:
        told = say("{mentee} is being told.", mentee=who(view.mentee))
        if (due := _refund_due(view)) is not None:
            told = say(
                "{mentee} is being told and will receive a full refund of {amount}.",
                mentee=who(view.mentee),
                amount=due,
            )
        return Card(title, (Paragraph(sentences(text, told)), row(mine)))
    told = say("{mentor} is being told.", mentor=who(view.mentor)) if session.has_mentor else ()
    doors = row(primary(label("Book a session"), BrowseMentors()), mine)
    return Card(title, (Paragraph(sentences(text, told, _refund_line(view))), doors))


def cancelled_notice(view: SessionView, support: str = "") -> Card:
    """To both parties; the one who cancelled reads it as a confirmation. `support` is whom to ask otherwise."""
    session = view.session
    assert session.cancellation is not None
    mine = session.cancellation.by is view.viewer
    rows = ((label("Code"), words(session.code)), *reason_fact(view))
    sessions = Button(label("My sessions"), ShowSessions())
    if view.viewer is Role.MENTEE:
        month = say("It does not count against your month.")
        if session.counted:
            month = say("It counts against your month.")
        told = say("{mentor} is told.", mentor=view.mentor.name) if mine and session.has_mentor else ()
        after = sentences(told, _refund_line(view), month)
        doors = row(primary(label("Book another time"), BrowseMentors()), sessions)
    else:
        after = _mentee_told(view) if mine else ()
        doors = row(sessions)
    title = label("Cancellation Confirmed") if mine else label("Session Cancelled")
    if session.cancellation.by is Role.ADMIN:
        title = label("Your session has been cancelled by support")
        after = sentences(after, whom_to_ask(support))
    return Card(
        title,
        (
            Paragraph(_who_cancelled(view)),
            Facts(rows),
            *((Hint(after),) if after else ()),
            doors,
        ),
    )


def _who_cancelled(view: SessionView) -> Text:
    session = view.session
    assert session.cancellation is not None
    title, time = Bold(title_of(session.topic)), when(session.starts_at, view.reader)
    if session.cancellation.by is None:
        return say(NOT_SAID[view.viewer], mentee=view.mentee.name, title=title, time=time)
    if session.cancellation.by is Role.ADMIN:
        return say("Support has cancelled {title} on {time}.", title=title, time=time)
    if session.cancellation.by is view.viewer:
        return say("You cancelled {title} on {time}.", title=title, time=time)
    return say("{who} cancelled {title} on {time}.", who=who(view.other), title=title, time=time)


def _mentee_told(view: SessionView) -> Text:
    """To the mentor who cancelled."""
    mentee, due = view.mentee.name, _refund_due(view)
    if due is None:
        return say("{mentee} is told.", mentee=mentee)
    return say(
        "{mentee} is told and will receive a full refund of {amount}.",
        mentee=mentee,
        amount=due,
    )


def _what_it_costs(view: SessionView) -> tuple[Part, ...]:
    """To a mentee: rate, percentage and amount of the refund, and what else follows."""
    session = view.session
    parts: list[Part] = []
    if session.rate and session.status is not Status.REQUESTED:
        back = refund_of(session, Role.MENTEE, view.now, view.policies)
        rate = words(Money(session.rate, session.currency))
        refund = refund_text(back, session, planned=True)
        rows = ((label("Session rate"), rate), (label("Your refund"), refund))
        parts += [Facts(rows), Hint(sentences(*refund_terms(view)))]
    month = say("The session does not count against your month.")
    if view.now > view.cancel_until:
        month = say(
            "It still counts as one of your month's sessions, because the time for cancelling has passed."
        )
    told = say("{mentor} is told at once, with your reason.", mentor=view.mentor.name)
    return (*parts, Hint(sentences(told, month, say("The time becomes free for others."))))


def _what_happens_next(view: SessionView) -> tuple[Part, ...]:
    """To a mentor: the search for another one, the refund, and what it does to their own figures."""
    mentee, priced = view.mentee.name, bool(view.session.rate)
    follows = GOES_ON[priced] if seeks_replacement(view) else (ENDS[priced],)
    steps = [say(step, mentee=mentee) for step in follows]
    if priced:
        steps.append(say("No payment will be issued to you for this session."))
    heading = words(Bold(label("What happens next")))
    return (
        Paragraph(lines(heading, *(words("• ", *step) for step in steps))),
        Hint(
            sentences(
                say("{mentee} is told at once.", mentee=mentee),
                say("Frequent cancellations may affect your mentor rating."),
            )
        ),
    )


def _refund_line(view: SessionView) -> Text:
    """To the mentee; nothing of a session without a price."""
    session = view.session
    if not session.rate or session.refund is None:
        return ()
    if session.was_never_paid:
        return say(
            "Nothing was paid. Should a payment of yours arrive all the same, all of it goes back to you."
        )
    if not session.refund.amount:
        return say("There is no refund.")
    return say("Your refund: {refund}.", refund=refund_text(session.refund, session))


def _refund_due(view: SessionView) -> Money | None:
    """What the mentee gets back when the mentor cancelled; nothing of a session without a price."""
    session = view.session
    if not session.rate or session.refund is None:
        return None
    return Money(session.refund.amount, session.currency)


def left_card(done: LeftSession) -> Card:
    """To the mentor who cancelled, where the confirmation cannot be the answer."""
    text = left_text(done.view, found=done.found)
    return Card(
        left_title(found=done.found), (Paragraph(text), row(Button(label("My sessions"), ShowSessions())))
    )


def left_title(*, found: bool) -> Label:
    """To the mentor who cancelled: whether another one was found."""
    return label("Session Reassigned Successfully") if found else label("Session Cancelled")


def left_text(view: SessionView, *, found: bool) -> Text:
    """To the mentor who cancelled: whether another one was found, and what the mentee can do."""
    choices = say(CHOICES[found, bool(view.session.rate)], mentee=who(view.mentee))
    return sentences(say(MENTOR_LEFT[found]), choices)
