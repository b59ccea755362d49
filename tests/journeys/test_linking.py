"""Two accounts become one person's: by a code, and by each side's own agreement to what becomes of everything."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import Text, case, func, select
from sqlalchemy import cast as as_type

from bot.actions.accounts import AgreeLink
from bot.inbound import Command
from core.people import Plan, Role
from core.ports.claims import Claim
from core.sessions import Status
from core.usecases import closing, entering
from core.usecases.erasing import asking
from storage.check import SqlCheck
from storage.named_members import NAMED, Joins
from storage.tables import metadata
from tests.journeys.conftest import Cast, on_both
from tests.journeys.linking import AGREE, asked, code_of, linked
from tests.journeys.paying import begins, hears, now
from tests.journeys.programme import Programme, Someone, at_once
from tests.payments import Provider
from tests.storage.samples import a_session


def where(programme: Programme, member: int) -> set[str]:
    """Every column in which the id of a member still stands."""
    found = set()
    with programme.store.engines.reader.begin() as connection:
        for table in metadata.sorted_tables:
            names_them = (as_type(column, Text).like(f"%{member}%") for column in table.c)
            ever = (func.max(case((each, 1), else_=0)) for each in names_them)
            row = connection.execute(select(*ever).select_from(table)).one()
            found |= {
                f"{table.name}.{column.name}" for column, is_so in zip(table.c, row, strict=True) if is_so
            }
    return found


def is_whole(programme: Programme) -> bool:
    return list(SqlCheck(programme.store).violations(timedelta(days=400))) == []


@on_both
@pytest.mark.spec("PPL-2")
@pytest.mark.parametrize("first", ["stays", "goes"])
@pytest.mark.parametrize("code_from", ["ben", "mia"])
async def test_two_accounts_become_one_whoever_gives_the_code_and_agrees_first(
    cast: Cast, code_from: str, first: str
) -> None:
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    stays, goes = (cast.ben, cast.mia) if code_from == "ben" else (cast.mia, cast.ben)
    gone, kept = goes.id, stays.id
    await asked(stays, goes)
    for each in (stays, goes):
        shown = each.sees("Are both accounts yours?")
        assert "Sessions ahead: 1 here + 1 there = 2" in shown
        assert "This month: 2 of 2 sessions used" in shown
    one, two = (stays, goes) if first == "stays" else (goes, stays)
    await one.press(AGREE)
    one.sees("You have agreed here. Now agree in the other account as well.")
    assert one.id != two.id
    await two.press(AGREE)

    assert stays.id == goes.id == kept
    assert len(cast.programme.sessions_of(cast.ben)) == 2
    assert where(cast.programme, gone) <= {
        name for name, becomes in NAMED.items() if becomes is Joins.REMAINS
    }
    assert "former_members.id" in where(cast.programme, gone), (
        "buttons with the old id mean the same person"
    )
    assert "audit.actor" in where(cast.programme, gone), "what was done stays as it was done"
    assert cast.programme.audited()[-1] == "ACCOUNTS_JOINED"
    assert is_whole(cast.programme)
    for each in (cast.ben, cast.mia):
        each.sees("Accounts linked")
        await each.command("sessions")
        assert each.last().count("Ana Lima (your mentor)") == 2
        await each.command("profile")
        each.sees("This month: 2 of 2 sessions used")


@pytest.mark.spec("PPL-2", "CHT-9")
async def test_whoever_enters_the_code_is_asked_once_in_the_answer(cast: Cast) -> None:
    before = len(cast.mia.messages())
    await asked(cast.ben, cast.mia)
    assert len(cast.mia.messages()) == before + 1
    assert [each.startswith("Are both") for each in cast.ben.messages()].count(True) == 1
    await cast.programme.later(minutes=3)
    assert len(cast.mia.messages()) == before + 1
    await cast.ben.press("Leave them two")
    assert "Are both accounts yours?" not in cast.mia.screen(), "the answer is settled like any notice"


@pytest.mark.spec("PPL-2")
async def test_buttons_from_before_work_in_both_chats(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    _, details = cast.mia.control("Show the session")
    await linked(cast.ben, cast.mia)
    await cast.mia.push(details.action)
    assert "Ana" in cast.mia.last()
    await cast.ben.push(details.action)
    assert "Ana" in cast.ben.last()


@pytest.mark.spec("PPL-2")
async def test_what_others_have_of_the_one_who_went_means_the_one_who_stays(cast: Cast) -> None:
    await cast.olga.command("admin", "member @mia")
    _, plan = cast.olga.control("council")
    await cast.mia.command("mentors")
    await cast.olga.command("admin", "mentor @mia")
    await cast.mia.sets_hours("mon-fri 9-17")
    await cast.ana.command("start")
    await cast.olga.command("admin", "plan @ana individual")
    await cast.ana.command("mentors", "mia")
    _, book = cast.ana.control("Book")
    await linked(cast.ben, cast.mia)
    await cast.ana.push(book.action)
    cast.ana.sees("Ben Wolff")
    await cast.olga.push(plan.action)
    assert cast.ben.person.plan is Plan.COUNCIL


@pytest.mark.spec("PPL-2")
async def test_what_is_pending_on_both_sides_goes_on(cast: Cast) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    await cast.ana.command("sessions", f"{session.code} reschedule fri 3pm")
    assert await cast.ana.fill({"Reason": "a clash"}) == {}
    await cast.ben.command("book", "@ana tomorrow 3pm")
    _, dropped = cast.ben.control("Confirm booking")
    await cast.programme.later(minutes=1)
    await cast.mia.command("book", "@ana tomorrow 4pm")
    _, kept = cast.mia.control("Confirm booking")
    await cast.mia.command("sessions", f"{session.code} edit")
    await asked(cast.ben, cast.mia)
    for each in (cast.ben, cast.mia):
        assert "The one that was taken last stays held" in each.sees("Are both accounts yours?")
        await each.command("link", "yes")

    await cast.ben.command("sessions", f"{session.code} accept")
    assert cast.programme.sessions_of(cast.ben)[0].revision > session.revision
    await cast.mia.push(dropped.action)
    cast.mia.sees("The time is no longer held for you")
    await cast.ben.push(kept.action)
    assert [each.status for each in cast.programme.sessions_of(cast.mia)] == [Status.SCHEDULED] * 2
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2", "BOK-4")
async def test_a_time_that_is_held_goes_along_where_that_of_the_other_side_is_over(cast: Cast) -> None:
    await cast.ben.command("book", "@ana tomorrow 5pm")
    await cast.programme.later(minutes=30)
    await cast.mia.command("book", "@ana tomorrow 11am")
    _, held = cast.mia.control("Confirm booking")
    await linked(cast.ben, cast.mia)
    await cast.ben.push(held.action)
    assert len(cast.programme.sessions_of(cast.ben)) == 1, "what Ben held was over before"
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2", "BOK-4")
async def test_nobody_holds_their_own_time(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    _, held = cast.mia.control("Confirm booking")
    await linked(cast.ana, cast.mia)
    await cast.mia.push(held.action)
    assert cast.programme.sessions_of(cast.ana) == []
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2", "PAY-1")
async def test_what_waits_to_be_paid_is_paid_in_either_chat(cast: Cast, provider: Provider) -> None:
    session = await begins(cast.mia)
    await linked(cast.ben, cast.mia)
    await hears(cast.programme, provider.pay())
    assert [each.id for each in cast.programme.sessions_of(cast.ben)] == [session.id]
    assert now(cast.ben, session).status is Status.SCHEDULED
    cast.ben.sees("Your session is confirmed")
    cast.programme.knows(*provider.sold)
    await cast.ben.command("sessions", f"{session.code} receipt")
    cast.ben.sees("Receipt")


@pytest.mark.spec("PPL-2")
async def test_what_is_at_the_same_time_is_named_and_settled_first(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor @olga")
    await cast.olga.sets_hours("mon-fri 8-20")
    await cast.ben.command("book", "@ana tomorrow 5pm")
    await cast.ben.press("Confirm booking")
    await asked(cast.ben, cast.mia)
    await cast.ben.press(AGREE)
    _, too_late = cast.mia.control(AGREE)
    (bens,) = cast.programme.sessions_of(cast.ben)
    await cast.mia.command("book", "@olga tomorrow 11am")
    await cast.mia.press("Confirm booking")
    (mias,) = cast.programme.sessions_of(cast.mia)
    assert mias.starts_at == bens.starts_at
    await cast.mia.push(too_late.action)
    shown = cast.mia.last()
    assert "Something has to be settled" in shown
    assert f"{mias.code} on" in shown
    assert bens.code not in shown, "what the other account has is its own, until the two are one"
    await cast.mia.command("sessions", f"{mias.code} cancel")
    assert await cast.mia.fill({"Reason": "No longer need this session"}) == {}
    await cast.mia.command("link", "yes")
    assert cast.ben.id != cast.mia.id, "both have to agree to things as they are now"
    await cast.ben.command("link", "yes")
    assert cast.ben.id == cast.mia.id
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2")
async def test_of_two_hundred_things_at_the_same_time_some_are_named(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor @mia")
    await cast.mia.confirms_hours()
    pairs = [(cast.ana.id, cast.ben.id), (cast.mia.id, cast.olga.id)]
    with cast.programme.store.write() as tx:
        for n in range(200):
            start = tx.now + timedelta(days=2, hours=n)
            for mentor, mentee in pairs:
                session = a_session(mentor, mentee, start)
                tx.sessions.add(session)
                tx.claims.take(
                    [Claim(each, start, session.ends_at, session.id) for each in (mentor, mentee)]
                )
    await cast.ana.command("link", await code_of(cast.mia))
    shown = cast.ana.last()
    assert "This has to be settled first" in shown
    assert shown.count("is at the same time") == 5
    assert "and 195 more" in shown


@pytest.mark.spec("PPL-2", "PPL-5")
async def test_whoever_is_to_be_erased_decides_that_first(cast: Cast) -> None:
    asking.ask(cast.programme.desk, cast.mia.person)
    await asked(cast.ben, cast.mia)
    cast.mia.sees("The data of one of the two is to be erased")
    await cast.mia.command("link", "yes")
    cast.mia.sees("Not yet")
    await cast.mia.command("profile", "data keep")
    for each in (cast.ben, cast.mia):
        await each.command("link", "yes")
    assert cast.ben.id == cast.mia.id


@pytest.mark.spec("PPL-2")
async def test_what_two_members_did_at_the_same_time_stays_as_it_was(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor @olga")
    await cast.olga.sets_hours("mon-fri 8-20")
    await cast.ben.command("book", "@ana tomorrow 5pm")
    await cast.ben.press("Confirm booking")
    await cast.mia.command("book", "@olga tomorrow 11am")
    await cast.mia.press("Confirm booking")
    await cast.programme.later(days=3)
    closing.complete_ended(cast.programme.desk)
    await cast.programme.later(days=3)
    closing.close_unattested(cast.programme.desk)
    await linked(cast.ben, cast.mia)
    assert len(cast.programme.sessions_of(cast.ben)) == 2
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2", "MTG-2")
async def test_the_way_to_a_meeting_and_a_code_that_is_pasted_work(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    door = next(link.url for link in cast.mia.links() if "/join/" in link.url)
    code = await code_of(cast.ben)
    await cast.mia.say(code)
    for each in (cast.ben, cast.mia):
        await each.press(AGREE)
    found = entering.look(cast.programme.desk, door.rpartition("/")[2])
    assert found is not None
    assert found.person.id == cast.ben.id
    assert found.way is entering.Way.EARLY


@pytest.mark.spec("PPL-2")
async def test_who_agrees_to_what_has_changed_is_shown_it_anew(cast: Cast) -> None:
    await asked(cast.ben, cast.mia)
    await cast.mia.press(AGREE)
    _, before = cast.ben.control(AGREE)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ben.push(before.action)
    assert "Something has changed" in cast.ben.last()
    assert "Sessions ahead: 0 here + 1 there = 1" in cast.ben.last()
    await cast.ben.press(AGREE)
    assert cast.ben.id != cast.mia.id, "Mia has not agreed to this"
    await cast.mia.command("link", "yes")
    assert cast.ben.id == cast.mia.id


@pytest.mark.spec("PPL-2")
async def test_two_who_have_a_session_with_each_other_cancel_it_first_and_after_it_stay_two(
    cast: Cast,
) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ana.command("link", await code_of(cast.mia))
    cast.ana.sees("is a session of the two with each other")
    cast.programme.clock.move(timedelta(days=2))
    closing.complete_ended(cast.programme.desk)
    await cast.programme.later(days=2)
    closing.close_unattested(cast.programme.desk)
    await cast.ana.command("link", await code_of(cast.mia))
    cast.ana.sees("they stay two members")


@pytest.mark.spec("PPL-2")
@pytest.mark.parametrize("page", ["here", "there"])
async def test_of_two_mentor_pages_one_is_chosen(cast: Cast, page: str) -> None:
    await cast.olga.command("admin", "mentor @mia")
    await cast.mia.sets_hours("mon-fri 10-11")
    await cast.mia.command("profile", "headline Mia teaches")
    await cast.ana.command("profile", "headline Ana teaches")
    await asked(cast.ana, cast.mia)
    cast.ana.sees("Which mentor page stays?")
    await cast.ana.command("link", "yes")
    cast.ana.sees("Please choose first")
    await cast.ana.command("link", f"page {page}")
    await cast.mia.command("link", "plan individual")
    await cast.mia.command("link", "yes")
    await cast.ana.command("link", "yes")
    assert cast.ana.id == cast.mia.id
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(cast.ana.id)
    assert mentor is not None
    assert mentor.headline == ("Ana teaches" if page == "here" else "Mia teaches")
    assert cast.mia.person.is_mentor
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2")
@pytest.mark.parametrize("plan", ["individual", "council"])
async def test_of_two_plans_one_is_chosen(cast: Cast, plan: str) -> None:
    await cast.olga.command("admin", "plan @mia council")
    await asked(cast.ben, cast.mia)
    cast.mia.sees("Which plan stays?")
    await cast.mia.press(plan)
    for each in (cast.ben, cast.mia):
        await each.press(AGREE)
    assert cast.ben.person.plan == plan


@pytest.mark.spec("PPL-2", "PPL-4")
async def test_two_admins_are_one_and_a_suspension_stays(cast: Cast) -> None:
    await cast.olga.command("admin", "admin @mia")
    await cast.olga.press("Make")
    assert cast.mia.person.is_admin
    await asked(cast.olga, cast.mia)
    cast.mia.sees("Both are admins")
    await cast.olga.press(AGREE)
    await cast.mia.press(AGREE)
    assert cast.mia.person.roles == {Role.MENTEE, Role.ADMIN}
    cast.programme.change(cast.ben, suspended=True)
    await asked(cast.olga, cast.ben)
    cast.ben.sees("the programme has no other admin")
    await cast.olga.command("link", "yes")
    assert not cast.olga.person.suspended
    await cast.ana.command("link", await code_of(cast.ben))
    cast.ana.sees("One of the two is suspended, and so both will be.")
    await cast.ben.press(AGREE)
    await cast.ana.press(AGREE)
    assert cast.ana.person.suspended


@pytest.mark.spec("PPL-2", "SAF-4")
async def test_five_wrong_codes_are_enough_for_a_while(cast: Cast) -> None:
    code = await code_of(cast.ben)
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    for left in (4, 3, 2, 1):
        await cast.mia.command("link", wrong)
        assert f"you can try {left} more time" in cast.mia.last()
    await cast.mia.command("link", wrong)
    cast.mia.sees("You have tried 5 wrong codes")
    await cast.mia.command("link", code)
    cast.mia.sees("You have tried 5 wrong codes")
    assert cast.mia.id != cast.ben.id
    await cast.programme.later(minutes=10)
    await cast.mia.command("link", await code_of(cast.ben))
    cast.mia.sees("Are both accounts yours?")


@pytest.mark.spec("PPL-2")
async def test_a_code_is_good_once_for_ten_minutes_and_only_the_newest(cast: Cast) -> None:
    first = await code_of(cast.ben)
    code = await code_of(cast.ben)
    await cast.mia.command("link", first)
    cast.mia.sees("The code is over")
    await cast.ben.command("link", code)
    cast.ben.sees("This is the same account")
    await cast.mia.command("link", code.lower().replace("-", " "))
    cast.mia.sees("Are both accounts yours?")
    await cast.ana.command("link", code)
    cast.ana.sees("The code is over")
    late = await code_of(cast.ben)
    await cast.programme.later(minutes=10)
    await cast.ana.command("link", late)
    cast.ana.sees("The code is over")


@pytest.mark.spec("PPL-2")
async def test_a_code_that_others_may_read_is_good_no_more(cast: Cast) -> None:
    code = await code_of(cast.ben)
    loud = cast.mia.inbound(Command(name="link", text=code))
    loud = loud.model_copy(update={"place": loud.place.model_copy(update={"direct": False})})
    await cast.programme.reception.receive(loud)
    await cast.programme.settle()
    cast.mia.sees("Not here, please")
    await cast.mia.command("link", code)
    cast.mia.sees("The code is over")


@pytest.mark.spec("PPL-2")
async def test_either_side_refuses_and_an_hour_is_long_enough(cast: Cast) -> None:
    await asked(cast.ben, cast.mia)
    await cast.ben.press(AGREE)
    _, agree = cast.mia.control(AGREE)
    await cast.mia.press("Leave them two")
    for each in (cast.ben, cast.mia):
        each.sees("Not linked")
    await cast.mia.push(agree.action)
    assert cast.mia.id != cast.ben.id
    await asked(cast.ben, cast.mia)
    _, agree = cast.mia.control(AGREE)
    await cast.programme.later(hours=1)
    await cast.mia.push(agree.action)
    cast.mia.sees("Not linked")
    await cast.olga.push(AgreeLink(1, "x"))
    cast.olga.sees("Not found")


@pytest.mark.spec("PPL-2", "NTF-6")
async def test_both_agree_at_once_and_two_devices_enter_at_once(cast: Cast) -> None:
    code = await code_of(cast.ben)

    async def enters() -> None:
        await cast.programme.reception.receive(cast.mia.inbound(Command(name="link", text=code)))

    await at_once(enters, enters)
    await cast.programme.settle()

    def agrees(someone: Someone) -> Callable[[], Awaitable[None]]:
        message, control = someone.control(AGREE)
        inbound = someone.inbound_press(control.action, message)

        async def deed() -> None:
            await cast.programme.reception.receive(inbound)

        return deed

    await at_once(agrees(cast.ben), agrees(cast.mia))
    await cast.programme.settle()
    assert cast.ben.id == cast.mia.id
    assert cast.programme.audited().count("ACCOUNTS_JOINED") == 1
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2")
async def test_an_account_is_taken_off_and_it_is_said_which_keeps_everything(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    _, details = cast.mia.control("Show the session")
    await linked(cast.ben, cast.mia)
    kept = cast.ben.id
    await cast.mia.command("link", "off paper")
    cast.mia.sees("Everything stays with slate")
    await cast.mia.press("Take paper off")
    cast.mia.sees("This account is a new member's now")
    cast.ben.sees("Your account on paper is a new member's now.")
    assert cast.ben.id == kept != cast.mia.id
    assert (cast.mia.person.plan, cast.mia.person.roles) == (Plan.NONE, {Role.MENTEE})
    await cast.mia.push(details.action)
    assert "Not found" in cast.mia.last()
    await cast.ben.push(details.action)
    assert "Ana" in cast.ben.last()
    await linked(cast.ben, cast.mia)
    assert cast.mia.id == kept
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2", "SAF-2")
async def test_nobody_leaves_a_suspension_behind_nor_their_only_account(cast: Cast) -> None:
    await cast.ben.command("link", "off slate")
    cast.ben.sees("This is your only account")
    await linked(cast.ben, cast.mia)
    cast.programme.change(cast.ben, suspended=True)
    await cast.mia.command("link", "off paper yes")
    assert cast.mia.id == cast.ben.id


@pytest.mark.spec("PPL-3", "NTF-3")
async def test_notices_go_to_the_preferred_chat_and_elsewhere_where_that_is_blocked(cast: Cast) -> None:
    await linked(cast.ben, cast.mia)
    await cast.mia.command("profile", "notices paper")
    cast.mia.sees("From now on I write to you on paper first.")
    await cast.ben.command("profile")
    cast.ben.sees("Notices: on paper first")
    await cast.olga.command("admin", "plan @ben council")
    cast.mia.sees("council")
    cast.programme.doors["paper"].blocks("mia")
    await cast.olga.command("admin", "plan @ben individual")
    cast.ben.sees("You are on the individual plan")
    await cast.ben.command("profile", "notices telegram")
    cast.ben.sees("You have no account on Telegram.")


@pytest.mark.spec("PPL-2", "NTF-5")
async def test_two_who_entered_each_others_codes_are_asked_no_more_once_they_are_one(cast: Cast) -> None:
    await asked(cast.ben, cast.mia)
    await asked(cast.mia, cast.ben)
    for each in (cast.ben, cast.mia):
        await each.press(AGREE)
    assert cast.ben.id == cast.mia.id
    for each in (cast.ben, cast.mia):
        each.sees_not("Are both accounts yours?")
        await each.command("link", "yes")
        assert "Not found" in each.last()
    assert is_whole(cast.programme)


@pytest.mark.spec("PPL-2", "NTF-5")
async def test_a_chat_that_was_taken_off_is_told_nothing_more_of_what_was_left(cast: Cast) -> None:
    await linked(cast.ben, cast.mia)
    await cast.mia.command("profile", "notices paper")
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.mia.command("link", "off paper yes")
    before = cast.mia.messages()
    await cast.ana.command("sessions", f"{session.code} cancel")
    assert await cast.ana.fill({"Reason": "Personal emergency"}) == {}
    cast.ben.sees("cancelled")
    assert cast.mia.messages() == before
    assert is_whole(cast.programme)
