"""What is said when a session is over, as lasting messages to its parties."""

from collections.abc import Mapping
from enum import Enum, auto

from bot.actions.aftermath import WriteNote
from bot.actions.sessions import ShowSession
from bot.aftermath.cards import aftermath_actions, attendance_actions, how_was_it, starting, titled
from bot.labels import row, title_of, when, who
from bot.sentences import Msg, in_chat, label, msg, own, say, sentences
from bot.session_facts import brief_facts, feedback_facts, refund_text, state_of
from bot.typed.command_words import own as own_command
from bot.ui import Button, Card, Code, Fact, Facts, Hint, Label, Paragraph, Part, Row, Show, Text
from core.aftermath import answer_until, said_until
from core.attendance import Absent, Dispute, DisputeStatus
from core.notices import Notice
from core.payloads import OfDispute
from core.people import Role
from core.sessions import Status
from core.usecases.session_views import SessionView
from core.usecases.truth import dispute_of


class Ending(Enum):
    """How a report was closed."""

    TAKEN_BACK = auto()
    AGREED = auto()  # by the other party
    CONFIRMED = auto()  # by an admin
    NOT_CONFIRMED = auto()


ABOUT_MENTOR: Mapping[Ending, tuple[Msg, Msg]] = {
    Ending.TAKEN_BACK: (
        msg("You have taken back the report that {mentor} did not come to {title} on {time}."),
        msg("{mentee} has taken back the report that you did not come to {title} on {time}."),
    ),
    Ending.AGREED: (
        msg("{mentor} agrees that {mentor} did not come to {title} on {time}."),
        msg("You agree that you did not come to {title} on {time}."),
    ),
    Ending.CONFIRMED: (
        msg("An admin has confirmed that {mentor} did not come to {title} on {time}."),
        msg("An admin has confirmed that you did not come to {title} on {time}."),
    ),
    Ending.NOT_CONFIRMED: (
        msg("An admin has not confirmed that {mentor} did not come to {title} on {time}."),
        msg("An admin has not confirmed that you did not come to {title} on {time}."),
    ),
}
"""A mentee's report that the mentor did not come: to whoever reported, and to the other one."""
ABOUT_MENTEE: Mapping[Ending, tuple[Msg, Msg]] = {
    Ending.TAKEN_BACK: (
        msg("You have taken back the report that you did come to {title} on {time}."),
        msg("{mentee} has taken back the report that {mentee} did come to {title} on {time}."),
    ),
    Ending.AGREED: (
        msg("{mentor} agrees that you did come to {title} on {time}."),
        msg("You agree that {mentee} did come to {title} on {time}."),
    ),
    Ending.CONFIRMED: (
        msg("An admin has confirmed that you did come to {title} on {time}."),
        msg("An admin has confirmed that {mentee} did come to {title} on {time}."),
    ),
    Ending.NOT_CONFIRMED: (
        msg("An admin has not confirmed that you did come to {title} on {time}."),
        msg("An admin has not confirmed that {mentee} did come to {title} on {time}."),
    ),
}
"""A mentee's objection to having been reported."""


def feedback_notice(view: SessionView) -> Card:
    """Asks the mentee how it was; shows the mentor what the mentee said."""
    title, code = title_of(view.session.topic), view.session.code
    if view.viewer is Role.MENTOR:
        shown = Facts((*brief_facts(view), *feedback_facts(view)))
        notes = Button(label("Private notes"), WriteNote(view.session.id))
        return Card(label("Feedback: {title}", title=title), (shown, row(notes)))
    over = say("Your session with {mentor} is over. Two marks and a word help.", mentor=who(view.mentor))
    return Card(
        label("How was it: {title}?", title=title),
        (
            Paragraph(over),
            Row(tuple(aftermath_actions(view))),
            Hint(
                in_chat(
                    say(
                        "Or type {command}.",
                        command=Code(own_command(f"/sessions {code} feedback 5 4 thanks")),
                    )
                )
            ),
        ),
    )


def attendance_notice(view: SessionView) -> Card:
    """Asks who came whether it took place (MTG-3)."""
    asked = say("I have seen neither of you come, but I only know of the Join button. What happened?")
    if view.session.mentor_joined_at is not None or view.session.mentee_joined_at is not None:
        asked = say(
            "I have not seen {name} come, but I only know of the Join button. What happened?",
            name=view.other.name,
        )
    until = when(answer_until(view.session), view.reader, Show.SHORT)
    return Card(
        label("Did it take place: {title}?", title=title_of(view.session.topic)),
        (
            Facts(brief_facts(view)),
            Paragraph(asked),
            Row(tuple(attendance_actions(view))),
            Hint(say("You can say so until {until}. Unanswered, it counts as completed.", until=until)),
        ),
    )


