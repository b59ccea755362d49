"""The story of two bookings, from the first word to the meeting."""

from datetime import timedelta

from playground.stories.scene import Scene, settle_in


async def booking(scene: Scene) -> None:
    """A mentee books on Telegram and one on Slack; reminders and links arrive; one session is cancelled."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await settle_in(scene)

    scene.transcript.heading("Mia books with one typed line, on Telegram")
    await scene.mia.command("book", "@ana tomorrow 3pm")
    await scene.mia.sees("Review and confirm")
    await scene.mia.press("Details")
    await scene.mia.fill(
        {"Length": "45 min", "Title": "My first talk", "What is it about?": "Structure & nerves <3"}
    )
    await scene.mia.sees("Structure & nerves <3")
    await scene.mia.press("Confirm booking")
    await scene.mia.sees("Your session is confirmed")
    await scene.ana.sees("New booking: My first talk")

    scene.transcript.heading("Mia looks at a month, on Telegram")
    await scene.mia.command("book", "@ana")
    await scene.mia.press("Month")
    await scene.mia.sees("A day with Ana Lima")
    await scene.mia.press("Week")
    await scene.mia.sees("A time with Ana Lima")

    scene.transcript.heading("Ben walks through the wizard, on Slack")
    await scene.ben.command("book")
    await scene.ben.press("Free times: Ana Lima")
    await scene.ben.sees("A time with Ana Lima")
    await scene.ben.press("Later")
    await scene.ben.press("13:00")
    await scene.ben.sees("Review and confirm")
    await scene.ben.press("Details")
    await scene.ben.fill({"Length": "1 h", "Title": "Career plans"})
    await scene.ben.sees("Career plans")
    await scene.ben.press("Confirm booking")
    await scene.ben.sees("Your session is confirmed")
    await scene.ana.sees("New booking: Career plans")

    scene.transcript.heading("Ben cannot make it after all")
    await scene.ben.command("sessions")
    await scene.ben.sees("Upcoming sessions")
    await scene.ben.press("Ana")
    await scene.ben.press("Cancel session")
    await scene.ben.fill({"Reason": "Schedule conflict", "In your words": "The train is late"})
    await scene.ben.sees("Cancellation Confirmed")
    await scene.ana.sees("Session Cancelled")

    now, start = scene.playground.clock.now(), None
    for label, at in await scene.playground.stage.landmarks():
        start = start or at
        assert label
    assert start is not None, "no session is coming up"
    scene.later(start - timedelta(hours=24) - now, "24 hours before")
    await scene.mia.sees("In 24 h: My first talk")
    await scene.ana.sees("In 24 h: My first talk")
    scene.later(timedelta(hours=23), "One hour before")
    await scene.mia.sees("In 1 h: My first talk")
    await scene.ana.sees("In 1 h: My first talk")
    scene.later(timedelta(minutes=45), "A quarter of an hour before")
    await scene.mia.sees("Time to join: My first talk")
    await scene.ana.sees("Time to join: My first talk")
    await scene.mia.press("Join")
    await scene.mia.sees("Open the meeting")
    await scene.ana.press("Join")
    await scene.ana.sees("Open the meeting")
