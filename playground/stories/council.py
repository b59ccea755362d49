"""A council of five mentors in three time zones, on both platforms, from the first idea to its end."""

from datetime import datetime, timedelta

from playground.stories.scene import Scene

TOPIC = "Scaling a database"
AT_NOON, AT_NINE = "mon-fri 12-22", "mon-fri 9-18"
MENTORS = {
    "ana": (AT_NINE, "databases"),
    "lena": (AT_NINE, "databases, scaling"),
    "devi": (AT_NOON, "databases"),
    "ravi": (AT_NOON, "scaling"),
    "lia": (AT_NINE, "leadership, databases"),
}
"""Hours, each in their own time, and topics."""


async def council(scene: Scene) -> None:
    """Olga calls a council; its mentors are asked, decide by their answers, and meet two mentees."""
    scene.begin_on_a_monday()
    begin = scene.playground.clock.now()
    scene.transcript.heading("Five mentors in three time zones, two mentees on the council plan")
    await _settle_in(scene)

    scene.transcript.heading("Olga calls a council, on Slack")
    await scene.olga.command("council", "new")
    await scene.olga.fill(
        {
            "Topic": TOPIC,
            "Expertise wanted": "databases, scaling",
            "Preparation material": "Read https://example.org/sharding before.",
            "Places for mentees": "1",
        }
    )
    await scene.olga.sees("(2 of 2 wanted)")
    await scene.olga.choose("Lena Vogt leads")
    await scene.olga.sees("· leads")
    await scene.olga.press("Times ›")
    await scene.olga.sees("all 5 are free")
    await scene.olga.press("Type times")
    times = [begin + timedelta(days=days, hours=hours) for days, hours in ((4, 6), (7, 6), (8, 7))]
    await scene.olga.fill({"Times": "; ".join(f"{at.day} {at:%b} {at:%H:%M} UTC" for at in times)})
    await scene.olga.press("Review")
    await scene.olga.sees("72 h after the mentors are asked")
    await scene.olga.press("Ask 5 mentors")
    await scene.olga.sees("0 of 5 mentors answered")

    scene.transcript.heading("The mentors answer, each in their own time")
    await scene.lena.sees("When can you?")
    await scene.lena.press("1 Available")
    await scene.lena.sees("[✓ 1 Available]")
    await scene.lena.press("2 Available")
    await scene.lena.sees("[✓ 2 Available]")
    await scene.lena.press("3 No")
    await scene.lena.sees("You have answered everything")
    await scene.ravi.press("All of them work")
    await scene.ravi.sees("[✓ 3 Available]")
    await scene.devi.press("Only from")
    await scene.devi.fill({"Not before": "19:00"})
    await scene.devi.sees("Your answer would be this")
    await scene.devi.press("Answer so")
    await scene.devi.sees("Your answers")
    await scene.lia.press("1 Maybe")
    await scene.lia.sees("[✓ 1 Maybe]")
    await scene.lia.press("Suggest another time")
    suggested = begin + timedelta(days=9, hours=6)
    await scene.lia.fill({"Another time": f"{suggested.day} {suggested:%b} {suggested:%H:%M} UTC"})
    await scene.lia.sees("is suggested to the coordinator")
    await scene.olga.sees("3 of 5 mentors answered")
    await scene.olga.sees("Lia Souza: suggests")
    await scene.olga.press("Answers and notes")
    await scene.olga.sees("Only coordinators see this")
    await scene.olga.press("Write a note")
    await scene.olga.fill({"Note": "Ask Ana in person"})
    await scene.olga.sees("Ask Ana in person")

    scene.transcript.heading("Mia and Ben register; there is one place")
    await scene.mia.command("council")
    await scene.mia.sees(TOPIC)
    await scene.mia.press(TOPIC)
    await scene.mia.press("Register")
    await scene.mia.fill({"Your goals": "A plan for our shards", "Your questions": "When to begin?"})
    await scene.mia.sees("You have a place")
    await scene.ben.command("council")
    await scene.ben.press(TOPIC)
    await scene.ben.press("waiting list")
    await scene.ben.fill({"Your goals": "Fewer outages"})
    await scene.ben.sees("You are on the waiting list")

    scene.later(timedelta(hours=24), "A day later: who has not answered is asked again")
    await scene.ana.sees("Please answer: " + TOPIC)
    await scene.lia.sees("Please answer: " + TOPIC)
    await scene.lia.press("2 Available")
    await scene.lia.sees("[✓ 2 Available]")
    await scene.olga.sees("2: ", 10)
    scene.later(timedelta(hours=24), "Two days later")
    await scene.ana.sees("Your answer is still missing")
    scene.later(timedelta(hours=24, minutes=1), "The deadline has passed")
    confirmed = f"Council confirmed: {TOPIC}"
    for someone in (
        scene.olga,
        scene.lena,
        scene.ravi,
        scene.devi,
        scene.lia,
        scene.ana,
        scene.mia,
        scene.ben,
    ):
        await someone.sees(confirmed, 20)
    await scene.ana.sees("It was decided without your answer")
    await scene.lena.sees("You lead it.")

    scene.transcript.heading("Mia cannot come, so Ben moves up; Devi drops out")
    await scene.mia.press("Give up my place")
    await scene.mia.press("Give it up")
    await scene.mia.sees("Your place is given up")
    await scene.ben.sees("You have a place: " + TOPIC, 10)
    await scene.devi.press("Drop out")
    await scene.devi.fill({"Reason": "A wedding"})
    await scene.devi.sees("You dropped out", 10)
    await scene.ravi.sees("Other mentors: " + TOPIC, 10)

    start = await _start(scene)
    scene.later(start - timedelta(hours=48) - scene.playground.clock.now(), "Two days before")
    await scene.ben.sees("To prepare: " + TOPIC, 10)
    await scene.lena.sees("Fewer outages", 10)
    scene.later(timedelta(hours=24), "A day before")
    await scene.ben.sees("In 24 h: " + TOPIC, 10)
    scene.later(timedelta(hours=23), "An hour before")
    await scene.lia.sees("In 1 h: " + TOPIC, 10)
    scene.later(timedelta(minutes=45), "A quarter of an hour before")
    for someone in (scene.ben, scene.lena, scene.ravi):
        await someone.sees("Time to join: " + TOPIC, 10)
        await someone.press("Join")
        await someone.sees("Open the meeting", 10)
    scene.later(timedelta(minutes=91), "It is over")
    await scene.ben.sees("It is over.", 20)
    await scene.olga.command("council", "past")
    await scene.olga.sees(f"{TOPIC} · over")


