"""Messages that could not be delivered, as admins see them."""

from bot.actions.delivery import DismissNotice, RetryNotice, ShowFailed
from bot.labels import row, when, who
from bot.notices.rows import SHOWN
from bot.ui import Bold, Button, Card, Hint, Paragraph, Part, Row, Show, words
from core.errands import Errand, Task
from core.notices import Notice
from core.usecases.notices import FailedPage

KINDS = {shown.kind: shown.name for shown in SHOWN.values() if shown.name}
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
