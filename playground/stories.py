"""Stories that play over the wire: people act, the bot answers, the clock moves, and what must be seen is seen."""

import traceback
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TextIO

from playground.cast import CAST
from playground.council_story import council
from playground.replacement import lose_two_mentors
from playground.rescheduling import move_by_agreement
from playground.server import Playground
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from playground.telegram.service import ADMIN
from playground.transcript import RecordedActor, Transcript

MONDAY_MORNING = 8  # UTC


class Scene:
    """The playground with its people at their chat windows; all they do and see is written down."""

    def __init__(self, playground: Playground, out: TextIO | None) -> None:
        self.playground = playground
        self.transcript = Transcript(playground.clock, out)
        people = {person.key: person for person in (*CAST, ADMIN)}
        self._actors: dict[str, RecordedActor] = {}
        for key, person in people.items():
            if person.slack:
                actor = SlackPerson(playground.slack, person.slack)
                self._actors[key] = self.transcript.record(actor, name=person.name, place="Slack")
            elif person.telegram:
                chatter = TelegramPerson(playground.telegram, person.telegram)
                self._actors[key] = self.transcript.record(chatter, name=person.name, place="Telegram")

    def __getattr__(self, key: str) -> RecordedActor:
        try:
            return self._actors[key]
        except KeyError:
            raise AttributeError(key) from None

    def later(self, by: timedelta, heading: str) -> None:
        """Let time pass."""
        self.playground.clock.move(by)
        self.transcript.heading(heading)

    def begin_on_a_monday(self) -> None:
        """Make it next Monday morning, so that the story reads alike on every day of the week."""
        now = self.playground.clock.now()
        monday = (now + timedelta(days=7 - now.weekday())).replace(
            hour=MONDAY_MORNING, minute=0, second=0, microsecond=0
        )
        self.playground.clock.move_to(monday)


async def prologue(playground: Playground) -> None:
    """What has happened before somebody opens the page: two mentors, two mentees, plans and hours."""
    scene = Scene(playground, None)
    await _settle_in(scene)


async def booking(scene: Scene) -> None:
    """A mentee books on Telegram and one on Slack; reminders and links arrive; one session is cancelled."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await _settle_in(scene)

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

    scene.transcript.heading("Ben walks through the wizard, on Slack")
    await scene.ben.command("book")
    await scene.ben.choose("Ana Lima")
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
    for label, at in await scene.playground.landmarks():
        start = start or at
        assert label
    assert start is not None, "no session is coming up"
    scene.later(start - timedelta(hours=24) - now, "24 hours before")
    await scene.mia.sees("In 24 hours: My first talk")
    await scene.ana.sees("In 24 hours: My first talk")
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


async def hours(scene: Scene) -> None:
    """Mentors say when they take sessions, on Slack and on Telegram; they look before they save."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await _settle_in(scene)

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


async def reschedule(scene: Scene) -> None:
    """A mentee asks for another time, both counter, the mentor accepts; the reminders move along."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await _settle_in(scene)
    await move_by_agreement(scene)


async def replacement(scene: Scene) -> None:
    """A mentor cancels and another is found; he cancels too, nobody is free, and the mentee chooses a third."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await _settle_in(scene)
    await lose_two_mentors(scene)


STORIES: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "booking": booking,
    "hours": hours,
    "reschedule": reschedule,
    "replacement": replacement,
    "council": council,
}


async def play(name: str, playground: Playground, out: TextIO) -> int:
    """Play a story and print it; 0 when everything was seen and nobody broke a service's rule, else 1."""
    scene = Scene(playground, out)
    try:
        await STORIES[name](scene)
    except AssertionError:
        out.write(f"\n{traceback.format_exc()}")
        return 1
    faults = [*playground.slack.faults, *playground.telegram.faults]
    out.writelines(f"FAULT: {fault}\n" for fault in faults)
    scene.transcript.heading("The end" if not faults else "The services complained")
    return 1 if faults else 0


async def _settle_in(scene: Scene) -> None:
    await scene.olga.command("admin", "mentor @ana")
    await scene.olga.sees("is a mentor now")
    await scene.ana.sees("You are a mentor now")
    await scene.ana.command("availability", "mon-fri 9-12, 13-19; off 24-31 dec skiing")
    await scene.ana.sees("→ 09:00–12:00, 13:00–19:00")
    await scene.ana.press("Save")
    await scene.ana.sees("Saved.")
    await scene.ana.sees("(skiing)")
    await scene.olga.command("admin", "plan @ben individual")
    await scene.ben.sees("individual plan")
    for newcomer, place in ((scene.mia, "New York"), (scene.ravi, "Mumbai")):
        await newcomer.start()
        await newcomer.sees("Welcome to Parley")
        await newcomer.say(place)
        await newcomer.sees("Time zone set")
    await scene.tara.start()
    await scene.tara.sees("Welcome to Parley")
    await scene.tara.command("admin", "plan mia individual")
    await scene.mia.sees("individual plan")
    await scene.tara.command("admin", "mentor ravi")
    await scene.ravi.sees("You are a mentor now")
