"""The story of a paid session, from its price to what goes back of it."""

from datetime import timedelta

import aiohttp

from playground.stories.scene import Scene, settle_in
from playground.transcript import RecordedActor


async def paid(scene: Scene) -> None:
    """Two mentees pay at Razorpay: one fails first, one is late; a session is cancelled, and the money goes back."""
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


async def _at_razorpay(scene: Scene, who: RecordedActor, deed: str, act: str) -> None:
    """Somebody does something on the page of the latest link."""
    *_, link = scene.playground.razorpay.links.values()
    who.notes(f"{deed} ({link.url})" if act == "pay" else deed)
    async with aiohttp.ClientSession() as web, web.post(link.url, data={"act": act}) as page:
        assert page.status == 200
