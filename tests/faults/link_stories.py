"""What can go wrong while two members become one."""

import re

from sqlalchemy import Text, func, select

from storage.account_tables import account_links, former_members
from storage.named_members import NAMED, Joins
from storage.tables import audit, metadata, people
from tests.faults.stage import Stage
from tests.faults.stories import LEASE

AGREE = "Both are mine"
SAVES_LINK = ("storage.accounts:SqlAccounts.save", "after", 1)
JOINS_ADDRESSES = ("storage.accounts:SqlAccounts._join_addresses", "before", 1)
ANSWERS = ("bot.conversation:Conversation._answer", "before", 1)
ANSWERED = ("bot.conversation:Conversation._answer", "after", 1)
_CODE = re.compile(r"/link ([0-9A-Z]{5}-[0-9A-Z]{5})")
_JOINED = select(func.count()).where(audit.c.action == "ACCOUNTS_JOINED")

Death = tuple[str, str, int]


async def killed_in_the_transaction_of_each_agreement(stage: Stage) -> None:
    await _become_one(stage, SAVES_LINK, JOINS_ADDRESSES)


async def killed_before_each_answer_to_an_agreement(stage: Stage) -> None:
    await _become_one(stage, ANSWERS, ANSWERS)


async def killed_between_each_answer_to_an_agreement_and_its_mark(stage: Stage) -> None:
    await _become_one(stage, ANSWERED, ANSWERED)


async def the_answers_to_both_agreements_are_lost(stage: Stage) -> None:
    """And so is the first attempt to have the messages show how things are."""
    await _become_one(stage, None, None)


async def _become_one(stage: Stage, *deaths: Death | None) -> None:
    """Mentee0 on Slack gives the code, Mentee1 on Telegram enters it and agrees first; each has a session.

    Whatever happens at an agreement, it holds without being pressed again, and pressing again does no harm.
    """
    stage.prepare(ahead=None)
    bot = await stage.bot()
    stays, goes = stage.person("mentee0"), stage.person("mentee1")
    for someone, what in ((stays, "Mentor1 tomorrow 15:00"), (goes, "Mentor0 tomorrow 17:00")):
        await someone.command("book", what)
        await someone.press("Confirm booking")
    await stays.command("link")
    await stage.expect_sight("mentee0", "/link ")
    given = _CODE.search(stays.screen())
    assert given is not None, stays.screen()
    await goes.command("link", given[1])
    for key in ("mentee0", "mentee1"):
        await stage.expect_sight(key, "Are both accounts yours?")
    await stage.settle()
    for nth, (someone, death) in enumerate(zip((goes, stays), deaths, strict=True)):
        if death is None:
            stage.telegram.plan_fault("editMessageText", "reset", times=2)
            stage.slack.plan_fault("chat.update", "reset", times=2)
            await someone.press(AGREE)
        else:
            await bot.stop()
            dying = await stage.bot(die=death)
            await someone.press(AGREE)
            await dying.dies()
            bot = await stage.bot()
            await stage.move(LEASE)
        await stage.settle()
        agreed = _is_joined(stage) if nth else _has_agreed(stage)
        stage.expect(agreed, f"agreement {nth + 1} is lost")
        await someone.command("link", "yes")
        await stage.settle()
    for key in ("mentee0", "mentee1"):
        await stage.expect_sight(key, "Accounts linked")
    _expect_one_member(stage)


def _has_agreed(stage: Stage) -> bool:
    """Whether it is written down that the side which entered the code agrees."""
    with stage.memory() as store, store.work(read_only=True) as work:
        return work.connection.execute(select(account_links.c.other_agreed)).scalar_one() is not None


def _is_joined(stage: Stage) -> bool:
    goes = stage.people["mentee1"].id
    with stage.memory() as store, store.work(read_only=True) as work:
        return work.connection.execute(select(people.c.id).where(people.c.id == goes)).first() is None


def _expect_one_member(stage: Stage) -> None:
    """The two are one, once, and nothing is anybody's who has gone."""
    stays, goes = (stage.people[key].id for key in ("mentee0", "mentee1"))
    with stage.memory() as store, store.work(read_only=True) as work:
        became = work.connection.execute(select(former_members.c.id, former_members.c.person)).all()
        times = work.connection.execute(_JOINED).scalar_one()
        left = [
            name
            for name, becomes in NAMED.items()
            if becomes not in {Joins.REMAINS, Joins.WRITTEN}
            for table, _, column in [name.partition(".")]
            if work.connection.execute(
                select(metadata.tables[table]).where(
                    metadata.tables[table].c[column].cast(Text).like(f"%{goes}%")
                )
            ).first()
        ]
    stage.expect([tuple(each) for each in became] == [(goes, stays)], f"they are joined half: {became}")
    stage.expect(not left, f"they are joined half: {left} still name the one who went")
    stage.expect(times == 1, f"they were joined {times} times")
