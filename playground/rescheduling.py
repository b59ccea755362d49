"""The story of a session that two people move by agreement."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.stories import Scene


async def move_by_agreement(scene: "Scene") -> None:
    """Mia asks on Telegram, Ana counters on Slack, Mia counters, Ana accepts; the reminders move along."""
    scene.transcript.heading("Mia books Ana")
    await scene.mia.command("book", "@ana tomorrow 9am")
    await scene.mia.press("Details")
    await scene.mia.fill({"Length": "30 min", "Title": "My first talk"})
    await scene.mia.press("Confirm booking")
    await scene.mia.sees("Your session is confirmed")
    await scene.ana.sees("New booking: My first talk")

    scene.transcript.heading("Mia asks for Wednesday")
    await scene.mia.press("Reschedule")
    await scene.mia.sees("Wed 25")
    await scene.mia.press("Wed 25")
    await scene.mia.sees("Free on Wed 25 Nov")
    await scene.mia.press("11:00")
    await scene.mia.fill({"Note": "My exam was moved"})
    await scene.mia.sees("Reschedule Request Sent")
    await scene.ana.sees("Reschedule request: My first talk")
    await scene.ana.sees("My exam was moved")

    scene.transcript.heading("Ana counters with Thursday, in the afternoon")
    await scene.ana.press("Counter")
    await scene.ana.press("Thu 26")
    await scene.ana.sees("Free on Thu 26 Nov")
    await scene.ana.press("14:00")
    await scene.ana.fill({"Note": "I teach on Wednesdays"})
    await scene.ana.sees("Counter-Proposal Sent")
    await scene.mia.sees("Another time proposed: My first talk")

    scene.transcript.heading("Mia counters with an hour later")
    await scene.mia.command("sessions")
    await scene.mia.press("Ana")
    await scene.mia.press("Counter")
    await scene.mia.press("Thu 26")
    await scene.mia.sees("Free on Thu 26 Nov")
    await scene.mia.press("13:00")
    await scene.mia.fill({})
    await scene.mia.sees("Counter-Proposal Sent")
    await scene.ana.sees("Another time proposed: My first talk")

    scene.transcript.heading("Ana accepts; both read the new time in their own")
    await scene.ana.press("Accept")
    await scene.ana.sees("Reschedule Confirmed")
    await scene.mia.sees("Session Rescheduled")

    now = scene.playground.clock.now()
    [(_, start)] = await scene.playground.landmarks()
    scene.later(start - timedelta(hours=24) - now, "A day before the new time")
    await scene.mia.sees("In 24 hours: My first talk")
    await scene.ana.sees("In 24 hours: My first talk")
    scene.later(timedelta(hours=23, minutes=45), "A quarter of an hour before")
    await scene.mia.sees("Time to join: My first talk")
    await scene.ana.sees("Time to join: My first talk")
    await scene.ana.press("Join")
    await scene.ana.sees("Open the meeting")
