"""Admins act for a party of a session: the party's own buttons and forms, pressed and filled in for them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.actions import Action
from bot.actions.deputies import ActFor, FillFor, Forms, Presses, PressFor
from bot.actions.sessions import ShowSession
from bot.deputies.cards import card_for
from bot.deputies.inner import ALLOWED, read, written
from bot.subject import Onward, Subject
from bot.tokens import fits
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.people import Role
from core.usecases.interventions.deputies import Deputy, stand_in

Find = Callable[[type[Action]], Subject[Any, Any]]
"""The subject that carries out a kind."""


@dataclass(frozen=True, slots=True)
class _Place:
    """For which party of which session."""

    session: int
    as_mentor: bool
    find: Find

    def stand_in(self, turn: Turn) -> Deputy:
        role = Role.MENTOR if self.as_mentor else Role.MENTEE
        return stand_in(turn.desk, turn.person, self.session, role)

    def wrapped(self, action: Action) -> Action | None:
        """The same for the party, where it may be done for them and a button can carry it."""
        kind = type(action)
        if kind not in ALLOWED:
            return None
        opens = kind in self.find(kind).forms()
        made = (FillFor if opens else PressFor)(self.session, self.as_mentor, written(action))
        return made if fits(made) else None

    def shown(self, outcome: Outcome | Onward, deputy: Deputy) -> Outcome | Onward:
        """What the party would see, with buttons for the admin."""
        match outcome:
            case Onward(action, values) if (further := self.wrapped(action)) is not None:
                return Onward(further, values)
            case Message(card=card):
                theirs = card_for(card, deputy.party, deputy.other, self.wrapped)
                return replace(outcome, card=theirs, live=False)
        return outcome


def deputising(find: Find) -> Subject[Presses, Forms]:
    """The subject, given the table of all."""

    def press(turn: Turn, action: Presses) -> Outcome | Onward:
        place = _Place(action.session, action.as_mentor, find)
        deputy = place.stand_in(turn)
        meant = ShowSession(action.session) if isinstance(action, ActFor) else read(action.what)
        theirs = replace(turn, desk=deputy.desk, person=deputy.party)
        return place.shown(find(type(meant)).press(theirs, meant), deputy)

    def form(turn: Turn, action: Forms) -> Layout:
        deputy = _Place(action.session, action.as_mentor, find).stand_in(turn)
        meant = read(action.what)
        return find(type(meant)).form(replace(turn, desk=deputy.desk, person=deputy.party), meant)

    def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
        place = _Place(action.session, action.as_mentor, find)
        deputy = place.stand_in(turn)
        meant = read(action.what)
        theirs = replace(turn, desk=deputy.desk, person=deputy.party)
        shown = place.shown(find(type(meant)).send(theirs, meant, values), deputy)
        assert not isinstance(shown, Onward)
        return shown

    return Subject(press, form, send)
