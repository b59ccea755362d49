"""A dispute as an admin sees it: what is said, what happened to it, and what can be done."""

from datetime import datetime

from bot.actions.admin_sessions import ShowAdminSession
from bot.actions.disputes import (
    AskParty,
    DecideDispute,
    DismissDispute,
    GiveDispute,
    OpenEvidence,
    SetPriority,
    ShowDispute,
    ShowDisputes,
    TakeDispute,
    UpholdDispute,
)
from bot.disputes.steps import step_line
from bot.disputes.words import CATEGORIES, PRIORITIES, RESOLUTIONS, STATUSES, WAYS
from bot.labels import danger, primary, row, size_text, title_of, when, who
from bot.sentences import label, lines, own, say, sentences, series
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Fact,
    Facts,
    Hint,
    Money,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    choice,
    words,
)
from core.attendance import UNDECIDED, Absent, Dispute, DisputeStatus, Priority
from core.disputes import is_open_way
from core.sessions import Status
from core.usecases.disputes import Case

STEPS = 8
"""The latest of what happened are shown."""


def dispute_card(case: Case) -> Card:
    """One of them: to be decided, or how it was."""
    assert case.dispute is not None
    parts = [*_case_parts(case)]
    if case.files:
        parts.append(_files(case))
    if case.events:
        told = [step_line(case, each) for each in case.events[-STEPS:]]
        parts.append(Paragraph(lines(words(Bold(label("What happened"))), *told)))
    if case.dispute.is_undecided and case.may_decide:
        parts += _handling(case, case.dispute)
    doors = row(Button(label("The session"), ShowAdminSession(case.session.id)), _others())
    title = label("Dispute {code}", code=own(case.dispute.code))
    return Card(title, (*parts, doors))


def decided_card(case: Case) -> Card:
    """To the admin who has just decided."""
    told = say("{mentor} and {mentee} are being told.", mentor=case.mentor.name, mentee=case.mentee.name)
    return Card(label("Decided"), (Paragraph(_decided(case)), Hint(told), row(_others())))


def sent_card(case: Case, name: str) -> Card:
    """To the admin who opens a file."""
    assert case.dispute is not None
    text = say("I am sending {name} to our chat. Nobody else gets it.", name=Bold(own(name)))
    back = Button(label("‹ The dispute"), ShowDispute(case.dispute.id))
    return Card(label("The file is on its way"), (Paragraph(text), row(back)))


# --- notices


def disputed_notice(case: Case, *, again: bool = False) -> Card:
    """Tells an admin that there is something to decide; `again`, for nobody has taken it."""
    assert case.dispute is not None
    all_of_them = Hint(say("All of them: {command}", command=Code(own_command("/admin disputes"))))
    take = (
        ()
        if case.assignee or not case.may_decide
        else (Button(label("Take it"), TakeDispute(case.dispute.id)),)
    )
    open_it = Button(label("Open it"), ShowDispute(case.dispute.id))
    title = label("Nobody has taken this dispute yet") if again else label("A dispute to decide")
    return Card(title, (*_case_parts(case), row(open_it, *take), all_of_them))


def dispute_settled(case: Case, sent_at: datetime | None) -> Card:
    """What becomes of that message once somebody has taken it, or it is decided; `sent_at` is when it was sent."""
    assert case.dispute is not None
    sent = say("Sent {time}.", time=when(sent_at, case.reader, Show.SHORT)) if sent_at else ()
    if not case.dispute.is_undecided:
        return Card(label("A dispute"), (Paragraph(_decided(case)), *((Hint(sent),) if sent else ())))
    open_it = row(Button(label("Open it"), ShowDispute(case.dispute.id)))
    told = Paragraph(lines(about_session(case), _standing(case), sent))
    return Card(label("A dispute to decide"), (told, open_it))


def news_notice(case: Case, event_text: Text) -> Card:
    """Tells an admin what has happened to a dispute."""
    assert case.dispute is not None
    title = label("News of dispute {code}", code=own(case.dispute.code))
    open_it = row(Button(label("Open it"), ShowDispute(case.dispute.id)))
    return Card(title, (Paragraph(lines(about_session(case), event_text)), open_it))


