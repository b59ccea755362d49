"""What somebody has begun about a member goes on with whom that one was joined to meanwhile."""

import pytest

from bot.actions.members import DecideOn
from bot.actions.mentor_settings import EditMentorSettings
from bot.inbound import Submitted
from core.measures import Measure
from core.people import Plan
from tests.journeys.conftest import Cast
from tests.journeys.linking import linked
from tests.journeys.programme import Someone

pytestmark = pytest.mark.spec("PPL-2")


@pytest.fixture(params=["modals", "questions"])
async def admin(request: pytest.FixtureRequest, cast: Cast) -> Someone:
    """Ana, on a platform with modals, or Olga, on one without; Mia is a mentor and will be joined to Ben."""
    await cast.olga.command("admin", "admin @ana")
    await cast.olga.press("Make admin")
    await cast.olga.command("admin", "mentor @mia")
    await cast.mia.sets_hours("mon-fri 9-17")
    return cast.ana if request.param == "modals" else cast.olga


async def test_the_form_of_a_mentors_settings(cast: Cast, admin: Someone) -> None:
    await admin.push(EditMentorSettings(cast.mia.id))
    await linked(cast.ben, cast.mia)
    assert await admin.fill({"Headline": "Teaches SQL"}) == {}
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(cast.ben.id)
    assert mentor is not None
    assert mentor.headline == "Teaches SQL"


async def test_a_question_that_is_half_answered(cast: Cast, admin: Someone) -> None:
    await admin.push(DecideOn(cast.mia.id, Measure.WARN))
    await linked(cast.ben, cast.mia)
    assert await admin.fill({"Reason": "Late three times"}) == {}
    await admin.press("Warn")
    cast.ben.sees("Late three times")


async def test_what_was_shown_and_waits_to_be_confirmed(cast: Cast, admin: Someone) -> None:
    await admin.push(DecideOn(cast.mia.id, Measure.WARN))
    assert await admin.fill({"Reason": "Late three times"}) == {}
    _, confirm = admin.control("Warn")
    await linked(cast.ben, cast.mia)
    await admin.push(confirm.action)
    cast.ben.sees("Late three times")


async def test_a_mentor_who_was_chosen_in_a_form(cast: Cast, admin: Someone) -> None:
    other = cast.olga if admin is cast.ana else cast.ana
    await cast.olga.command("admin", "mentor @olga")
    await cast.olga.sets_hours("mon-fri 9-20")
    zoe = await cast.programme.meets("Zoe Quist", "Europe/Oslo").joins()
    await cast.olga.command("admin", "plan @zoe individual")
    await zoe.command("book", f"@{other.address.user} tomorrow 6pm")
    await zoe.press("Confirm booking")
    (session,) = cast.programme.sessions_of(zoe)
    await admin.command("admin", f"session {session.code} reassign")
    chosen = {"Free mentors, best first": "Mia Chen", "Reason": "The mentor is away"}
    if admin.door.has_modals:
        form = admin.door.chat(admin.address.user).form
        assert form is not None
        values = {field.name: field.initial for field in form.fields}
        values |= {"mentor": str(cast.mia.id), "reason": chosen["Reason"]}
        await linked(cast.ben, cast.mia)
        await admin.deliver(Submitted(draft=form.id, values=values))
    else:
        await admin.press(chosen["Free mentors, best first"])
        await linked(cast.ben, cast.mia)
        await admin.fill({"Reason": chosen["Reason"]})
    await admin.press("Change the mentor")
    assert cast.programme.sessions_of(zoe)[0].mentor == cast.ben.id


async def test_a_list_of_plans(cast: Cast, admin: Someone) -> None:
    await cast.olga.command("admin", "plan @ben none")
    await admin.command("admin", "plans @mia council")
    await linked(cast.ben, cast.mia)
    await admin.press("Set these plans")
    assert cast.ben.person.plan is Plan.COUNCIL


async def test_what_was_pressed_before_the_time_zone_was_known(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor @mia")
    await cast.mia.sets_hours("mon-fri 9-17")
    ravi = await cast.programme.meets("Ravi Menon").joins()
    await cast.olga.command("admin", "plan ravi individual")
    await ravi.command("mentors", "mia")
    await ravi.press("Mia Chen")
    await linked(cast.ben, cast.mia)
    await ravi.say("Mumbai")
    assert "Ben Wolff" in ravi.last()
