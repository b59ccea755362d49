"""All sessions of the programme, in the talk with admins."""

from typing import assert_never
from zoneinfo import ZoneInfo

from bot.actions.admin_sessions import (
    DeleteView,
    FilterSessions,
    Forms,
    ListSessions,
    Presses,
    QuickSessions,
    RenameView,
    SaveView,
    ShowAdminSession,
    ShowAudit,
    ShowInternalNotes,
    ShowNotices,
    ShowReschedules,
    ShowTimeline,
    ShowViews,
    SortSessions,
)
from bot.admin_sessions import card
from bot.admin_sessions.cards import deleted_card, saved_card, sessions_card, views_card
from bot.admin_sessions.filters import filled_in, layout, quick
from bot.admin_sessions.views import name_layout
from bot.forms.problems import about_field
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.errors.session_queries import TooManyViews, ViewNameTaken
from core.usecases import admin_session, admin_sessions


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ListSessions(query, page):
            return Message(sessions_card(admin_sessions.show(desk, person, query, page)))
        case QuickSessions(which):
            zone = person.clock_zone
            today = desk.now().astimezone(ZoneInfo(zone)).date()
            return Message(sessions_card(admin_sessions.find(desk, person, quick(which, today, zone))))
        case SortSessions(query, sort, descending):
            before = admin_sessions.query_of(desk, person, query).query
            turned = before.changed(sort=sort, descending=descending)
            return Message(sessions_card(admin_sessions.find(desk, person, turned)))
        case ShowViews():
            return Message(views_card(admin_sessions.views(desk, person)))
        case DeleteView(query):
            return Message(deleted_card(admin_sessions.delete_view(desk, person, query)))
        case ShowAdminSession(session):
            return Message(card.session_card(admin_session.dossier(desk, person, session)))
        case ShowTimeline(session):
            return Message(card.timeline_card(admin_session.dossier(desk, person, session)))
        case ShowReschedules(session):
            return Message(card.reschedules_card(admin_session.dossier(desk, person, session)))
        case ShowInternalNotes(session):
            return Message(card.notes_card(admin_session.dossier(desk, person, session)))
        case ShowNotices(session, page):
            return Message(card.notices_card(admin_session.notices_page(desk, person, session, page)))
        case ShowAudit(session, page):
            return Message(card.audit_card(admin_session.audit_page(desk, person, session, page)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case FilterSessions(query):
            shown = admin_sessions.people_of(desk, person, query)
            return layout(*shown)
        case SaveView(query):
            return name_layout(admin_sessions.query_of(desk, person, query))
        case RenameView(query):
            return name_layout(admin_sessions.own_view(desk, person, query))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals, and FieldRefused for one field."""
    desk, person = turn.desk, turn.person
    match action:
        case FilterSessions(query):
            before = admin_sessions.query_of(desk, person, query).query
            asked = filled_in(turn, before, values)
            return Message(sessions_card(admin_sessions.find(desk, person, asked)))
        case SaveView(query):
            with about_field("view", ViewNameTaken, TooManyViews):
                saved = admin_sessions.save_view(desk, person, query, values.get("view", ""))
            return Message(saved_card(saved))
        case RenameView(query):
            with about_field("view", ViewNameTaken):
                renamed = admin_sessions.rename_view(desk, person, query, values.get("view", ""))
            return Message(saved_card(renamed))
    assert_never(action)


ADMIN_SESSIONS: Subject[Presses, Forms] = Subject(press, form, send)
