"""A mentor who takes a session on begins anew: what was said and done before is not theirs (RSC-8)."""

import pytest

from core.people import Role
from tests.journeys.programme import Someone
from tests.journeys.replacements import Story, story

__all__ = ["story"]


async def moves(story: Story, mentor: Someone, when: str, words: str) -> None:
    """The mentor asks for another time, and Mia agrees."""
    await mentor.command("sessions", f"{story.session.code} reschedule {when}")
    assert await mentor.fill({"Reason": words}) == {}
    await story.mia.press("Accept")


@pytest.mark.spec("RSC-8", "RSC-1", "RSC-6")
async def test_a_successor_has_moved_nothing_and_is_not_warned(story: Story) -> None:
    await moves(story, story.ana, "fri 3pm", "ana's first reason")
    await moves(story, story.ana, "fri 4pm", "ana's second reason")
    assert story.session.mentor_reschedules == 2
    await story.leaves(story.ana)
    assert story.session.mentor == story.bea.person.id
    await story.mia.press("Continue with")
    assert story.session.reschedules(Role.MENTOR) == 0
    await story.bea.command("sessions", story.session.code)
    card = story.bea.last()
    assert "0 of 2 used" in card
    assert "[Reschedule]" in card
    await story.bea.command("sessions", f"{story.session.code} reschedule fri 5pm")
    assert "negatively impacts" not in story.bea.screen()
    assert await story.bea.fill({"Reason": "bea's reason"}) == {}
    await story.mia.press("Accept")
    assert story.session.mentor_reschedules == 1
    story.check()


@pytest.mark.spec("RSC-8")
async def test_nobody_reads_words_that_were_for_another(story: Story) -> None:
    await moves(story, story.ana, "fri 3pm", "ana's own reason")
    await story.mia.command("sessions", f"{story.session.code} reschedule fri 4pm")
    assert await story.mia.fill({"Note": "mia's words to ana"}) == {}
    await story.ana.press("Accept")
    await story.leaves(story.ana)
    await story.mia.press("Continue with")
    await story.bea.command("sessions", story.session.code)
    await story.bea.command("schedule", "list")
    read = story.bea.screen()
    assert "ana's own reason" not in read
    assert "mia's words to ana" not in read
    assert "my private words" not in read
    await story.mia.command("sessions", story.session.code)
    assert "ana's own reason" in story.mia.last()
    assert "1 of 2 used" in story.mia.last()


@pytest.mark.spec("RSC-8", "ADM-7")
async def test_each_answers_for_their_own_moves(story: Story) -> None:
    await moves(story, story.ana, "fri 3pm", "ana's reason")
    await story.leaves(story.ana)
    await story.mia.press("Continue with")
    await moves(story, story.bea, "fri 4pm", "bea's reason")
    await story.mia.command("sessions", f"{story.session.code} cancel")
    await story.mia.fill({"Reason": "No longer need this session"})
    with story.cast.programme.store.read() as tx:
        both = [story.ana.person.id, story.bea.person.id]
        records = tx.aftermath.track_records(both, Role.MENTOR)
        ana, bea = (records[person] for person in both)
        mia = tx.aftermath.track_records([story.mia.person.id], Role.MENTEE)[story.mia.person.id]
    assert (ana.cancelled, ana.rescheduled) == (1, 1)
    assert (bea.cancelled, bea.rescheduled) == (0, 1)
    assert (mia.cancelled, mia.rescheduled) == (1, 0)


@pytest.mark.spec("ADM-7")
@pytest.mark.parametrize("found", [True, False])
async def test_a_mentee_does_not_pay_for_a_mentor_who_left(story: Story, found: bool) -> None:
    if not found:
        story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    await story.mia.press("Cancel with full refund")
    await story.mia.fill({})
    with story.cast.programme.store.read() as tx:
        mia = tx.aftermath.track_records([story.mia.person.id], Role.MENTEE)[story.mia.person.id]
    assert (mia.sessions, mia.cancelled) == (1, 0)


@pytest.mark.spec("ADM-7", "RSC-2")
async def test_a_mentee_does_not_pay_for_a_mentor_who_wants_another_time(story: Story) -> None:
    await story.ana.command("sessions", f"{story.session.code} reschedule fri 3pm")
    assert await story.ana.fill({"Reason": "ana's reason"}) == {}
    await story.mia.press("Cancel with full refund")
    await story.mia.fill({})
    with story.cast.programme.store.read() as tx:
        mia = tx.aftermath.track_records([story.mia.person.id], Role.MENTEE)[story.mia.person.id]
    assert (mia.sessions, mia.cancelled) == (1, 0)


@pytest.mark.spec("AFT-2")
async def test_who_left_keeps_their_own_notes(story: Story) -> None:
    code = story.session.code
    await story.ana.command("sessions", f"{code} notes ana's own thoughts")
    await story.leaves(story.ana)
    await story.ana.command("sessions", code)
    await story.ana.press("Private notes")
    form = story.ana.door.chat(story.ana.address.user).form
    assert form is not None
    assert [field.initial for field in form.fields] == ["ana's own thoughts"]
    await story.ana.command("sessions", f"{code} notes and more")
    await story.mia.press("Continue with")
    await story.bea.command("sessions", f"{code} notes")
    assert "ana's own thoughts" not in story.bea.screen()
    with story.cast.programme.store.read() as tx:
        assert tx.aftermath.note(story.session.id, story.ana.person.id) == "and more"
