"""Every button of councils in every state, by everybody, also of another revision: an answer, and never a fault."""

from collections.abc import Iterator
from dataclasses import fields

import pytest

from bot.actions import CODES, Action
from core.councils import Council, CouncilStatus, PollAnswer
from tests.journeys.assembly import Assembly, assembly

__all__ = ["assembly"]


async def brought_to(assembly: Assembly, status: CouncilStatus) -> Council:
    """A council in this status."""
    if status is CouncilStatus.PENDING:
        await assembly.olga.command("council", "new")
        await assembly.olga.fill({"Topic": "Scaling up", "Expertise wanted": "systems"})
        return assembly.council
    await assembly.calls()
    await assembly.mia.command("council", f"{assembly.code} register x")
    if status is CouncilStatus.CANCELLED:
        await assembly.olga.command("council", f"{assembly.code} cancel")
        await assembly.olga.fill({})
    if status in (CouncilStatus.DECIDING, CouncilStatus.FAILED):
        for mentor in assembly.mentors:
            await mentor.press("None works")
    if status is CouncilStatus.FAILED:
        await assembly.at_the_deadline()
    if status is CouncilStatus.CONFIRMED:
        for mentor in assembly.mentors:
            await mentor.press("All of them work")
    return assembly.council


def presses(council: Council, assembly: Assembly, revision: int) -> Iterator[Action]:
    """One of each kind that fits the council; those that end it come last."""
    proposal = council.proposals[0] if council.proposals else None
    values = {
        "council": council.id,
        "revision": revision,
        "mentor": assembly.ada.id,
        "leaving": assembly.ada.id,
        "coming": assembly.cleo.id,
        "time": proposal.id if proposal else 1,
        "start": proposal.starts_at if proposal else council.created_at,
        "answer": PollAnswer.MAYBE,
        "hours": 24,
        "since": 8 * 60,
        "until": 17 * 60,
        "page": 0,
        "first": council.created_at.date(),
        "last": council.created_at.date(),
        "sure": False,
        "day": council.created_at.date(),
        "opened": True,
        "past": False,
    }
    about = (kind for kind in CODES.values() if kind.__module__.startswith("bot.actions.councils."))
    for kind in sorted(about, key=lambda kind: kind.__name__ in {"ChooseTime", "OpenPoll"}):
        yield kind(**{field.name: values[field.name] for field in fields(kind)})


@pytest.mark.spec("SAF-1", "CNL-9")
@pytest.mark.parametrize(
    "status", [status for status in CouncilStatus if status is not CouncilStatus.COMPLETED]
)
async def test_every_button_is_answered_whatever_has_become_of_the_council(
    assembly: Assembly, status: CouncilStatus
) -> None:
    council = await brought_to(assembly, status)
    assert council.status is status
    for revision in (council.revision + 7, council.revision):
        for action in presses(council, assembly, revision):
            for someone in (assembly.dan, assembly.mia, assembly.ada, assembly.olga):
                chat = someone.door.chat(someone.address.user)
                before = (len(chat.written), len(chat.words), chat.form)
                await someone.push(action)
                assert (len(chat.written), len(chat.words), chat.form) != before, (action, someone.address)
                if chat.form is not None:
                    chat.form = None
