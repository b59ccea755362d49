"""Mail, in the talk."""

import re
from typing import assert_never

from bot.actions.mail import (
    EditMail,
    ForgetMailAddress,
    Forms,
    Presses,
    ShowMail,
    SwitchMail,
    TryMail,
    TypeCode,
)
from bot.mail.cards import (
    code_sent_card,
    confirmed_card,
    mail_card,
    no_test_address_card,
    tried_card,
)
from bot.mail.forms import address_layout, code_layout
from bot.subject import Subject
from bot.turn import Turn
from bot.typed.mail_addresses import read_address
from bot.ui import Layout, Message, Outcome
from core.errors.mail import BadMailAddress
from core.mail import AddressProblem, MailClass
from core.usecases import mail, mailing

CODE = re.compile(r"[0-9 -]{6,8}")
_SWITCH = re.compile(r"(?:(?P<group>reminders|polls|news)\s+)?(?P<to>on|off)", re.IGNORECASE)


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowMail():
            return Message(mail_card(mail.settings(desk, person)))
        case SwitchMail(group, on):
            return Message(mail_card(mail.switch(desk, person, group, on=on)))
        case ForgetMailAddress():
            return Message(mail_card(mail.forget_address(desk, person)))
        case TryMail():
            address = mail.settings(desk, person).address
            return Message(no_test_address_card()) if address is None else try_mail(turn, address)
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form."""
    match action:
        case EditMail():
            return address_layout(mail.settings(turn.desk, turn.person))
        case TypeCode():
            return code_layout(mail.settings(turn.desk, turn.person))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    match action:
        case EditMail():
            return _ask_code(turn, values.get("address", ""))
        case TypeCode():
            return _confirm(turn, values.get("code", ""))
    assert_never(action)


def answer_mail(turn: Turn, text: str) -> Outcome | None:
    """`/profile mail` with an address, a code, or what is switched; None where it is none of these."""
    if found := _SWITCH.fullmatch(text):
        group = MailClass(found["group"].lower()) if found["group"] else None
        on = found["to"].lower() == "on"
        return Message(mail_card(mail.switch(turn.desk, turn.person, group, on=on)))
    if CODE.fullmatch(text):
        return _confirm(turn, text)
    return _ask_code(turn, text) if "@" in text else None


def try_mail(turn: Turn, text: str) -> Outcome:
    """Send a mail to an address, to see whether it arrives; raises BadMailAddress, NotAdmin, MailOff."""
    address = _read(text)
    mailing.try_it(turn.desk, turn.person, address)
    return Message(tried_card(address))


def _ask_code(turn: Turn, text: str) -> Outcome:
    return Message(code_sent_card(mail.ask_code(turn.desk, turn.person, _read(text))))


def _confirm(turn: Turn, text: str) -> Outcome:
    digits = "".join(each for each in text if each.isdigit())
    return Message(confirmed_card(mail.confirm(turn.desk, turn.person, digits)))


def _read(text: str) -> str:
    address = read_address(text)
    if isinstance(address, AddressProblem):
        raise BadMailAddress(text, address)
    return address


MAIL: Subject[Presses, Forms] = Subject(press, form, send)
