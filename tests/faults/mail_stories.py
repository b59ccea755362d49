"""What can go wrong between us and a mail server."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from playground.mail.server import TAKE_AND_DROP
from storage.mail_tables import mails
from tests.faults.stage import Stage

SENDS = "gateways.mail.smtp:SmtpTransport.send"
READERS = ("mentee0", "mentor1")
_ID = re.compile(rb"^Message-ID: <(.+)>\r$", re.MULTILINE)


async def killed_between_sending_a_mail_and_recording_it(stage: Stage) -> None:
    await _books(stage, die=(SENDS, "after", 1))


async def killed_before_sending_a_mail(stage: Stage) -> None:
    await _books(stage, die=(SENDS, "before", 1))


async def the_mail_server_takes_a_mail_and_does_not_say_so(stage: Stage) -> None:
    stage.mail.says["."].append(TAKE_AND_DROP)
    await _books(stage)


async def _books(stage: Stage, die: tuple[str, str, int] | None = None) -> None:
    """Both read of the booking by mail; whatever came twice is the same mail, and is recorded once."""
    stage.mailing = True
    stage.prepare(ahead=timedelta(days=3))
    with stage.memory() as store, store.write() as tx:
        for key in READERS:
            person = tx.people.get(stage.people[key].id)
            assert person is not None
            tx.people.save(replace(person, email=f"{key}@example.org"))
    bot = await stage.bot(die=die)
    if die is None:
        await stage.settle()
    ben = stage.person("mentee0")
    await ben.command("book", "Mentor1 tomorrow 15:00")
    await ben.press("Confirm booking")
    if die is not None:
        await bot.dies()
        await stage.bot()
    await stage.settle()
    came = {key: [each for each in stage.mail.mails if each.recipient.startswith(key)] for key in READERS}
    for key, each in came.items():
        stage.expect(bool(each), f"{key} has no mail")
    names = {name for each in stage.mail.mails for name in _ID.findall(each.content)}
    stage.expect(len(names) == len(READERS), f"{len(names)} mails instead of {len(READERS)}")
    with stage.memory() as store, store.work(read_only=True) as work:
        recorded = work.connection.execute(select(mails.c.message_id)).scalars().all()
    stage.expect(len(recorded) == len(READERS), f"{len(recorded)} mails are recorded")
