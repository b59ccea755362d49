"""Every mail of EML-1 as it reads, in two languages: subject, text and calendar part, beside stored samples.

`PARLEY_SAMPLES=write` stores them anew; what has changed is then read before it is committed.
"""

import os
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.actions.disputes import ReportProblem, WithdrawProblem
from bot.language import reads_mail
from bot.mail import agent, invitations
from bot.notices import drawing
from core.clock import Clock
from core.mail import Mail
from core.notices import kinds_that
from core.usecases import closing
from core.usecases.payments import facts
from tests.databases import SqliteFiles
from tests.journeys.afterwards import book as book_ben
from tests.journeys.afterwards import book_mia, held, reports_ana, rounds
from tests.journeys.assembly import assemble, members_of
from tests.journeys.conftest import Settled, begun, once, people_of, settled_in
from tests.journeys.moves import asks
from tests.journeys.paying import begins, books, hears
from tests.journeys.programme import Programme
from tests.journeys.replacements import story_of, tell
from tests.journeys.test_confirming import ask, confirms
from tests.journeys.test_interventions import acts
from tests.mail.conftest import Kept
from tests.payments import Provider

SAMPLES = Path(__file__).parent / "samples"
LANGUAGES = ("en", "de")
BESIDES = {"code", "test", "calendar", "receipt"}
"""Mails that are no notices."""
_HIDDEN = (
    (re.compile(r"\b([SCD])-[0-9A-Z]{4}\b"), r"\1-XXXX"),
    (re.compile(r"/join/[\w-]+"), "/join/TOKEN"),
    (re.compile(r"/mail/[\w-]+/"), "/mail/TOKEN/"),
    (re.compile(r"%2Fjoin%2F[\w-]+"), "%2Fjoin%2FTOKEN"),
    (re.compile(r"\b[0-9]{16,20}\b"), "ID"),
    (re.compile(r"(?<=S-XXXX\.1-)[0-9a-z]+"), "ID"),
    (re.compile(r"(?<=pay\.example/)\d+"), "1"),
    (re.compile(r"\b[0-9]{6}\b"), "CODE"),
)
"""What differs each time."""


async def sessions(programme: Programme) -> None:
    """A session's life, with one that is requested before."""
    cast = people_of(programme)
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = programme.sessions_of(cast.ben)
    await cast.ben.command("sessions", f"{session.code} edit")
    await cast.ben.fill({"Title": "My thesis"})
    await asks(cast.ben, session, "fri 5pm", "My train is late")
    await programme.until(programme.clock.now() + timedelta(hours=37))
    await cast.ana.command("sessions", f"{session.code} accept")
    [moved] = programme.sessions_of(cast.ben)
    await programme.until(moved.starts_at - timedelta(hours=24))
    await cast.ben.command("sessions", f"{session.code} join")
    await programme.until(moved.ends_at + timedelta(minutes=20))
    closing.complete_ended(programme.desk)
    await programme.settle()
    await confirms(cast.ana)
    await ask(cast.mia, "thu 3pm")
    await programme.until(programme.clock.now() + timedelta(hours=17))
    [asked] = programme.sessions_of(cast.mia)
    await cast.ana.command("sessions", f"{asked.code} decline")
    await cast.ana.fill({})
    await ask(cast.mia, "fri 3pm")
    await cast.ana.command("sessions", programme.sessions_of(cast.mia)[-1].code + " accept")
    await cast.mia.command("sessions", programme.sessions_of(cast.mia)[-1].code + " cancel")
    await cast.mia.fill({"Reason": "No longer need this session"})


async def replacing(programme: Programme) -> None:
    """A mentor who leaves with somebody found, and one who leaves with nobody."""
    story = story_of(programme)
    await story.leaves(story.ana)
    await story.mia.press("Continue with Bea")
    story.away(story.ana, story.cleo)
    await story.leaves(story.bea)
    await programme.until(story.session.starts_at - timedelta(hours=23))
    story.back(story.cleo)
    await story.mia.command("sessions", story.session.code)
    await story.mia.press("Cancel")


