"""What the parties are told of an admin's act, each in their own language and time."""

from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import length, questions, row, title_of, when
from bot.sentences import Msg, label, msg, own, say, sentences
from bot.session_facts import meeting_facts, refund_text
from bot.sessions.cards import session_actions
from bot.ui import Bold, Button, Card, Fact, Facts, Label, Money, Paragraph, Part, Row, Text
from core.interventions import Act, Intervention, Lifts
from core.people import Role
from core.refunds import RefundEntry, RefundStatus
from core.sessions import Status
from core.usecases.interventions.told import ToldOf
from core.usecases.session_views import SessionView

RESTORED = {
    Status.COMPLETED: msg("Support has cleared the no-show of {title} on {time}: it counts as completed."),
    Status.CANCELLED: msg("Support has cleared the no-show of {title} on {time}: it counts as cancelled."),
}
ALLOWED = {
    Lifts.RESCHEDULE: msg("You can ask to move {title} until {until}, whatever the usual limits are."),
    Lifts.CANCELLATION: msg("You can cancel {title} until {until}, whatever the usual limits are."),
    Lifts.DEADLINE: msg("There is more time to answer about {title}: until {until}."),
}


def support_notice(view: SessionView, told: ToldOf, support: str) -> Card:
    """What an admin has done: by its kind."""
    if told.entry is not None:
        return _refund(view, told.entry, support)
    act = told.intervention
    assert act is not None
    match act.act:
        case Act.FORCE_COMPLETE:
            return _completed(view, act, support)
        case Act.CLEAR_NO_SHOW:
            restored = RESTORED[Status(str(act.details["restored"]))]
            return _card(view, label("The no-show has been cleared"), _said(view, restored), act, support)
        case Act.REASSIGN:
            return _reassigned(view, told, act, support)
    raise KeyError(act.act)


def allowed_notice(view: SessionView, act: Intervention, support: str) -> Card:
    """What is possible now, with the buttons for it."""
    lifts = act.lifts
    assert lifts is not None
    assert act.expires_at is not None
    text = say(
        ALLOWED[lifts],
        title=Bold(title_of(view.session.topic)),
        until=when(act.expires_at, view.reader),
    )
    parts: list[Part] = [Paragraph(text), Facts((*meeting_facts(view), _reason(act.words)))]
    if actions := session_actions(view):
        parts.append(Row(tuple(actions)))
    return Card(label("Support has made an exception"), (*parts, *questions(support)))


def _completed(view: SessionView, act: Intervention, support: str) -> Card:
    text = _said(view, msg("Support has recorded {title} on {time} as completed."))
    minutes = act.details.get("actual_minutes")
    if minutes is not None:
        text = sentences(text, say("It took {length}.", length=length(int(minutes))))
    return _card(view, label("Session completed"), text, act, support)


def _reassigned(view: SessionView, told: ToldOf, act: Intervention, support: str) -> Card:
    new, old = told.people[int(act.details["mentor"])], told.people[int(act.details["left"])]
    if view.viewer is Role.MENTEE:
        title = label("Your mentor changed")
        text = say(
            "Support has given {title} on {time} to {new}, in place of {old}.",
            title=Bold(title_of(view.session.topic)),
            time=when(view.session.starts_at, view.reader),
            new=new.name,
            old=old.name,
        )
        return _card(view, title, text, act, support)
    text = say(
        "Support has given {title} to another mentor. Your time is free again.",
        title=Bold(title_of(view.session.topic)),
    )
    sessions = row(Button(label("My sessions"), ShowSessions()))
    return Card(
        label("Session given to another mentor"),
        (Paragraph(text), Facts((_reason(act.words),)), *questions(support), sessions),
    )


def _refund(view: SessionView, entry: RefundEntry, support: str) -> Card:
    amount = Money(entry.amount, entry.currency)
    facts: list[Fact] = [
        (label("Session"), (title_of(view.session.topic),)),
        (label("When"), (when(view.session.starts_at, view.reader),)),
        (label("Amount"), (amount,)),
        _reason(entry.words),
    ]
    if entry.status in {RefundStatus.DECLINED, RefundStatus.WITHDRAWN}:
        title, text = label("No refund for your session"), say("The refund was not approved.")
    else:
        title = label("Refund issued for your session")
        text = say("You get back {amount}. It is settled outside Parley.", amount=amount)
        if entry.payment is not None:
            text = say("You get back {amount}, the way you paid.", amount=amount)
        if view.session.refund is not None:
            total = refund_text(view.session.refund, view.session)
            facts.append((label("All refunds of it"), total))
    buttons = row(Button(label("Show the session"), ShowSession(view.session.id)))
    return Card(title, (Paragraph(text), Facts(tuple(facts)), *questions(support), buttons))


def _card(view: SessionView, title: Label, text: Text, act: Intervention, support: str) -> Card:
    buttons = row(
        Button(label("Show the session"), ShowSession(view.session.id)),
        Button(label("Book a session"), BrowseMentors()),
    )
    if view.viewer is Role.MENTOR:
        buttons = row(Button(label("Show the session"), ShowSession(view.session.id)))
    return Card(title, (Paragraph(text), Facts((_reason(act.words),)), *questions(support), buttons))


def _said(view: SessionView, sentence: Msg) -> Text:
    return say(
        sentence,
        title=Bold(title_of(view.session.topic)),
        time=when(view.session.starts_at, view.reader),
    )


def _reason(words: str) -> Fact:
    return label("Reason"), (own(words),)
