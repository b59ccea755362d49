"""Problems that a party reports, and what admins do about them until both have heard how it ended."""

from datetime import timedelta

import pytest

from bot.actions.disputes import (
    AddToProblem,
    DecideDispute,
    DismissDispute,
    OpenEvidence,
    ReportProblem,
    SetPriority,
    ShowDispute,
    ShowProblem,
    TakeDispute,
    WithdrawProblem,
)
from bot.inbound import Said, SharedFile
from core.attendance import Dispute, DisputeStatus, Priority, Resolution
from core.disputes import Way
from core.sessions import Session
from core.usecases import dispute_rounds
from tests.journeys.afterwards import END, HOUR, MINUTE, book, booked, held, now_of
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

__all__ = ["booked"]

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


async def reports(someone: Someone, session: Session, **more: str) -> Dispute:
    """They report that the link did not work."""
    await someone.push(ReportProblem(session.id))
    await someone.fill(
        {"What is it about?": "Technical problem", "In one line": "The link did not open", **more}
    )
    return latest(someone, session)


def latest(someone: Someone, session: Session) -> Dispute:
    with someone.programme.store.read() as tx:
        return tx.disputes.of([session.id])[session.id][-1]


async def sends(someone: Someone, *files: tuple[str, bytes], words: str = "") -> None:
    """They send files into the chat."""
    shared = []
    for name, content in files:
        ref = f"{name}#{len(someone.door.shared)}"
        someone.door.shared[ref] = content
        shared.append(SharedFile(ref=ref, name=name, size=len(content)))
    someone.programme.knows(words, *(name for name, _ in files))
    await someone.deliver(Said(text=words, files=tuple(shared)))


@pytest.mark.spec("AFT-4", "ADM-3", "SES-2", "NTF-5")
async def test_a_problem_is_reported_with_a_file_handled_and_resolved_with_a_refund(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.ana, cast.mia)
    await cast.mia.command("sessions", booked.code)
    await cast.mia.press("Report a problem")
    await cast.mia.fill(
        {
            "What is it about?": "Technical problem",
            "In one line": "The link did not open",
            "What happened?": "I heard nothing at all",
            "Links": "https://example.org/log",
        }
    )
    dispute = latest(cast.mia, booked)
    assert "is with the admins" in cast.mia.sees(f"Reported: {dispute.code}")
    assert cast.mia.screen().count(f"Reported: {dispute.code}") == 1, "told once"
    cast.ana.sees_not("The link did not open")
    told = cast.olga.sees("A dispute to decide")
    assert "Medium priority" in told
    assert "I heard nothing at all" in told
    assert "https://example.org/log" in told

    await sends(
        cast.mia, ("../shot.png", PNG), ("shot.png", PAGE), ("empty.txt", b""), words="two pictures"
    )
    answered = cast.mia.last()
    assert f"Kept for report {dispute.code} (Mentor session): shot.png." in answered
    assert "shot.png is a page or a drawing that can carry programs" in answered
    assert "empty.txt is empty" in answered
    assert "9 more files fit" in answered

    await cast.olga.push(ShowDispute(dispute.id))
    await cast.olga.press("Take it")
    assert latest(cast.mia, booked).status is DisputeStatus.IN_PROGRESS
    taken = cast.olga.sees(f"Dispute {dispute.code}")
    assert "Olga Okafor has it" in taken
    assert "Mia Chen added: “two pictures”" in taken
    await cast.olga.press("1. shot.png")
    assert ("olga", "shot.png", PNG) in cast.olga.door.files
    assert "ADMIN_EVIDENCE_OPENED" in cast.programme.audited()

    await cast.olga.push(ShowDispute(dispute.id))
    await cast.olga.press("Ask …")
    await cast.olga.fill({"Whom": "Ana Lima", "Question": "Did you hear Mia Chen?"})
    asked = cast.ana.sees("An admin asks you")
    assert "Did you hear Mia Chen?" in asked
    assert "The link did not open" not in asked, "who was reported does not read the report"
    await cast.ana.press("Answer")
    assert await cast.ana.fill({"Your answer": "Not a word"}) == {}
    cast.ana.sees_not("[Answer]")
    assert f"News of dispute {dispute.code}" in cast.olga.sees("Ana Lima answered: “Not a word”")

    await cast.olga.push(DecideDispute(dispute.id, Way.REFUND))
    await cast.olga.fill(
        {"Which refund": "All that is left", "Reason": "It was our fault", "Internal note": "twice now"}
    )
    shown = cast.olga.sees("Resolve it with this refund?")
    assert "Mia Chen gets back" in shown
    assert "Internal note: twice now" in shown
    await cast.olga.press("Give the refund, resolve it")
    closed = latest(cast.mia, booked)
    assert (closed.status, closed.resolution) == (DisputeStatus.RESOLVED, Resolution.REFUND_ISSUED)
    refund = now_of(cast.mia).refund
    assert refund is not None
    assert refund.amount == 8000
    mine = cast.mia.sees(f"Your report {dispute.code} is closed")
    assert "In all you get back" in mine
    assert "It was our fault" in mine
    theirs = cast.ana.sees("A report about your session is closed")
    assert "Mia Chen gets money back" in theirs
    for party in (cast.mia, cast.ana):
        party.sees_not("twice now")
    await cast.olga.command("admin", f"session {booked.code}")
    assert f"{dispute.code}, Technical problem: resolved" in cast.olga.last()