def unconfirmed_notice(case: Case) -> Card:
    """Tells an admin of a session that did not take place, or of which nobody said so."""
    if case.session.status is Status.NO_SHOW:
        title = label("A session did not take place")
        text = say("One of the two says so, and nobody was seen to come. It counts as a no-show of both.")
    else:
        title = label("A session that nobody confirmed")
        text = say("Nobody said within a day if it took place. It counts as completed.")
    return Card(title, (Facts(case_facts(case)), Paragraph(text)))


def about_session(case: Case) -> Text:
    """Which session it is about."""
    session = case.session
    return say(
        "{title} {code} · {mentor} and {mentee}, {time}",
        title=Bold(title_of(session.topic)),
        code=own(session.code),
        mentor=case.mentor.name,
        mentee=case.mentee.name,
        time=when(session.starts_at, case.reader, Show.SHORT),
    )


def claim(case: Case, dispute: Dispute) -> Text:
    """How urgent it is, and who says what."""
    priority = Bold(label(PRIORITIES[dispute.priority]))
    by = who(case.mentee if dispute.by == case.mentee.id else case.mentor)
    if dispute.is_report:
        about = label(CATEGORIES[dispute.category])
        return say("{priority} · {category}, says {who}:", priority=priority, category=about, who=by)
    if dispute.absent is None:
        return say("{priority} · {who} says that they did come:", priority=priority, who=by)
    absent = case.mentor if dispute.absent is Absent.MENTOR else case.mentee
    return say(
        "{priority} · {who} says that {absent} did not come:", priority=priority, who=by, absent=absent.name
    )


def quoted(dispute: Dispute) -> tuple[Text, ...]:
    """What was written, as it was."""
    said = [each for each in (dispute.reason, dispute.description) if each]
    return tuple(say("“{words}”", words=own(each)) for each in said)


def case_facts(case: Case) -> tuple[Fact, ...]:
    """Which session it is."""
    session = case.session
    return (
        (
            label("Session"),
            say("{title} {code}", title=Bold(title_of(session.topic)), code=own(session.code)),
        ),
        (label("Mentor"), (who(case.mentor),)),
        (label("Mentee"), (who(case.mentee),)),
        (label("When"), (when(session.starts_at, case.reader),)),
        (label("Seen to join"), _joined(case)),
    )


def _case_parts(case: Case) -> list[Part]:
    assert case.dispute is not None
    dispute = case.dispute
    parts: list[Part] = [Facts(case_facts(case))]
    if case.may_decide:
        parts.append(Paragraph(lines(claim(case, dispute), *quoted(dispute))))
        if dispute.links:
            parts.append(Facts(((label("Links"), series([own(each) for each in dispute.links])),)))
    if dispute.status not in UNDECIDED:
        return [*parts, Paragraph(lines(*_decision(case, dispute)))]
    parts.append(Paragraph(_standing(case)))
    if case.is_own:
        parts.append(
            Hint(say("You are a party to this session: another admin decides, where there is one."))
        )
    if not case.may_decide:
        return parts
    if dispute.is_report:
        return parts
    return [
        *parts,
        Hint(lines(_if_confirmed(case, dispute), _if_dismissed(case))),
        row(
            primary(label("Confirm"), UpholdDispute(dispute.id)),
            danger(label("Dismiss"), DismissDispute(dispute.id)),
        ),
    ]


def _handling(case: Case, dispute: Dispute) -> list[Part]:
    """What can be done before it is decided, and the ways to decide a report."""
    which = dispute.id
    parts: list[Part] = []
    if dispute.is_report:
        ways = [
            Button(label(text), DecideDispute(which, way))
            for way, text in WAYS.items()
            if is_open_way(way, case.session, case.now)
        ]
        parts.append(Row((*ways, danger(label("Dismiss"), DismissDispute(which)))))
    acts = [] if case.assignee else [primary(label("Take it"), TakeDispute(which))]
    acts += [Button(label("Give it to …"), GiveDispute(which)), Button(label("Ask …"), AskParty(which))]
    parts.append(Row(tuple(acts)))
    others = tuple(
        Option(label(PRIORITIES[each]), SetPriority(which, each))
        for each in Priority
        if each is not dispute.priority
    )
    parts.append(choice(label("Change the priority"), others))
    return parts


