"""One session for admins: what it is, who takes part, and its history by parts. Private notes are in none of them."""

from bot.actions.admin_sessions import (
    ListSessions,
    ShowAdminSession,
    ShowAudit,
    ShowInternalNotes,
    ShowNotices,
    ShowReschedules,
    ShowTimeline,
)
from bot.actions.disputes import ShowDispute
from bot.actions.interventions import ShowActs
from bot.actions.members import ShowMember
from bot.actions.recordings import OpenAnyRecording
from bot.admin_sessions.recorded import recorded
from bot.admin_sessions.timeline import events
from bot.admin_sessions.words import REFUND_STATES
from bot.dates import clock_text, day_label
from bot.disputes.words import CATEGORIES, STATUSES
from bot.formats import shorten
from bot.labels import MEETINGS, PROVIDERS, length, local_day, price_text, primary, row, title_of, when, who
from bot.notices.rows import SHOWN
from bot.sentences import dotted, label, lines, msg, own, percent, say, series
from bot.session_facts import REASONS, status_label
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Label,
    Money,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.attendance import Absent, Dispute
from core.payments import PaymentRecord, Use
from core.people import Person, Role
from core.refunds import RefundEntry
from core.reschedules import RequestStatus, RescheduleRequest
from core.session_queries import AuditRecord, NoticeRecord
from core.sessions import CancelReason, Meeting, Reassignment
from core.usecases.admin_session import AuditPage, Dossier, NoticesPage
from core.usecases.interventions.cases import Case

QUOTED = 300
REASSIGNMENTS = {
    Reassignment.PENDING_ACCEPTANCE: msg("The mentee has to accept the new mentor."),
    Reassignment.ACCEPTED: msg("Another mentor has taken it on."),
    Reassignment.REJECTED: msg("The mentee did not want another mentor."),
    Reassignment.AWAITING_CHOICE: msg("The mentee has to choose another mentor."),
}
CANCELLED_BY = {
    Role.MENTOR: msg("by the mentor"),
    Role.MENTEE: msg("by the mentee"),
    Role.ADMIN: msg("by the programme"),
    None: msg("since nobody answered in time"),
}
ABSENT = {
    Absent.MENTOR: msg("the mentor did not come"),
    Absent.MENTEE: msg("the mentee did not come"),
    Absent.BOTH: msg("neither came"),
}
UNUSED = {
    Use.LATE: msg("too late: it goes back"),
    Use.TWICE: msg("paid twice: it goes back"),
    Use.DIFFERS: msg("not what was asked for: it goes back"),
}
REQUESTS = {
    RequestStatus.PENDING: msg("waits for an answer"),
    RequestStatus.COUNTERED: msg("open, with a counter-proposal"),
    RequestStatus.ACCEPTED: msg("accepted"),
    RequestStatus.DECLINED: msg("declined"),
    RequestStatus.WITHDRAWN: msg("withdrawn"),
    RequestStatus.EXPIRED: msg("not answered in time"),
    RequestStatus.CANCELLED: msg("over, for the session was cancelled"),
}
STATES = {
    "waiting": msg("waits"),
    "sent": msg("sent"),
    "done": msg("done"),
    "dropped": msg("not sent, for it was no longer true"),
    "cancelled": msg("not sent, for it was called off"),
    "dead": msg("could not be delivered"),
    "unsure": msg("perhaps delivered"),
    "dismissed": msg("could not be delivered, put aside"),
}


