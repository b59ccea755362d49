"""What people read about mail, in chat and in the mails that are no notices."""

from bot.actions.mail import (
    EditMail,
    ForgetMailAddress,
    ShowMail,
    SwitchMail,
    TryMail,
    TypeCode,
)
from bot.actions.profile import ShowProfile
from bot.labels import primary, row
from bot.sentences import label, msg, say, say_many, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Fact, Facts, Hint, Paragraph, Part, Text, words
from core.mail import CODE_LASTS, SWITCHED, TRIES, MailClass
from core.usecases.mail import MailView

GROUPS = {
    MailClass.MATTERS: msg("Bookings, changes and refunds"),
    MailClass.REMINDERS: msg("Reminders"),
    MailClass.POLLS: msg("Polls for councils"),
    MailClass.NEWS: msg("News and feedback"),
}
_MINUTES = int(CODE_LASTS.total_seconds()) // 60


def mail_card(view: MailView, done: Text = ()) -> Card:
    """`/profile mail`: where mail goes, and which of it."""
    if not view.is_on:
        return _no_mail_card()
    lead: tuple[Part, ...] = (Paragraph(done),) if done else ()
    settings, address = view.settings, view.address
    if address is None:
        asks = sentences(
            say("I have no address to write to. What I tell you here in chat I can mail besides."),
            say("You get a code there first, so that nothing of yours reaches anybody else."),
        )
        buttons = row(
            primary(label("Give an address"), EditMail()), Button(label("My profile"), ShowProfile())
        )
        return Card(label("E-mail"), (*lead, Paragraph(asks), *_pending(view), buttons, _how()))
    rows: list[Fact] = [(label("Address"), words(address)), (label("Mail"), _state(view))]
    if settings.on:
        rows += [
            (label(GROUPS[group]), say("switched off") if group in settings.off else say("switched on"))
            for group in SWITCHED
        ]
    switches = [
        Button(
            label("Turn on: {what}", what=label(GROUPS[group]))
            if group in settings.off
            else label("Turn off: {what}", what=label(GROUPS[group])),
            SwitchMail(group, on=group in settings.off),
        )
        for group in SWITCHED
        if settings.on
    ]
    whole = Button(
        label("Turn all mail off") if settings.on else label("Turn mail on"),
        SwitchMail(None, on=not settings.on),
    )
    own_one = (Button(label("Forget this address"), ForgetMailAddress()),) if settings.address else ()
    return Card(
        label("E-mail"),
        (
            *lead,
            Facts(tuple(rows)),
            *_pending(view),
            row(*switches, whole, columns=1),
            row(
                Button(label("Another address"), EditMail()),
                *own_one,
                Button(label("My profile"), ShowProfile()),
            ),
            _how(),
        ),
    )


def code_sent_card(view: MailView) -> Card:
    """A code is on its way to the address."""
    assert view.settings.pending is not None
    text = sentences(
        say("I have mailed a code to {address}.", address=Bold(view.settings.pending.address)),
        say_many("Type it here within {n} minute.", "Type it here within {n} minutes.", _MINUTES),
        say("Until then nothing else goes there."),
    )
    how = say("Or type {command}.", command=Code(own_command("/profile mail 123456")))
    return Card(
        label("Look into your mail"),
        (
            Paragraph(text),
            row(primary(label("Type the code"), TypeCode()), Button(label("Another address"), EditMail())),
            Hint(how),
        ),
    )


def confirmed_card(view: MailView) -> Card:
    """The address is theirs."""
    assert view.address is not None
    return mail_card(
        view, say("{address} is confirmed. From now on I mail you there.", address=Bold(view.address))
    )


def code_letter_card(code: str) -> Card:
    """The mail with the code; nobody's name is in it, for it may reach anybody."""
    return Card(
        label("Your code is {code}", code=code),
        (
            Paragraph(
                say("Type this code in the chat in which you gave this address: {code}", code=Bold(code))
            ),
            Hint(
                sentences(
                    say_many("It is good for {n} minute.", "It is good for {n} minutes.", _MINUTES),
                    say("If you have not asked for it, do nothing: no other mail follows."),
                )
            ),
        ),
    )


def test_letter_card() -> Card:
    """The mail by which an admin tries the way."""
    return Card(
        label("Mail works"),
        (Paragraph(say("An admin has sent this to see whether mail arrives. It has.")),),
    )


def calendar_letter_card(code: str) -> Card:
    """The mail that brings a calendar up to date, where there is nothing else to tell."""
    return Card(
        label("Your calendar: {code}", code=code),
        (
            Paragraph(
                say(
                    "What your calendar shows of {code} has changed. This mail brings it up to date.",
                    code=code,
                )
            ),
        ),
    )


def tried_card(address: str) -> Card:
    """A mail to try the way is being sent."""
    text = sentences(
        say("I am sending a few words to {address}.", address=Bold(address)),
        say("Should that fail, it is in {command}.", command=Code(own_command("/admin failed"))),
    )
    return Card(
        label("Look into your mail"), (Paragraph(text), row(Button(label("Try once more"), TryMail())))
    )


def no_test_address_card() -> Card:
    """The admin has no address of their own."""
    return Card(
        label("To which address?"),
        (
            Paragraph(
                say(
                    "Type it behind the command: {command}.",
                    command=Code(own_command("/admin mail you@example.org")),
                )
            ),
        ),
    )


def address_field_hint() -> Text:
    """What the form says above its field."""
    return sentences(
        say("I mail a code there, which you type here. Until then, nothing of yours goes there."),
        say_many("It may be typed {n} time.", "It may be typed {n} times.", TRIES),
    )


def wrong_address_buttons() -> Part:
    """What can be done where an address is refused."""
    return row(Button(label("Give an address"), EditMail()), Button(label("E-mail"), ShowMail()))


def _state(view: MailView) -> Text:
    if not view.settings.on:
        return say("switched off")
    if view.settings.refused == view.address:
        return say("stopped: the address takes no mail")
    if view.settings.address is None:
        return say("on, to the address of your chat profile")
    return say("switched on")


def _pending(view: MailView) -> tuple[Part, ...]:
    pending = view.settings.pending
    if pending is None:
        return ()
    text = say("{address} waits for its code.", address=Bold(pending.address))
    return (Paragraph(text), row(primary(label("Type the code"), TypeCode())))


def _how() -> Hint:
    return Hint(
        say(
            "Or type {address}, {off} or {group}.",
            address=Code(own_command("/profile mail you@example.org")),
            off=Code(own_command("/profile mail off")),
            group=Code(own_command("/profile mail reminders off")),
        )
    )


def _no_mail_card() -> Card:
    return Card(
        label("E-mail"),
        (
            Paragraph(say("This programme sends no mail: everything is in this chat.")),
            row(Button(label("My profile"), ShowProfile())),
        ),
    )
