"""What people read about their own data."""

from collections.abc import Iterator
from datetime import datetime

from bot.actions.own_data import (
    AskErasure,
    ExportOwnData,
    KeepOwnData,
    ReviewErasure,
    ShowOwnData,
)
from bot.actions.profile import ShowProfile
from bot.formats import plain
from bot.labels import danger, primary, row, title_of, when, who
from bot.sentences import all_of, label, lines, say, say_many, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Hint, Money, Paragraph, Part, Show, Text
from core.erasing import Unfinished
from core.people import Person
from core.sessions import Session
from core.usecases.erasing.asking import NAMED, Meaning


def own_data_card(meaning: Meaning) -> Card:
    """`/profile data`."""
    if meaning.erasure is not None:
        return _asked_card(meaning)
    what = sentences(
        say("I can send you all that there is of you here, as a file into this chat."),
        say("Or I erase it: you see first what that means."),
    )
    return Card(
        label("Your data"),
        (
            Paragraph(what),
            row(
                primary(label("Send me my data"), ExportOwnData()),
                Button(label("Erase my data …"), ReviewErasure()),
                Button(label("My profile"), ShowProfile()),
            ),
            Hint(
                say(
                    "Or type {export} or {erase}.",
                    export=Code(own_command("/profile data export")),
                    erase=Code(own_command("/profile data erase")),
                )
            ),
        ),
    )


def ordered_card() -> Card:
    """The file is being made."""
    text = sentences(
        say(
            "I put together all that there is of you. It comes into your own chat as a file, in a few minutes."
        ),
        say("Nobody else gets it. What others wrote for themselves is not in it."),
    )
    return Card(label("Your data"), (Paragraph(text), row(Button(label("Your data"), ShowOwnData()))))


def review_card(meaning: Meaning) -> Card:
    """What being erased would mean, and the press that asks for it."""
    if meaning.erasure is not None:
        return _asked_card(meaning)
    grace = say(
        "Until {when} you can stop it with one press. What is before that takes place as agreed.",
        when=when(meaning.due_at, meaning.person),
    )
    buttons = row(
        danger(label("Erase my data"), AskErasure()),
        Button(label("Keep my data"), ShowOwnData()),
        columns=2,
    )
    how = Hint(say("Or type {command}.", command=Code(own_command("/profile data erase yes"))))
    return Card(label("Erase your data?"), (Paragraph(grace), *_effects(meaning), *_stays(), buttons, how))


def kept_card(*, was_asked: bool) -> Card:
    """They stay."""
    text = (
        say("Nothing is erased. Everything is as it was.")
        if was_asked
        else say("Nothing was to be erased.")
    )
    return Card(
        label("Your data stays"), (Paragraph(text), row(Button(label("My profile"), ShowProfile())))
    )


def leaving_card() -> Card:
    """The grace is over: they have been taken out of what was ahead."""
    text = sentences(
        say("As you asked, I take you out of everything that is ahead, and tell those concerned."),
        say(
            "In an hour, or once the rest of what is yours has ended, nothing here says any more who you were."
        ),
        say("If you write to me after that, you are new here. Goodbye!"),
    )
    return Card(label("Goodbye"), (Paragraph(text),))


def waiting_card(meaning: Meaning) -> Card:
    """The grace is over, and something has to end first."""
    return Card(label("Your data is not erased yet"), (*_waits(meaning.unfinished), _keeping()))


def read_me(person: Person, now: datetime) -> str:
    """What is in the file, for whoever opens it."""
    text = lines(
        say("All that there was of you, {name}, on {when}.", name=person.name, when=when(now, person)),
        say("{file}: everything, for programs.", file="data.json"),
        say("{folder}: the same as tables, one for each kind of data.", folder="tables/"),
        say("{file}: your sessions and councils, for any calendar.", file="calendar.ics"),
        say("{folder}: files that you gave with reports, if there are any.", folder="evidence/"),
        say("Times are UTC. Amounts are in the smallest unit of their currency, such as cents."),
    )
    return plain(text) + "\n"


def _asked_card(meaning: Meaning) -> Card:
    on = say(
        "Your data is to be erased on {when}. Until then you can stop it with one press.",
        when=Bold(plain((when(meaning.due_at, meaning.person),))),
    )
    return Card(
        label("Your data is to be erased"),
        (Paragraph(on), *_effects(meaning), _keeping(), _how_to_keep()),
    )


def _keeping() -> Part:
    return row(
        primary(label("Keep my data"), KeepOwnData()), Button(label("Send me my data"), ExportOwnData())
    )


def _how_to_keep() -> Part:
    return Hint(say("Or type {command}.", command=Code(own_command("/profile data keep"))))


def _effects(meaning: Meaning) -> Iterator[Part]:
    """What is cancelled, who is told, and what comes back."""
    if meaning.given:
        head = say_many(
            "{n} session that you give is taken from you; who takes it is told.",
            "{n} sessions that you give are taken from you; those who take them are told.",
            len(meaning.given),
        )
        then = (
            say("Another mentor is sought for them.")
            if meaning.seeks_others
            else say("They are cancelled, and all that was paid for them goes back.")
        )
        yield Paragraph(lines(sentences(head, then), *_named(meaning.given, meaning.person)))
    if meaning.taken:
        head = say_many(
            "{n} session that you take is cancelled, and its mentor is told.",
            "{n} sessions that you take are cancelled, and their mentors are told.",
            len(meaning.taken),
        )
        yield Paragraph(lines(sentences(head, _money(meaning)), *_named(meaning.taken, meaning.person)))
    if meaning.councils:
        yield Paragraph(
            say_many(
                "You leave {n} council; who takes part is told.",
                "You leave {n} councils; those who take part are told.",
                meaning.councils,
            )
        )
    if not (meaning.given or meaning.taken or meaning.councils):
        yield Paragraph(say("Nothing is booked after that, so nobody is told."))
    yield from _waits(meaning.unfinished)


def _named(sessions: tuple[tuple[Session, Person], ...], reader: Person) -> Iterator[Text]:
    for session, other in sessions[:NAMED]:
        yield say(
            "• {about} with {who}, {when}",
            about=title_of(session.topic),
            who=who(other),
            when=when(session.starts_at, reader, Show.SHORT),
        )
    if len(sessions) > NAMED:
        yield say_many("and {n} more", "and {n} more", len(sessions) - NAMED)


def _money(meaning: Meaning) -> Text:
    if not meaning.money:
        return say("No money comes back by the terms.")
    amounts = all_of([Money(amount, currency) for currency, amount in meaning.money.items()])
    return say("By the terms you get {amounts} back.", amounts=amounts)


def _stays() -> Iterator[Part]:
    yield Paragraph(
        sentences(
            say("Your name, handles, addresses, calendars and everything that you wrote go, files too."),
            say(
                "That sessions took place, were paid for and rated stays, with “{former}” in your place.",
                former=label("a former member"),
            ),
            say("The audit log keeps a number that leads to nobody."),
        )
    )


def _waits(unfinished: Unfinished) -> Iterator[Part]:
    """What has to end first: the rules want it so."""
    if not unfinished:
        return
    reasons: list[Text] = []
    if unfinished.disputes:
        reasons.append(
            say_many(
                "{n} dispute of yours that is not decided",
                "{n} disputes of yours that are not decided",
                unfinished.disputes,
            )
        )
    if unfinished.refunds:
        reasons.append(
            say_many(
                "{n} refund to you that has not arrived",
                "{n} refunds to you that have not arrived",
                unfinished.refunds,
            )
        )
    yield Paragraph(say("By the rules this has to end first: {reasons}.", reasons=all_of(reasons)))
