"""Sessions by chat as cards: what happens with what one writes, and what the other writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.chats import LeaveChat
from bot.actions.sessions import JoinSession, ShowSession
from bot.labels import primary, row, title_of, when, who
from bot.sentences import label, lines, msg, own, say, say_many, sentences
from bot.ui import NO_LABEL, Bold, Button, Card, Hint, Label, Link, Paragraph, Part, Row, Show, Text, words
from core.people import Person
from core.usecases.chats import Chat
from core.usecases.session_views import SessionView

LEAVE = msg("Leave the chat")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another open chat of the reader's: what they write goes there, or unless that `is_chosen`, they have to say."""

    view: SessionView
    is_chosen: bool


def goes_to(view: SessionView) -> Text:
    """What happens with what one writes, from now on."""
    return say(
        "What you write to me here, until {time}, goes to {name}, and what {name} writes comes here.",
        name=view.other.name,
        time=when(view.session.ends_at, view.reader, Show.TIME),
    )


def small_print() -> Text:
    """What is not passed on, and what is kept."""
    return sentences(
        say(
            "I pass on text only: no files, pictures or voice, and nothing that you change or delete later."
        ),
        say("What begins with / is a command as always, and stays between us."),
        say("I keep nothing of what you write to each other, only that the session took place."),
    )


def called(person: Person | None) -> Label:
    """Somebody who is mentioned in a text; None is nobody whom we know."""
    return label("@somebody") if person is None else own(f"@{person.name}")


def way_in(view: SessionView) -> Text:
    """That the two write to each other themselves."""
    return say("Write to each other directly: {who}.", who=who(view.other))


def direct_card(view: SessionView, url: str) -> Card:
    """The way to the other's own chat."""
    button = Link(label("Write to {name}", name=view.other.name), url)
    return Card(title_of(view.session.topic), (Paragraph(way_in(view)), Row((button,))))


def come_card(view: SessionView) -> Card:
    """To whoever has come to a chat in which we pass on what they write."""
    title = label("You are in the chat with {name}", name=view.other.name)
    return Card(title, (Paragraph(goes_to(view)), _leave(view), Hint(small_print())))


def passed_card(view: SessionView) -> Card:
    """Their first text is on its way."""
    title = label("Passed on to {name}", name=view.other.name)
    return Card(title, (Paragraph(goes_to(view)), _leave(view), Hint(small_print())))


def which_card(chats: Sequence[Chat]) -> Card:
    """Two chats are open, and nobody has said which one is meant."""
    buttons = [
        primary(label("Write to {name}", name=chat.view.other.name), JoinSession(chat.view.session.id))
        for chat in chats
    ]
    said = say("You have several chats open. Choose whom you write to, and send it again.")
    return Card(label("Not passed on yet"), (Paragraph(said), Row(tuple(buttons), columns=1)))


def only_text_card(view: SessionView, files: int, *, passed: bool) -> Card:
    """Files came, which are not passed on; the text with them was, where there is one."""
    name = view.other.name
    said = say_many(
        "I pass on text only: {name} does not get the file.",
        "I pass on text only: {name} does not get the {n} files.",
        files,
        name=name,
    )
    with_it = say("Your words went to {name}.", name=name) if passed else ()
    return _told(view, said, with_it)


def unpassed_card(view: SessionView) -> Card:
    """A sticker, a place, a contact or the like came."""
    return _told(view, say("I pass on text only: {name} does not get this.", name=view.other.name))


def changed_card(view: SessionView) -> Card:
    """An earlier text was changed."""
    said = say("You have changed a message.")
    still = say("I do not pass changes on: {name} still reads it as it was.", name=view.other.name)
    return _told(view, said, still, say("Write once more what should be known."))


def deleted_card(view: SessionView) -> Card:
    """An earlier text was deleted."""
    said = say("You have deleted a message.")
    return _told(view, said, say("I cannot take it back: {name} can still read it.", name=view.other.name))


def left_card(view: SessionView) -> Card:
    """To whoever has left."""
    name = view.other.name
    said = sentences(
        say("What you write to me is for me again: nothing of it goes to {name}.", name=name),
        say("{name} is told that you have left.", name=name),
    )
    back = Button(label("Back to the chat"), JoinSession(view.session.id))
    show = Button(label("Show the session"), ShowSession(view.session.id))
    return Card(label("You have left the chat"), (Paragraph(said), row(back, show)))


