"""Messages that could not be delivered, as admins see them."""

from bot.actions.delivery import DismissNotice, RetryNotice, ShowFailed
from bot.labels import primary, row, several, when, who
from bot.ui import Bold, Button, Card, Code, Hint, Paragraph, Part, Row, Show, words
from core.errands import Errand, Task
from core.notices import Kind, Notice
from core.usecases.notices import FailedPage

KINDS = {
    Kind.WELCOME: "the welcome",
    Kind.ROLE_CHANGED: "a change of role",
    Kind.PLAN_CHANGED: "a change of plan",
    Kind.HOURS_CHANGED: "a change of hours",
    Kind.BOOKED: "a booking",
    Kind.CANCELLED: "a cancellation",
    Kind.EDITED: "a change of what a session is about",
    Kind.REQUESTED: "a booking to accept",
    Kind.REQUEST_SENT: "a booking that waits for its mentor",
    Kind.REQUEST_PROMPT: "a booking to accept",
    Kind.REQUEST_ENDED: "a booking that was not accepted",
    Kind.RESCHEDULE_ASKED: "a request to move a session",
    Kind.RESCHEDULE_SENT: "a request to move a session",
    Kind.RESCHEDULE_PROMPT: "a request to move a session",
    Kind.RESCHEDULE_ENDED: "the end of a request to move a session",
    Kind.RESCHEDULED: "a session that was moved",
    Kind.MENTOR_LEFT: "a cancellation",
    Kind.REASSIGNED: "a mentor who cancelled",
    Kind.REASSIGNMENT_PROMPT: "a mentor who cancelled",
    Kind.REASSIGNMENT_SETTLED: "another mentor for a session",
    Kind.ASSIGNED: "a session of another mentor's",
    Kind.FEEDBACK: "feedback",
    Kind.ATTENDANCE: "whether a session took place",
    Kind.NO_SHOW: "somebody who did not come",
    Kind.UNCONFIRMED: "a session that nobody confirmed",
    Kind.DISPUTED: "a dispute",
    Kind.DISPUTE_CLOSED: "the end of a dispute",
    Kind.COUNCIL_POLL: "a council's poll",
    Kind.COUNCIL_NUDGE: "a council's poll",
    Kind.COUNCIL_PROGRESS: "how far a council's poll is",
    Kind.COUNCIL_ALERT: "a council that needs its coordinator",
    Kind.COUNCIL_CONFIRMED: "a council that was confirmed",
    Kind.COUNCIL_CHANGED: "other mentors of a council",
    Kind.COUNCIL_MOVED_UP: "a place in a council",
    Kind.COUNCIL_PREPARATION: "what to prepare for a council",
    Kind.COUNCIL_CANCELLED: "a council that was called off",
    Kind.COUNCIL_FAILED: "a council that did not come about",
    Kind.REMINDER: "a reminder",
    Kind.JOIN: "a join link",
    Kind.CALENDAR_LOST: "a calendar that cannot be read",
    Kind.CALENDAR_BACK: "a calendar that can be read again",
    Kind.UNDELIVERABLE: "failed messages",
    Kind.ALARM: "an alarm",
}
TASKS = {
    Task.MAKE_ROOM: "The meeting room of a session",
    Task.CLOSE_ROOM: "Closing a meeting room",
}
ERRAND_STATES = {"dead": "not done", "unsure": "perhaps done"}
STATES = {"dead": "not delivered", "unsure": "perhaps delivered"}


def failed_card(page: FailedPage, done: str = "") -> Card:
    """`/admin failed`: what was given up, each with what can be done about it."""
    parts: list[Part] = [Paragraph(words(done))] if done else []
    if not page.failed:
        parts.append(Paragraph(words("Nothing is left to deal with.")))
    for failed, person in page.failed:
        item = failed.item
        about, states, verb = _named(item)
        is_late = item.expires_at is not None and page.now >= item.expires_at
        again = () if is_late else (Button(verb, RetryNotice(item.id)),)
        parts += [
            Paragraph(
                words(
                    when(failed.ended_at, page.reader, Show.SHORT),
                    " · ",
                    who(person),
                    "\n",
                    Bold(about),
                    f": {states[failed.state]} ({failed.reason}){'; too late now' if is_late else ''}",
                )
            ),
            row(*again, Button("Dismiss", DismissNotice(item.id))),
        ]
    turns = [Button("‹ Back", ShowFailed(page.page - 1))] if page.page else []
    turns += [Button("More ›", ShowFailed(page.page + 1))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    if any(failed.state == "unsure" for failed, _ in page.failed):
        parts.append(
            Hint(words("“Perhaps delivered”: the connection broke, and the chat cannot be asked."))
        )
    return Card("Failed messages", tuple(parts))


def _named(item: Notice | Errand) -> tuple[str, dict[str, str], str]:
    """What it is, how it can have ended, and what to press to have it tried again."""
    if isinstance(item, Errand):
        return TASKS[item.kind], ERRAND_STATES, "Try again"
    return f"About {KINDS.get(item.kind, item.kind.value)}", STATES, "Send again"


def undeliverable_notice(page: FailedPage) -> Card:
    """Tells admins that something was given up."""
    names = list(dict.fromkeys(person.name for _, person in page.failed))
    people = ", ".join(names) + (" and others" if page.more else "")
    errands = sum(isinstance(each.item, Errand) for each, _ in page.failed)
    if not errands:
        title = "Messages were not delivered"
        count = "Several messages" if page.more else several(len(page.failed), "message")
        text = f"{count} could not be delivered, to {people}."
    elif errands == len(page.failed) and not page.more:
        title = "Errands were not done"
        text = f"{several(errands, 'errand')} could not be done by another system, for {people}."
    else:
        title = "Messages and errands failed"
        text = f"Messages could not be delivered and errands could not be done, for {people}."
    return Card(
        title,
        (
            Paragraph(words(text)),
            row(primary("Show them", ShowFailed())),
            Hint(words("Or type ", Code("/admin failed"), ". I tell you at most once a day.")),
        ),
    )
