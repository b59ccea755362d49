"""What people read about their own accounts."""

from datetime import datetime

from bot.actions.accounts import (
    AskSeparate,
    GetLinkCode,
    PreferChat,
    SeparateAccount,
    ShowAccounts,
    TypeLinkCode,
)
from bot.actions.profile import ShowProfile
from bot.labels import PLATFORMS, clock, danger, primary, row
from bot.sentences import all_of, label, own, say, sentences
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Copyable,
    Hint,
    Label,
    Layout,
    Link,
    Paragraph,
    Part,
    Row,
    Text,
    TextField,
)
from core.accounts import mark_of
from core.people import Address, Person
from core.usecases.accounts.linking import OfferedCode


def account_label(person: Person, address: Address) -> Label:
    """`Slack`, or where there are several of the kind, with what tells them apart."""
    platform = PLATFORMS.get(address.platform, address.platform)
    alike = [each for each in person.addresses if each.platform == address.platform]
    return own(platform if len(alike) == 1 else f"{platform} {address.workspace or address.user}")


def code_card(offered: OfferedCode, telegram: str | None) -> Card:
    """`/link`: the code, and where it goes; `telegram` opens our chat there with it."""
    where = say(
        "Open the chat with me in your other account, and type {command} there.",
        command=Code(own_command(f"/link {offered.code}")),
    )
    lasts = say("The code is good once, until {time}.", time=clock(offered.until, offered.person))
    next_ = say(
        "Then I ask you here and there whether the two are to be one, and show what becomes of everything."
    )
    link = (Row((Link(label("Open in Telegram"), telegram),)),) if telegram else ()
    secret = say("Give it to nobody: whoever enters it asks for everything that you have here.")
    return Card(
        label("Link another account"),
        (
            Paragraph(sentences(where, lasts)),
            Copyable(offered.code, label("Copy the code")),
            *link,
            Paragraph(next_),
            row(
                Button(label("I have a code"), TypeLinkCode()), Button(label("My accounts"), ShowAccounts())
            ),
            Hint(secret),
        ),
    )


def code_layout() -> Layout:
    """The form for a code."""
    field = TextField(
        "code", label("Code"), limit=20, hint=label("Such as {code}.", code="7F3KQ-M2X9A"), secret=True
    )
    intro = say(
        "Type {command} in your other account: it gives you a code for here.", command=Code("/link")
    )
    return Layout(label("Link an account"), label("Enter the code"), (field,), (Paragraph(intro),))


def accounts_card(person: Person, done: Text = ()) -> Card:
    """The person's accounts."""
    lead: tuple[Part, ...] = (Paragraph(done),) if done else ()
    names = [account_label(person, each) for each in person.addresses]
    if len(person.addresses) == 1:
        text = sentences(
            say("You have one account here, on {platform}.", platform=Bold(names[0])),
            say(
                "Do you use another chat as well? Linked, both show the same, and you are written to where you like."
            ),
        )
        return Card(
            label("Your accounts"),
            (*lead, Paragraph(text), _ways(), Hint(_typed())),
        )
    text = sentences(
        say("You have {accounts}.", accounts=all_of([Bold(each) for each in names])),
        say(
            "I write to you on {platform} first, and elsewhere where I cannot reach you there.",
            platform=Bold(PLATFORMS.get(person.addresses[0].platform, person.addresses[0].platform)),
        ),
    )
    others = dict.fromkeys(
        each.platform for each in person.addresses if each.platform != person.addresses[0].platform
    )
    prefer = [
        Button(label("Write to me on {platform}", platform=PLATFORMS.get(each, each)), PreferChat(each))
        for each in others
    ]
    separate = [
        Button(label("Take {account} off", account=name), AskSeparate(mark_of(each)))
        for name, each in zip(names, person.addresses, strict=True)
    ]
    return Card(
        label("Your accounts"),
        (*lead, Paragraph(text), row(*prefer, *separate), _ways(), Hint(_typed())),
    )


def separate_card(person: Person, address: Address) -> Card:
    """What taking an account off would mean."""
    rest = all_of([Bold(account_label(person, each)) for each in person.addresses if each != address])
    name = account_label(person, address)
    text = sentences(
        say("Everything stays with {accounts}: sessions, plan, roles, notes, payments.", accounts=rest),
        say("{account} begins anew, as a new member's, with nothing.", account=Bold(name)),
        say("Messages that are there stay; their buttons do nothing any more."),
    )
    return Card(
        label("Take an account off?"),
        (
            Paragraph(text),
            row(
                danger(label("Take {account} off", account=name), SeparateAccount(mark_of(address))),
                Button(label("Leave it linked"), ShowAccounts()),
            ),
        ),
    )


def separated_card(address: Address, *, is_here: bool) -> Card:
    """An account was taken off; `is_here`: that from which it was asked."""
    if is_here:
        return alone_card()
    return lost_card(PLATFORMS.get(address.platform, address.platform))


def lost_card(platform: str) -> Card:
    """To the member whose account it was."""
    text = sentences(
        say("Your account on {platform} is a new member's now.", platform=Bold(platform)),
        say("Everything has stayed here."),
    )
    return Card(
        label("Account taken off"), (Paragraph(text), row(Button(label("My accounts"), ShowAccounts())))
    )


def alone_card() -> Card:
    """To the new member who begins in this account."""
    text = sentences(
        say("This account is a new member's now, with nothing."),
        say("Everything has stayed with the other one. {command} links them again.", command=Code("/link")),
    )
    return Card(
        label("Account taken off"), (Paragraph(text), row(Button(label("My profile"), ShowProfile())))
    )


def preferred_text(person: Person) -> Text:
    """Where they are written to first from now on."""
    platform = person.addresses[0].platform
    return say(
        "From now on I write to you on {platform} first.", platform=Bold(PLATFORMS.get(platform, platform))
    )


def until_text(until: datetime, reader: Person) -> Text:
    """Until when both sides have to agree."""
    return say("Both sides have until {time} to agree.", time=clock(until, reader))


def _ways() -> Part:
    return row(
        primary(label("Link another account"), GetLinkCode()),
        Button(label("I have a code"), TypeLinkCode()),
        Button(label("My profile"), ShowProfile()),
    )


def _typed() -> Text:
    return say(
        "Or type {code}, {notices} or {off}.",
        code=Code("/link"),
        notices=Code(own_command("/profile notices telegram")),
        off=Code(own_command("/link off telegram")),
    )
