"""The way to a booking, in the talk."""

from dataclasses import replace
from typing import assert_never

from bot.actions.booking import (
    AskWhen,
    ConfirmBooking,
    Describe,
    Discuss,
    Forms,
    LeaveBooking,
    Presses,
    Review,
    ShowMonth,
    ShowWeek,
    ShowWindow,
    TakeSlot,
)
from bot.booking.cards import booked_card, left_card, month_card, review_card, week_card
from bot.booking.free_times import why_none
from bot.booking.topics import details_layout, discuss_layout, topic_of
from bot.booking.wished import answer_wish, wished
from bot.forms.problems import about_field
from bot.payments.cards import pay_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Card, Layout, Message, Outcome
from core.errors.booking import NothingFree
from core.errors.mentors import MentorNotBookable, MentorNotFound, OwnMentor, SeveralMentors
from core.sessions import Status
from core.usecases import booking, picking
from core.usecases.payments import paying
from core.zones import DAY


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowWeek(mentor, first, day):
            return Message(week_card(booking.times(desk, person, mentor, first, day)))
        case ShowWindow(mentor, first, day, minutes, since, until):
            between = None if (since, until) == (0, DAY) else (since, until)
            found = booking.times(desk, person, mentor, first, day, minutes=minutes, between=between)
            return Message(week_card(found, minutes))
        case ShowMonth(mentor, first, day, minutes, since, until):
            between = None if (since, until) == (0, DAY) else (since, until)
            found = booking.times(
                desk, person, mentor, first, None, minutes=minutes, between=between, whole_month=True
            )
            return why_none(found, day) or Message(month_card(found, minutes))
        case AskWhen(mentor, at, text):
            chosen = booking.mentor_of(desk, mentor)
            if chosen is None:
                return press(turn, ShowWeek(mentor))
            answer = answer_wish(turn, chosen, text, wished(turn, text, at))
            return Message(answer) if isinstance(answer, Card) else press(turn, answer)
        case TakeSlot(mentor, start, minutes):
            return Message(review_card(booking.hold_time(desk, person, mentor, start, minutes)))
        case Review(hold):
            return Message(review_card(booking.review(desk, person, hold)))
        case ConfirmBooking(hold):
            if desk.is_asked_elsewhere:
                desk = replace(desk, own=None)  # what is to be paid leaves to where it may be
            booked = booking.book(desk, person, hold)
            if booked.view.session.status is Status.AWAITING_PAYMENT:
                return Message(pay_card(desk, paying.paying(desk, person, hold)))
            return Message(booked_card(booked), view=booked.view)
        case LeaveBooking(hold):
            return Message(left_card(booking.leave(desk, person, hold).mentor))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    match action:
        case Describe(hold):
            return details_layout(booking.review(turn.desk, turn.person, hold))
        case Discuss():
            return discuss_layout()
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case Describe(hold):
            minutes = int(values.get("minutes") or booking.review(desk, person, hold).hold.minutes)
            return Message(review_card(booking.describe(desk, person, hold, topic_of(values), minutes)))
        case Discuss():
            with about_field(
                "mentor", MentorNotFound, SeveralMentors, NothingFree, OwnMentor, MentorNotBookable
            ):
                mentor = picking.find_mentor(desk, values["mentor"]).id
                return Message(review_card(booking.hold_next(desk, person, mentor, topic_of(values))))
    assert_never(action)


BOOKING: Subject[Presses, Forms] = Subject(press, form, send)
