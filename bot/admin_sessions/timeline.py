"""What happened to a session, in order, put together from what is stored about it."""

from collections.abc import Iterator
from datetime import datetime

from bot.admin_sessions.recorded import recorded
from bot.labels import when
from bot.sentences import label, say
from bot.ui import Show, Text
from core.interventions import Act
from core.people import Role
from core.reschedules import RequestStatus, RescheduleRequest
from core.sessions import Status
from core.usecases.admin_session import Dossier

Event = tuple[datetime, Text]


def events(dossier: Dossier) -> list[Event]:
    """Each with its instant (aware UTC), earliest first; what is planned stands among them."""
    return sorted(
        [*_agreed(dossier), *_left(dossier), *_took_place(dossier), *_afterwards(dossier)],
        key=lambda e: e[0],
    )


def _agreed(dossier: Dossier) -> Iterator[Event]:
    case = dossier.case
    session, reader = case.session, case.reader
    yield session.booked_at, say("booked by {name}", name=case.mentee.name)
    for request in case.requests:
        first = request.proposals[0]
        yield first.at, say("reschedule asked for by {name}", name=_asker(dossier, request))
        if request.ended_at is None:
            continue
        start = request.last.starts_at
        if request.status is RequestStatus.ACCEPTED and start is not None:
            yield (
                request.ended_at,
                say(
                    "moved from {old} to {new}",
                    old=when(request.original_start, reader, Show.SHORT),
                    new=when(start, reader, Show.SHORT),
                ),
            )
        else:
            yield request.ended_at, say("the request to reschedule ended, the session stayed")


def _left(dossier: Dossier) -> Iterator[Event]:
    for departure in dossier.departures:
        left = dossier.people.get(departure.mentor)
        yield departure.at, say("{name} left it", name=left.name if left else label("the mentor"))
    cancellation = dossier.case.session.cancellation
    if cancellation is not None:
        yield cancellation.at, say("cancelled")


def _took_place(dossier: Dossier) -> Iterator[Event]:
    case = dossier.case
    session = case.session
    if session.status is not Status.CANCELLED:
        starts = say("start") if session.starts_at <= case.now else say("planned start")
        ends = say("end") if session.ends_at <= case.now else say("planned end")
        yield session.starts_at, starts
        yield session.ends_at, ends
    if session.mentor_joined_at is not None:
        yield session.mentor_joined_at, say("{name} joined", name=case.mentor.name)
    if session.mentee_joined_at is not None:
        yield session.mentee_joined_at, say("{name} joined", name=case.mentee.name)
    if session.attendance_asked_at is not None:
        yield session.attendance_asked_at, say("both were asked who came")


def _afterwards(dossier: Dossier) -> Iterator[Event]:
    if dossier.feedback is not None:
        yield dossier.feedback.at, say("{name} gave feedback", name=dossier.case.mentee.name)
    for dispute in dossier.disputes:
        by = dossier.people.get(dispute.by)
        yield dispute.opened_at, say("dispute opened by {name}", name=by.name if by else label("somebody"))
        if dispute.closed_at is not None:
            yield dispute.closed_at, say("dispute closed")
    for entry in dossier.case.entries:
        yield entry.at, say("refund entered")
    for act in dossier.interventions:
        by = dossier.people.get(act.by)
        if act.act is not Act.NOTE:
            yield (
                act.at,
                say(
                    "{act} by {name}",
                    act=recorded(act.act.value),
                    name=by.name if by else label("an admin"),
                ),
            )


def _asker(dossier: Dossier, request: RescheduleRequest) -> str:
    """Who asked: its mentor of then, or the mentee."""
    if request.by is Role.MENTEE:
        return dossier.case.mentee.name
    then = dossier.people.get(request.mentor)
    return then.name if then else label("the mentor")