def session_card(dossier: Dossier) -> Card:
    """Facts, parties with their own time, money, disputes, and the ways to everything else."""
    case = dossier.case
    session = case.session
    parts: list[Part] = [Facts(_facts(dossier))]
    if case.is_own:
        parts.append(
            Hint(say("You are a party to this session: another admin has to act, where there is one."))
        )
    undecided = [dispute for dispute in dossier.disputes if dispute.is_undecided]
    acts = [primary(label("What can be done"), ShowActs(session.id))]
    acts += [
        Button(label("Decide {code}", code=own(each.code)), ShowDispute(each.id)) for each in undecided
    ]
    acts += [
        Button(label("Dispute {code}", code=own(each.code)), ShowDispute(each.id))
        for each in dossier.disputes
        if not each.is_undecided
    ]
    parts.append(Row(tuple(acts)))
    history = [
        Button(label("Timeline"), ShowTimeline(session.id)),
        Button(label("Reschedules ({n})", n=len(case.requests)), ShowReschedules(session.id)),
        Button(label("Notices"), ShowNotices(session.id)),
        Button(label("Audit log"), ShowAudit(session.id)),
        Button(label("Internal notes ({n})", n=len(dossier.notes)), ShowInternalNotes(session.id)),
    ]
    if dossier.is_recorded:
        history.append(Button(label("Open the recording"), OpenAnyRecording(session.id)))
    parts.append(Row(tuple(history)))
    people = (
        Button(label("Mentor: {name}", name=case.mentor.name), ShowMember(case.mentor.id)),
        Button(label("Mentee: {name}", name=case.mentee.name), ShowMember(case.mentee.id)),
    )
    parts += [Row(people), row(Button(label("‹ All sessions"), ListSessions()))]
    return Card(title_of(session.topic), tuple(parts))


def timeline_card(dossier: Dossier) -> Card:
    """What happened, in order."""
    reader = dossier.case.reader
    told = [
        say("{time}: {what}", time=when(at, reader, Show.SHORT), what=what) for at, what in events(dossier)
    ]
    return _part(dossier.case, label("Timeline"), Paragraph(lines(*told)))


def reschedules_card(dossier: Dossier) -> Card:
    """Every request to reschedule, with its proposals."""
    case = dossier.case
    if not case.requests:
        none = say("Nobody has asked to reschedule it.")
        return _part(case, label("Reschedules"), Paragraph(none))
    told = [Paragraph(_request(request, dossier)) for request in case.requests]
    return _part(case, label("Reschedules"), *told)


def notes_card(dossier: Dossier) -> Card:
    """What admins noted for each other."""
    case = dossier.case
    noted = [
        Paragraph(
            lines(
                say(
                    "{who}, {time}:",
                    who=Bold(_name(dossier, note.by)),
                    time=when(note.at, case.reader, Show.SHORT),
                ),
                words(own(note.words)),
            )
        )
        for note in dossier.notes
    ]
    none = Paragraph(say("No admin has noted anything."))
    return _part(case, label("Internal notes"), *(noted or [none]))


def notices_card(page: NoticesPage) -> Card:
    """Who was told what, when, and how that ended."""
    told = [Paragraph(_notice(notice, page)) for notice in page.notices]
    none = Paragraph(say("Nobody has been told anything about it."))
    session = page.case.session.id
    turns = [Button(label("‹ Later ones"), ShowNotices(session, page.page - 1))] if page.page else []
    turns += [Button(label("Earlier ones ›"), ShowNotices(session, page.page + 1))] if page.more else []
    return _part(page.case, label("Notices"), *(told or [none]), *_turns(turns))


def audit_card(page: AuditPage) -> Card:
    """What the audit log says."""
    told = [Paragraph(_record(record, page)) for record in page.records]
    none = Paragraph(say("The audit log says nothing about it."))
    session = page.case.session.id
    turns = [Button(label("‹ Later ones"), ShowAudit(session, page.page - 1))] if page.page else []
    turns += [Button(label("Earlier ones ›"), ShowAudit(session, page.page + 1))] if page.more else []
    return _part(page.case, label("Audit log"), *(told or [none]), *_turns(turns))


def _turns(turns: list[Button]) -> tuple[Row, ...]:
    return (Row(tuple(turns)),) if turns else ()


def _payment(payment: PaymentRecord, reader: Person) -> Text:
    """What arrived, by the name that the provider knows it by."""
    said = say(
        "{amount}, {time}, {provider}: {reference}",
        amount=Money(payment.amount, payment.currency),
        time=when(payment.at, reader, Show.SHORT),
        provider=own(PROVIDERS.get(payment.provider, payment.provider)),
        reference=own(payment.handle),
    )
    if payment.use is Use.KEPT:
        return said
    return say("{payment} ({use})", payment=said, use=label(UNUSED[payment.use]))


