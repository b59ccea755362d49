"""The story of a session by chat across platforms."""

from datetime import timedelta

from playground.stories.scene import Scene, settle_in


async def chat(scene: Scene) -> None:
    """Mia on Telegram and Ana on Slack write to each other through the bot; what is no text stays behind."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await settle_in(scene)

    scene.transcript.heading("Mia books Ana, to meet by chat")
    await scene.mia.command("book", "@ana thu 3pm")
    await scene.mia.press("Details")
    await scene.mia.fill({"Meeting": "Chat", "Title": "Pastry"})
    await scene.mia.press("Confirm booking")
    code = (await scene.mia.sees("Your session is confirmed")).split("Code: ")[1].split()[0]
    await scene.ana.sees("New booking")

    start = (await scene.playground.stage.landmarks())[0][1]
    scene.later(start - timedelta(minutes=15) - scene.playground.clock.now(), "15 minutes before the start")
    await scene.mia.sees("goes to Ana Lima")
    await scene.ana.sees("goes to Mia Chen")

    scene.transcript.heading("They write to each other")
    await scene.mia.say("Help! My dough does not rise.")
    await scene.ana.sees("My dough does not rise")
    await scene.mia.sees("Passed on to Ana Lima")
    await scene.ana.say("How *warm* is your kitchen?")
    await scene.mia.sees("How *warm* is your kitchen?")
    await scene.mia.send_file("dough.png", b"\x89PNG\r\n\x1a\n")
    await scene.mia.sees("Ana Lima does not get the file")

    scene.transcript.heading("Ana leaves, and comes back")
    await scene.ana.press("Leave the chat")
    await scene.mia.sees("Ana Lima has left the chat")
    await scene.mia.say("Hello?")
    await scene.mia.sees("Not passed on")
    await scene.ana.press("Back to the chat")
    await scene.mia.sees("Ana Lima is back in the chat")

    scene.later(timedelta(minutes=46), "The time is over")
    await scene.ana.sees("The chat with Mia Chen is closed")
    await scene.mia.sees("The chat with Ana Lima is closed")
    await scene.mia.say("One more thing")
    await scene.mia.sees("was not passed on")
    await scene.mia.command("sessions", code)
    await scene.mia.sees("Pastry")
