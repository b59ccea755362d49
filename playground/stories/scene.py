"""Who acts in a story, and what has happened before it begins."""

from datetime import timedelta
from typing import TextIO

from playground.cast import CAST
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


async def settle_in(scene: Scene) -> None:
    """The programme is set up: make mentors of two, put two on plans, and let the others say where they are."""
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


async def prologue(playground: Playground) -> None:
    """What has happened before somebody opens the page: two mentors, two mentees, plans and hours."""
    await settle_in(Scene(playground, None))
