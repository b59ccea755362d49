"""What follows `/council`: nothing, `new`, or a council's code and what to do about it."""

import re

from bot.actions import Action
from bot.actions.councils.calling import CallCouncil, NameMentor
from bot.actions.councils.deciding import CancelCouncil, ExtendPoll, ReviewTime
from bot.actions.councils.looking import ShowCouncils, WriteCouncilNote
from bot.actions.councils.polling import ExplainConflict, PreviewHours, SuggestTime
from bot.actions.councils.taking_part import DropOut, Register
from bot.councils import polling as talk
from bot.councils.calling import add_typed_times
from bot.councils.facts import numbered
from bot.councils.hours import read_hours
from bot.councils.moments import read_time
from bot.councils.poll_cards import no_such_time_card, which_hours_card, which_time_card
from bot.dispatch import perform
from bot.forms.problems import FieldRefused
from bot.requests.unused import besides, unknown
from bot.requests.verbs import council_action
from bot.routing import OF_KIND
from bot.turn import Turn
from bot.typed import command_words
from bot.typed.lengths import amount
from bot.typed.times import Ambiguous
from bot.ui import Message, Outcome
from core.councils import PollAnswer
from core.errors.common import NotFound
from core.usecases.councils import dashboard, polling
from core.usecases.councils.views import CouncilView

CODE = re.compile(r"c-?[0-9a-z]{4}", re.IGNORECASE)
YES = {
    **dict.fromkeys(("yes", "y", "available", "ok", "works", "can"), PollAnswer.AVAILABLE),
    **dict.fromkeys(("maybe", "perhaps", "tentative"), PollAnswer.MAYBE),
    **dict.fromkeys(("no", "n", "unavailable", "cannot", "not"), PollAnswer.NO),
}
_PAIR = re.compile(r"(\d[\d, &]{0,99})[:= ]{1,9}([^\W\d]+)")
_USUAL_HOURS = 24
_LONGEST_ANSWER = 400
_MOST_HOURS = 720


def answer_council(turn: Turn, text: str) -> Outcome:
    """Carry out `/council text`; raises refusals. What is not understood shows how the command is used."""
    first, _, rest = text.partition(" ")
    rest = rest.strip()
    match first.lower():
        case "upcoming":
            return besides(perform(turn, ShowCouncils()), rest)
        case "past":
            return besides(perform(turn, ShowCouncils(past=True)), rest)
        case "new":
            return perform(turn, CallCouncil(), {"topic": rest})
        case code if CODE.fullmatch(code):
            try:
                view = dashboard.council_by_code(turn.desk, turn.person, code)
            except NotFound:
                if "-" in code:
                    raise
                return unknown(turn, "council", text)
            try:
                return _about(turn, view, rest)
            except FieldRefused as wrong:
                raise wrong.refusal from wrong
    return unknown(turn, "council", text)


def _about(turn: Turn, view: CouncilView, text: str) -> Outcome:
    verb, _, rest = text.partition(" ")
    rest = rest.strip()
    council, revision = view.council.id, view.council.revision
    said: dict[str, tuple[Action, str]] = {
        "register": (Register(council), "goals"),
        "explain": (ExplainConflict(council), "conflict"),
        "suggest": (SuggestTime(council), "time"),
        "note": (WriteCouncilNote(council), "note"),
        "mentors": (NameMentor(council, revision), "mentors"),
    }
    match verb.lower():
        case "cancel":  # asks first, whatever was typed with it
            return perform(turn, CancelCouncil(council, revision), {"reason": rest})
        case "out":
            return perform(turn, DropOut(council, revision), {"reason": rest})
        case word if rest and word in said:
            purpose, field = said[word]
            return OF_KIND[type(purpose)].send(turn, purpose, {field: rest})
        case "answer" if rest:
            return _answer(turn, view, command_words.answers(rest.lower()))
        case "hours":
            return _can(turn, view, rest)
        case "times" if rest:
            return add_typed_times(turn.desk, turn.person, council, revision, rest)
        case "extend" if (hours := _extension(rest)) is not None:
            return perform(turn, ExtendPoll(council, revision, hours))
        case "extend":
            return unknown(turn, "council", text)
        case "choose" if rest:
            return _choose(turn, view, rest)
    action = council_action(verb, council, revision)
    return unknown(turn, "council", text) if action is None else besides(perform(turn, action), rest)


def _answer(turn: Turn, view: CouncilView, text: str) -> Outcome:
    """`all yes`, `yes`, `1 yes 2 maybe`, `1,2 yes 3 no`."""
    council = view.council.id
    if len(text) > _LONGEST_ANSWER:
        return unknown(turn, "council", text)
    said = text.removeprefix("all").strip()
    if said in YES:
        return talk.answered(polling.answer_all(turn.desk, turn.person, council, YES[said], refresh=True))
    by_number = {number: each.id for number, each in numbered(view.council)}
    answers: dict[int, PollAnswer] = {}
    for numbers, word in _PAIR.findall(text):
        for number in re.findall(r"\d+", numbers):
            if int(number) not in by_number:
                return Message(no_such_time_card(view, int(number)))
            if word not in YES:
                return unknown(turn, "council", word)
            answers[by_number[int(number)]] = YES[word]
    if not answers or _PAIR.sub("", text).strip(" ,;.and"):
        return unknown(turn, "council", text)
    return talk.answered(polling.answer(turn.desk, turn.person, council, answers, refresh=True))


def _extension(text: str) -> int | None:
    """Hours of `24`, `24h`, `2 days`; a day where nothing is said, None for what is no length."""
    if not text:
        return _USUAL_HOURS
    if text.isdecimal():
        return min(int(text[: len(str(_MOST_HOURS)) + 1]), _MOST_HOURS)
    minutes = amount(text)
    return None if minutes is None else min(max(1, minutes // 60), _MOST_HOURS)


def _can(turn: Turn, view: CouncilView, text: str) -> Outcome:
    """Preview an answer with hours; those of two readings are asked back."""
    ways = tuple((said, PreviewHours(view.council.id, *bounds)) for said, bounds in read_hours(text))
    return perform(turn, ways[0][1]) if len(ways) == 1 else Message(which_hours_card(view, text, ways))


def _choose(turn: Turn, view: CouncilView, text: str) -> Outcome:
    council = view.council.id
    match read_time(turn.desk, turn.person, text):
        case Ambiguous() as several:
            ways = tuple((at, ReviewTime(council, at)) for at in several.readings)
            return Message(which_time_card(view, ways, (text, several)))
        case at:
            return perform(turn, ReviewTime(council, at))
