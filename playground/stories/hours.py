"""The story of a mentor's hours."""

from playground.stories.scene import Scene, settle_in


async def hours(scene: Scene) -> None:
    """Mentors say when they take sessions, on Slack and on Telegram; they look before they save."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await settle_in(scene)

    scene.transcript.heading("Ana takes the day off on which Mia has booked, on Slack")
    await scene.mia.command("book", "@ana tomorrow 3pm")
    await scene.mia.press("Confirm booking")
    await scene.mia.sees("Your session is confirmed")
    await scene.ana.command("availability", "off tomorrow dentist")
    await scene.ana.sees("Booked, but outside the new hours")
    await scene.ana.press("instead")
    await scene.ana.fill({"Reason": "Schedule conflict", "In your words": "A tooth"})
    await scene.ana.sees("is left to another mentor")
    await scene.ana.press("Save")
    await scene.ana.sees("(dentist)")
    await scene.mia.sees("Your mentor cancelled")

    scene.transcript.heading("Ana gives Wednesdays a break, by form")
    await scene.ana.press("Wed")
    await scene.ana.fill({"Hours": "9-17 break 12-13", "The same on": "fri"})
    await scene.ana.sees("Wed, Fri")
    await scene.ana.press("Save")
    await scene.ana.sees("Wednesday: 09:00–17:00, break 12:00–13:00")

    scene.transcript.heading("Ravi answers question by question, on Telegram, and changes his mind")
    await scene.ravi.command("availability")
    await scene.ravi.press("Mon")
    await scene.ravi.fill({"Hours": "18-21", "The same on": "wed"})
    await scene.ravi.sees("→ 18:00–21:00")
    await scene.ravi.press("Change again")
    await scene.ravi.fill({"Hours": "18-22"})
    await scene.ravi.sees("→ 18:00–22:00")
    await scene.ravi.press("Save")
    await scene.ravi.sees("Saved.")
    await scene.ravi.press("Limits")
    await scene.ravi.fill(
        {"Usual length": "45 min", "Buffer between sessions": "15 min", "Minimum notice": "2h"}
    )
    await scene.ravi.sees("30 min → 2 h")
    await scene.ravi.press("Save")
    await scene.ravi.sees("15 min buffer")
    await scene.ravi.command("availability", "preview")
    await scene.ravi.sees("What mentees see")

    scene.transcript.heading("Tara gives Ravi the week that Ana has")
    await scene.tara.command("admin", "availability ravi copy from ana")
    await scene.tara.sees("Ravi Menon’s new hours")
    await scene.tara.press("Save")
    await scene.tara.sees("has been told")
    await scene.ravi.sees("Your hours have changed")
