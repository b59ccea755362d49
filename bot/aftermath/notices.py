"""What is said when a session is over, as lasting messages to its parties."""

from bot.actions.aftermath import WriteNote
from bot.actions.sessions import ShowSession
from bot.aftermath.cards import aftermath_actions, attendance_actions, the_session
from bot.labels import row, when, who
from bot.session_facts import absentee, feedback_facts, session_facts
from bot.ui import Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Show, words
from core.aftermath import answer_until, said_until
from core.attendance import Absent, Dispute, DisputeStatus
from core.people import Role
from core.sessions import Status
from core.usecases.session_views import SessionView


def feedback_notice(view: SessionView) -> Card:
    """Asks the mentee how it was; shows the mentor what the mentee said."""
    if view.viewer is Role.MENTOR:
        shown = Facts((*session_facts(view)[:2], *feedback_facts(view)))
        notes = Button("Private notes", WriteNote(view.session.id))
        return Card(f"Feedback: {view.session.topic.title}", (shown, row(notes)))
    return Card(
        f"How was it: {view.session.topic.title}?",
        (
            Paragraph(
                words("Your session with ", who(view.mentor), " is over. Two marks and a word help.")
            ),
            Row(tuple(aftermath_actions(view))),
            Hint(words("Or type ", Code(f"/sessions {view.session.code} feedback 5 4 thanks"), ".")),
        ),
    )


def feedback_settled(view: SessionView) -> Card:
    """What becomes of the question once it is answered."""
    return Card(view.session.topic.title, (Facts((*session_facts(view)[:2], *feedback_facts(view))),))


def attendance_notice(view: SessionView) -> Card:
    """Asks who came whether it took place (MTG-3)."""
    alone = view.session.mentor_joined_at is not None or view.session.mentee_joined_at is not None
    seen = f"I have not seen {view.other.name} come" if alone else "I have seen neither of you come"
    return Card(
        f"Did it take place: {view.session.topic.title}?",
        (
            Facts(session_facts(view)[:2]),
            Paragraph(words(f"{seen}, but I only know of the Join button. What happened?")),
            Row(tuple(attendance_actions(view))),
            Hint(
                words(
                    "You can say so until ",
                    when(answer_until(view.session), view.reader, Show.SHORT),
                    ". Unanswered, it counts as completed.",
                )
            ),
        ),
    )


def no_show_notice(view: SessionView) -> Card:
    """Tells either party that somebody was reported, or that it was taken back."""
    session = view.session
    doors = Row((*attendance_actions(view), Button("Show the session", ShowSession(session.id))))
    if session.status is Status.COMPLETED:
        text = words(
            *the_session(view), " counts as completed: the report that somebody did not come is off."
        )
        return Card("It did take place", (Paragraph(text), doors))
    after: list[str] = []
    if view.viewer is Role.MENTEE:
        after.append("Nothing is given back" if session.rate else "")
        after.append("It counts for your month" if session.counted else "")
    says = ". ".join(part for part in after if part)
    until = when(said_until(session, view.viewer), view.reader, Show.SHORT)
    return Card(
        "No-show",
        (
            Paragraph(words(*the_session(view), ": ", f"{absentee(view)}.")),
            *((Paragraph(words(f"{says}.")),) if says else ()),
            doors,
            *((Hint(words("If that is not so, you can say it until ", until, ".")),) if view.deeds else ()),
        ),
    )


def dispute_notice(view: SessionView, dispute: Dispute) -> Card:
    """Tells either party what an admin has been asked to decide."""
    mine = dispute.by == view.reader.id
    who_says = "You say" if mine else f"{view.other.name} says"
    what = _claim(view, dispute, mine=mine)
    if dispute.absent is None and not mine:
        what = "they did come"
    return Card(
        "Reported" if mine else f"A report about {view.session.topic.title}",
        (
            Paragraph(words(f"{who_says} that {what} to ", *the_session(view), ".")),
            Facts((("Words", words(dispute.description)),)),
            Row((*attendance_actions(view), Button("Show the session", ShowSession(view.session.id)))),
            Hint(words("An admin decides about it; I tell you both what comes of it.")),
        ),
    )


def dispute_closed_notice(view: SessionView, dispute: Dispute) -> Card:
    """Tells either party what has become of a report."""
    return Card(
        "The report is closed",
        (
            Paragraph(words(f"{_outcome(view, dispute)} to ", *the_session(view), ".")),
            Facts(tuple(fact for fact in session_facts(view) if fact[0] in {"Status", "Refund"})),
            *_given_back(view),
            Row((*aftermath_actions(view), Button("Show the session", ShowSession(view.session.id)))),
        ),
    )


def _outcome(view: SessionView, dispute: Dispute) -> str:
    """Who ended the dispute, and how."""
    mine = dispute.by == view.reader.id
    what = _claim(view, dispute, mine=mine)
    resolved = dispute.status is DisputeStatus.RESOLVED
    if dispute.closed_by == dispute.by and not resolved:
        return f"{'You have' if mine else f'{view.other.name} has'} taken back the report that {what}"
    if dispute.closed_by in {view.mentor.id, view.mentee.id} and resolved:
        return f"{view.other.name} agrees that {what}" if mine else f"You agree that {what}"
    return f"An admin has {'' if resolved else 'not '}confirmed that {what}"


def _given_back(view: SessionView) -> tuple[Part, ...]:
    if view.session.absent is not Absent.MENTOR or view.viewer is not Role.MENTEE:
        return ()
    return (Paragraph(words("The session does not count for your month.")),)


def _claim(view: SessionView, dispute: Dispute, *, mine: bool) -> str:
    """What a dispute says, after `that`."""
    if dispute.absent is None:
        return "you did come" if mine else f"{view.mentee.name} did come"
    return f"{view.mentor.name} did not come" if mine else "you did not come"
