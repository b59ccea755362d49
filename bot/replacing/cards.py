"""Another mentor for a session, as cards."""

from collections.abc import Container

from bot.actions.replacing import (
    BrowseReplacements,
    CancelUnreplaced,
    ChooseReplacement,
    KeepReplacement,
    ReplacementMonth,
    ReplacementWeek,
    ReplaceUnreachable,
)
from bot.actions.sessions import ShowSession, ShowSessions
from bot.booking.free_times import free_days, free_times
from bot.labels import danger, primary, row, title_of, when, who
from bot.mentors.cards import (
    count_text,
    mentor_entry,
    namesakes,
    next_free_text,
    standing,
    typed_name,
)
from bot.sentences import label, say, sentences
from bot.session_facts import refund_text
from bot.ui import (
    Bold,
    Button,
    Card,
    Entry,
    Facts,
    Gallery,
    Hint,
    Layout,
    Link,
    Paragraph,
    Part,
    Row,
    Show,
    Style,
    Text,
    TextField,
)
from core.cancelling import NOTE_LIMIT
from core.people import Role
from core.refunds import refund
from core.sessions import Reassignment, Status
from core.usecases.browsing import Replacements, ReplacementTimes
from core.usecases.choosing import ChoiceMade
from core.usecases.picking import MentorEntry
from core.usecases.session_views import SessionView


def replacement_actions(view: SessionView) -> list[Button | Link]:
    """What a mentee can do after the mentor cancelled, or is out of reach (RAS-2, RAS-3, ADM-13)."""
    return _actions(view, browse=True)


def _actions(view: SessionView, *, browse: bool) -> list[Button | Link]:
    session = view.session
    if view.lacks_mentor:
        return unreachable_actions(view)
    if view.viewer is not Role.MENTEE or not session.is_unanswered or view.now >= session.starts_at:
        return []
    actions: list[Button | Link] = []
    if session.has_mentor:
        keep = label("Continue with {name}", name=view.mentor.name.split()[0])
        actions.append(primary(keep, KeepReplacement(session.id, session.revision)))
    if browse and session.has_mentor:
        actions.append(Button(label("Browse others"), BrowseReplacements(session.id)))
    elif browse:
        actions.append(primary(label("Browse mentors"), BrowseReplacements(session.id)))
    cancel = label("Cancel with full refund") if session.rate else label("Cancel session")
    return [*actions, danger(cancel, CancelUnreplaced(session.id, session.revision))]


def unreachable_actions(view: SessionView) -> list[Button | Link]:
    """What a mentee can do whose mentor cannot be written to, beside keeping the session."""
    session = view.session
    other = ReplaceUnreachable(session.id, session.revision)
    found: list[Button | Link] = (
        [primary(label("Find another mentor"), other)] if view.policies.reassign_on_mentor_cancel else []
    )
    cancel = label("Cancel with full refund") if session.rate else label("Cancel session")
    return [*found, danger(cancel, CancelUnreplaced(session.id, session.revision))]


def replacements_card(found: Replacements) -> Card:
    """Who could go on with the session: to be taken at once, or to look at their free times."""
    view, session = found.view, found.view.session
    same_time = session.has_mentor
    title, time = Bold(title_of(session.topic)), when(session.starts_at, view.reader)
    lead = say("Instead of {title}, {time}:", title=title, time=time)
    if same_time:
        lead = say("Free at the time of {title}, {time}:", title=title, time=time)
    parts: list[Part] = [Paragraph(lead)]
    if found.entries:
        shared = namesakes(entry.mentor for entry in found.entries)
        entries = tuple(_entry(entry, view, shared) for entry in found.entries)
        parts.append(Gallery(label("Choose a mentor"), entries))
    if free := [entry.mentor for entry in found.entries if entry.next_free is not None]:
        count = count_text(found.first, len(found.entries), found.total)
        parts.append(Hint(say("{count}, best match first", count=count)))
        parts.append(typed_name(f"/sessions {session.code} with {free[0].person.name}"))
    else:
        parts.append(Paragraph(say("Nobody else is free.")))
    if session.rate:
        parts.append(Hint(say("The price stays as it was agreed, whoever you choose.")))
    turns: list[Button] = []
    if found.page:
        turns.append(Button(label("‹ Previous"), BrowseReplacements(session.id, found.page - 1)))
    if found.more:
        turns.append(Button(label("Next ›"), BrowseReplacements(session.id, found.page + 1)))
    if turns:
        parts.append(Row(tuple(turns)))
    return Card(label("Another mentor"), (*parts, Row(tuple(_actions(view, browse=False)))))


