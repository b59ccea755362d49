"""Long work for admins, in the talk."""

from typing import assert_never

from bot.actions.jobs import (
    ApproveRefunds,
    CancelListed,
    ConfirmJob,
    DiscardJob,
    ExportSessions,
    Forms,
    MessageListed,
    MoveDay,
    Presses,
    ShowJob,
    ShowJobs,
    StopJob,
)
from bot.forms.problems import about_field
from bot.jobs import forms
from bot.jobs.cards import discarded_card, job_card, jobs_card, started_card
from bot.jobs.previews import preview_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.errors.jobs import NothingThatDay, ShiftUnclear
from core.usecases import admin_channels, admin_sessions
from core.usecases.jobs import exporting, planning, reading, running


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowJobs():
            return Message(jobs_card(reading.listed(desk, person)))
        case ShowJob(job):
            return Message(job_card(reading.report(desk, person, job)))
        case ExportSessions(query):
            ordered = exporting.order_export(desk, person, query, channel_of(turn))
            return Message(started_card(ordered), fresh=True)
        case ApproveRefunds(job):
            return Message(preview_card(planning.plan_approve(desk, person, job)))
        case ConfirmJob(job):
            return Message(started_card(running.confirm(desk, person, job, channel_of(turn))))
        case DiscardJob(job):
            return Message(discarded_card(running.discard(desk, person, job)))
        case StopJob(job):
            stopped = running.stop(desk, person, job)
            return Message(job_card(reading.report(desk, person, stopped.id)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case CancelListed(query):
            return forms.cancel_form(admin_sessions.query_of(desk, person, query))
        case MessageListed(query):
            return forms.message_form(admin_sessions.query_of(desk, person, query))
        case MoveDay(mentor):
            return forms.move_form(planning.moving(desk, person, mentor))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Show what was filled in means; raises refusals, and FieldRefused for one field."""
    desk, person = turn.desk, turn.person
    match action:
        case CancelListed(query):
            wish = forms.cancel_wish(values)
            return Message(preview_card(planning.plan_cancel(desk, person, query, wish)))
        case MessageListed(query):
            text = forms.message_wish(values)
            return Message(preview_card(planning.plan_message(desk, person, query, text)))
        case MoveDay(mentor):
            with about_field("by", ShiftUnclear), about_field("day", NothingThatDay):
                moved = forms.move_wish(values, mentor)
                return Message(preview_card(planning.plan_move(desk, person, moved)))
    assert_never(action)


def channel_of(turn: Turn) -> int | None:
    """The admin channel in which it is asked; None in one's own chat."""
    place, asker = turn.place, turn.desk.asker
    if place.direct or asker is None:
        return None
    found = admin_channels.at(turn.desk, asker.platform, place.channel, place.thread)
    return None if found is None else found.id


JOBS: Subject[Presses, Forms] = Subject(press, form, send)
