"""The story of a session whose mentors cannot make it."""

from datetime import timedelta

from playground.stories.scene import Scene, settle_in


async def replacement(scene: Scene) -> None:
    """Mia's mentor cancels and another is found; he cancels too, nobody is free, and she chooses a third."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await settle_in(scene)

    scene.transcript.heading("Mia books Ana; Olga takes sessions too, on Fridays")
    await scene.mia.command("book", "@ana tomorrow 9am")
    await scene.mia.press("Details")
    await scene.mia.fill({"Length": "30 min", "Title": "My first talk"})
    await scene.mia.press("Confirm booking")
    await scene.mia.sees("Your session is confirmed")
    await scene.tara.command("admin", "mentor olga")
    await scene.olga.sees("You are a mentor now")
    await scene.olga.command("availability", "mon-thu closed, fri 10-16, sat-sun closed")
    await scene.olga.press("Save")
    await scene.olga.sees("Saved.")

    scene.transcript.heading("Ana cannot make it, on Slack; Ravi is free")
    await scene.ana.command("sessions")
    await scene.ana.press("Mia")
    await scene.ana.press("Cancel session")
    await scene.ana.fill({"Reason": "Personal emergency", "In your words": "My child is ill"})
    await scene.ana.sees("Session Reassigned Successfully")
    await scene.ravi.sees("A session for you: My first talk")
    await scene.mia.sees("Ravi Menon is free at the same time")
    await scene.mia.press("Continue with Ravi")
    await scene.mia.sees("You’ve confirmed the session with Ravi Menon")
    await scene.ravi.sees("Mia Chen goes on with you")
    await scene.ana.sees("goes on with another mentor")

    scene.transcript.heading("Ravi cannot make it either, on Telegram; nobody is free")
    await scene.ravi.command("sessions")
    await scene.ravi.press("Mia")
    await scene.ravi.press("Cancel session")
    await scene.ravi.fill({"Reason": "Schedule conflict"})
    await scene.ravi.sees("No other mentor was free at that time")
    await scene.mia.sees("Your mentor cancelled")
    await scene.ravi.sees("You are no longer the mentor of this session")
    await scene.mia.sees("Another one is to be chosen")

    scene.later(timedelta(hours=6), "The day before, Mia has not answered")
    await scene.mia.sees("Please answer: My first talk")
    await scene.mia.press("Browse mentors")
    await scene.mia.sees("best match first")
    await scene.mia.choose("Olga Okafor")
    await scene.mia.sees("A time with Olga Okafor")
    await scene.mia.press("08:00")
    await scene.mia.sees("You’ve confirmed the session with Olga Okafor")
    await scene.olga.sees("Mia Chen goes on with you")
    await scene.ravi.sees("goes on with another mentor")

    now = scene.playground.clock.now()
    [(_, start)] = await scene.playground.stage.landmarks()
    scene.later(start - timedelta(minutes=15) - now, "A quarter of an hour before, with Olga")
    await scene.mia.sees("Time to join: My first talk")
    await scene.olga.sees("Time to join: My first talk")
    await scene.mia.press("Join")
    await scene.mia.sees("Open the meeting")