def no_show_notice(view: SessionView) -> Card:
    """Tells either party that somebody was reported, or that it was taken back."""
    session = view.session
    title, time = titled(view), starting(view)
    doors = Row((*attendance_actions(view), _door(view)))
    if session.status is Status.COMPLETED:
        text = say(
            "{title} on {time} counts as completed: the report that somebody did not come is off.",
            title=title,
            time=time,
        )
        return Card(
            label("It did take place"),
            (Paragraph(sentences(text, how_was_it(view))), Row((*aftermath_actions(view), _door(view)))),
        )
    if session.absent is Absent.BOTH:
        text = say("{title} on {time}: it did not take place.", title=title, time=time)
    elif session.absent == view.viewer.value:
        text = say("{title} on {time}: you did not come.", title=title, time=time)
    else:
        text = say(
            "{title} on {time}: {name} did not come. {name} is told.",
            title=title,
            time=time,
            name=view.other.name,
        )
    parts: list[Part] = [Paragraph(text)]
    if view.viewer is Role.MENTEE and (session.rate or session.counted):
        no_refund = say("Nothing is given back.") if session.rate else ()
        counts = say("It counts for your month.") if session.counted else ()
        parts.append(Paragraph(sentences(no_refund, counts)))
    parts.append(doors)
    if view.statements:
        until = when(said_until(session, view.viewer), view.reader, Show.SHORT)
        parts.append(Hint(say("If that is not so, you can say it until {until}.", until=until)))
    return Card(label("No-show"), tuple(parts))


def dispute_notice(view: SessionView, dispute: Dispute) -> Card:
    """Tells either party what an admin has been asked to decide."""
    mine = dispute.by == view.reader.id
    title, time, mentee = titled(view), starting(view), view.mentee.name
    if dispute.absent is not None:
        said = say(
            "{mentee} says that you did not come to {title} on {time}.",
            mentee=mentee,
            title=title,
            time=time,
        )
        if mine:
            mentor = view.mentor.name
            said = say(
                "You say that {mentor} did not come to {title} on {time}.",
                mentor=mentor,
                title=title,
                time=time,
            )
    elif mine:
        said = say("You say that you did come to {title} on {time}.", title=title, time=time)
    else:
        said = say(
            "{mentee} says that they did come to {title} on {time}.", mentee=mentee, title=title, time=time
        )
    return Card(
        _heading(view, dispute),
        (
            Paragraph(said),
            Facts(((label("Words"), (own(dispute.description),)),)),
            Row((*attendance_actions(view), _door(view))),
            Hint(say("An admin decides about it; I tell you both what comes of it.")),
        ),
    )


def dispute_closed_notice(view: SessionView, dispute: Dispute) -> Card:
    """Tells either party what has become of a report."""
    session = view.session
    facts: list[Fact] = [(label("Status"), (state_of(view),))]
    if session.rate and session.refund is not None:
        facts.append((label("Refund"), refund_text(session.refund, session)))
    return Card(
        label("The report is closed"),
        (
            Paragraph(closed_text(view, dispute)),
            Facts(tuple(facts)),
            *_given_back(view),
            *((Paragraph(how_was_it(view)),) if view.may_give_feedback else ()),
            Row((*aftermath_actions(view), _door(view))),
        ),
    )


def closed_text(view: SessionView, dispute: Dispute) -> Text:
    """What has become of a report."""
    sayings = ABOUT_MENTEE if dispute.absent is None else ABOUT_MENTOR
    to_reporter, to_other = sayings[_ending(view, dispute)]
    return say(
        to_reporter if dispute.by == view.reader.id else to_other,
        title=titled(view),
        time=starting(view),
        mentor=view.mentor.name,
        mentee=view.mentee.name,
    )


def reported_title(notice: Notice, view: SessionView) -> Label:
    """Above what either party is told of a report."""
    about = notice.of(OfDispute)
    if about.dispute is not None:
        return _heading(view, dispute_of(notice, view))
    return label("It did take place") if about.took_place else label("No-show")


def _heading(view: SessionView, dispute: Dispute) -> Label:
    if dispute.by == view.reader.id:
        return label("Reported")
    return label("A report about {title}", title=title_of(view.session.topic))


def _ending(view: SessionView, dispute: Dispute) -> Ending:
    resolved = dispute.status is DisputeStatus.RESOLVED
    if dispute.closed_by == dispute.by and not resolved:
        return Ending.TAKEN_BACK
    if dispute.closed_by in {view.mentor.id, view.mentee.id} and resolved:
        return Ending.AGREED
    return Ending.CONFIRMED if resolved else Ending.NOT_CONFIRMED


def _given_back(view: SessionView) -> tuple[Part, ...]:
    if view.session.absent is not Absent.MENTOR or view.viewer is not Role.MENTEE:
        return ()
    return (Paragraph(say("The session does not count for your month.")),)


def _door(view: SessionView) -> Button:
    return Button(label("Show the session"), ShowSession(view.session.id))
