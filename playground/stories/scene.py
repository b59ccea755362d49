"""The actors of a story, and the set-up before it begins."""

from datetime import timedelta
from typing import TextIO

from playground.cast import CAST
from playground.mail.reader import MailReader
from playground.server import Playground
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from playground.telegram.service import ADMIN
from playground.transcript import RecordedActor, Transcript

MONDAY_MORNING = 8  # UTC
WEEKDAYS = "mon-fri 9-12, 13-19"
EVERY_DAY = "mon-sun 9-19"
"""In the demo, whoever opens it on a Friday or Saturday books for tomorrow too."""


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
            if person.telegram:
                chatter = TelegramPerson(playground.telegram, person.telegram)
                key = f"{key}_on_telegram" if person.slack else key
                self._actors[key] = self.transcript.record(chatter, name=person.name, place="Telegram")

    def __getattr__(self, key: str) -> RecordedActor:
        try:
            return self._actors[key]
        except KeyError:
            raise AttributeError(key) from None

    def mailbox(self, key: str) -> MailReader:
        """Somebody's mailbox and calendar; from now on what comes there is written down."""
        [person] = [person for person in CAST if person.key == key]
        return MailReader(self.playground.mailboxes, person, self.transcript)

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


async def settle_in(scene: Scene, hours: str = WEEKDAYS) -> None:
    """Set the programme up: Ana takes sessions in `hours`, Ravi is a mentor too, Ben and Mia are on a plan."""
    await scene.olga.command("admin", "mentor @ana")
    await scene.olga.sees("is a mentor now")
    await scene.ana.sees("You are a mentor now")
    leave = scene.playground.clock.now().date() + timedelta(days=30)
    await scene.ana.command("availability", f"{hours}; off {leave} to {leave + timedelta(days=7)} (skiing)")
    await scene.ana.sees("save them?")
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
    await scene.ravi.press("Offer the usual hours")
    await scene.ravi.sees("You can be booked")


async def prologue(playground: Playground) -> None:
    """Set the programme up before somebody opens the page."""
    scene = Scene(playground, None)
    await settle_in(scene, EVERY_DAY)
    await scene.ravi.command("availability", "mon-sun 10-20")
    await scene.ravi.press("Save")
    await scene.ravi.sees("Saved.")
