"""Calendar subscriptions, in the talk."""

from typing import Never, assert_never

from bot.actions.councils.looking import ShowCouncil
from bot.actions.sessions import ShowSession
from bot.actions.subscriptions import (
    CloseSubscription,
    GetCouncilFile,
    GetSessionFile,
    OpenSubscription,
    Presses,
    ShowSubscription,
)
from bot.subject import Subject, no_form, no_send
from bot.subscriptions.cards import (
    closed_card,
    file_card,
    no_address_card,
    subscription_card,
    what_for_card,
)
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import calendar_files, subscriptions


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowSubscription() | OpenSubscription() if not desk.public_url:
            return Message(no_address_card())
        case ShowSubscription():
            found = subscriptions.show_subscription(desk, person)
            return Message(what_for_card() if found is None else subscription_card(found, desk.public_url))
        case OpenSubscription():
            return Message(
                subscription_card(subscriptions.open_subscription(desk, person), desk.public_url)
            )
        case CloseSubscription():
            return Message(closed_card(was_open=subscriptions.close_subscription(desk, person)))
        case GetSessionFile(session):
            calendar_files.send_session_file(desk, person, session)
            return Message(file_card(ShowSession(session)), fresh=True)
        case GetCouncilFile(council):
            calendar_files.send_council_file(desk, person, council)
            return Message(file_card(ShowCouncil(council)), fresh=True)
    assert_never(action)


SUBSCRIPTIONS: Subject[Presses, Never] = Subject(press, no_form, no_send)
