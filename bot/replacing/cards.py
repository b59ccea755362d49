"""Another mentor for a session, as cards."""

from bot.actions.replacing import (
    BrowseReplacements,
    CancelUnreplaced,
    ChooseReplacement,
    KeepReplacement,
    ReplacementWeek,
)
from bot.actions.sessions import ShowSession, ShowSessions
from bot.booking.free_times import free_times
from bot.labels import danger, primary, row, when, who
from bot.mentors.cards import SENIOR, count_text
from bot.session_facts import refund_text
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Facts,
    Hint,
    Link,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.people import Role
from core.refunds import refund
from core.sessions import Reassignment, Status
from core.usecases.browsing import Replacements, ReplacementTimes
from core.usecases.choosing import Chosen
from core.usecases.picking import MentorEntry
from core.usecases.session_views import SessionView


def replacement_actions(view: SessionView) -> list[Button | Link]:
    """What a mentee can do after the mentor cancelled (RAS-2, RAS-3)."""
    session = view.session
    if view.viewer is not Role.MENTEE or not session.is_unanswered or view.now >= session.starts_at:
        return []
    actions: list[Button | Link] = []
    if session.has_mentor:
        keep = KeepReplacement(session.id, session.revision)
        actions.append(primary(f"Continue with {view.mentor.name.split()[0]}", keep))
        actions.append(Button("Browse others", BrowseReplacements(session.id)))
    else:
        actions.append(primary("Browse mentors", BrowseReplacements(session.id)))
    label = "Cancel with full refund" if session.rate else "Cancel session"
    return [*actions, danger(label, CancelUnreplaced(session.id, session.revision))]


def replacements_card(found: Replacements) -> Card:
    """Who could go on with the session: to be taken at once, or to look at their free times."""
    view, session = found.view, found.view.session
    same_time = session.has_mentor
    about = words(Bold(session.topic.title), ", ", when(session.starts_at, view.reader))
    lead = words("Free at the time of ", *about, ":") if same_time else words("Instead of ", *about, ":")
    parts: list[Part] = [Paragraph(lead)]
    parts += [Paragraph(_entry(entry, view)) for entry in found.entries]
    options = tuple(
        Option(
            entry.mentor.person.name,
            ChooseReplacement(session.id, session.revision, entry.mentor.id, session.starts_at)
            if same_time
            else ReplacementWeek(session.id, entry.mentor.id),
            entry.mentor.headline,
        )
        for entry in found.entries
        if entry.next_free is not None
    )
    if options:
        parts.append(Choice("Choose a mentor", options))
        parts.append(
            Hint(words(count_text(found.first, len(found.entries), found.total), ", best match first"))
        )
    else:
        parts.append(Paragraph(words("Nobody else is free.")))
    if session.rate:
        parts.append(Hint(words("The price stays as it was agreed, whoever you choose.")))
    turns = [Button("‹ Previous", BrowseReplacements(session.id, found.page - 1))] if found.page else []
    turns += [Button("Next ›", BrowseReplacements(session.id, found.page + 1))] if found.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    others = [each for each in replacement_actions(view) if not _browses(each)]
    return Card("Another mentor", (*parts, Row(tuple(others))))


def replacement_week_card(found: ReplacementTimes) -> Card:
    """A mentor's free times, any of which can be chosen."""
    session, mentor = found.view.session, found.times.mentor
    parts = free_times(
        found.times,
        lambda first, day: ReplacementWeek(session.id, mentor.id, first, day),
        lambda start: ChooseReplacement(session.id, session.revision, mentor.id, start),
        Button("‹ Other mentors", BrowseReplacements(session.id)),
    )
    return Card(f"A time with {mentor.person.name}", parts)


def chosen_card(done: Chosen) -> Card:
    """The mentee has answered; the lasting confirmation follows as a notice."""
    view = done.view
    text = words(
        "You’ve confirmed the session with ",
        who(view.mentor),
        ", ",
        when(view.session.starts_at, view.reader),
        ". Everybody concerned is being told.",
    )
    doors = row(
        Button("Show the session", ShowSession(view.session.id)), Button("My sessions", ShowSessions())
    )
    return Card("Session Confirmed", (Paragraph(text), doors))


def give_up_intro(view: SessionView) -> tuple[Part, ...]:
    """What cancelling means for a mentee whose mentor cancelled."""
    session = view.session
    rows: tuple[Part, ...] = ()
    if session.rate:
        full = refund(session.rate, 100)
        rows = (Facts((("Your refund", refund_text(full, session.currency)),)),)
    told = f"{view.mentor.name} is told. " if session.has_mentor else ""
    month = "The session does not count against your month. The time becomes free for others."
    return (
        Paragraph(
            words(
                "Cancel ",
                Bold(session.topic.title),
                ", ",
                when(session.starts_at, view.reader, Show.SHORT),
                "?",
            )
        ),
        *rows,
        Hint(words(told, month)),
    )


def _entry(entry: MentorEntry, view: SessionView) -> Text:
    """A mentor without their price, which stays as it was agreed; and when they are free, where that may differ."""
    mentor = entry.mentor
    rating = "" if entry.rating is None else f", rated {entry.rating:.1f} of 5"
    lines = [words(line) for line in (mentor.headline, ", ".join(mentor.tags)) if line]
    if not view.session.has_mentor:
        free = entry.next_free
        lines.append(
            words("next free ", when(free, view.reader, Show.SHORT))
            if free
            else words("no free time at present")
        )
    headline = words(Bold(mentor.person.name), f", seniority {mentor.seniority} of {SENIOR}{rating}")
    return (*headline, *(span for line in lines for span in ("\n", *line)))


def _browses(control: Button | Link) -> bool:
    return isinstance(control, Button) and isinstance(control.action, BrowseReplacements)


def reassignment_state(view: SessionView) -> Text | None:
    """What becomes of earlier messages about a session whose mentor cancelled; None where it is over, or never did."""
    session = view.session
    if view.former:
        return words("You are no longer the mentor of this session.")
    if session.status is not Status.SCHEDULED or session.reassignment is Reassignment.NONE:
        return None
    if not session.has_mentor:
        return words("The mentor cancelled. Another one is to be chosen.")
    mine = view.viewer is Role.MENTOR
    if session.is_unanswered:
        return (
            words("The mentee is being asked.")
            if mine
            else words("The mentor cancelled. ", who(view.mentor), " would take it on.")
        )
    return words("You are the mentor now.") if mine else words("It goes on with ", who(view.mentor), ".")