async def _start(scene: Scene) -> datetime:
    for label, at in await scene.playground.stage.landmarks():
        if label == TOPIC:
            return at
    raise AssertionError("the council has no time")


async def _settle_in(scene: Scene) -> None:
    for newcomer, place in ((scene.ravi, "Mumbai"), (scene.lia, "Sao Paulo"), (scene.mia, "New York")):
        await newcomer.start()
        await newcomer.sees("Welcome to Parley")
        await newcomer.say(place)
        await newcomer.sees("Time zone set")
    await scene.tara.start()
    await scene.tara.sees("Welcome to Parley")
    for key, (hours, topics) in MENTORS.items():
        on_telegram = key in {"ravi", "lia"}
        admin, mentor = scene.tara if on_telegram else scene.olga, getattr(scene, key)
        await admin.command("admin", f"mentor {'' if on_telegram else '@'}{key}")
        await mentor.sees("You are a mentor now")
        await mentor.command("availability", hours)
        await mentor.press("Save")
        await mentor.sees("Saved.")
        await mentor.press("About me")
        await mentor.fill({"Topics": topics})
        await mentor.sees("What mentees read about you is saved")
    await scene.olga.command("admin", "plan @ben council")
    await scene.ben.sees("council plan")
    await scene.tara.command("admin", "plan mia council")
    await scene.mia.sees("council plan")
