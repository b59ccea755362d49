"""A week in the life of two admins, one on Slack and one on Telegram."""

from datetime import timedelta

from playground.stories.scene import Scene, settle_in


async def administration(scene: Scene) -> None:
    """Lists, one session, many at once, figures, people: all that running a programme takes, in chat."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat, and sessions are booked")
    await settle_in(scene)
    await _book(scene)
    await _one_session(scene)
    await _many_sessions(scene)
    await _figures(scene)
    await _people(scene)
    await _next_monday(scene)


async def _book(scene: Scene) -> None:
    await scene.olga.command("admin", "policies set take_payment no")
    await scene.olga.press("Change the rule")
    await scene.olga.sees("The rules have changed")
    await scene.olga.command("admin", "mentor @ana rate 60 USD")
    await scene.ana.sees("$60.00")
    for person, when, title in (
        (scene.mia, "wed 9am", "My first talk"),
        (scene.mia, "thu 9am", "Handling questions"),
        (scene.ben, "wed 5pm", "Career plans"),
        (scene.ben, "thu 5pm", "Asking for a rise"),
    ):
        await person.command("book", f"@ana {when}")
        await person.press("Details")
        await person.fill({"Title": title})
        await person.sees(title)
        await person.press("Confirm booking")
        await scene.ana.sees(f"New booking: {title}")


async def _one_session(scene: Scene) -> None:
    scene.transcript.heading("Olga looks at what is coming up, on Slack")
    await scene.olga.command("admin", "sessions")
    await scene.olga.sees("4 sessions fit.")
    await scene.olga.press("Filter")
    await scene.olga.fill({"Mentee": "mia", "Search": "talk"})
    await scene.olga.sees("1 session fits.")
    await scene.olga.press(" Ana")
    await scene.olga.sees("Timeline")

    scene.transcript.heading("She cancels it, and sees first what that means")
    await scene.olga.press("What can be done")
    await scene.olga.press("Cancel it")
    await scene.olga.fill({"Reason": "The room is flooded", "Refund (%)": "50"})
    await scene.olga.sees("gets back $30.00")
    await scene.olga.press("Cancel the session")
    await scene.olga.sees("The session is cancelled")
    await scene.mia.sees("Your session has been cancelled by support")

    scene.transcript.heading("Tara gives a session to another mentor, on Telegram")
    await scene.tara.command("admin", "sessions search:questions")
    await scene.tara.sees("1 session fits.")
    await scene.tara.press(" Ana")
    await scene.tara.press("What can be done")
    await scene.tara.press("Another mentor")
    await scene.tara.fill({"Another mentor": "ravi", "Reason": "Ana is at a conference"})
    await scene.tara.sees("in place of Ana Lima")
    await scene.tara.press("Change the mentor")
    await scene.tara.sees("The session has another mentor")
    await scene.mia.sees("Your mentor changed")


async def _many_sessions(scene: Scene) -> None:
    scene.transcript.heading("A storm: Tara cancels all that Ana still gives, and is told how it went")
    await scene.tara.command("admin", "sessions status:scheduled mentor:ana")
    await scene.tara.sees("2 sessions fit.")
    await scene.tara.press("Cancel these")
    await scene.tara.fill({"Reason": "A storm", "Refund (%)": "100", "Tell those concerned": "Yes"})
    await scene.tara.sees("Cancel 2 sessions?")
    await scene.tara.sees("$120.00")
    await scene.tara.press("Cancel 2 sessions")
    await scene.tara.sees("2 sessions are cancelled.")
    await scene.ben.sees("A storm")
    await scene.tara.command("admin", "sessions mentor:ana message mentees We are sorry. Ravi has time.")
    await scene.tara.press("Write to")
    await scene.ben.sees("We are sorry. Ravi has time.")


async def _figures(scene: Scene) -> None:
    scene.transcript.heading("Olga looks at the figures, and at what needs attention")
    today = scene.playground.clock.now().date()
    await scene.olga.command("admin", f"stats from:{today} to:{today + timedelta(days=6)}")
    await scene.olga.sees("Cancelled")
    await scene.olga.command("admin", "health")
    await scene.olga.sees("mentor")


async def _people(scene: Scene) -> None:
    scene.transcript.heading("Lia asks for a plan, and Tara gives it with a press, on Telegram")
    await scene.lia.start()
    await scene.lia.sees("Welcome to Parley")
    await scene.lia.say("Sao Paulo")
    await scene.lia.sees("Time zone set")
    await scene.lia.command("profile", "plan")
    await scene.tara.sees("Lia Souza")
    await scene.tara.press("Plan: individual")
    await scene.lia.sees("individual plan")

    scene.transcript.heading("Ben is suspended, and restored once it is settled")
    await scene.olga.command("admin", "suspend @ben did not come three times")
    await scene.olga.sees("Suspend")
    await scene.olga.press("Suspend")
    await scene.ben.sees("suspended")
    await scene.olga.command("admin", "restore @ben it was a misunderstanding")
    await scene.olga.press("Restore")
    await scene.ben.sees("misunderstanding")


async def _next_monday(scene: Scene) -> None:
    scene.later(timedelta(days=7, hours=2), "The next Monday: the week is told by itself")
    await scene.olga.sees("The week of the programme")
    await scene.tara.sees("The week of the programme")
