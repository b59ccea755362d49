"""Another mentor for a session, in the talk."""

from typing import assert_never

from bot.actions.replacing import (
    BrowseReplacements,
    CancelUnreplaced,
    ChooseReplacement,
    Forms,
    KeepReplacement,
    Presses,
    ReplacementMonth,
    ReplacementWeek,
    ReplaceUnreachable,
)
from bot.booking.free_times import why_none
from bot.cancelling.cards import cancelled_card
from bot.replacing.cards import (
    chosen_card,
    give_up_layout,
    replacement_month_card,
    replacement_week_card,
    replacements_card,
)
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.usecases import browsing, choosing, giving_up, replacing


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case KeepReplacement(session, revision):
            return Message(chosen_card(choosing.keep(desk, person, session, revision)))
        case ReplaceUnreachable(session, revision):
            replacing.replace_unreachable(desk, person, session, revision)
            return Message(replacements_card(browsing.replacements(desk, person, session, 0)))
        case BrowseReplacements(session, page):
            return Message(replacements_card(browsing.replacements(desk, person, session, page)))
        case ReplacementWeek(session, mentor, first, day):
            found = browsing.replacement_times(desk, person, session, mentor, first, day)
            return Message(replacement_week_card(found))
        case ReplacementMonth(session, mentor, first, day):
            found = browsing.replacement_times(desk, person, session, mentor, first, None, whole_month=True)
            return why_none(found.times, day) or Message(replacement_month_card(found))
        case ChooseReplacement(session, revision, mentor, start):
            return Message(chosen_card(choosing.choose(desk, person, session, revision, mentor, start)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    match action:
        case CancelUnreplaced(session, revision):
            view = giving_up.giving_up(turn.desk, turn.person, session, revision)
            return give_up_layout(view)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    match action:
        case CancelUnreplaced(session, revision):
            note = values.get("note", "")
            done = giving_up.cancel_unreplaced(turn.desk, turn.person, session, revision, note)
            return Message(cancelled_card(done))
    assert_never(action)


REPLACING: Subject[Presses, Forms] = Subject(press, form, send)
