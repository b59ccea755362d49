"""How far long work is, and what came of it, as cards for admins."""

from collections.abc import Sequence

from bot.actions.admin_sessions import ListSessions, Quick, QuickSessions
from bot.actions.jobs import ApproveRefunds, ShowJob, ShowJobs, StopJob
from bot.admin_sessions.cards import asked_text
from bot.jobs.words import STATES, WHY, WORKS, done_text
from bot.labels import primary, row, when
from bot.sentences import dotted, label, lines, msg, own, percent, say, say_many, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Show, Style, Text, words
from core.jobs import ApproveWish, ExportWish, Job, JobState, Outcome, Why, Work
from core.usecases.jobs.reading import Line, Report

STARTED = {
    Work.CANCEL: msg("The sessions are being cancelled. A message below says how far it is."),
    Work.MOVE: msg("The sessions are being moved. A message below says what came of it."),
    Work.MESSAGE: msg("They are being written to. A message below says how far it is."),
    Work.EXPORT: msg("The file is being prepared. A message below says how far it is."),
    Work.APPROVE: msg("The refunds are being approved. A message below says how far it is."),
}


def started_card(job: Job) -> Card:
    """To the admin who has confirmed it, or wants a file."""
    parts: list[Part] = [Paragraph(say(STARTED[job.work]))]
    if isinstance(job.wish, ExportWish):
        parts.append(Facts(((label("List"), asked_text(job.wish.query)),)))
    return Card(label(WORKS[job.work]), (*parts, row(_stop(job), _how_far(job))))


def discarded_card(job: Job) -> Card:
    """Nothing of it was done."""
    if isinstance(job.wish, ApproveWish):
        door = Button(label("How far is it?"), ShowJob(job.wish.job))
        return Card(
            label("Nothing was done"),
            (Paragraph(say("The refunds wait for a second admin still.")), row(door)),
        )
    back = Button(label("All sessions"), ListSessions())
    return Card(label("Nothing was done"), (Paragraph(say("All sessions stay as they are.")), row(back)))


def job_card(report: Report) -> Card:
    """How far it is, or what came of it."""
    job = report.job
    if job.state is JobState.RUNNING:
        return progress_card(report)
    done, work = report.came_to(Outcome.DONE), job.work
    if work is Work.EXPORT:
        done = job.total
    parts: list[Part] = [Paragraph(sentences(_ended(report), done_text(work, done)))]
    parts += _undone(report)
    buttons: list[Button] = []
    if waits := report.counts.get((Outcome.DONE, Why.APPROVAL), 0):
        parts.append(
            Paragraph(
                say_many(
                    "{n} refund waits for a second admin.", "{n} refunds wait for a second admin.", waits
                )
            )
        )
        if report.reader.id != report.by.id:
            buttons.append(primary(label("Approve them"), ApproveRefunds(job.id)))
        buttons.append(Button(label("Refunds due"), QuickSessions(Quick.REFUNDS)))
    buttons.append(Button(label("Long work"), ShowJobs()))
    return Card(label(WORKS[work]), (*parts, Row(tuple(buttons))))