def _part(case: Case, title: Label, *parts: Part) -> Card:
    session = case.session
    about = Hint(say("{title} {code}", title=title_of(session.topic), code=own(session.code)))
    back = row(Button(label("‹ The session"), ShowAdminSession(session.id)))
    return Card(title, (about, *parts, back))


def _facts(dossier: Dossier) -> tuple[tuple[Label, Text], ...]:
    case = dossier.case
    session, topic = case.session, case.session.topic
    rows: list[tuple[Label, Text]] = [
        (label("Code"), words(session.code)),
        (label("Status"), words(status_label(session.status))),
        (label("When"), words(when(session.starts_at, case.reader))),
        (label("Length"), words(length(session.minutes))),
        (label("Mentor"), _party(case, case.mentor)),
        (label("Mentee"), _party(case, case.mentee)),
        (label("Meeting type"), words(label(MEETINGS[topic.meeting]))),
    ]
    if topic.meeting is Meeting.IN_PERSON:
        rows.append((label("Place"), words(own(topic.location))))
    elif session.meeting_url:
        rows.append((label("Meeting link"), words(own(session.meeting_url))))
    if topic.description:
        rows.append((label("About"), words(own(shorten(topic.description, QUOTED)))))
    rows.append(
        (label("Rate"), price_text(session.rate, session.currency, outside=not session.through_provider))
    )
    rows += [(label("Payment"), _payment(each, case.reader)) for each in dossier.payments]
    rows += _money(case)
    if dossier.mail_waits:
        waiting = [own(_name(dossier, each)) for each in sorted(dossier.mail_waits)]
        rows.append((label("E-mail"), say("delayed, to {names}", names=series(waiting))))
    rows.append((label("Reschedules"), _moved(case)))
    rows.append((label("Booked"), words(when(session.booked_at, case.reader, Show.SHORT))))
    if session.confirm_by is not None:
        until = label("Pay by") if session.rate else label("Answer by")
        rows.append((until, words(when(session.confirm_by, case.reader, Show.SHORT))))
    if session.reassignment is not Reassignment.NONE:
        left = series([own(_name(dossier, each.mentor)) for each in dossier.departures])
        state = say(REASSIGNMENTS[session.reassignment])
        rows.append(
            (
                label("Reassigned"),
                say("{state} Before: {names}", state=state, names=left) if left else state,
            )
        )
    rows += _end(dossier)
    rows += [(label("Dispute"), _dispute(dispute, dossier)) for dispute in dossier.disputes]
    if dossier.feedback is not None:
        given = dossier.feedback
        marks = say(
            "{overall} of 5, usefulness {usefulness} of 5",
            overall=given.overall,
            usefulness=given.usefulness,
        )
        rows.append((label("Feedback"), marks))
        if given.comment:
            rows.append((label("Comment"), words(own(shorten(given.comment, QUOTED)))))
    if dossier.notes:
        latest = dossier.notes[-1]
        rows.append((label("Internal note"), words(own(shorten(latest.words, QUOTED)))))
    return tuple(rows)


def _party(case: Case, person: Person) -> Text:
    """Who it is, and what time it is for them."""
    start, zone = case.session.starts_at, person.clock_zone
    there = label("{day} {time}", day=day_label(local_day(start, person)), time=clock_text(start, zone))
    return say("{who} ({time} in {zone})", who=who(person), time=there, zone=own(zone))


def _money(case: Case) -> list[tuple[Label, Text]]:
    session = case.session
    rows: list[tuple[Label, Text]] = []
    if session.rate and session.refund is not None:
        refund = session.refund
        text = say(
            "{share} ({amount}), {state}",
            share=percent(refund.pct),
            amount=Money(refund.amount, session.currency),
            state=label(REFUND_STATES[refund.status]),
        )
        rows.append((label("Refund"), text))
    rows += [(label("Given back"), _entry(entry, case)) for entry in case.entries]
    return rows


def _entry(entry: RefundEntry, case: Case) -> Text:
    return say(
        "{amount}, {state}, {time}",
        amount=Money(entry.amount, entry.currency),
        state=label(REFUND_STATES[entry.status]),
        time=when(entry.at, case.reader, Show.SHORT),
    )


