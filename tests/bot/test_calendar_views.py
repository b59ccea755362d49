"""Cards and forms about calendars, as the platforms take them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calendars.cards import (
    REMOVED,
    TROUBLES,
    calendar_back_notice,
    calendar_lost_notice,
    calendar_unreadable_notice,
    calendars_card,
)
from bot.calendars.form import layout
from bot.formats import card_text
from bot.refusals import refusal_card
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.ui import Card, Form
from core.calendars import MOST_CALENDARS, CalendarKind, CalendarLink, Trouble
from core.desk import Desk
from core.errors.calendars import CalendarUnreadable, TooManyCalendars
from core.people import Role
from core.usecases.calendars import OwnCalendars
from gateways.jitsi import JitsiRooms
from playground.slack.blocks import check_message, check_view
from storage.store import SqlStore
from tests.storage.samples import a_person
from tests.storage.test_mentors import a_mentor, keep

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
HOST = "a-very-long-host-name." * 11 + "example"
LINK = CalendarLink(
    7,
    1,
    CalendarKind.FEED,
    f"https://ada:secret@{HOST}/secret",
    "Asia/Kolkata",
    NOW,
    NOW,
    NOW,
    NOW,
    unreadable=1,
)
LOST = replace(LINK, trouble=Trouble.UNREACHABLE, failing_since=NOW, failures=3)
ADA = a_person("Ada", zone="Asia/Kolkata")


def shown(card: Card) -> str:
    """The card as text, after both platforms have taken it."""
    check_message(slack.message(card, "T1", strict=True)[0])
    telegram.render(card, strict=True)
    return card_text(card)


@pytest.mark.spec("AVL-5", "SAF-6")
@pytest.mark.parametrize("count", [0, 1, MOST_CALENDARS])
def test_the_card_of_calendars_fits_and_shows_hosts_alone(count: int) -> None:
    links = tuple(replace(LOST, id=number) for number in range(count))
    text = shown(calendars_card(OwnCalendars(ADA, "Asia/Kolkata", links), REMOVED))
    assert "secret" not in text
    assert ("1 entry in it made no sense" in text) is (count > 0)
    assert ("Google Calendar: Settings" in text) is (count == 0)


@pytest.mark.spec("AVL-5", "SAF-6")
def test_notices_say_which_calendar_and_what_is_the_matter() -> None:
    lost = shown(calendar_lost_notice(LOST, ADA))
    assert "a-very-long-host-name" in lost
    assert TROUBLES[Trouble.UNREACHABLE] in lost
    some = shown(calendar_unreadable_notice(LINK))
    assert "1 entry in it makes no sense to me" in some
    assert "secret" not in lost + some + shown(calendar_back_notice(LINK))


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_words_and_a_next_step(trouble: Trouble) -> None:
    card = refusal_card(CalendarUnreadable(trouble, HOST), ADA)
    assert TROUBLES[trouble] in shown(card)
    shown(refusal_card(CalendarUnreadable(trouble), ADA))


def test_one_calendar_too_many_is_refused_in_words() -> None:
    assert "At most 5" in shown(refusal_card(TooManyCalendars(5), ADA))


@pytest.mark.spec("AVL-5")
def test_the_form_is_a_modal_that_slack_takes(store: SqlStore) -> None:
    mentor = a_mentor(
        "Mia",
    )
    keep(store, mentor)
    person = replace(mentor.person, roles=frozenset({Role.MENTOR}))
    form = layout(Desk(store, JitsiRooms("https://rooms.example")), person)
    shown = Form(1, form.title, form.submit, form.fields, form.intro)
    check_view(slack.modal(shown, "T1", strict=True))
