"""Cancelling a session, as cards: what it means beforehand, and what has been done."""

from datetime import timedelta

from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import ShowSessions
from bot.labels import primary, row, when, who
from bot.sentences import msg, say
from bot.session_facts import refund_text, session_facts
from bot.ui import (
    Bold,
    Button,
    Card,
    Facts,
    Hint,
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
from core.usecases.replacing import Left
from core.usecases.session_views import SessionView


def cancel_intro(view: SessionView) -> tuple[Part, ...]:
    """What cancelling means, before it is confirmed (CAN-2)."""
    asked = words(
        "Cancel ",
        Bold(view.session.topic.title),
        ", ",
        when(view.session.starts_at, view.reader, Show.SHORT),
        ", with ",
        view.other.name,
        "?",
    )
    return (
        Paragraph(asked),
        *(_what_happens_next(view) if view.viewer is Role.MENTOR else _what_it_costs(view)),
    )


def cancelled_card(done: Cancelled) -> Card:
    """To the one who cancelled; the lasting confirmation follows as a notice."""
    view = done.view
    session = view.session
    doors = row(primary("Book a session", BrowseMentors()), Button("My sessions", ShowSessions()))
    text = words(Bold(session.code), " has been cancelled. ")
    if view.viewer is Role.MENTOR:
        text = words(*text, who(view.mentee), " is being told", *_refund_due(view), ".")
        return Card("Session Cancelled", (Paragraph(text), row(Button("My sessions", ShowSessions()))))
    told = words(who(view.mentor), " is being told. ") if session.has_mentor else ()
    return Card("Session Cancelled", (Paragraph(words(*text, *told, *_refund_line(view))), doors))


def cancelled_notice(view: SessionView) -> Card:
    """To both parties; the one who cancelled reads it as a confirmation."""
    session = view.session
    assert session.cancellation is not None
    mine = session.cancellation.by is view.viewer
    about = words(Bold(session.topic.title), " on ", when(session.starts_at, view.reader))
    if session.cancellation.by is None:
        late = "You have" if view.viewer is Role.MENTEE else f"{view.mentee.name} has"
        lines = words(
            late, " not said by the start who should be the mentor, so ", *about, " is cancelled."
        )
    else:
        by = words("You") if mine else words(who(view.other))
        lines = words(*by, " cancelled ", *about, ".")
    rows = tuple(fact for fact in session_facts(view) if fact[0] == "Reason")
    if view.viewer is Role.MENTEE:
        month = (
            "It counts against your month." if session.counted else "It does not count against your month."
        )
        after: tuple[Part, ...] = (Hint(words(*_refund_line(view), month)),)
        doors = row(primary("Book another time", BrowseMentors()), Button("My sessions", ShowSessions()))
    else:
        text = words(view.mentee.name, " is told", *_refund_due(view), ".") if mine else ()
        after = (Hint(text),) if text else ()
        doors = row(Button("My sessions", ShowSessions()))
    title = "Cancellation Confirmed" if mine else "Session Cancelled"
    return Card(title, (Paragraph(lines), *((Facts(rows),) if rows else ()), *after, doors))


def _what_it_costs(view: SessionView) -> tuple[Part, ...]:
    """To a mentee: rate, percentage and amount of the refund, and what else follows."""
    session, terms = view.session, view.session.terms
    parts: list[Part] = []
    late = view.now > view.cancel_until
    if session.rate and session.status is not Status.REQUESTED:
        back = refund_of(session, Role.MENTEE, view.now, view.policies)
        rate = words(Money(session.rate, session.currency))
        rows = (("Session rate", rate), ("Your refund", refund_text(back, session.currency)))
        free = session.starts_at - timedelta(hours=terms.free_hours)
        policy = words("All comes back until ", when(free, view.reader, Show.SHORT))
        if free < view.cancel_until:
            until = when(view.cancel_until, view.reader, Show.SHORT)
            policy = words(*policy, f", {terms.partial_pct} % until ", until)
        if view.policies.late_cancellation:
            policy = words(*policy, f", {terms.late_pct} % after that")
        parts += [Facts(rows), Hint(words(*policy, "."))]
    month = (
        "It still counts as one of your month's sessions, because the time for cancelling has passed."
        if late
        else "The session does not count against your month."
    )
    told = words(view.mentor.name, " is told at once, with your reason. ")
    return (*parts, Hint(words(*told, month, " The time becomes free for others.")))


def _what_happens_next(view: SessionView) -> tuple[Part, ...]:
    """To a mentor: the search for another one, the refund, and what it does to their own figures."""
    back = " for a full refund" if view.session.rate else ""
    full = "receives a full refund" if view.session.rate else "can book another time"
    steps = [f"{view.mentee.name} {full}."]
    if seeks_replacement(view):
        steps = [
            "I try to find another mentor for this session.",
            f"If one is found, {view.mentee.name} can accept or cancel{back}.",
            f"If nobody is free, {view.mentee.name} can choose another mentor and time, or cancel{back}.",
        ]
    if view.session.rate:
        steps.append("No payment will be issued to you for this session.")
    told = words(view.mentee.name, " is told at once. ")
    return (
        Paragraph(words(Bold("What happens next"), *(f"\n• {step}" for step in steps))),
        Hint(words(*told, "Frequent cancellations may affect your mentor rating.")),
    )


def _refund_line(view: SessionView) -> Text:
    """To the mentee; nothing of a session without a price."""
    session = view.session
    if not session.rate or session.refund is None:
        return ()
    if not session.refund.amount:
        return words("There is no refund. ")
    return words("Your refund: ", *refund_text(session.refund, session.currency), ". ")


def _refund_due(view: SessionView) -> Text:
    """To the mentor who cancelled."""
    session = view.session
    if not session.rate or session.refund is None:
        return ()
    return words(" and will receive a full refund of ", Money(session.refund.amount, session.currency))


def left_card(done: Left) -> Card:
    """To the mentor who cancelled; the lasting confirmation follows as a notice."""
    text = (
        "The session has been reassigned to another mentor. "
        if done.found
        else "No other mentor is free at that time. "
    )
    title = "Session Reassigned Successfully" if done.found else "Session Cancelled"
    return Card(
        title,
        (
            Paragraph(words(text, *may_choose(done.view, found=done.found))),
            row(Button("My sessions", ShowSessions())),
        ),
    )


CHOICES = {
    (True, True): msg("{mentee} is being told and can continue or cancel for a full refund."),
    (True, False): msg("{mentee} is being told and can continue or cancel."),
    (False, True): msg("{mentee} is being told and can choose another mentor or cancel for a full refund."),
    (False, False): msg("{mentee} is being told and can choose another mentor or cancel."),
}
"""By whether another mentor was found, and whether the session has a price."""


def may_choose(view: SessionView, *, found: bool) -> Text:
    """What a mentee can do after the mentor cancelled, as told to that mentor."""
    return say(CHOICES[found, bool(view.session.rate)], mentee=who(view.mentee))
