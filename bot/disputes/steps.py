"""What happened to a dispute, a line each, as an admin reads it."""

from bot.disputes.words import CATEGORIES, PRIORITIES, RESOLUTIONS
from bot.labels import when
from bot.sentences import label, own, say, say_many
from bot.ui import Show, Text
from core.attendance import Category, DisputeEvent, Priority, Resolution, Step
from core.usecases.disputes import Case


def step_line(case: Case, event: DisputeEvent) -> Text:
    """When, who and what."""
    at = when(event.at, case.reader, Show.SHORT)
    return say("{time}: {what}", time=at, what=step_text(case, event))


def step_text(case: Case, event: DisputeEvent) -> Text:
    """Who and what."""
    by, whom = _name(case, event.by), _name(case, event.person)
    match event.step:
        case Step.OPENED:
            return say("{who} reported it ({what})", who=by, what=label(CATEGORIES[Category(event.code)]))
        case Step.TAKEN:
            return say("{who} took it", who=by)
        case Step.GIVEN:
            return say("{who} gave it to {whom}", who=by, whom=whom)
        case Step.PRIORITY:
            return say("{who} set: {priority}", who=by, priority=label(PRIORITIES[Priority(event.code)]))
        case Step.ASKED:
            return say("{who} asked {whom}: “{words}”", who=by, whom=whom, words=own(event.words))
        case Step.ANSWERED:
            return say("{who} answered: “{words}”", who=by, words=own(event.words))
        case Step.ADDED:
            return say("{who} added: “{words}”", who=by, words=own(event.words))
        case Step.FILES:
            return say_many("{who} sent {n} file", "{who} sent {n} files", int(event.code), who=by)
        case Step.ALARMED:
            return say("admins were alarmed again, since nobody had taken it")
        case Step.RESOLVED:
            return _closed(say("{who} resolved it", who=by), event)
        case Step.DISMISSED:
            return _closed(say("{who} dismissed it", who=by), event)
        case Step.WITHDRAWN:
            return say("{who} took it back", who=by)
        case Step.LAPSED:
            return _closed(say("nobody had decided in time, so the rule did"), event)


def _closed(how: Text, event: DisputeEvent) -> Text:
    what = label(RESOLUTIONS[Resolution(event.code)]) if event.code else None
    done = say("{how}: {what}", how=how, what=what) if what else how
    return say("{done} (“{words}”)", done=done, words=own(event.words)) if event.words else done


def _name(case: Case, person: int | None) -> str:
    found = case.people.get(person or 0)
    return found.name if found else label("somebody")