@pytest.mark.spec("AFT-4", "CHT-4")
async def test_everything_about_a_dispute_can_be_typed(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana, cast.mia)
    await cast.ana.command("sessions", f"{booked.code} report behaviour Mia Chen was rude")
    dispute = latest(cast.ana, booked)
    assert dispute.priority is Priority.HIGH
    code = dispute.code
    await cast.olga.command("admin", "disputes mine")
    assert "None fits" in cast.olga.last()
    await cast.olga.command("admin", f"dispute {code} take")
    await cast.olga.command("admin", "disputes mine priority:high")
    assert code in cast.olga.last()
    await cast.olga.command("admin", f"dispute {code} priority low")
    assert latest(cast.ana, booked).priority is Priority.LOW
    await cast.olga.command("admin", f"dispute {code} ask other What do you say?")
    assert "What do you say?" in cast.mia.sees("An admin asks you")
    await sends(cast.mia, ("note.txt", b"plain words"))
    await cast.olga.command("admin", f"dispute {code} file 1")
    assert ("olga", "note.txt", b"plain words") in cast.olga.door.files
    await cast.olga.command("admin", f"dispute {code} file 9")
    assert "no such file" in cast.olga.last()
    for typed, shown in (
        ("refund full it was our fault", "Resolve it with this refund?"),
        ("refund 25 half of it", "Mia Chen gets back"),
        ("refund 900 too much", "More than was paid"),
        ("suspend mentor three times", "Resolve it with this suspension?"),
        ("close both were heard", "Resolve it without an action?"),
        ("move fri 3pm", "not possible as the session stands"),
    ):
        await cast.olga.command("admin", f"dispute {code} {typed}")
        assert shown in cast.olga.last(), cast.olga.last()
    assert latest(cast.ana, booked).is_undecided, "all of it was only shown"
    await cast.olga.command("admin", f"dispute {code} warn mentee rude again")
    assert "they are warned, and why" in cast.olga.last()
    await cast.olga.press("Warn them, resolve it")
    assert "rude again" in cast.mia.sees("A warning from the programme")
    assert "an admin has acted on it" in cast.ana.sees(f"Your report {code} is closed")
    cast.ana.sees_not("rude again")
    await cast.olga.command("admin", "disputes all status:resolved category:behaviour")
    assert code in cast.olga.last()
    await cast.olga.command("admin", f"dispute {code} take")
    assert "Decided already" in cast.olga.last()
    await cast.olga.command("admin", "dispute D-0000")
    assert "Not found" in cast.olga.last()
    await cast.olga.command("admin", "disputes colour:red")
    cast.olga.sees("disputes")


