"""The story of a person with two accounts, which become one."""

import re

from playground.stories.scene import Scene, settle_in


async def linking(scene: Scene) -> None:
    """Lena has booked on Slack, and on Telegram; she links the two, and goes on in either."""
    phone = scene.lena_on_telegram
    scene.begin_on_a_monday()
    scene.transcript.heading("Lena has booked on Slack, and not knowing better, on Telegram as well")
    await settle_in(scene)
    await phone.start()
    await phone.sees("Welcome to Parley")
    await phone.say("Berlin")
    await phone.sees("Time zone set")
    await scene.olga.command("admin", "plan @lena individual")
    await scene.lena.sees("individual plan")
    await scene.tara.command("admin", "plan Lena Vogt individual")
    await scene.tara.sees("Which member?")
    await scene.tara.press("on Telegram")
    await scene.tara.press("Plan: individual")
    await phone.sees("individual plan")
    await scene.lena.command("book", "@ana wednesday 3pm")
    await scene.lena.press("Confirm booking")
    await scene.lena.sees("Your session is confirmed")
    await phone.command("book", "ana thursday 3pm")
    await phone.press("Confirm booking")
    await phone.sees("Your session is confirmed")

    scene.transcript.heading("She asks for a code on Slack, and opens the link on her phone")
    await scene.lena.command("link")
    found = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", await scene.lena.sees("Link another account"))
    assert found is not None
    phone.notes("follows the link, and presses Start")
    await phone.start(f"link_{found[0].replace('-', '')}")
    await phone.sees("Are both accounts yours?")
    await scene.lena.sees("1 here + 1 there = 2")

    scene.transcript.heading("She agrees here and there")
    await scene.lena.press("Both are mine")
    await scene.lena.sees("Now agree in the other account as well")
    await phone.press("Both are mine")
    await phone.sees("Slack and Telegram are one now")
    await scene.lena.sees("Slack and Telegram are one now")
    await phone.command("sessions")
    await phone.sees("Thu")
    await scene.lena.command("profile", "notices telegram")
    await scene.lena.sees("From now on I write to you on Telegram first")

    scene.transcript.heading("What was booked on Slack is cancelled on the phone")
    await phone.command("sessions")
    await phone.press("Wed")
    await phone.press("Cancel session")
    await phone.fill({"Reason": "Schedule conflict"})
    await phone.sees("Cancellation Confirmed")
    await scene.ana.sees("Session Cancelled")

    scene.transcript.heading("The old button on Slack still knows")
    await scene.lena.command("sessions")
    await scene.lena.sees("Thu")
