"""What the documentation's pictures show: what happens before each is taken, who looks, and at which pane."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playground.stories.scene import EVERY_DAY, Scene, settle_in


@dataclass(frozen=True)
class Picture:
    """`slack` and `telegram` are whom the panes show; `pane` is the one that is taken, both where it is empty."""

    before: Callable[[Scene], Awaitable[None]]
    pane: str = ""
    slack: str = "Ben Wolff"
    telegram: str = "Mia Chen"
    home: bool = False


async def _programme(scene: Scene) -> None:
    scene.begin_on_a_monday()
    await settle_in(scene, EVERY_DAY)


async def _booked(scene: Scene) -> None:
    await _programme(scene)
    await scene.mia.command("book", "@ana tomorrow 3pm")
    await scene.mia.sees("Review and confirm")
    await scene.mia.press("Confirm booking")
    await scene.mia.sees("Your session is confirmed")
    await scene.ana.sees("New booking")


async def _times(scene: Scene) -> None:
    await _programme(scene)
    await scene.ben.command("book", "@ana")
    await scene.ben.sees("A time with Ana Lima")
    await scene.mia.command("book", "@ana")
    await scene.mia.sees("Ana Lima")


async def _mentors(scene: Scene) -> None:
    await _programme(scene)
    await scene.ben.command("book")
    await scene.ben.sees("Ana Lima")


async def _asked_to_move(scene: Scene) -> None:
    await _booked(scene)
    await scene.mia.command("sessions")
    await scene.mia.press("Ana")
    await scene.mia.press("Reschedule")
    await scene.mia.sees("reschedule")


async def _home(scene: Scene) -> None:
    await _booked(scene)
    await scene.ana.command("schedule")
    await scene.ana.sees("Your schedule")


async def _week_saved(scene: Scene) -> None:
    await _programme(scene)
    await scene.ana.command("availability", "mon-thu 9-12, 14-18")
    await scene.ana.sees("save them?")


async def _called(scene: Scene) -> None:
    await _programme(scene)
    await scene.olga.command("admin")
    await scene.olga.sees("programme")


PICTURES = {
    "playground": Picture(_booked, slack="Ana Lima"),
    "mentors": Picture(_mentors, "slack"),
    "times": Picture(_times, "telegram"),
    "home": Picture(_home, "slack", slack="Ana Lima", home=True),
    "week": Picture(_week_saved, "slack", slack="Ana Lima"),
    "moving": Picture(_asked_to_move, "telegram"),
    "programme": Picture(_called, "slack", slack="Olga Okafor"),
}
