"""A mentor's own time, in the talk."""

from typing import assert_never

from bot.actions import Action
from bot.actions.availability import (
    AddException,
    CancelOutside,
    ChangeAgain,
    ConfirmHours,
    DiscardAvailability,
    EditDay,
    EditMentorProfile,
    EditRules,
    Forms,
    MoveHours,
    Presses,
    PreviewAvailability,
    RemoveException,
    SaveAvailability,
    SetAccepting,
    ShowAvailability,
    ShowOffered,
    TakeHours,
    TypeHours,
    UseTemplate,
)
from bot.availability import form as schedules
from bot.availability import profile_form
from bot.availability.cards import (
    BOOKABLE,
    NOTHING_CHANGED,
    PROFILE_SAVED,
    SAVED,
    availability_card,
    done_card,
    night_or_day_card,
)
from bot.availability.preview_cards import cancelled_lead, offered_card, preview_card, saved_for_card
from bot.cancelling.form import cancel, cancel_form, cancelled
from bot.mentor_settings.cards import review_card
from bot.mentor_settings.form import shown_in
from bot.sentences import Msg
from bot.subject import Onward, Subject
from bot.tokens import from_token, to_token
from bot.turn import Turn
from bot.typed.mentor_settings import read_setting
from bot.typed.schedules import edits_of, ways_to_take
from bot.ui import Card, Layout, Message, Outcome
from core.changes import Change, DropException
from core.errors.availability import HoursUnclear
from core.errors.common import Refusal
from core.mentor_settings import Setting, Switch
from core.usecases import changes, mentor_settings, mentoring

READ_BY_MENTEES = (Setting.HEADLINE, Setting.TAGS, Setting.BIO)


def press(turn: Turn, action: Presses) -> Outcome | Onward:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowAvailability():
            return Message(_own_hours(turn))
        case ConfirmHours():
            return Message(availability_card(mentoring.confirm_hours(desk, person), BOOKABLE))
        case MoveHours(zone):
            return Message(_saved(changes.move_hours(desk, person, zone, to_token(ShowAvailability()))))
        case ShowOffered(first):
            return Message(offered_card(mentoring.offered(desk, person, first)))
        case RemoveException(exception):
            return propose(turn, Change(person.id, (DropException(exception),)), ShowAvailability())
        case UseTemplate(template):
            return propose(turn, changes.template(person, template), ShowAvailability())
        case TakeHours(text):
            return take_hours(turn, text)
        case PreviewAvailability(change):
            return Message(preview_card(changes.look(desk, person, change)))
        case SaveAvailability(change):
            return Message(_saved(changes.save(desk, person, change)))
        case DiscardAvailability(change):
            changes.discard(desk, person, change)
            return Message(_own_hours(turn, NOTHING_CHANGED))
        case ChangeAgain(change):
            origin, values = changes.origin_of(desk, person, change)
            return Onward(from_token(origin), values)
        case SetAccepting(accepting=True):
            return Message(availability_card(mentoring.accept_sessions(desk, person), BOOKABLE))
        case SetAccepting():
            return Message(review_card(mentor_settings.settings(desk, person), Switch.ACCEPTING))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    match action:
        case EditDay() | AddException() | EditRules() | TypeHours():
            return schedules.layout(turn.desk, turn.person, action)
        case CancelOutside(_, session, revision):
            return cancel_form(turn, session, revision)
        case EditMentorProfile():
            return profile_form.layout(mentoring.availability(turn.desk, turn.person).mentor)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case EditDay() | AddException() | EditRules() | TypeHours():
            return schedules.send_in(desk, person, action, values)
        case CancelOutside(change, session, revision):
            done = cancel(turn, session, revision, values)
            try:
                preview = changes.look(desk, person, change)
            except Refusal:
                return Message(cancelled(done))
            return Message(preview_card(preview, cancelled_lead(done)), goes_on=True)
        case EditMentorProfile():
            seen = mentor_settings.settings(desk, person)
            about = {
                each: read_setting(each, values.get(each, ""), seen.mentor) for each in READ_BY_MENTEES
            }
            mentor_settings.change(desk, person, None, about, shown_in(turn, seen))
            return Message(availability_card(mentoring.availability(desk, person), PROFILE_SAVED))
    assert_never(action)


def propose(turn: Turn, change: Change, origin: Action, values: dict[str, str] | None = None) -> Outcome:
    """Preview a change of hours; `origin` and `values` are what leads back to where it came from."""
    preview = changes.propose(turn.desk, turn.person, change, to_token(origin), values or {})
    return Message(preview_card(preview))


def take_hours(turn: Turn, text: str) -> Outcome:
    """Preview typed hours, or ask whether small hours are by day or by night; raises NotMentor, HoursUnclear."""
    try:
        edits = edits_of(text, turn.desk, turn.person)
    except HoursUnclear as problem:
        if problem.problem != "night_or_day" or not (ways := ways_to_take(text, turn.desk, turn.person)):
            raise
        return Message(night_or_day_card(problem.fragment, ways))
    return propose(turn, Change(turn.person.id, edits, whole_week=True), TypeHours(), {"hours": text})


def _own_hours(turn: Turn, done: Msg | None = None) -> Card:
    """The person's own availability; whoever is no mentor and has only changed another's hears what was done."""
    if done and not turn.person.is_mentor:
        return done_card(done)
    unsaved = changes.pending(turn.desk, turn.person)
    own = mentoring.availability(turn.desk, turn.person)
    return availability_card(own, done, unsaved.id if unsaved else None)


def _saved(result: changes.Saved | changes.Preview) -> Card:
    if isinstance(result, changes.Preview):
        return preview_card(result)
    if result.actor.id != result.availability.mentor.id:
        return saved_for_card(result)
    return availability_card(result.availability, SAVED)


AVAILABILITY: Subject[Presses, Forms] = Subject(press, form, send)
