"""Words behind a command that it does not know, or that were of no use: they are said, never dropped (CHT-1)."""

from dataclasses import replace

from bot.help.cards import unknown_words_card, unused_words
from bot.turn import Turn
from bot.ui import Form, Hint, Message, Outcome, Text, Toast, words


def unknown(turn: Turn, command: str, text: str) -> Message:
    """What there is in place of the text behind this command."""
    return Message(unknown_words_card(turn.person, command, text))


def besides(outcome: Outcome, unused: str) -> Outcome:
    """What was asked for, and which words it made no use of; `unused` may be empty."""
    return saying(outcome, unused_words(unused)) if unused else outcome


def saying(outcome: Outcome, said: Text) -> Outcome:
    """What was asked for, below something that is said about it."""
    match outcome:
        case Message(card=card):
            return replace(outcome, card=replace(card, parts=(Hint(said), *card.parts)))
        case Form(intro=intro):
            return replace(outcome, intro=(Hint(said), *intro))
        case Toast(text=text):
            return replace(outcome, text=words(*text, " ", *said))
    return outcome