@pytest.mark.spec("AFT-4", "NTF-4")
async def test_a_pressing_report_alarms_at_once_and_once_more_and_in_the_end_the_rule_decides(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.ana, cast.mia)
    await cast.mia.command("sessions", f"{booked.code} report behaviour it was rude")
    dispute = latest(cast.mia, booked)
    assert "High priority" in cast.olga.sees("A dispute to decide")
    dispute_rounds.alarm_again(cast.programme.desk)
    await cast.programme.until(END + 5 * HOUR)
    for _ in range(2):
        dispute_rounds.alarm_again(cast.programme.desk)
        await cast.programme.settle()
    assert cast.olga.screen().count("Nobody has taken this dispute yet") == 1
    await cast.programme.until(dispute.opened_at + timedelta(days=3) + MINUTE)
    for _ in range(2):
        dispute_rounds.settle_overdue(cast.programme.desk)
        await cast.programme.settle()
    closed = latest(cast.mia, booked)
    assert (closed.status, closed.resolution, closed.closed_by) == (
        DisputeStatus.RESOLVED,
        Resolution.REFUND_ISSUED,
        None,
    )
    assert not now_of(cast.mia).counted
    assert "No admin had decided in time" in cast.mia.sees(f"Your report {dispute.code} is closed")
    assert "No admin had decided in time" in cast.ana.sees("A report about your session is closed")
    assert "nobody had decided in time" in cast.olga.sees(f"News of dispute {dispute.code}")
    assert cast.programme.audited().count("SESSION_DISPUTE_LAPSED") == 1
    await cast.olga.command("admin", "analytics")
    said = "Disputes\nOpened: 1\nDecided: 1; half of them within 72 h 1 min\nUndecided now: 0"
    assert said in cast.olga.last(), cast.olga.last()


