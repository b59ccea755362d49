"""Whatever waits on either side of a link goes on in either chat, whoever gives the code and whoever agrees first."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.actions.mentor_settings import EditMentorSettings
from core.clock import Clock
from core.sessions import Reassignment, Session
from core.usecases.calendars import calendars
from gateways.jitsi import JitsiRooms
from gateways.rooms import ProvidedRooms
from tests.conftest import MORNING
from tests.databases import Databases
from tests.gateways.ics import calendar
from tests.gateways.servers import site
from tests.journeys.conftest import Settled, begun, on_both, once
from tests.journeys.linking import both_agree, in_every_order
from tests.journeys.programme import Programme, Someone
from tests.journeys.replacements import Story, story_of, tell
from tests.journeys.test_calendars import at, refused

pytestmark = [on_both, pytest.mark.spec("PPL-2")]
MONDAY = MORNING + timedelta(days=7, hours=9)
"""The next one, 17:00 UTC: both mentors work."""


def recordable(programme: Programme) -> None:
    """From now on sessions can be recorded."""
    jitsi = JitsiRooms("https://rooms.example")
    programme._rooms = ProvidedRooms("", jitsi, recorded=jitsi)
    programme.restart()


async def books(mentee: Someone, mentor: Someone, when: str) -> Session:
    await mentee.command("book", f"@{mentor.address.user} {when}")
    await mentee.press("Confirm booking")
    return max(mentee.programme.sessions_of(mentee), key=lambda session: session.id)


async def leaves(mentor: Someone, session: Session) -> None:
    await mentor.command("sessions", f"{session.code} cancel")
    assert await mentor.fill({"Reason": "Personal emergency"}) == {}


def again(session: Session, someone: Someone) -> Session:
    [found] = [each for each in someone.programme.sessions_of(someone) if each.id == session.id]
    return found


async def mentees_wait(programme: Programme) -> None:
    """Mia and Ben have each been found another mentor on Thursday, and are or were asked whether Friday is recorded."""
    them = story_of(programme)
    mia, ben, ana = them.mia, them.cast.ben, them.ana
    programme.set_policies(monthly_sessions={"none": 0, "individual": 9, "council": 9})
    programme.change_mentor(ana, rate=0)
    recordable(programme)
    await leaves(ana, them.session)
    await leaves(ana, await books(ben, ana, "thu 5pm"))
    await mia.command("sessions", f"{(await books(mia, ana, 'fri 3pm')).code} record yes")
    await ana.command("sessions", f"{(await books(ben, ana, 'fri 5pm')).code} record yes")


async def mentors_wait(programme: Programme) -> None:
    """Ana and Bea were each found instead of Cleo, are or were asked about recording, and their calendars are busy."""
    them = story_of(programme)
    mia, ben, ana, bea, cleo = them.mia, them.cast.ben, them.ana, them.bea, them.cleo
    programme.set_policies(monthly_sessions={"none": 0, "individual": 9, "council": 9})
    for mentor in (ana, bea):
        programme.change_mentor(mentor, rate=0)
    recordable(programme)
    them.away(bea)
    await leaves(cleo, await books(mia, cleo, "wed 3pm"))
    them.away(ana)
    them.back(bea)
    await leaves(cleo, await books(ben, cleo, "wed 5pm"))
    them.back(ana)
    await mia.command("sessions", f"{(await books(mia, ana, 'fri 3pm')).code} record yes")
    await bea.command("sessions", f"{(await books(ben, bea, 'fri 5pm')).code} record yes")
    async with site() as web:
        for hour, mentor in enumerate((ana, bea)):
            start = MONDAY + timedelta(hours=hour)
            web.says(f"/{hour}.ics", calendar(at(start)))
            await mentor.command("availability", f"calendar {web.url(f'/{hour}.ics')}")


@pytest.fixture
def mentees(settled: Settled, kept_in: Databases, clock: Clock) -> Iterator[Story]:
    before = once(kept_in, tell, settled)
    with begun(once(kept_in, mentees_wait, before), kept_in, clock) as programme:
        recordable(programme)
        yield story_of(programme)


@in_every_order("mia", "ben")
@pytest.mark.spec("RAS-2", "MTG-4")
async def test_what_waits_for_two_mentees(mentees: Story, code_from: str, first: str) -> None:
    programme, mia, ben, ana = mentees.cast.programme, mentees.mia, mentees.cast.ben, mentees.ana
    mias, bens = (programme.sessions_of(each) for each in (mia, ben))
    for someone, session in ((mia, mias[1]), (ben, bens[1])):
        await someone.command("sessions", f"{session.code} edit")

    stays, goes = (mia, ben) if code_from == "mia" else (ben, mia)
    await both_agree(stays, goes, mia if first == "mia" else ben)

    if stays is mia:
        assert await mia.fill({"Title": "Of the one who stays"}) == {}
        assert await ben.fill({"Title": "Of the one who goes"}) == {}
        ben.sees("This form has been sent in or closed already")
    else:
        assert await ben.fill({"Title": "Of the one who stays"}) == {}
        await mia.press("Skip the rest")
        mia.sees("This form has been sent in or closed already")
    titles = {each.topic.title for each in (again(mias[1], mia), again(bens[1], mia))}
    assert titles == {"", "Of the one who stays"}, "one person has one form open"
    for someone, (offered, _) in ((mia, bens), (ben, mias)):
        await someone.command("sessions", f"{offered.code} continue")
        assert again(offered, someone).reassignment is Reassignment.ACCEPTED
    await ben.command("sessions", f"{bens[1].code} record yes")
    await ana.command("sessions", f"{mias[1].code} record yes")
    with programme.store.read() as tx:
        for session in (mias[1], bens[1]):
            assert set(tx.recordings.agreed(session.id)) == {ana.id, mia.id}
    await mia.command("sessions", f"{bens[1].code} record no")
    ana.sees("agrees no more that your session is recorded")
    mentees.check()


@pytest.fixture
def mentors(settled: Settled, kept_in: Databases, clock: Clock) -> Iterator[Story]:
    before = once(kept_in, tell, settled)
    with begun(once(kept_in, mentors_wait, before), kept_in, clock) as programme:
        recordable(programme)
        yield story_of(programme)


@in_every_order("ana", "bea")
@pytest.mark.spec("RAS-1", "RAS-2", "MTG-4", "AVL-5")
async def test_what_waits_for_two_mentors(mentors: Story, code_from: str, first: str) -> None:
    programme, mia, ben = mentors.cast.programme, mentors.mia, mentors.cast.ben
    ana, bea = mentors.ana, mentors.bea
    offered = [
        each
        for mentee in (mia, ben)
        for each in programme.sessions_of(mentee)
        if each.reassignment is Reassignment.PENDING_ACCEPTANCE
    ]
    assert {each.mentor for each in offered} == {ana.id, bea.id}
    filmed = [programme.sessions_of(mentee)[-1] for mentee in (mia, ben)]
    programme.knows("Careers for shy people")
    await ana.push(EditMentorSettings(ana.id))

    stays, goes = (ana, bea) if code_from == "ana" else (bea, ana)
    await both_agree(stays, goes, ana if first == "ana" else bea)

    wrong = await ana.fill({"Headline": "Begun before"})
    assert list(wrong) == (["Headline"] if goes is bea else []), "it is Bea’s page that stays"
    while wrong:  # it tells of one field at a time
        wrong = await ana.fill({"Headline": "Begun before"})
    with programme.store.read() as tx:
        page = tx.mentors.get(bea.id)
    assert page is not None
    assert page.headline == "Begun before"
    for mentee, session in zip((mia, ben), offered, strict=True):
        await mentee.press("Continue with")
        done = again(session, mentee)
        assert (done.mentor, done.reassignment) == (ana.id, Reassignment.ACCEPTED)
    for someone, session in ((bea, filmed[0]), (ben, filmed[1])):
        await someone.command("sessions", f"{session.code} record yes")
        with programme.store.read() as tx:
            assert len(tx.recordings.agreed(session.id)) == 2
    for hour in range(2):
        assert refused(mia, bea, MONDAY + timedelta(hours=hour)) == "calendar"
    assert refused(mia, bea, MONDAY + timedelta(hours=2)) is None
    assert len(calendars(programme.desk, bea.person).links) == 2
    for mentor in (ana, bea):
        await mentor.command("sessions", offered[0].code)
        assert "Mia Chen" in mentor.last()
    await leaves(bea, again(offered[1], ben))
    assert again(offered[1], ben).reassignment is Reassignment.AWAITING_CHOICE, (
        "neither account is asked again"
    )
    mentors.check()