def _files(case: Case) -> Row:
    """Each file, to be opened."""
    assert case.dispute is not None
    return Row(
        tuple(
            Button(
                label(
                    "{n}. {name} ({size})",
                    n=place,
                    name=own(each.file.name),
                    size=size_text(each.file.size),
                ),
                OpenEvidence(case.dispute.id, each.id),
            )
            for place, each in enumerate(case.files, start=1)
        ),
        columns=1,
    )


def _standing(case: Case) -> Text:
    """How far it is, and who has it."""
    assert case.dispute is not None
    dispute = case.dispute
    since = when(dispute.opened_at, case.reader, Show.SHORT)
    status = label(STATUSES[dispute.status])
    admin = case.assignee
    if admin is None:
        return say(
            "{code}: {status} since {since}. Nobody has taken it.",
            code=dispute.code,
            status=status,
            since=since,
        )
    return say(
        "{code}: {status} since {since}. {name} has it.",
        code=dispute.code,
        status=status,
        since=since,
        name=admin.name,
    )


def _joined(case: Case) -> Text:
    """What the Join button knows."""
    session = case.session
    both = ((case.mentor, session.mentor_joined_at), (case.mentee, session.mentee_joined_at))
    seen = [
        say("{who} at {time}", who=who(person), time=when(at, case.reader, Show.TIME))
        for person, at in both
        if at
    ]
    return series(seen) if seen else say("nobody")


def _decided(case: Case) -> Text:
    """Which session it was about, and what was decided."""
    assert case.dispute is not None
    return lines(about_session(case), *_decision(case, case.dispute))


def _decision(case: Case, dispute: Dispute) -> tuple[Text, ...]:
    told: list[Text] = [_verdict(dispute)]
    if dispute.words and case.may_decide:
        told.append(say("Both read: “{words}”", words=own(dispute.words)))
    if dispute.notes and case.may_decide:
        told.append(say("Internal note: “{words}”", words=own(dispute.notes)))
    return tuple(told)


def _verdict(dispute: Dispute) -> Text:
    if dispute.closed_by is None:
        by_rule = say("Nobody had decided in time, so the rule did.")
        return sentences(by_rule, _resolution(dispute))
    if not dispute.is_report and dispute.status is DisputeStatus.RESOLVED:
        return say("Confirmed.")
    if dispute.status is DisputeStatus.RESOLVED:
        return _resolution(dispute)
    return say("Taken back.") if dispute.closed_by == dispute.by else say("Dismissed.")


def _resolution(dispute: Dispute) -> Text:
    if dispute.status is DisputeStatus.DISMISSED or dispute.resolution is None:
        return say("Dismissed.")
    return say("Resolved: {what}.", what=label(RESOLUTIONS[dispute.resolution]))


def _if_confirmed(case: Case, dispute: Dispute) -> Text:
    """What confirming the dispute does."""
    if dispute.absent is None:
        return say("Confirm: the session counts as completed.")
    session, mentor, mentee = case.session, case.mentor.name, case.mentee.name
    if not session.rate:
        return say(
            "Confirm: {mentor} is recorded as absent, and the session does not count for {mentee}’s month.",
            mentor=mentor,
            mentee=mentee,
        )
    return say(
        "Confirm: {mentor} is recorded as absent, all is given back ({amount}), and the session does not count for "
        "{mentee}’s month.",
        mentor=mentor,
        mentee=mentee,
        amount=Money(session.rate, session.currency),
    )


def _if_dismissed(case: Case) -> Text:
    """What dismissing it leaves."""
    if case.session.status is Status.NO_SHOW:
        return say("Dismiss: it stays a no-show.")
    return say("Dismiss: it counts as completed.")


def _others() -> Button:
    return Button(label("Other disputes"), ShowDisputes())
