"""What people say and who they are stays out of the log, also when things go wrong."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.faults.nursery import Nursery
from tests.faults.seeds import HOUR
from tests.faults.stage import PATIENCE, SIGNING_SECRET, WEBHOOK_SECRET, Stage
from tests.faults.stories import DAY, reminded

NAME = "Kanarienvogel"
WORDS = {"Title": "Serin des Canaries", "What is it about?": "Canario silvestre"}
TYPED = "Serinus canaria"
MAIL = "kanarie@example.org"
CANARIES = (NAME, *WORDS.values(), TYPED, MAIL)
MENTEES = {"mentee0": "Mentor1", "mentee1": "Mentor0"}
BROKEN = "ALTER TABLE sessions ADD CONSTRAINT broken CHECK (title = '') NOT VALID"
MENDED = "ALTER TABLE sessions DROP CONSTRAINT broken"


async def logged_in_trouble(stage: Stage) -> str:
    """The log of a bot whose people talk, book and meet faults."""
    for key in MENTEES:
        stage.cast[key] = replace(stage.cast[key], name=NAME, email=MAIL)
        if account := stage.cast[key].slack:
            known = stage.slack.workspace.users[account]
            known.name, known.email = NAME, MAIL
    async with stage.open():
        stage.prepare(ahead=3 * DAY)
        bot = await stage.bot()
        for mentee, mentor in MENTEES.items():
            person = stage.person(mentee)
            await person.say(TYPED)
            await person.command("book", f"{mentor} {TYPED}")
            await person.command("book", f"{mentor} tomorrow 15:00")
            await person.press("Details")
            await person.fill(WORDS)
            await person.sees(WORDS["Title"], PATIENCE)
        with stage.memory() as store, store.engines.writer.begin() as connection:
            connection.execute(text(BROKEN))
        for mentee in MENTEES:
            await stage.person(mentee).press("Confirm booking")
            await stage.expect_sight(mentee, "tell an admin this reference")
        with stage.memory() as store, store.engines.writer.begin() as connection:
            connection.execute(text(MENDED))
        stage.slack.plan_fault("chat.postMessage", "invalid_blocks", times=3)
        stage.slack.plan_fault("chat.postMessage", "garbage")
        stage.telegram.plan_fault("sendMessage", "500", times=2)
        await reminded(stage, 2 * HOUR)
        await stage.settle()
        assert stage.wrong == []
        return bot.logged()


@pytest.mark.spec("SAF-6", "SAF-7")
@pytest.mark.parametrize("http", [False, True], ids=["socket and polling", "http and webhook"])
async def test_neither_words_nor_people_nor_secrets_are_logged(
    postgresql_url: str, nursery: Nursery, http: bool
) -> None:
    stage = Stage(postgresql_url, nursery, http=http)
    log = await logged_in_trouble(stage)
    assert "fault" in log
    told = re.search(r"fault [0-9A-F]{8} in press: \S*(psycopg|sqlalchemy)\S*", log)
    assert told, "the faults are in the log, under their references"
    assert "broken" not in log, "words of an error may be somebody's"
    secrets = (
        stage.slack.bot_token,
        stage.slack.app_token,
        stage.telegram.token,
        SIGNING_SECRET,
        WEBHOOK_SECRET,
    )
    assert [found for found in (*CANARIES, *secrets) if found in log] == []


@pytest.mark.faults
async def test_a_database_that_quotes_the_row_would_tell(postgresql_url: str, nursery: Nursery) -> None:
    log = await logged_in_trouble(Stage(postgresql_url, nursery, ("discretion",)))
    assert WORDS["Title"] in log