def progress_card(report: Report) -> Card:
    """How far it is, in whole percent, with the button that ends it."""
    job = report.job
    passed = sum(report.came_to(each) for each in Outcome if each is not Outcome.WAITING)
    stays = report.came_to(Outcome.SKIPPED) + report.came_to(Outcome.FAILED)
    total = passed + report.came_to(Outcome.WAITING)
    share = percent(passed * 100 // total if total else 0)
    text = say("{done} of {total} are dealt with ({share}).", done=passed, total=total, share=share)
    skipped = say_many("{n} stays as it was.", "{n} stay as they were.", stays) if stays else ()
    how = say("It is being prepared.") if job.work is Work.EXPORT else sentences(text, skipped)
    return Card(label(WORKS[job.work]), (Paragraph(how), row(_stop(job), _how_far(job))))


def writing_card(job: Job, written: int, total: int) -> Card:
    """How far the file is, in whole percent, with the button that ends it."""
    share = percent(written * 100 // total if total else 100)
    text = say("{share} of {n} sessions are written.", share=share, n=total)
    return Card(label("CSV file"), (Paragraph(text), row(_stop(job))))


def exported_card(sessions: int, files: int) -> Card:
    """What becomes of that when the files are there."""
    text = done_text(Work.EXPORT, sessions)
    if files > 1:
        text = say("{sessions} sessions are in {files} files.", sessions=sessions, files=files)
    times = Hint(say("Times in it are UTC. Mentors’ private notes are not in it."))
    return Card(label("CSV file"), (Paragraph(text), times))


def jobs_card(reports: Sequence[Report]) -> Card:
    """The latest, each with the ways to see and to stop it."""
    if not reports:
        text = say("Nothing has been done to many sessions at once yet.")
        return Card(
            label("Long work"), (Paragraph(text), row(primary(label("All sessions"), ListSessions())))
        )
    parts: list[Part] = []
    for report in reports:
        job = report.job
        text = dotted(
            words(Bold(label(WORKS[job.work]))),
            words(label(STATES[job.state])),
            words(own(report.by.name)),
            words(when(job.at, report.reader, Show.SHORT)),
        )
        buttons = [Button(label("Show it"), ShowJob(job.id))]
        if job.state is JobState.RUNNING:
            buttons.append(_stop(job))
        parts += [Paragraph(text), Row(tuple(buttons))]
    stop = Hint(
        say("To end what was begun last, type {command}.", command=Code(own_command("/admin jobs stop")))
    )
    running = any(report.job.state is JobState.RUNNING for report in reports)
    return Card(label("Long work"), (*parts, *((stop,) if running else ())))


def _ended(report: Report) -> Text:
    """Why it ended before all was done."""
    job, rest = report.job, report.came_to(Outcome.WAITING)
    left = say_many("{n} is left as it was.", "{n} are left as they were.", rest) if rest else ()
    match job.state:
        case JobState.STOPPED:
            return sentences(say("It was stopped."), left)
        case JobState.REVOKED:
            gone = say("It ended, for {who} is no admin any more.", who=own(report.by.name))
            return sentences(gone, left)
        case JobState.FAILED:
            again = say("It broke off. {command} has it go on.", command=Code(own_command("/admin failed")))
            return sentences(again, left)
        case JobState.PLANNED:
            return say("It was not confirmed.")
    return ()


def _undone(report: Report) -> list[Part]:
    """What was skipped or failed, and why; the first of it by name."""
    found: list[Part] = []
    for outcome in (Outcome.SKIPPED, Outcome.FAILED):
        named = [_line(line) for line in report.undone if line.item.outcome is outcome]
        more = report.came_to(outcome) - len(named)
        rest = say("and {n} more", n=more) if more else ()
        if named:
            found.append(Paragraph(lines(_head(outcome, report.came_to(outcome)), *named, rest)))
    return found


def _head(outcome: Outcome, count: int) -> Text:
    if outcome is Outcome.FAILED:
        return say_many("{n} failed:", "{n} failed:", count)
    return say_many("{n} was skipped:", "{n} were skipped:", count)


def _line(line: Line) -> Text:
    session, why = line.session, label(WHY[line.item.why])
    if session is None:
        return say("• {why}", why=why)
    return say(
        "• {code} {mentor} with {mentee}: {why}",
        code=own(session.code),
        mentor=own(line.people[session.mentor].name),
        mentee=own(line.people[session.mentee].name),
        why=why,
    )


def _stop(job: Job) -> Button:
    return Button(label("Stop"), StopJob(job.id), Style.DANGER)


def _how_far(job: Job) -> Button:
    return Button(label("How far is it?"), ShowJob(job.id))
