"""What admins hear of sessions about which somebody has to be asked, and decide."""

from bot.actions.disputes import DismissDispute, ShowDisputes, UpholdDispute
from bot.labels import danger, primary, row, title_of, when, who
from bot.sentences import label, lines, msg, own, say, series
from bot.ui import Bold, Button, Card, Code, Fact, Facts, Hint, Money, Paragraph, Part, Row, Show, Text
from core.attendance import Absent, Dispute, DisputeStatus, Priority
from core.sessions import Status
from core.usecases.disputes import Case, DisputesPage

PRIORITIES = {
    Priority.LOW: msg("Low priority"),
    Priority.MEDIUM: msg("Medium priority"),
    Priority.HIGH: msg("High priority"),
    Priority.URGENT: msg("Urgent"),
}


def disputes_card(page: DisputesPage) -> Card:
    """`/admin disputes`: what nobody has decided, each with what can be done about it."""
    parts: list[Part] = []
    for case in page.cases:
        parts += _case_parts(case)
    if not page.cases:
        parts.append(Paragraph(say("There is nothing to decide.")))
    turns = [Button(label("‹ Back"), ShowDisputes(page.page - 1))] if page.page else []
    turns += [Button(label("More ›"), ShowDisputes(page.page + 1))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    return Card(label("Disputes"), tuple(parts))


def dispute_card(case: Case) -> Card:
    """One of them: to be decided, or how it was."""
    return Card(label("A dispute"), (*_case_parts(case), row(_others())))


def decided_card(case: Case) -> Card:
    """To the admin who has just decided."""
    told = say("{mentor} and {mentee} are being told.", mentor=case.mentor.name, mentee=case.mentee.name)
    return Card(label("Decided"), (Paragraph(_decided(case)), Hint(told), row(_others())))


# --- notices


def disputed_notice(case: Case) -> Card:
    """Tells an admin that there is something to decide."""
    all_of_them = Hint(say("All of them: {command}", command=Code("/admin disputes")))
    return Card(label("A dispute to decide"), (*_case_parts(case), all_of_them))


def dispute_settled(case: Case) -> Card:
    """What becomes of that message once it is decided."""
    return Card(label("A dispute"), (Paragraph(_decided(case)),))


def unconfirmed_notice(case: Case) -> Card:
    """Tells an admin of a session that did not take place, or of which nobody said so."""
    if case.session.status is Status.NO_SHOW:
        title = label("A session did not take place")
        text = say("One of the two says so, and nobody was seen to come. It counts as a no-show of both.")
    else:
        title = label("A session that nobody confirmed")
        text = say("Nobody said within a day if it took place. It counts as completed.")
    return Card(title, (Facts(_facts(case)), Paragraph(text)))


def _case_parts(case: Case) -> list[Part]:
    assert case.dispute is not None
    dispute = case.dispute
    parts: list[Part] = [Facts(_facts(case)), Paragraph(lines(_claim(case, dispute), _quoted(dispute)))]
    if dispute.status in {DisputeStatus.RESOLVED, DisputeStatus.DISMISSED}:
        return [*parts, Paragraph(_decision(dispute))]
    if case.is_own:
        parts.append(
            Hint(say("You are a party to this session: another admin decides, where there is one."))
        )
    return [
        *parts,
        Hint(lines(_if_confirmed(case, dispute), _if_dismissed(case))),
        row(
            primary(label("Confirm"), UpholdDispute(dispute.id)),
            danger(label("Dismiss"), DismissDispute(dispute.id)),
        ),
    ]


def _claim(case: Case, dispute: Dispute) -> Text:
    """How urgent it is, and who says what."""
    priority = Bold(label(PRIORITIES[dispute.priority]))
    by = who(case.mentee if dispute.by == case.mentee.id else case.mentor)
    if dispute.absent is None:
        return say("{priority} · {who} says that they did come:", priority=priority, who=by)
    absent = case.mentor if dispute.absent is Absent.MENTOR else case.mentee
    return say(
        "{priority} · {who} says that {absent} did not come:", priority=priority, who=by, absent=absent.name
    )


def _quoted(dispute: Dispute) -> Text:
    return say("“{words}”", words=own(dispute.description))


def _facts(case: Case) -> tuple[Fact, ...]:
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
    session = case.session
    about = say(
        "{title} {code} · {mentor} and {mentee}, {time}",
        title=Bold(title_of(session.topic)),
        code=own(session.code),
        mentor=case.mentor.name,
        mentee=case.mentee.name,
        time=when(session.starts_at, case.reader, Show.SHORT),
    )
    return lines(about, _decision(case.dispute))


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


def _decision(dispute: Dispute) -> Text:
    if dispute.status is DisputeStatus.RESOLVED:
        return say("Confirmed.")
    return say("Taken back.") if dispute.closed_by == dispute.by else say("Dismissed.")


def _others() -> Button:
    return Button(label("Other disputes"), ShowDisputes())
