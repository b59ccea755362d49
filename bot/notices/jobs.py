"""Notices about long work: to the other admins about refunds that wait, and what an admin has written to many."""

from bot.actions.admin_sessions import Quick, QuickSessions
from bot.actions.jobs import ApproveRefunds, ShowJobs
from bot.actions.sessions import ShowSessions
from bot.labels import primary, questions, row
from bot.notices.moment import Moment
from bot.sentences import label, own, say, say_many, sentences
from bot.ui import Button, Card, Hint, Paragraph
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.jobs import Outcome, Why
from core.outbox import Untrue
from core.payloads import OfJob
from core.people import Person
from core.usecases import members
from core.usecases.jobs import reading
from core.usecases.jobs.reading import Report


def refunds_wait(moment: Moment) -> Card:
    """To another admin: refunds of a job to approve. Raises Untrue."""
    try:
        return _refunds_card(reading.report(moment.desk, moment.person, moment.notice.of(OfJob).job))
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone


def refunds_decided(moment: Moment) -> Card:
    """To the admin whose job has left refunds waiting: another one has approved them. Raises Untrue."""
    try:
        report = reading.progress(moment.desk, moment.notice.of(OfJob).job)
    except NotFound as gone:
        raise Untrue("it is gone") from gone
    what = say_many(
        "{who} has approved {n} refund of the sessions that you have cancelled.",
        "{who} has approved {n} refunds of the sessions that you have cancelled.",
        report.came_to(Outcome.DONE),
        who=own(report.by.name),
    )
    doors = row(Button(label("Long work"), ShowJobs()))
    return Card(label("Refunds were approved"), (Paragraph(what), doors))


def announcement(moment: Moment) -> Card:
    """To somebody who is concerned by some sessions: what an admin has written. Raises Untrue."""
    try:
        job, wish = reading.announced(moment.desk, moment.notice.of(OfJob).job)
    except NotFound as gone:
        raise Untrue("it is gone") from gone
    by = members.by_id(moment.desk, job.by)
    return _announcement_card(wish.text, by, moment.desk.support)


def _refunds_card(report: Report) -> Card:
    """To another admin: how many refunds wait, and where they are."""
    waits = report.counts.get((Outcome.DONE, Why.APPROVAL), 0)
    text = sentences(
        say("{who} has cancelled sessions.", who=own(report.by.name)),
        say_many(
            "{n} refund is above what one admin may decide and waits for a second one, for three days.",
            "{n} refunds are above what one admin may decide and wait for a second one, for three days.",
            waits,
        ),
    )
    doors = row(
        primary(label("Approve them"), ApproveRefunds(report.job.id)),
        Button(label("Show them"), QuickSessions(Quick.REFUNDS)),
    )
    return Card(label("Refunds wait for you"), (Paragraph(text), doors))


def _announcement_card(text: str, by: Person | None, support: str) -> Card:
    """To a party of some sessions: an admin's own words."""
    signed = (Hint(say("From {who}, who runs the programme.", who=own(by.name))),) if by else ()
    doors = row(Button(label("My sessions"), ShowSessions()))
    return Card(
        label("A message about your sessions"),
        (Paragraph((own(text),)), *signed, *questions(support), doors),
    )
