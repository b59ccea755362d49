"""A story's transcript, told while echo bots answer over the wire."""

import io
import re

import pytest

from playground.server import Playground
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from playground.transcript import Transcript
from tests.playground.echo import echoes

pytestmark = pytest.mark.spec("OPS-1")


def lines_of(transcript: Transcript) -> str:
    """The transcript without the times, which are those of the test run."""
    return re.sub(r"^\d\d:\d\d  ", "", str(transcript), flags=re.MULTILINE)


async def test_each_act_and_each_new_message_is_told_once(playground: Playground):
    out = io.StringIO()
    transcript = Transcript(playground.clock, out)
    mia = transcript.record(TelegramPerson(playground.telegram, 7002), name="Mia", place="Telegram")
    ben = transcript.record(SlackPerson(playground.slack, "U1BEN"), name="Ben", place="Slack")
    async with echoes(playground):
        transcript.heading("Hello")
        await mia.say("hello")
        await mia.sees("You said: hello")
        await ben.say("hi")
        await ben.sees("You said: hi")
        await playground.slack.settled()
    told = lines_of(transcript)
    assert told.count("Mia (Telegram) ▸ hello") == 1
    assert told.count("Parley → Mia (Telegram)\n       You said: hello") == 1
    assert told.count("Parley → Ben (Slack)\n       You said: hi") == 1
    assert told.index("Hello\n=====") < told.index("Mia (Telegram) ▸ hello") < told.index("You said: hello")
    assert out.getvalue() == f"{transcript}\n"


@pytest.mark.parametrize("place", ["Slack", "Telegram"])
async def test_buttons_stand_in_brackets_and_edits_are_marked(playground: Playground, place: str):
    actor = {
        "Slack": SlackPerson(playground.slack, "U1BEN"),
        "Telegram": TelegramPerson(playground.telegram, 7002),
    }[place]
    transcript = Transcript(playground.clock)
    sam = transcript.record(actor, name="Sam", place=place)
    async with echoes(playground):
        await sam.command("book", "@ana tomorrow 3pm")
        await sam.press("Confirm")
        await sam.sees("Booked.")
    told = lines_of(transcript).splitlines()[2:]
    assert told == [
        f"Sam ({place}) ▸ /book @ana tomorrow 3pm",
        f"Parley → Sam ({place})",
        "       Book it?",
        "       [Confirm]",
        f"Sam ({place}) ▸ [Confirm]",
        f"Parley → Sam ({place}) (edited)",
        "       Booked.",
    ]


async def test_times_are_the_simulated_clocks_and_a_new_day_is_announced(playground: Playground):
    transcript = Transcript(playground.clock)
    ben = transcript.record(SlackPerson(playground.slack, "U1BEN"), name="Ben", place="Slack")
    playground.clock.move_to(playground.clock.now().replace(year=2031, month=1, day=6, hour=9, minute=58))
    await ben.say("hi")
    playground.clock.move_to(playground.clock.now().replace(day=7, hour=10, minute=0))
    await ben.say("still here")
    assert str(transcript).strip().splitlines() == [
        "Monday, 6 January 2031 (UTC)",
        "09:58  Ben (Slack) ▸ hi",
        "",
        "Tuesday, 7 January 2031 (UTC)",
        "10:00  Ben (Slack) ▸ still here",
    ]