async def support(programme: Programme) -> None:
    """What admins do to sessions."""
    cast = people_of(programme)
    programme.change_mentor(cast.ana, rate=9_000, currency="USD")
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    [session] = programme.sessions_of(cast.mia)
    await acts(cast.olga, session, "Refund")
    await cast.olga.fill({"Which refund": "A part of it", "Amount": "20", "Reason": "poor sound"})
    await cast.olga.press("Give the refund")
    await cast.olga.command("admin", "sessions mentor:ana message mentees The room has changed")
    await cast.olga.press("Write to 1 person")
    await programme.until(session.starts_at - timedelta(hours=1))
    await acts(cast.olga, session, "Make an exception")
    await cast.olga.fill(
        {"What": "Allow cancelling it", "Until when": "in 30 minutes", "Reason": "a train"}
    )
    await cast.olga.press("Make the exception")
    await acts(cast.olga, session, "Cancel it")
    await cast.olga.fill({"Reason": "Ana is ill", "Refund (%)": "50", "Tell both of them": "Yes"})
    await cast.olga.press("Cancel the session")


async def given(programme: Programme) -> None:
    """A session that an admin gives to another mentor."""
    story = story_of(programme)
    olga = story.cast.olga
    await olga.command("admin", f"session {story.session.code} reassign @bea Ana is away")
    await olga.press("Change the mentor")


async def councils(programme: Programme) -> None:
    """A council from its poll to its end."""
    them = members_of(programme)
    await them.calls()
    await programme.until(programme.clock.now() + timedelta(hours=30))
    await them.mia.command("council", f"{them.code} register me too")
    for mentor in them.mentors[:4]:
        await them.answers(mentor, "yes yes yes")
    await them.answers(them.ken, "no no no")
    await programme.until(programme.clock.now() + timedelta(hours=25))
    await them.bea.command("council", them.code)
    await them.bea.press("Drop out")
    await them.bea.fill({})
    await them.olga.command("council", f"{them.code} cancel")
    await them.olga.fill({"Reason": "A strike"})


async def failing(programme: Programme) -> None:
    """Two councils: a full one that somebody leaves, and one that nobody decides."""
    them = members_of(programme)
    await them.calls(**{"Places for mentees": "1"})
    for mentee in (them.mia, them.ben):
        await mentee.command("council", f"{them.code} register me too")
    for mentor in them.mentors:
        await mentor.press("All of them work")
    await them.mia.command("council", them.code)
    await them.mia.press("Give up my place")
    await them.mia.press("Give it up")
    await them.calls()
    await them.at_the_deadline()
    await them.at_the_deadline()


async def aftermath(programme: Programme) -> None:
    """A session that took place, and one to which the mentor did not come."""
    cast = people_of(programme)
    session = await book_mia(cast)
    await asks(cast.mia, session, "fri 4pm")
    await cast.mia.command("sessions", f"{session.code} withdraw")
    await held(cast, cast.mia)
    await reports_ana(cast)
    await cast.olga.press("Confirm")
    await book_ben(cast.ben, "tue 3pm")
    [after] = programme.sessions_of(cast.ben)
    await programme.until(after.starts_at)
    await cast.ben.press("Join")
    await cast.ana.press("Join")
    await rounds(cast, after.ends_at + timedelta(minutes=16))
    await cast.ben.command("sessions", f"{after.code} feedback 5 4 lovely")
    await cast.ben.push(ReportProblem(after.id))
    await cast.ben.fill({"What is it about?": "Something else", "In one line": "the link is dead"})
    with programme.store.read() as tx:
        [problem] = tx.disputes.of([after.id])[after.id]
    await cast.ben.push(WithdrawProblem(problem.id))


async def money(programme: Programme) -> None:
    """A session that is paid for, and one that is left before."""
    provider = Provider()
    programme.charge(provider)
    cast = people_of(programme)
    programme.change_mentor(cast.ana, rate=2500, currency="USD")
    await books(cast.ben, provider)
    left = await begins(cast.ben, "@ana thu 3pm")
    await cast.ben.press("Do not book it")
    await hears(programme, provider.pay())
    assert left.confirm_by is not None
    await begins(cast.ben, "@ana thu 5pm")
    paid = provider.pay()
    programme.knows("pay_" + paid.event.rpartition("_")[2])
    with programme.broken("payments"), pytest.raises(Exception, match="broken"):
        facts.take(programme.desk, paid)
    await programme.settle()