def replacement_week_card(found: ReplacementTimes) -> Card:
    """A mentor's free times, any of which can be chosen."""
    session, mentor = found.view.session, found.times.mentor
    parts = free_times(
        found.times,
        lambda first, day: ReplacementWeek(session.id, mentor.id, first, day),
        lambda first, day: ReplacementMonth(session.id, mentor.id, first, day),
        lambda start: ChooseReplacement(session.id, session.revision, mentor.id, start),
        Button(label("‹ Other mentors"), BrowseReplacements(session.id)),
    )
    return Card(label("A time with {name}", name=mentor.person.name), parts)


def replacement_month_card(found: ReplacementTimes) -> Card:
    """The days on which a mentor has free times, a month of them."""
    session, mentor = found.view.session, found.times.mentor
    parts = free_days(
        found.times,
        lambda first, day: ReplacementMonth(session.id, mentor.id, first, day),
        lambda first, day: ReplacementWeek(session.id, mentor.id, first, day),
        Button(label("‹ Other mentors"), BrowseReplacements(session.id)),
    )
    return Card(label("A day with {mentor}", mentor=mentor.person.name), parts)


def chosen_card(done: ChoiceMade) -> Card:
    """The mentee has answered, where the confirmation cannot be the answer."""
    view = done.view
    text = say(
        "You’ve confirmed the session with {mentor}, {time}. Everybody concerned is being told.",
        mentor=who(view.mentor),
        time=when(view.session.starts_at, view.reader),
    )
    doors = row(
        Button(label("Show the session"), ShowSession(view.session.id)),
        Button(label("My sessions"), ShowSessions()),
    )
    return Card(label("Session Confirmed"), (Paragraph(text), doors))


def give_up_layout(view: SessionView) -> Layout:
    """What cancelling means for a mentee whose mentor cancelled, and their words."""
    session = view.session
    rows: tuple[Part, ...] = ()
    if session.rate:
        full = refund(session.rate, 100)
        rows = (Facts(((label("Your refund"), refund_text(full, session, planned=True)),)),)
    asked = say(
        "Cancel {title}, {time}?",
        title=Bold(title_of(session.topic)),
        time=when(session.starts_at, view.reader, Show.SHORT),
    )
    after = sentences(
        say("{mentor} is told.", mentor=view.mentor.name) if session.has_mentor else (),
        say("The session does not count against your month. The time becomes free for others."),
    )
    note = TextField("note", label("In your words"), required=False, multiline=True, limit=NOTE_LIMIT)
    return Layout(
        label("Cancel session"),
        label("Cancel the session"),
        (note,),
        (Paragraph(asked), *rows, Hint(after)),
        label("Keep the session"),
        Style.DANGER,
    )


def _entry(entry: MentorEntry, view: SessionView, shared: Container[str]) -> Entry:
    """A mentor without their price, which stays as it was agreed; and when they are free, where that may differ."""
    session, mentor = view.session, entry.mentor
    take = ChooseReplacement(session.id, session.revision, mentor.id, session.starts_at)
    choose = primary(label("Free times"), ReplacementWeek(session.id, mentor.id))
    if session.has_mentor:
        choose = primary(label("Continue with {name}", name=mentor.person.name.split()[0]), take)
    return mentor_entry(
        mentor,
        standing(mentor, entry.rating),
        shared,
        choose if entry.next_free else None,
        note=() if session.has_mentor else next_free_text(entry.next_free, view.reader),
    )


def reassignment_state(view: SessionView) -> Text | None:
    """What becomes of earlier messages about a session whose mentor cancelled; None where it is over, or never did."""
    session = view.session
    if view.former:
        return say("You are no longer the mentor of this session.")
    if session.status is not Status.SCHEDULED or session.reassignment is Reassignment.NONE:
        return None
    if not session.has_mentor:
        return say("The mentor cancelled. Another one is to be chosen.")
    mine = view.viewer is Role.MENTOR
    if session.is_unanswered:
        if mine:
            return say("The mentee is being asked.")
        return say("The mentor cancelled. {mentor} would take it on.", mentor=who(view.mentor))
    return (
        say("You are the mentor now.")
        if mine
        else say("It goes on with {mentor}.", mentor=who(view.mentor))
    )