def _moved(case: Case) -> Text:
    session = case.session
    if not session.mentee_reschedules and not session.mentor_reschedules:
        return say("never")
    return say(
        "{mentee} by the mentee, {mentor} by the mentor",
        mentee=session.mentee_reschedules,
        mentor=session.mentor_reschedules,
    )


def _end(dossier: Dossier) -> list[tuple[Label, Text]]:
    """How it was cancelled, or who did not come."""
    session, reader = dossier.case.session, dossier.case.reader
    rows: list[tuple[Label, Text]] = []
    if (why := session.cancellation) is not None:
        by = say("{time}, {by}", time=when(why.at, reader, Show.SHORT), by=label(CANCELLED_BY[why.by]))
        rows.append((label("Cancellation"), by))
        said = [label(REASONS[why.reason])] if why.reason and why.reason is not CancelReason.OTHER else []
        if why.note:
            said.append(own(why.note))
        if said:
            rows.append((label("Reason"), dotted(*(words(each) for each in said))))
    if session.absent is not None:
        rows.append((label("No-show"), say(ABSENT[session.absent])))
    return rows


def _dispute(dispute: Dispute, dossier: Dossier) -> Text:
    head = say(
        "{code}, {category}: {state}, by {who}, {time}",
        code=dispute.code,
        category=label(CATEGORIES[dispute.category]),
        state=label(STATUSES[dispute.status]),
        who=_name(dossier, dispute.by),
        time=when(dispute.opened_at, dossier.case.reader, Show.SHORT),
    )
    said = dispute.reason or dispute.description
    return say("{head}: “{words}”", head=head, words=own(shorten(said, QUOTED))) if said else head


def _request(request: RescheduleRequest, dossier: Dossier) -> Text:
    reader = dossier.case.reader
    head = say(
        "{by}, {state}. It was planned for {time}.",
        by=Bold(label("By the mentor") if request.by is Role.MENTOR else label("By the mentee")),
        state=label(REQUESTS[request.status]),
        time=when(request.original_start, reader, Show.SHORT),
    )
    proposed = []
    for proposal in request.proposals:
        by = label("Mentor") if proposal.by is Role.MENTOR else label("Mentee")
        at = when(proposal.at, reader, Show.SHORT)
        if proposal.starts_at is None:
            said = say("{time}: {by} asks for another time", time=at, by=by)
        else:
            said = say(
                "{time}: {by} proposes {start}",
                time=at,
                by=by,
                start=when(proposal.starts_at, reader, Show.SHORT),
            )
        proposed.append(
            say("{said}: “{note}”", said=said, note=own(proposal.note)) if proposal.note else said
        )
    return lines(head, *proposed)


def _notice(notice: NoticeRecord, page: NoticesPage) -> Text:
    reader = page.case.reader
    person = page.people.get(notice.person)
    at = when(notice.ended_at or notice.due_at, reader, Show.SHORT)
    name = SHOWN[notice.kind].name
    return say(
        "{time}: {what}, to {who}, {state}",
        time=at,
        what=own(notice.kind.value) if name is None else label(name),
        who=person.name if person else label("somebody"),
        state=label(STATES[notice.state]) if notice.state in STATES else own(notice.state),
    )


def _record(record: AuditRecord, page: AuditPage) -> Text:
    actor = page.people.get(record.actor) if record.actor is not None else None
    changes = [
        Code(f"{name}: {_value(record.before, name)} → {_value(record.after, name)}")
        for name in dict.fromkeys((*record.before, *record.after))
    ]
    head = say(
        "{time}: {action}, by {who}",
        time=when(record.at, page.case.reader, Show.SHORT),
        action=recorded(record.action),
        who=actor.name if actor else label("Parley"),
    )
    return lines(head, series(changes)) if changes else head


def _value(values: dict[str, str | int | None], name: str) -> str:
    value = values.get(name)
    return "–" if value is None else str(value)


def _name(dossier: Dossier, person: int) -> str:
    found = dossier.people.get(person)
    return found.name if found else label("somebody")
