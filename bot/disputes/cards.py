"""What admins hear of sessions about which somebody has to be asked, and decide."""

from bot.actions.disputes import DismissDispute, ShowDisputes, UpholdDispute
from bot.labels import danger, primary, row, when, who
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Money, Paragraph, Part, Row, Show, Text, words
from core.attendance import Absent, Dispute, DisputeStatus, Priority
from core.sessions import Status
from core.usecases.disputes import Case, DisputesPage

PRIORITIES = {
    Priority.LOW: "low",
    Priority.MEDIUM: "medium",
    Priority.HIGH: "high",
    Priority.URGENT: "urgent",
}


def disputes_card(page: DisputesPage) -> Card:
    """`/admin disputes`: what nobody has decided, each with what can be done about it."""
    parts: list[Part] = []
    for case in page.cases:
        parts += _case_parts(case)
    if not page.cases:
        parts.append(Paragraph(words("There is nothing to decide.")))
    turns = [Button("‹ Back", ShowDisputes(page.page - 1))] if page.page else []
    turns += [Button("More ›", ShowDisputes(page.page + 1))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    return Card("Disputes", tuple(parts))


def dispute_card(case: Case) -> Card:
    """One of them: to be decided, or how it was."""
    return Card("A dispute", (*_case_parts(case), row(Button("Other disputes", ShowDisputes()))))


def decided_card(case: Case) -> Card:
    """To the admin who has just decided."""
    assert case.dispute is not None
    return Card(
        "Decided",
        (
            Paragraph(words(*_headline(case), "\n", _decision(case.dispute))),
            Hint(words(f"{case.mentor.name} and {case.mentee.name} are being told.")),
            row(Button("Other disputes", ShowDisputes())),
        ),
    )


# --- notices


def disputed_notice(case: Case) -> Card:
    """Tells an admin that there is something to decide."""
    return Card(
        "A dispute to decide",
        (*_case_parts(case), Hint(words("All of them: ", Code("/admin disputes")))),
    )


def dispute_settled(case: Case) -> Card:
    """What becomes of that message once it is decided."""
    assert case.dispute is not None
    return Card("A dispute", (Paragraph(words(*_headline(case), "\n", _decision(case.dispute))),))


def unconfirmed_notice(case: Case) -> Card:
    """Tells an admin of a session that did not take place, or of which nobody said so."""
    if case.session.status is Status.NO_SHOW:
        title = "A session did not take place"
        text = "One of the two says so, and nobody was seen to come. It counts as a no-show of both."
    else:
        title = "A session that nobody confirmed"
        text = "Nobody said within a day if it took place. It counts as completed."
    return Card(title, (Facts(_facts(case)), Paragraph(words(text))))


def _case_parts(case: Case) -> list[Part]:
    assert case.dispute is not None
    dispute = case.dispute
    by = case.mentee if dispute.by == case.mentee.id else case.mentor
    said = words(
        Bold(f"{PRIORITIES[dispute.priority].capitalize()} priority"), " · ", who(by), f" says that {_claim(case)}:\n“",
        dispute.description, "”",
    )  # fmt: skip
    parts: list[Part] = [Facts(_facts(case)), Paragraph(said)]
    if dispute.status in {DisputeStatus.RESOLVED, DisputeStatus.DISMISSED}:
        return [*parts, Paragraph(words(_decision(dispute)))]
    if case.is_own:
        parts.append(
            Hint(words("You are a party to this session: another admin decides, where there is one."))
        )
    return [
        *parts,
        Hint(words("Uphold: ", *_consequence(case), " Dismiss: ", _otherwise(case))),
        row(primary("Uphold", UpholdDispute(dispute.id)), danger("Dismiss", DismissDispute(dispute.id))),
    ]


def _facts(case: Case) -> tuple[tuple[str, Text], ...]:
    session = case.session
    return (
        ("Session", words(Bold(session.topic.title), f" {session.code}")),
        ("Mentor", words(who(case.mentor))),
        ("Mentee", words(who(case.mentee))),
        ("When", words(when(session.starts_at, case.reader))),
        ("Seen to join", _joined(case)),
    )


def _joined(case: Case) -> Text:
    """What the Join button knows."""
    session = case.session
    both = ((case.mentor, session.mentor_joined_at), (case.mentee, session.mentee_joined_at))
    seen = [words(who(person), " at ", when(at, case.reader, Show.TIME)) for person, at in both if at]
    if not seen:
        return words("nobody")
    first, *others = seen
    return (*first, *(span for each in others for span in (", ", *each)))


def _headline(case: Case) -> Text:
    return words(
        Bold(case.session.topic.title), f" {case.session.code} · ", case.mentor.name, " and ", case.mentee.name,
        ", ", when(case.session.starts_at, case.reader, Show.SHORT),
    )  # fmt: skip


def _claim(case: Case) -> str:
    dispute = case.dispute
    if dispute is None or dispute.absent is None:
        return "they did come"
    return f"{(case.mentor if dispute.absent is Absent.MENTOR else case.mentee).name} did not come"


def _consequence(case: Case) -> Text:
    """What upholding the dispute does."""
    assert case.dispute is not None
    if case.dispute.absent is None:
        return words("the session counts as completed.")
    session = case.session
    back = (
        words(" all is given back (", Money(session.rate, session.currency), "),") if session.rate else ()
    )
    month = f" and the session does not count for {case.mentee.name}’s month."
    return words(f"{case.mentor.name} is recorded as absent,", *back, month)


def _otherwise(case: Case) -> str:
    """What dismissing it leaves."""
    return "it stays a no-show." if case.session.status is Status.NO_SHOW else "it counts as completed."


def _decision(dispute: Dispute) -> str:
    if dispute.status is DisputeStatus.RESOLVED:
        return "Upheld."
    return "Taken back." if dispute.closed_by == dispute.by else "Dismissed."
