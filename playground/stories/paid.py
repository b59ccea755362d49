"""The story of a paid session, from its price to what goes back of it."""

from datetime import timedelta

import aiohttp

from playground.stories.scene import Scene, settle_in
from playground.stripe.checks import refusal
from playground.transcript import RecordedActor


async def paid(scene: Scene) -> None:
    """Two mentees pay at Razorpay: one fails first, one is late; a session is cancelled, and the money goes back.

    Stripe takes no payments at first, and says why.
    """
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up: mentors are paid, and do not cancel")
    await settle_in(scene)
    await scene.olga.command("admin", "policies use aureeture")
    await scene.olga.press("Use aureeture")
    await scene.olga.sees("The rules have changed")
    await scene.ana.command("profile", "rate 1500 INR")
    await scene.ana.sees("₹1,500.00")

    scene.transcript.heading("Mia books and pays, on Telegram")
    await scene.mia.command("book", "@ana wednesday 3pm")
    await scene.mia.sees("Review and pay")
    await scene.mia.press("Go to payment")
    await scene.mia.sees("[Pay now]")
    await _at_razorpay(scene, scene.mia, "Her bank declines", "fail")
    await scene.mia.sees("did not go through")
    await _at_razorpay(scene, scene.mia, "Pays, and this time it works", "pay")
    await scene.mia.sees("Auto-confirmed after payment")
    await scene.ana.sees("Auto-confirmed after payment")
    await scene.mia.press("Receipt")
    await scene.mia.sees("It pays for the session")

    scene.transcript.heading("Ben pays, on Slack, and his bank takes its time")
    await scene.ben.command("book", "@ana thursday 3pm")
    await scene.ben.sees("Review and pay")
    await scene.ben.press("Go to payment")
    await scene.ben.sees("Pay now")
    await _at_razorpay(scene, scene.ben, "Pays; the bank does not say yes yet", "late")
    scene.later(timedelta(minutes=21), "The time is held no longer")
    await scene.ben.sees("it was not paid in time")
    await _at_razorpay(scene, scene.ben, "The bank says yes after all: the time is still free", "arrive")
    await scene.ben.sees("Auto-confirmed after payment")

    scene.transcript.heading("Mia cannot come after all, and her money goes back")
    await scene.mia.command("sessions")
    await scene.mia.press("Ana")
    await scene.mia.press("Cancel session")
    await scene.mia.fill({"Reason": "Schedule conflict", "In your words": "I am on a train then"})
    await scene.mia.sees("Cancellation Confirmed")
    await scene.ana.sees("Session Cancelled")
    await scene.mia.sees("Your refund has been sent")

    scene.transcript.heading("A price in euros is paid at Stripe, which takes no payments at first")
    await scene.ravi.command("profile", "rate 40 EUR")
    await scene.ravi.sees("€40.00")
    words = "Your account has not been activated and can only make test charges."
    scene.playground.stripe.troubles.plan("create", refusal(words, code="testmode_charges_only"))
    await scene.ben.command("book", "@ravi friday 3pm")
    await scene.ben.press("Go to payment")
    await scene.ben.sees("Stripe takes no payments for this programme at the moment")
    await scene.olga.sees("see what it lacks there")
    await scene.ben.press("Get another link")
    await scene.ben.sees("Pay at Stripe")
    *_, session = scene.playground.stripe.sessions.values()
    await _at_the_page(scene.ben, session.url, "Pays, now that the account is activated", "pay")
    await scene.ben.sees("Ravi Menon (mentor)")
    await scene.ben.press("Receipt")
    await scene.ben.press("Mail it to me")
    await scene.ben.sees("on its way to")


async def _at_razorpay(scene: Scene, who: RecordedActor, deed: str, act: str) -> None:
    """Somebody does something on the page of the latest link."""
    *_, link = scene.playground.razorpay.links.values()
    await _at_the_page(who, link.url, deed, act)


async def _at_the_page(who: RecordedActor, url: str, deed: str, act: str) -> None:
    """Somebody does something where they pay."""
    who.notes(f"{deed} ({url})" if act == "pay" else deed)
    async with aiohttp.ClientSession() as web, web.post(url, data={"act": act}) as page:
        assert page.status == 200
