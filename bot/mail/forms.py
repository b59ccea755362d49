"""The forms about mail."""

from bot.mail.cards import address_field_hint
from bot.sentences import label, say
from bot.ui import Bold, Layout, Paragraph, TextField
from core.errors.mail import MailOff, NoCode
from core.mail import LONGEST_ADDRESS
from core.usecases.mail import MailView


def address_layout(view: MailView) -> Layout:
    """Where mail shall go; raises MailOff."""
    if not view.is_on:
        raise MailOff
    hint = label("Such as {address}.", address="you@example.org")
    field = TextField("address", label("E-mail address"), limit=LONGEST_ADDRESS, hint=hint)
    return Layout(label("E-mail"), label("Send me a code"), (field,), (Paragraph(address_field_hint()),))


def code_layout(view: MailView) -> Layout:
    """The code that was mailed; raises NoCode."""
    if view.settings.pending is None:
        raise NoCode
    intro = say("It is in the mail to {address}.", address=Bold(view.settings.pending.address))
    field = TextField("code", label("Code"), limit=20)
    return Layout(label("The code"), label("Confirm the address"), (field,), (Paragraph(intro),))
