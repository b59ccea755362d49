"""Errands that failed, as admins see them beside messages."""

from datetime import timedelta

import pytest

from bot.delivery.cards import failed_card
from bot.notices.undelivered import undeliverable_notice
from core.errands import Errand, Task
from core.notices import Kind, Notice
from core.ports.notices import FailedItem
from core.usecases.failures import FailedPage
from tests.conftest import MORNING
from tests.storage.samples import a_notice, a_person

ADA = a_person("Ada")


def page(*items: Notice | Errand) -> FailedPage:
    failed = tuple((FailedItem(item, "dead", "closed", MORNING), ADA) for item in items)
    return FailedPage(failed, 0, False, ADA, MORNING + timedelta(minutes=5))


def errand() -> Errand:
    return Errand(7, Task.MAKE_ROOM, "zoom", ADA.id, MORNING, "room")


@pytest.mark.spec("NTF-6")
def test_an_errand_is_listed_with_what_it_was_for_and_can_be_tried_again() -> None:
    shown = repr(failed_card(page(errand())))
    for words in ("The meeting room of a session", "not done", "closed", "Try again", "Put aside"):
        assert words in shown


@pytest.mark.spec("NTF-6")
def test_admins_are_told_what_failed_by_its_kind() -> None:
    message = a_notice(ADA.id, kind=Kind.BOOKED)
    assert undeliverable_notice(page(message)).title == "Messages were not delivered"
    assert undeliverable_notice(page(errand())).title == "Errands were not done"
    assert undeliverable_notice(page(message, errand())).title == "Messages and errands failed"