@pytest.mark.spec("AFT-4", "SAF-1")
async def test_reports_too_soon_too_late_and_twice_are_refused_and_taken_back_once(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.push(ReportProblem(booked.id))
    await cast.mia.fill({"What is it about?": "Quality of the session", "In one line": "poor"})
    assert "once the session has begun" in cast.mia.last()
    await cast.mia.fill({"What is it about?": "Money"})
    dispute = latest(cast.mia, booked)
    await cast.mia.push(ReportProblem(booked.id))
    assert "Reported already" in cast.mia.last()
    for stranger in (cast.ben, cast.ana):
        for action in (
            ShowProblem(dispute.id),
            AddToProblem(dispute.id),
            WithdrawProblem(dispute.id),
            OpenEvidence(dispute.id, 1),
            TakeDispute(dispute.id),
            SetPriority(dispute.id, Priority.LOW),
            DismissDispute(dispute.id),
        ):
            await stranger.push(action)
            assert "Not found" in stranger.last() or "admins" in stranger.last()
    assert latest(cast.mia, booked) == dispute
    await cast.mia.push(WithdrawProblem(dispute.id))
    assert "You have taken it back" in cast.mia.sees(f"Your report {dispute.code} is closed")
    cast.ana.sees_not("report")
    await cast.mia.push(WithdrawProblem(dispute.id))
    assert "Decided already" in cast.mia.last()
    await held(cast, cast.ana, cast.mia)
    await cast.mia.command("sessions", f"{booked.code} report no-show Ana Lima was late")
    assert "There is a shorter way" in cast.mia.last()
    await cast.programme.until(END + timedelta(days=31))
    await cast.mia.push(ReportProblem(booked.id))
    assert "Too late for a report" in cast.mia.last()


@pytest.mark.spec("AFT-4", "SAF-1")
async def test_an_admin_who_is_a_party_reads_and_does_nothing_about_it(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", "admin ana")
    await cast.olga.press("Make admin")
    await held(cast, cast.ana, cast.mia)
    dispute = await reports(cast.mia, booked)
    await sends(cast.mia, ("shot.png", PNG))
    cast.ana.sees_not("A dispute to decide")
    await cast.ana.command("admin", "disputes")
    await cast.ana.command("admin", f"dispute {dispute.code}")
    await cast.ana.command("admin", f"session {booked.code}")
    cast.ana.sees_not("The link did not open")
    with cast.programme.store.read() as tx:
        [given] = tx.evidence.of(dispute.id)
    for action in (
        TakeDispute(dispute.id),
        OpenEvidence(dispute.id, given.id),
        SetPriority(dispute.id, Priority.LOW),
        DecideDispute(dispute.id, Way.CLOSE),
    ):
        await cast.ana.push(action)
        assert "your own session" in cast.ana.last()
    await cast.olga.push(TakeDispute(dispute.id))
    await cast.ana.command("admin", "remove admin olga")
    await cast.ana.press("Remove admin")
    await cast.olga.push(DecideDispute(dispute.id, Way.CLOSE))
    assert "admins" in cast.olga.last()
    await cast.ana.push(TakeDispute(dispute.id))
    assert "Ana Lima has it" in cast.ana.last(), "where there is no other"


@pytest.mark.spec("AFT-4", "NTF-6")
async def test_a_file_whose_delivery_is_handled_again_after_a_crash_is_kept_once(
    cast: Cast, booked: Session
) -> None:
    dispute = await reports(cast.mia, booked)
    cast.mia.door.shared["F1"] = PNG
    shared = SharedFile(ref="F1", name="shot.png", size=len(PNG))
    cast.programme.knows("shot.png")
    inbound = cast.mia.inbound(Said(text="", files=(shared,)))
    for answer in ("Kept for report", "It was there already"):
        await cast.programme.conversation.handle(inbound, lambda _: True)
        await cast.programme.settle()
        assert answer in cast.mia.last()
    with cast.programme.store.read() as tx:
        assert len(tx.evidence.of(dispute.id)) == 1


@pytest.mark.spec("AFT-4")
async def test_files_without_a_report_with_two_and_too_many(cast: Cast, booked: Session) -> None:
    await sends(cast.mia, ("shot.png", PNG))
    assert "there is none that waits" in cast.mia.last()
    await held(cast, cast.ana, cast.mia)
    first = await reports(cast.mia, booked)
    await sends(cast.mia, ("12.png", PNG), words="Book page as I saw it")
    assert "Kept for report" in cast.mia.last(), "words with a file are no command"
    await sends(cast.mia, *((f"{n}.png", PNG + bytes([n])) for n in range(12)))
    assert "A report takes 10 files" in cast.mia.last()
    await sends(cast.mia, ("late.png", PNG))
    assert "A report takes 10 files" in cast.mia.last()
    with cast.programme.store.read() as tx:
        assert len(tx.evidence.of(first.id)) == 10
    other = await book(cast.mia, "fri 3pm")
    second = await reports(cast.mia, other)
    await sends(cast.mia, ("a.png", PNG))
    await sends(cast.mia, ("b.pdf", b"%PDF-1.7 words"), words="both of them")
    assert "To which report do these 2 files belong?" in cast.mia.last()
    await cast.mia.press(f"{second.code}: Mentor session")
    assert "a.png, b.pdf" in cast.mia.last()
    with cast.programme.store.read() as tx:
        assert [each.file.name for each in tx.evidence.of(second.id)] == ["a.png", "b.pdf"]
    await reports_nothing_more(cast.mia)


async def reports_nothing_more(someone: Someone) -> None:
    """What was chosen is chosen: the button is of no use a second time."""
    await sends(someone, ("c.png", PNG))
    assert "To which report does this file belong?" in someone.last()


@pytest.mark.spec("AFT-4", "CHT-9")
async def test_files_that_are_sent_together_are_answered_once(cast: Cast, booked: Session) -> None:
    await reports(cast.mia, booked)
    before = len(cast.mia.messages())
    for name, content in (("1.png", PNG), ("page.html", b"<html></html>"), ("2.png", PNG + b"2")):
        cast.mia.door.shared[name] = content
        cast.programme.knows(name)
        shared = SharedFile(ref=name, name=name, size=len(content))
        await cast.mia.deliver(Said(text="", files=(shared,), album="77"))
    assert len(cast.mia.messages()) == before + 1
    assert "1.png, 2.png." in cast.mia.last()
    assert "page.html" in cast.mia.last()
    await sends(cast.mia, ("3.png", PNG + b"3"))
    assert len(cast.mia.messages()) == before + 2


@pytest.mark.spec("AFT-4", "CHT-9")
async def test_what_becomes_of_files_sent_together_is_asked_once(cast: Cast, booked: Session) -> None:
    await reports(cast.mia, booked)
    await reports(cast.mia, await book(cast.mia, "fri 3pm"))
    before = len(cast.mia.messages())
    for name in ("1.png", "2.png"):
        cast.mia.door.shared[name] = PNG + name.encode()
        cast.programme.knows(name)
        shared = SharedFile(ref=name, name=name, size=len(PNG))
        await cast.mia.deliver(Said(text="", files=(shared,), album="78"))
    assert len(cast.mia.messages()) == before + 1
    assert "these 2 files" in cast.mia.last()


@pytest.mark.spec("AFT-4")
async def test_nobody_is_asked_what_names_nobody(cast: Cast, booked: Session) -> None:
    dispute = await reports(cast.mia, booked)
    before = cast.mia.messages()
    await cast.olga.command("admin", f"dispute {dispute.code} ask nobody When did it end?")
    assert cast.mia.messages() == before
    assert "Whom (1 of 2)" in cast.olga.last()
    await cast.olga.command("admin", f"dispute {dispute.code} ask reporter When did it end?")
    cast.mia.sees("When did it end?")