def over_card(view: SessionView) -> Card:
    """To whoever goes on writing after the end."""
    said = say(
        "The chat with {name} ended at {time}. What you have just written was not passed on.",
        name=view.other.name,
        time=when(view.session.ends_at, view.reader, Show.TIME),
    )
    show = Button(label("Show the session"), ShowSession(view.session.id))
    return Card(label("The chat is over"), (Paragraph(said), row(show)))


# --- notices


def text_notice(view: SessionView, text: str, elsewhere: Elsewhere | None, *, is_first: bool) -> Card:
    """What the other has written; `elsewhere` is the chat to which what the reader writes goes instead."""
    parts: list[Part] = [Paragraph(lines(words(Bold(view.other.name)), words(own(text))))]
    if elsewhere is not None:
        parts += [Hint(_choice(elsewhere)), row(_write_to(view))]
    elif is_first:
        parts += [_leave(view), Hint(goes_to(view))]
    return Card(NO_LABEL, tuple(parts))


def turn_notice(view: SessionView, *, left: bool) -> Card:
    """The other has left, or is back."""
    name = view.other.name
    if left:
        said = say(
            "What you write now does not reach {name}. You hear it from me when they are back.", name=name
        )
        return Card(label("{name} has left the chat", name=name), (Paragraph(said), _leave(view)))
    return Card(label("{name} is back in the chat", name=name), (Paragraph(goes_to(view)), _leave(view)))


def lost_notice(view: SessionView, written: Text, why: Text, *, is_unsure: bool) -> Card:
    """What the reader wrote has not reached the other, or nobody knows; `written` says when."""
    name = view.other.name
    if is_unsure:
        title = label("It may not have arrived")
        said = say(
            "I do not know whether what you wrote at {time} has reached {name}.", time=written, name=name
        )
    else:
        title = label("Not passed on")
        said = say("What you wrote at {time} has not reached {name}.", time=written, name=name)
    return Card(title, (Paragraph(sentences(said, why)),))


def closed_notice(view: SessionView, then: SessionView | None) -> Card:
    """The end of it; `then` is the chat to which what the reader writes goes from now on."""
    name = view.other.name
    said = sentences(
        say("The time of your session with {name} is over: I pass nothing on any more.", name=name),
        say("I have kept nothing of what you wrote to each other, only that the session took place."),
    )
    following = () if then is None else (Paragraph(goes_to(then)),)
    show = Button(label("Show the session"), ShowSession(view.session.id))
    title = label("The chat with {name} is closed", name=name)
    return Card(title, (Paragraph(said), *following, row(show)))


def opened_parts(view: SessionView, elsewhere: Elsewhere | None = None) -> tuple[Part, ...]:
    """What is said where we pass on what the two write from now on; nothing where we do not."""
    if not view.is_passed_on or not view.may_join:
        return ()
    if elsewhere is None:
        return Paragraph(goes_to(view)), _leave(view), Hint(small_print())
    there = _choice(elsewhere)
    if elsewhere.is_chosen:
        there = say(
            "What you write to me goes to {other} until {time}, and then to {name}. You can change that now:",
            other=elsewhere.view.other.name,
            name=view.other.name,
            time=when(elsewhere.view.session.ends_at, view.reader, Show.TIME),
        )
    return Paragraph(there), row(_write_to(view)), Hint(small_print())


def _choice(elsewhere: Elsewhere) -> Text:
    name = elsewhere.view.other.name
    if elsewhere.is_chosen:
        return say("What you write goes to {name} at the moment.", name=name)
    return say("You have a chat with {name} open too: choose whom you write to.", name=name)


def _write_to(view: SessionView) -> Button:
    return primary(label("Write to {name}", name=view.other.name), JoinSession(view.session.id))


def _leave(view: SessionView) -> Row:
    return row(Button(label(LEAVE), LeaveChat(view.session.id)))


def _told(view: SessionView, *said: Text) -> Card:
    return Card(label("Not passed on"), (Paragraph(sentences(*said)), _leave(view)))
