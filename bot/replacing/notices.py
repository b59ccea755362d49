"""What all concerned are told when another mentor is sought for a session."""

from bot.actions.sessions import ShowSession, ShowSessions
from bot.cancelling.cards import left_text, left_title
from bot.labels import countdown, row, title_of, when, who
from bot.replacing.cards import replacement_actions
from bot.sentences import in_chat, label, own, say, sentences, series
from bot.session_facts import session_facts
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Fact, Facts, Hint, Label, Paragraph, Part, Row, Show, Text
from core.mentors import Mentor
from core.people import Person, Role
from core.sessions import Status
from core.usecases.session_views import SessionView


def mentor_left_notice(view: SessionView, *, found: bool) -> Card:
    """To the mentor who cancelled."""
    session = view.session
    cancelled = say(
        "You cancelled {title} with {mentee} on {time}.",
        title=Bold(title_of(session.topic)),
        mentee=who(view.mentee),
        time=when(session.starts_at, view.reader),
    )
    return Card(
        left_title(found=found),
        (
            Paragraph(cancelled),
            Paragraph(left_text(view, found=found)),
            Hint(say("The time is free again for others. You will hear how it goes on.")),
            row(_my_sessions()),
        ),
    )


def reassigned_notice(view: SessionView, left: Person | None, mentor: Mentor | None) -> Card:
    """To the mentee: who has cancelled, who would go on, and what can be done until when."""
    gone = gone_text(view, left)
    if mentor is None:
        nobody = say("Nobody else is free at that time. You can choose any other mentor and time.")
        title = label("Your mentor cancelled")
        if left is not None and left.suspended:
            title = label("Your session needs another mentor")
        return Card(title, (Paragraph(sentences(gone, nobody)), *_answering(view)))
    found = say("{mentor} is free at the same time, and would take it on.", mentor=who(mentor.person))
    profile: list[Fact] = [(label("New mentor"), (own(mentor.person.name),))]
    if mentor.headline:
        profile.append((label("Headline"), (own(mentor.headline),)))
    if mentor.tags:
        profile.append((label("Topics"), series([own(tag) for tag in mentor.tags])))
    return Card(
        label("Your mentor changed"),
        (Paragraph(sentences(gone, found)), Facts(tuple(profile)), *_answering(view)),
    )


def gone_text(view: SessionView, left: Person | None) -> Text:
    """Who has cancelled."""
    title, time = Bold(title_of(view.session.topic)), when(view.session.starts_at, view.reader)
    if left is None:
        return say("Your mentor cannot make {title} on {time}.", title=title, time=time)
    return say("{mentor} cannot make {title} on {time}.", mentor=who(left), title=title, time=time)


def reassignment_prompt(view: SessionView) -> Card:
    """The mentee has not answered yet."""
    session = view.session
    state = say("Your session has no mentor yet.")
    if session.has_mentor:
        state = say("{mentor} would take your session on.", mentor=who(view.mentor))
    facts = Facts(
        (
            (label("When"), (when(session.starts_at, view.reader),)),
            (label("Starts"), in_chat((countdown(session.starts_at - view.now),))),
            (label("Title"), (title_of(session.topic),)),
            (label("Code"), (own(session.code),)),
        )
    )
    title = label("Please answer: {title}", title=title_of(session.topic))
    return Card(title, (Paragraph(state), facts, *_answering(view)))


def asked_notice(view: SessionView) -> Card:
    """To a mentor who was found, as long as the mentee has not answered."""
    asked = say(
        "Its mentor cannot make it, and you are free then. {mentee} is being asked whether to go on with you; the "
        "time is kept until then.",
        mentee=who(view.mentee),
    )
    return Card(
        label("A session for you: {title}", title=title_of(view.session.topic)),
        (
            Paragraph(asked),
            Facts(session_facts(view)),
            Row((Button(label("Show the session"), ShowSession(view.session.id)),)),
            Hint(say("I will tell you the answer. If you cannot make it either, cancel it.")),
        ),
    )


def confirmed_lead(view: SessionView) -> Text:
    """What has become certain for the two of them, before the facts of the session."""
    if view.viewer is Role.MENTEE:
        return say(
            "You’ve confirmed the session with {mentor}. Everybody concerned is told.",
            mentor=who(view.mentor),
        )
    return say(
        "{mentee} goes on with you; the mentor before you could not make it.", mentee=who(view.mentee)
    )


def former_notice(view: SessionView, *, declined: bool) -> Card:
    """To a mentor of a session that was settled without them: who left it, or (`declined`) was found and not chosen."""
    if view.session.status is Status.CANCELLED:
        text = _end_of(view)
    elif declined:
        text = say(
            "{mentee} goes on with another mentor. Your time is free again.", mentee=who(view.mentee)
        )
    else:
        text = say("{mentee} goes on with another mentor.", mentee=who(view.mentee))
    title = former_title(view, declined=declined)
    return Card(title, (Paragraph(_about(view, text)), row(_my_sessions())))


def former_title(view: SessionView, *, declined: bool) -> Label:
    """What stands above that."""
    if view.session.status is Status.CANCELLED:
        return label("Session Cancelled")
    return label("Another mentor was chosen") if declined else label("Your session goes on without you")


def _about(view: SessionView, outcome: Text) -> Text:
    """The outcome behind the session's name; with another mentor it may have another time, which is not told."""
    session, title = view.session, Bold(title_of(view.session.topic))
    if session.status is not Status.CANCELLED:
        return say("{title} ({code}): {outcome}", title=title, code=own(session.code), outcome=outcome)
    return say(
        "{title}, {time} ({code}): {outcome}",
        title=title,
        time=when(session.starts_at, view.reader),
        code=own(session.code),
        outcome=outcome,
    )


def _end_of(view: SessionView) -> Text:
    """How a session ended whose mentor had cancelled."""
    cancellation = view.session.cancellation
    assert cancellation is not None
    if cancellation.by is Role.ADMIN:
        return say("Support has cancelled it.")
    if cancellation.by is Role.MENTEE:
        return say("{mentee} wanted no other mentor and cancelled.", mentee=who(view.mentee))
    return say("{mentee} had not answered by the start, so it is cancelled.", mentee=who(view.mentee))


def _answering(view: SessionView) -> tuple[Part, ...]:
    """What the mentee can do, until when, and what happens otherwise."""
    session = view.session
    start = when(session.starts_at, view.reader, Show.SHORT)
    otherwise = say("Please answer before {start}: otherwise it is cancelled.", start=start)
    if session.rate:
        otherwise = sentences(
            say("The price stays as it was."),
            say("Please answer before {start}: otherwise it is cancelled with a full refund.", start=start),
        )
    verb = "continue" if session.has_mentor else "browse"
    typed = in_chat(
        say("You can also type {command}.", command=Code(own_command(f"/sessions {session.code} {verb}")))
    )
    return Row(tuple(replacement_actions(view))), Hint(sentences(otherwise, typed))


def _my_sessions() -> Button:
    return Button(label("My sessions"), ShowSessions())
