"""Mails about money: the link to pay by once there is one, and receipts, by themselves and when asked for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.actions.payments import MailReceipt
from core.clock import Clock
from core.mail import Mail, MailSettings
from core.outbox import TryLater
from core.provider_refusals import Refused
from core.providers import Reason
from core.sessions import Status
from tests.databases import SqliteFiles
from tests.journeys.conftest import Cast, Settled, begun, once, people_of, settled_in
from tests.journeys.paying import begins, books, hears, now, passes
from tests.journeys.programme import Someone
from tests.mail.conftest import Kept
from tests.payments import Provider

pytestmark = pytest.mark.spec("PAY-6", "EML-1")


@pytest.fixture
def cast(sqlite_databases: SqliteFiles, clock: Clock) -> Iterator[Cast]:
    settled: Settled = once(sqlite_databases, settled_in)
    with begun(settled, sqlite_databases, clock) as programme:
        yield people_of(programme)


@pytest.fixture
def provider(cast: Cast) -> Provider:
    """Ana takes $25.00, by this provider."""
    provider = Provider()
    cast.programme.charge(provider)
    cast.programme.change_mentor(cast.ana, rate=2500, currency="USD")
    return provider


@pytest.fixture
def post(cast: Cast) -> Kept:
    """Mail is switched on."""
    kept = Kept()
    cast.programme.mails_by(kept)
    return kept


def has_address(who: Someone, address: str = "", **settings: object) -> None:
    with who.programme.store.write() as tx:
        tx.mail.save(MailSettings(who.id, address or f"{who.person.name.split()[0].lower()}@example.org"))
        if settings:
            tx.mail.save(replace(tx.mail.of(who.id), **settings))  # type: ignore[arg-type]


def of(post: Kept, kind: str) -> list[Mail]:
    return [each for each in post.mails if each.message_id.startswith(f"{kind}.")]


async def test_a_receipt_goes_by_mail_after_the_payment_and_whole_with_the_refund(
    cast: Cast, provider: Provider, post: Kept
) -> None:
    has_address(cast.ben)
    session = await books(cast.ben, provider)
    [receipt] = of(post, "receipt")
    assert (receipt.to, receipt.subject) == ("ben@example.org", f"Receipt for {session.code}")
    reference = next(iter(provider.sold))
    for words in (f"Number: {reference}", "Paid by: Ben Wolff", "Mentor: Ana Lima", "Amount: 25.00"):
        assert words in receipt.text
    assert "/join/" not in receipt.text, "it can be handed on"
    await cast.olga.command("admin", f"session {session.code} refund 5 poor sound")
    await cast.olga.press("Give the refund")
    [refunded] = of(post, "refund_changed")
    for words in (f"Number: {reference}", "Amount: 25.00", "Refund: 5.00", "sent back", "Kept: 20.00"):
        assert words in refunded.text
    assert len(of(post, "receipt")) == 1, "the mail about the refund is the receipt"
    assert {mail.to for mail in post.mails if mail.message_id.startswith(("receipt.", "refund"))} == {
        "ben@example.org"
    }


async def test_a_receipt_is_mailed_whenever_it_is_asked_for(
    cast: Cast, provider: Provider, post: Kept
) -> None:
    has_address(cast.ben)
    session = await books(cast.ben, provider)
    await cast.ben.command("sessions", f"{session.code} receipt")
    await cast.ben.press("Mail it to me")
    assert "on its way to ben@example.org" in cast.ben.sees("Look into your mail")
    await cast.ben.command("sessions", f"{session.code} receipt mail")
    assert len(of(post, "receipt")) == 3
    for stranger in (cast.mia, cast.ana, cast.olga):
        await stranger.push(MailReceipt(session.id))
        assert "Not found" in stranger.last()
    assert len(of(post, "receipt")) == 3


@pytest.mark.parametrize("settings", [None, {"on": False}, {"refused": "ben@example.org"}])
async def test_whoever_has_no_address_that_takes_mail_is_told_how_to_give_one(
    cast: Cast, provider: Provider, post: Kept, settings: dict[str, object] | None
) -> None:
    if settings is not None:
        has_address(cast.ben, **settings)  # type: ignore[arg-type]
    session = await books(cast.ben, provider)
    await cast.ben.command("sessions", f"{session.code} receipt mail")
    assert "[Give an address]" in cast.ben.sees("Nowhere to mail it")
    assert of(post, "receipt") == []


async def test_without_mail_nobody_is_offered_any(cast: Cast, provider: Provider) -> None:
    session = await books(cast.ben, provider)
    await cast.ben.command("sessions", f"{session.code} receipt")
    assert "Mail it" not in cast.ben.sees("Receipt for")
    await cast.ben.command("sessions", f"{session.code} receipt mail")
    cast.ben.sees("No mail here")


async def test_the_link_to_pay_by_is_mailed_once_there_is_one(
    cast: Cast, provider: Provider, post: Kept
) -> None:
    has_address(cast.ben)
    cast.programme.running = False
    provider.troubles = [TryLater("500")]
    await begins(cast.ben)
    assert of(post, "payment_due") == [], "there is nothing to pay by yet"
    cast.programme.running = True
    await cast.programme.later(minutes=1)
    [due] = of(post, "payment_due")
    assert f"Pay now: {next(iter(provider.sold.values())).link.url}" in due.text
    await hears(cast.programme, provider.closes())
    provider.troubles = [Refused(Reason.LOGIN, "no such key")]
    cast.programme.knows("no such key")
    await cast.ben.press("Get another link")
    _, refused = of(post, "payment_due")
    assert "takes no payments for this programme" in refused.text
    assert "no such key" not in refused.text


@pytest.mark.spec("PAY-1")
async def test_where_no_link_may_stand_in_any_chat_of_theirs_it_comes_by_mail(
    cast: Cast, provider: Provider, post: Kept
) -> None:
    """Mia is on `paper` alone, where nothing is paid."""
    cast.programme.pays_elsewhere("paper")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Go to payment")
    assert "[Give an address]" in cast.mia.sees("Not paid here")
    has_address(cast.mia)
    await cast.mia.command("book", "@ana tomorrow 4pm")
    await cast.mia.press("Go to payment")
    assert "comes by mail, to mia@example.org" in cast.mia.sees("Pay to confirm your session")
    assert "https://pay" not in cast.mia.screen()
    [due] = of(post, "payment_due")
    assert (due.to, "Pay now: https://pay.example/" in due.text) == ("mia@example.org", True)
    await passes(cast.programme, minutes=5)
    await hears(cast.programme, provider.pay())
    cast.mia.sees("Your session is confirmed")
    [session] = cast.programme.sessions_of(cast.mia)
    assert now(cast.mia, session).status is Status.SCHEDULED
    cast.olga.sees_not("could not be delivered")
