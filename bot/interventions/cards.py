"""What an admin can do to a session, and what has been done, as cards."""

from bot.actions import Action
from bot.actions.deputies import ActFor
from bot.actions.interventions import (
    AddInternalNote,
    ClearNoShow,
    ForceCancel,
    ForceComplete,
    GiveRefund,
    MoveSession,
    OverridePolicy,
    ReassignSession,
    ShowActs,
    ShowRefund,
)
from bot.labels import title_of, when, who
from bot.sentences import Msg, label, lines, msg, own, say
from bot.session_facts import refund_text, status_label
from bot.ui import Bold, Button, Card, Fact, Facts, Hint, Money, Paragraph, Part, Row, Show, Style, Text
from core.interventions import Act, Intervention
from core.refunds import RefundStatus
from core.sessions import Session
from core.usecases.interventions.acts import Acts
from core.usecases.interventions.cases import Case

LATEST = 5
WAYS: dict[Act, Msg] = {
    Act.FORCE_CANCEL: msg("Cancel it"),
    Act.FORCE_COMPLETE: msg("Complete it"),
    Act.MANUAL_REFUND: msg("Refund"),
    Act.REASSIGN: msg("Another mentor"),
    Act.RESCHEDULE: msg("Move it"),
    Act.CLEAR_NO_SHOW: msg("Clear the no-show"),
    Act.OVERRIDE: msg("Make an exception"),
    Act.NOTE: msg("Internal note"),
}
"""What the button of each act says."""
DONE: dict[Act, Msg] = {
    Act.FORCE_CANCEL: msg("{who} cancelled it, {time}: “{words}”"),
    Act.FORCE_COMPLETE: msg("{who} completed it, {time}: “{words}”"),
    Act.MANUAL_REFUND: msg("{who} gave a refund, {time}: “{words}”"),
    Act.REASSIGN: msg("{who} gave it to another mentor, {time}: “{words}”"),
    Act.RESCHEDULE: msg("{who} moved it, {time}: “{words}”"),
    Act.CLEAR_NO_SHOW: msg("{who} cleared the no-show, {time}: “{words}”"),
    Act.OVERRIDE: msg("{who} made an exception, {time}: “{words}”"),
    Act.NOTE: msg("{who} noted, {time}: “{words}”"),
}


def acts_card(view: Acts) -> Card:
    """The session, what was done to it, and what can be done now."""
    case = view.case
    parts: list[Part] = [Facts(case_facts(case))]
    if view.done:
        parts.append(Paragraph(lines(*(done_line(view, each) for each in view.done[-LATEST:]))))
    if case.is_own:
        parts.append(Hint(say("You are a party to this session: another admin has to act.")))
    if waiting := _waiting(case):
        parts.append(Row(waiting))
    if buttons := act_buttons(view):
        parts += [Row(buttons), Row(_for_parties(case))]
    return Card(label("What can be done"), tuple(parts))


def act_buttons(view: Acts) -> tuple[Button, ...]:
    """A button for each act that is possible now."""
    return tuple(_button(act, view.case.session) for act in view.possible)


def _waiting(case: Case) -> tuple[Button, ...]:
    """A button for each refund that waits for a second admin."""
    return tuple(
        Button(
            label("Waits for approval: {amount}", amount=Money(entry.amount, entry.currency)),
            ShowRefund(entry.id),
        )
        for entry in case.entries
        if entry.status is RefundStatus.PENDING_APPROVAL
    )


def _for_parties(case: Case) -> tuple[Button, ...]:
    """To do for a party what the party may do."""
    return tuple(
        Button(label("Act for {name}", name=person.name), ActFor(case.session.id, person is case.mentor))
        for person in reversed(case.concerned)
    )


def done_line(view: Acts, each: Intervention) -> Text:
    """One act or note of before: whose, when and why."""
    return say(
        DONE[each.act],
        who=view.people[each.by].name,
        time=when(each.at, view.case.reader, Show.SHORT),
        words=own(each.words),
    )


def noted_card(note: Intervention) -> Card:
    """To the admin who wrote a note."""
    text = say("Admins see it with the session. Neither party does.")
    return Card(label("Noted"), (Paragraph(text), Row((back(note.session),))))


def case_facts(case: Case) -> tuple[Fact, ...]:
    """Which session it is, and how it stands."""
    session = case.session
    rows: list[Fact] = [
        (
            label("Session"),
            say("{title} {code}", title=Bold(title_of(session.topic)), code=own(session.code)),
        ),
        (label("Mentor"), (who(case.mentor),)),
        (label("Mentee"), (who(case.mentee),)),
        (label("When"), (when(session.starts_at, case.reader),)),
        (label("Status"), (status_label(session.status),)),
    ]
    if session.rate and session.refund is not None:
        rows.append((label("Refund"), refund_text(session.refund, session)))
    return tuple(rows)


def back(session: int) -> Button:
    """Back to what can be done."""
    return Button(label("‹ The session"), ShowActs(session))


def _button(act: Act, session: Session) -> Button:
    style = Style.DANGER if act is Act.FORCE_CANCEL else Style.PLAIN
    return Button(label(WAYS[act]), _action(act, session), style)


def _action(act: Act, session: Session) -> Action:
    which = session.id, session.revision
    match act:
        case Act.FORCE_CANCEL:
            return ForceCancel(*which)
        case Act.FORCE_COMPLETE:
            return ForceComplete(*which)
        case Act.MANUAL_REFUND:
            return GiveRefund(*which)
        case Act.REASSIGN:
            return ReassignSession(*which)
        case Act.RESCHEDULE:
            return MoveSession(*which)
        case Act.CLEAR_NO_SHOW:
            return ClearNoShow(*which)
        case Act.OVERRIDE:
            return OverridePolicy(*which)
        case Act.NOTE:
            return AddInternalNote(session.id)