async def addresses(programme: Programme) -> None:
    """An address that is given, one that is given up for it, and an admin who tries the way."""
    cast = people_of(programme)
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = programme.sessions_of(cast.ben)
    await cast.ben.command("profile", "mail ben@new.example")
    with programme.store.read() as tx:
        pending = tx.mail.of(cast.ben.id).pending
    assert pending is not None
    await cast.ben.command("profile", f"mail {pending.code}")
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    await cast.olga.command("admin", "mail olga@example.net")


STORIES: dict[str, Callable[[Programme], Awaitable[None]]] = {
    "sessions": sessions,
    "replacing": replacing,
    "support": support,
    "given": given,
    "councils": councils,
    "failing": failing,
    "aftermath": aftermath,
    "money": money,
    "addresses": addresses,
}


@pytest.fixture
def locale(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Mails are read in this language, while people go on in the chat in English."""
    asked: str = request.param
    drawn_as = drawing.reading_as
    for module in (agent, invitations):
        monkeypatch.setattr(module, "reading_as", lambda _: drawn_as(asked))
    monkeypatch.setattr(drawing, "reading_as", lambda theirs: drawn_as(asked if reads_mail() else theirs))
    return asked


@pytest.fixture
def programme(
    request: pytest.FixtureRequest, sqlite_databases: SqliteFiles, clock: Clock
) -> Iterator[Programme]:
    settled: Settled = once(sqlite_databases, settled_in)
    match request.getfixturevalue("story"):
        case "replacing" | "given":
            settled = once(sqlite_databases, tell, settled)
        case "councils" | "failing":
            settled = once(sqlite_databases, assemble)
    with begun(settled, sqlite_databases, clock) as programme:
        yield programme


@pytest.mark.spec("EML-1", "EML-3", "EML-4", "CHT-6")
@pytest.mark.parametrize("locale", LANGUAGES, indirect=True)
@pytest.mark.parametrize("story", STORIES)
async def test_mails_read_as_they_were_approved(story: str, locale: str, programme: Programme) -> None:
    kept = Kept()
    programme.mails_by(kept)
    with programme.store.read() as tx:
        people = tx.people.search("", 50)
    with programme.store.write() as tx:
        for person in people:
            first = person.name.split()[0].lower()
            tx.people.save(replace(person, email=f"{first}@example.org"))
    await STORIES[story](programme)
    in_order = sorted(kept.mails, key=lambda mail: (mail.to, mail.message_id.split(".")[1]))
    said = "\n".join(map(sample, in_order))
    file = SAMPLES / f"{story}.{locale}.txt"
    if os.environ.get("PARLEY_SAMPLES") == "write":
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


def stored(locale: str) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob(f"*.{locale}.txt")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_mail_has_a_sample(language: str) -> None:
    sampled = set(re.findall(r"^=== (\w+) to ", stored(language), re.MULTILINE))
    assert sampled == {kind.value for kind in kinds_that(lambda told: told.mails)} | BESIDES


@pytest.mark.spec("EML-1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_asks_to_press_or_type_what_is_in_the_chat_alone(language: str) -> None:
    """Its one button opens the chat."""
    assert re.findall(r"(?<![\w/.:])/[a-z]+ .*", stored(language)) == []
    rest = stored(language).replace("Type this code in the chat", "")
    assert re.findall(r"\b(?:press|type|drück|tippe?)\b.*", rest, re.IGNORECASE) == []


def sample(mail: Mail) -> str:
    """A mail as it is stored, without what differs each time."""
    kind = mail.message_id.partition(".")[0]
    text = f"=== {kind} to {mail.to}\nSubject: {mail.subject}\n\n{mail.text}"
    if mail.invitation is not None:
        [event] = Calendar.from_ical(mail.invitation.ics).walk("VEVENT")
        start, end = (event[name].to_ical().decode() for name in ("DTSTART", "DTEND"))
        lines = [f"{mail.invitation.method}: {event['STATUS']}, sequence {event['SEQUENCE']}"]
        lines += [f"{start} to {end}: {event['SUMMARY']}"]
        lines += [str(event[name]) for name in ("DESCRIPTION", "LOCATION") if name in event]
        text += "\n--- calendar\n" + "\n".join(lines) + "\n"
    for pattern, hidden in _HIDDEN:
        text = pattern.sub(hidden, text)
    return text
