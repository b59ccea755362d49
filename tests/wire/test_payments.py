"""Paying at the simulated providers, over the wire: the page, the webhooks, and asking where there are none."""

import hmac
import re

import aiohttp
import pytest

from core.clock import Clock
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.conftest import MORNING
from tests.mail.conftest import body, parsed
from tests.ports import free_port
from tests.wire.telegram_stage import until
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole


async def begins(
    one: Whole, mentee: SlackPerson | TelegramPerson, price: str, shown: str, when: str
) -> None:
    """A mentee gets as far as the link; Ana's price is set first."""
    ana = on_slack(one, "U1ANA")
    await ana.command("profile", f"rate {price}")
    await ana.sees(f"Rate: {shown}")
    await mentee.command("book", f"@ana {when}")
    await mentee.sees("Review and pay")
    await mentee.press("Go to payment")
    await mentee.sees("Pay now")


async def at_the_page(url: str, act: str) -> str:
    """What they do on the provider's page; where that sends them afterwards."""
    async with (
        aiohttp.ClientSession() as web,
        web.post(url, data={"act": act}, allow_redirects=False) as page,
    ):
        assert page.status in {200, 303}
        return page.headers.get("Location", "")


async def seen_at(url: str) -> str:
    async with aiohttp.ClientSession() as web, web.get(url) as page:
        return await page.text()


@pytest.mark.spec("PAY-1", "PAY-2", "PAY-3", "SAF-2")
async def test_both_providers_tell_late_twice_out_of_order_and_forged_and_each_session_is_booked_once(
    sqlite_url: str,
) -> None:
    clock, port = Clock(), free_port()
    clock.move_to(MORNING)
    public = f"http://127.0.0.1:{port}"
    async with whole(sqlite_url, clock=clock, hurried=True, public_url=public, http_port=port) as one:
        settle_in(one)
        razorpay, stripe = one.playground.razorpay, one.playground.stripe
        mia, ben, ana = on_telegram(one, 7002), on_slack(one, "U1BEN"), on_slack(one, "U1ANA")
        await mia.start()

        await begins(one, mia, "1500 INR", "₹1,500.00", "tomorrow 3pm")
        (link,) = razorpay.links.values()
        razorpay.webhook.held, razorpay.webhook.copies = True, 2
        await at_the_page(link.url, "fail")
        back = await at_the_page(link.url, "pay")
        assert back.startswith(f"{public}/paid/{link.asked['reference_id']}~")
        forged = razorpay.webhook.forge("payment.captured", {}, {"X-Razorpay-Signature": "0" * 64})
        razorpay.webhook.release(reordered=True)
        await mia.sees("Auto-confirmed after payment")
        await ana.sees("Auto-confirmed after payment")
        await razorpay.webhook.settled()
        assert [each.answers for each in razorpay.webhook.told] == [[200, 200]] * 3
        assert forged.answers == [400]
        assert "has arrived" in await seen_at(back)

        await begins(one, ben, "20 EUR", "€20.00", "wednesday 3pm")
        (session,) = stripe.sessions.values()
        at = int(clock.now().timestamp()) - 400
        old = hmac.digest(stripe.webhook_secret.encode(), f"{at}.{{}}".encode(), "sha256").hex()
        too_old = stripe.webhook.forge(
            "checkout.session.completed", {}, {"Stripe-Signature": f"t={at},v1={old}"}
        )
        back = await at_the_page(session.url, "pay")
        await ben.sees("Auto-confirmed after payment")
        await stripe.webhook.settled()
        for event in stripe.webhook.told:
            stripe.webhook.again(event)
        await stripe.webhook.settled()
        assert too_old.answers == [400]
        assert {status for each in stripe.webhook.told for status in each.answers} == {200}
        assert "has arrived" in await seen_at(back)

        for person in (mia, ben):
            assert person.screen().count("Auto-confirmed after payment") == 1
        assert one.parley.payments.refused == {"razorpay": 1, "stripe": 1}
        assert one.faults() == []
        assert one.parley.inbox.backlog().due == 0


@pytest.mark.spec("PAY-2", "PAY-3")
async def test_without_webhooks_who_has_paid_says_so_and_a_second_payment_goes_back(
    sqlite_url: str,
) -> None:
    clock = Clock()
    clock.move_to(MORNING)
    async with whole(sqlite_url, clock=clock, hurried=True) as one:
        settle_in(one)
        razorpay = one.playground.razorpay
        url, razorpay.webhook.url = razorpay.webhook.url, ""
        ben = on_slack(one, "U1BEN")
        await begins(one, ben, "1500 INR", "₹1,500.00", "tomorrow 3pm")
        (link,) = razorpay.links.values()
        await at_the_page(link.url, "pay")
        await ben.press("I have paid")
        await ben.sees("Auto-confirmed after payment")
        razorpay.webhook.url = url
        await at_the_page(link.url, "twice")
        first, second = link.payments
        await until(lambda: second.refunds)
        assert [each.amount for each in second.refunds] == [150_000]
        assert first.refunds == []


@pytest.mark.spec("PAY-6", "EML-1")
async def test_where_telegram_shows_no_link_to_pay_by_it_comes_by_mail(sqlite_url: str) -> None:
    """Mia is on Telegram alone."""
    clock = Clock()
    clock.move_to(MORNING)
    async with whole(sqlite_url, clock=clock, hurried=True, telegram_payment="elsewhere") as one:
        settle_in(one)
        mia, ana = on_telegram(one, 7002), on_slack(one, "U1ANA")
        await mia.start()
        await ana.command("profile", "rate 1500 INR")
        await ana.sees("Rate")
        await mia.command("book", "@ana tomorrow 3pm")
        await mia.press("Go to payment")
        await mia.sees("Give me an address, and I mail you the link.")
        await mia.command("profile", "mail mia@example.org")
        mails = one.playground.post.mails
        await until(lambda: mails)
        [code] = re.findall(r"\d{6}", parsed(mails[-1])["Subject"])
        await mia.command("profile", f"mail {code}")
        await mia.sees("is confirmed")
        await mia.command("book", "@ana tomorrow 4pm")
        await mia.press("Go to payment")
        await mia.sees("The link to pay by comes by mail, to mia@example.org.")
        await until(lambda: "Pay now" in body(mails[-1], "plain"))
        (link,) = one.playground.razorpay.links.values()
        assert f"Pay now: {link.url}" in body(mails[-1], "plain")
        assert link.url not in mia.screen()
        await at_the_page(link.url, "pay")
        await mia.sees("Auto-confirmed after payment")
        await until(lambda: any("Receipt for" in body(mail, "plain") for mail in mails))
        assert one.faults() == []
