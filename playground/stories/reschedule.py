"""The story of a session that two people move by agreement."""

from datetime import timedelta

from playground.stories.scene import Scene, settle_in


async def reschedule(scene: Scene) -> None:
    """Mia asks on Telegram, Ana counters on Slack, Mia counters, Ana accepts; the reminders move along."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await settle_in(scene)

    scene.transcript.heading("Mia books Ana")
    await scene.mia.command("book", "@ana thu 3pm")
    await scene.mia.press("Confirm booking")
    code = (await scene.mia.sees("Your session is confirmed")).split("Code: ")[1].split()[0]
    await scene.ana.sees("New booking")

    scene.transcript.heading("Mia asks for another time, with one typed line")
    await scene.mia.command("sessions", f"{code} reschedule fri 4pm")
    await scene.mia.sees("Nothing moves until Ana Lima agrees")
    await scene.mia.fill({"Note": "My train is late"})
    await scene.mia.sees("has been sent to the mentor for approval")
    await scene.ana.sees("My train is late")

    scene.transcript.heading("Ana counters, from her own free times")
    await scene.ana.press("Counter")
    await scene.ana.sees("Another time for")
    await scene.ana.press("Fri")
    await scene.ana.press("17:00")
    await scene.ana.fill({"Note": "I have to leave at six"})
    await scene.ana.sees("Counter-Proposal Sent")
    await scene.mia.sees("I have to leave at six")

    scene.transcript.heading("Mia counters, and Ana accepts")
    await scene.mia.command("sessions", f"{code} counter fri 2pm")
    await scene.mia.fill({})
    await scene.mia.sees("Your alternative time of")
    await scene.ana.sees("proposes another time")
    await scene.ana.press("Accept")
    await scene.ana.sees("Both parties have been notified")
    await scene.mia.sees("Ana Lima agreed to the new time")
    await scene.mia.command("sessions", code)
    await scene.mia.sees("1 of 2 used")

    start = (await scene.playground.stage.landmarks())[0][1]
    scene.later(start - timedelta(hours=24) - scene.playground.clock.now(), "24 hours before the new time")
    await scene.mia.sees("In 24 h")
    await scene.ana.sees("In 24 h")
    scene.later(timedelta(hours=23), "One hour before")
    await scene.mia.sees("In 1 h")
    await scene.ana.sees("In 1 h")
    assert "Time to join" not in scene.mia.screen(), "the old time has no link"
