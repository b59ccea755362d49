"""What a mentee gets back, and until when: by the rules in force and the terms of the booking."""

from datetime import timedelta

from bot.labels import when
from bot.sentences import say
from bot.ui import Show, Text
from core.people import Role
from core.usecases.session_views import SessionView


def refund_terms(view: SessionView) -> tuple[Text, ...]:
    """To a mentee who pays: what comes back until when, as far as that lies ahead and they may cancel at all."""
    session, terms = view.session, view.session.terms
    if not session.rate or view.viewer is not Role.MENTEE or view.cancel_refusal is not None:
        return ()
    cutoff = view.cancel_until
    last = session.starts_at if view.policies.late_cancellation else cutoff
    free = min(session.starts_at - timedelta(hours=terms.free_hours), last)
    limits = [(free, 100)]
    if cutoff > free:
        limits.append((cutoff, terms.partial_pct))
    if last > max(free, cutoff):
        limits.append((last, terms.late_pct))
    said: list[Text] = []
    for limit, pct in limits:
        moment = when(limit, view.reader, Show.SHORT)
        if view.now > limit:
            continue
        if pct == 100:
            said.append(say("Cancelling is free until {when}.", when=moment))
        elif pct:
            said.append(say("You get {pct} % back until {when}.", pct=pct, when=moment))
        else:
            said.append(say("You get nothing back after that."))
    return tuple(said)
