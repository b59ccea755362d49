"""The form that cancels a session: its own, and that of one outside the hours."""

from bot.cancelling.cards import cancel_intro, cancelled_card, left_card
from bot.sentences import label
from bot.session_facts import REASONS
from bot.turn import Turn
from bot.ui import Card, Layout, SelectField, Style, TextField
from core.cancelling import NOTE_LIMIT, reasons_of
from core.sessions import CancelReason
from core.usecases import cancelling
from core.usecases.cancelling import Cancelled
from core.usecases.replacing import LeftSession


def cancel_form(turn: Turn, session: int, revision: int) -> Layout:
    """Reason and words, under the consequences; raises the refusal that stands against it."""
    view = cancelling.cancellation(turn.desk, turn.person, session, revision)
    reasons = tuple((each.value, label(REASONS[each])) for each in reasons_of(view.viewer))
    fields = (
        SelectField("reason", label("Reason"), reasons, required=view.policies.require_cancellation_reason),
        TextField("note", label("In your words"), required=False, multiline=True, limit=NOTE_LIMIT),
    )
    submit, leave = label("Cancel the session"), label("Keep the session")
    return Layout(label("Cancel session"), submit, fields, cancel_intro(view), leave, Style.DANGER)


def cancel(turn: Turn, session: int, revision: int, values: dict[str, str]) -> Cancelled | LeftSession:
    """Cancel it, or leave it to another mentor; raises refusals."""
    why = CancelReason(values["reason"]) if values.get("reason") else None
    note = values.get("note", "")
    return cancelling.cancel_session(turn.desk, turn.person, session, revision, why, note)


def cancelled(done: Cancelled | LeftSession) -> Card:
    """What has become of the session."""
    return left_card(done) if isinstance(done, LeftSession) else cancelled_card(done)
