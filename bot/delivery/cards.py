"""Messages that could not be delivered, as admins see them."""

from bot.actions.delivery import DismissNotice, RetryNotice, ShowFailed
from bot.labels import row, when, who
from bot.notices.rows import SHOWN
from bot.sentences import label, lines, msg, own, say
from bot.ui import Bold, Button, Card, Hint, Label, Paragraph, Part, Row, Show, Text
from core.errands import Errand, Task
from core.notices import Notice
from core.usecases.notices import FailedPage

TASKS = {
    Task.MAKE_ROOM: msg("The meeting room of a session"),
    Task.CLOSE_ROOM: msg("Closing a meeting room"),
    Task.EXPORT: msg("A file with sessions"),
}
_STATES = {
    (Notice, "dead"): msg("not delivered"),
    (Notice, "unsure"): msg("perhaps delivered"),
    (Errand, "dead"): msg("not done"),
    (Errand, "unsure"): msg("perhaps done"),
}


def failed_card(page: FailedPage, done: Text = ()) -> Card:
    """`/admin failed`: what was given up, each with what can be done about it."""
    parts: list[Part] = [Paragraph(done)] if done else []
    if not page.failed:
        parts.append(Paragraph(say("Nothing is left to deal with.")))
    for failed, person in page.failed:
        item = failed.item
        is_late = item.expires_at is not None and page.now >= item.expires_at
        about = say(
            "{what}: {state} ({reason})",
            what=Bold(_named(item)),
            state=label(_STATES[type(item), failed.state]),
            reason=failed.reason,
        )
        first = say("{when} · {who}", when=when(failed.ended_at, page.reader, Show.SHORT), who=who(person))
        again = label("Try again") if isinstance(item, Errand) else label("Send again")
        parts += [
            Paragraph(lines(first, say("{failure}; too late now", failure=about) if is_late else about)),
            row(
                *(() if is_late else (Button(again, RetryNotice(item.id)),)),
                Button(label("Dismiss"), DismissNotice(item.id)),
            ),
        ]
    turns = [Button(label("‹ Back"), ShowFailed(page.page - 1))] if page.page else []
    turns += [Button(label("More ›"), ShowFailed(page.page + 1))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    if any(failed.state == "unsure" for failed, _ in page.failed):
        parts.append(Hint(say("“Perhaps delivered”: the connection broke, and the chat cannot be asked.")))
    return Card(label("Failed messages"), tuple(parts))


def retried_card(page: FailedPage) -> Card:
    """What is left once something is being sent again."""
    return failed_card(page, say("It is being sent again."))


def dismissed_card(page: FailedPage) -> Card:
    """What is left once something was dismissed."""
    return failed_card(page, say("It is put aside."))


def _named(item: Notice | Errand) -> Label:
    if isinstance(item, Errand):
        return label(TASKS[item.kind])
    name = SHOWN[item.kind].name
    return own(item.kind.value) if name is None else label(name)
