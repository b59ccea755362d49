"""The forms of long work for admins, and the wishes that they give."""

from collections.abc import Mapping
from datetime import date

from bot.admin_sessions.cards import asked_text
from bot.forms.problems import about_field
from bot.sentences import label, own, say
from bot.typed import lengths
from bot.typed.amounts import percentage
from bot.ui import DateField, Facts, Hint, Layout, Part, SelectField, Style, TextField, words
from core.errors.interventions import AmountUnclear
from core.errors.jobs import ShiftUnclear
from core.interventions import WORDS_LIMIT, CancelWish
from core.jobs import MESSAGE_LIMIT, Audience, MessageWish, MoveDayWish
from core.session_queries import StoredQuery
from core.usecases.jobs.planning import Mentored


def cancel_form(stored: StoredQuery) -> Layout:
    """Reason, refund, and whether the parties are told."""
    hint = label("Percent of what was paid, from 0 to 100")
    both = (("yes", label("Yes")), ("no", label("No")))
    fields = (
        _reason(),
        TextField("pct", label("Refund (%)"), initial="100", limit=10, hint=hint),
        SelectField("tell", label("Tell those concerned"), both, initial="yes"),
    )
    return Layout(
        label("Cancel these sessions"),
        label("Look at it"),
        fields,
        (_listed(stored), _previewed()),
        leave=label("Keep them"),
        style=Style.PRIMARY,
    )


def message_form(stored: StoredQuery) -> Layout:
    """To whom, and what."""
    to = (
        (Audience.BOTH.value, label("Mentors and mentees")),
        (Audience.MENTORS.value, label("Mentors")),
        (Audience.MENTEES.value, label("Mentees")),
    )
    fields = (
        SelectField("to", label("To whom"), to, initial=Audience.BOTH.value),
        TextField("text", label("Message"), multiline=True, limit=MESSAGE_LIMIT),
    )
    once = Hint(say("Each of them gets it once, signed with your name."))
    return Layout(
        label("Write to those concerned"),
        label("Look at it"),
        fields,
        (_listed(stored), once, _previewed()),
        leave=label("Write nothing"),
    )


def move_form(view: Mentored) -> Layout:
    """Which day, where to, and why."""
    hint = label("Such as +1h or -30 min. Leave it empty for another day.")
    fields = (
        DateField("day", label("Day")),
        TextField("by", label("Earlier or later by"), required=False, limit=30, hint=hint),
        DateField("to", label("Or to this day, at the same times"), required=False),
        _reason(),
    )
    whose = Facts(
        (
            (label("Mentor"), words(own(view.mentor.name))),
            (label("Time zone"), words(own(view.mentor.clock_zone))),
        )
    )
    return Layout(
        label("Move a mentor’s day"),
        label("Look at it"),
        fields,
        (whose, _previewed()),
        leave=label("Leave it as it is"),
    )


def cancel_wish(values: Mapping[str, str]) -> CancelWish:
    """What the form gives; raises FieldRefused, as those that follow."""
    with about_field("pct", AmountUnclear):
        pct = percentage(values.get("pct") or "100", "")
    return CancelWish(values.get("reason", ""), pct, tell=values.get("tell") != "no")


def message_wish(values: Mapping[str, str]) -> MessageWish:
    """To both unless somebody is chosen."""
    return MessageWish(values.get("text", ""), Audience(values.get("to") or Audience.BOTH))


def move_wish(values: Mapping[str, str], mentor: int) -> MoveDayWish:
    """Either by a length of time or to another day; raises ShiftUnclear."""
    by, to = values.get("by", "").strip(), values.get("to", "").strip()
    if bool(by) is bool(to):
        raise ShiftUnclear("both" if by else "missing")
    minutes = lengths.shift(by) if by else None
    if by and minutes is None:
        raise ShiftUnclear("unclear", by)
    day = date.fromisoformat(values["day"])
    return MoveDayWish(
        values.get("reason", ""), mentor, day, minutes, date.fromisoformat(to) if to else None
    )


def _reason() -> TextField:
    return TextField("reason", label("Reason"), multiline=True, limit=WORDS_LIMIT)


def _listed(stored: StoredQuery) -> Part:
    return Facts(((label("List"), asked_text(stored.query)),))


def _previewed() -> Hint:
    return Hint(say("You see what it means before anything is done."))
