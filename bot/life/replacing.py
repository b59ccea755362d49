"""Another mentor for a session, in the talk."""

from typing import assert_never

from bot.actions.life import (
    BrowseReplacements,
    CancelUnreplaced,
    ChooseReplacement,
    KeepReplacement,
    ReplacementAction,
    ReplacementWeek,
)
from bot.ui import Layout, Message, Outcome, TextField
from bot.views.cancelling import cancelled_card
from bot.views.replacements import chosen_card, give_up_intro, replacement_week_card, replacements_card
from core.cancelling import NOTE_LIMIT
from core.desk import Desk
from core.people import Person
from core.usecases import browsing, choosing, giving_up


def perform(desk: Desk, person: Person, action: ReplacementAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case KeepReplacement(session, revision):
            return Message(chosen_card(choosing.keep(desk, person, session, revision)))
        case BrowseReplacements(session, page):
            return Message(replacements_card(browsing.replacements(desk, person, session, page)))
        case ReplacementWeek(session, mentor, first, day):
            found = browsing.replacement_times(desk, person, session, mentor, first, day)
            return Message(replacement_week_card(found))
        case ChooseReplacement(session, revision, mentor, start):
            return Message(chosen_card(choosing.choose(desk, person, session, revision, mentor, start)))
        case CancelUnreplaced():
            raise AssertionError(action)  # it opens a form
    assert_never(action)


def layout(desk: Desk, person: Person, purpose: CancelUnreplaced) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    view = giving_up.giving_up(desk, person, purpose.session, purpose.revision)
    why = TextField("note", "In your words", required=False, multiline=True, limit=NOTE_LIMIT)
    return ("Cancel session", "Cancel it", give_up_intro(view), (why,))


def send_in(desk: Desk, person: Person, purpose: CancelUnreplaced, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    note = values.get("note", "")
    done = giving_up.cancel_unreplaced(desk, person, purpose.session, purpose.revision, note)
    return Message(cancelled_card(done))
