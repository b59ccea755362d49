"""What is said when a session is over, as cards for its parties."""

from bot.actions.aftermath import (
    GiveFeedback,
    NeitherCame,
    ObjectNoShow,
    ReportAbsent,
    TookPlace,
    WriteNote,
)
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import danger, primary, row, title_of, when
from bot.sentences import label, msg, own, say, sentences
from bot.session_facts import feedback_facts
from bot.ui import (
    Bold,
    Button,
    Card,
    Facts,
    Field,
    Hint,
    Label,
    Layout,
    Link,
    Money,
    Paragraph,
    Part,
    SelectField,
    Show,
    Style,
    Text,
    TextField,
    When,
)
from core.aftermath import MARKS, AttendanceStatement, answer_until
from core.attendance import Absent
from core.people import Role
from core.sessions import Status
from core.usecases.aftermath import WORDS_LIMIT, Stated
from core.usecases.feedback import COMMENT_LIMIT, NOTES_LIMIT, Notes
from core.usecases.session_views import SessionView

NOTHING = "-"
"""Typed where there is no empty field: forget the notes."""
POOR, FAIR, EXCELLENT = msg("{mark} – poor"), msg("{mark} – fair"), msg("{mark} – excellent")
IN_WORDS = {MARKS[0]: POOR, MARKS[2]: FAIR, MARKS[4]: EXCELLENT}


def aftermath_actions(view: SessionView) -> list[Button | Link]:
    """Feedback, notes and who did not come, as far as the viewer may."""
    session = view.session
    actions: list[Button | Link] = []
    if view.may_give_feedback:
        actions.append(_feedback_button(view))
    actions += attendance_actions(view)
    begun = session.status in _HELD and view.now >= session.starts_at
    if begun and view.viewer is Role.MENTOR and not view.former:
        actions.append(Button(label("Private notes"), WriteNote(session.id)))
    return actions


def attendance_actions(view: SessionView) -> list[Button | Link]:
    """What the viewer can say now about who came."""
    if not (legal := view.statements):
        return []
    which = view.session.id, view.session.revision
    took_place = label("It took place") if view.review is None else label("Take the report back")
    absent = label("{name} did not come", name=_first_name(view))
    ways: list[tuple[AttendanceStatement, Button]] = [
        (AttendanceStatement.TOOK_PLACE, Button(took_place, TookPlace(*which))),
        (AttendanceStatement.OBJECT, Button(label("I did come"), ObjectNoShow(*which))),
        (AttendanceStatement.ABSENT, danger(absent, ReportAbsent(*which))),
        (AttendanceStatement.NEITHER, danger(label("It did not take place"), NeitherCame(*which))),
    ]
    return [button for statement, button in ways if statement in legal]


# --- forms


def feedback_layout(view: SessionView) -> Layout:
    """Two marks and a comment; whom they are for, and that there is no second feedback."""
    name = view.mentor.name
    marks = tuple((str(mark), _mark(mark)) for mark in MARKS)
    asked = say(
        "How was {title} on {time}, with {name}?", title=titled(view), time=starting(view), name=name
    )
    once = sentences(
        say("{name} reads it, others see the average only.", name=name), say("It is given once.")
    )
    return Layout(
        label("Feedback"),
        label("Send feedback"),
        (
            SelectField("overall", label("Overall"), marks),
            SelectField("usefulness", label("How useful was it?"), marks),
            TextField(
                "comment", label("Anything else?"), required=False, multiline=True, limit=COMMENT_LIMIT
            ),
        ),
        (Paragraph(asked), Hint(once)),
    )


def notes_layout(notes: Notes) -> Layout:
    """The mentor's notes, and whom they are for."""
    name = notes.view.mentee.name
    whose = say(
        "About {title} on {time}, with {name}. Only you can see them.",
        title=titled(notes.view),
        time=starting(notes.view),
        name=name,
    )
    text = TextField(
        "notes",
        label("Your notes"),
        required=False,
        multiline=True,
        initial=notes.text,
        limit=NOTES_LIMIT,
        hint=label("Type “{nothing}” to delete them.", nothing=NOTHING),
    )
    return Layout(label("Private notes"), label("Keep the notes"), (text,), (Hint(whose),))


def absence_layout(view: SessionView) -> Layout:
    """What it means to report the other one, before it is done.

    A mentee says what happened; of a mentor one press is enough.
    """
    name = view.other.name
    asked = say(
        "{name} did not come to {title} on {time}?", title=titled(view), time=starting(view), name=name
    )
    if view.viewer is Role.MENTEE:
        field = _what_field()
        after = sentences(
            say("An admin decides about it."),
            _what_comes_back(view),
            say("{name} is told what you say.", name=name),
        )
    else:
        absent = label("{name} did not come", name=name)
        field = SelectField("sure", label("What happened?"), (("absent", absent),))
        after = say(
            "{name} is told at once. Nothing is given back, and the session counts for their month. "
            "{name} can object; you can take it back until {until}.",
            name=name,
            until=when(answer_until(view.session), view.reader, Show.SHORT),
        )
    intro = (Paragraph(asked), *_seen(view), Hint(after))
    return Layout(
        label("Did not come"),
        label("Report the absence"),
        (field,),
        intro,
        leave=label("Do not report it"),
        style=Style.DANGER,
    )


def objection_layout(view: SessionView) -> Layout:
    """What it means to object to having been reported."""
    asked = say("You did come to {title} on {time}?", title=titled(view), time=starting(view))
    after = say("Say what happened. An admin reads it and decides; {name} is told.", name=view.other.name)
    return Layout(
        label("I did come"), label("Send objection"), (_what_field(),), (Paragraph(asked), Hint(after))
    )


def _mark(mark: int) -> Label:
    return label(IN_WORDS[mark], mark=mark) if mark in IN_WORDS else own(str(mark))


def _what_field() -> Field:
    return TextField("what", label("What happened?"), multiline=True, limit=WORDS_LIMIT)


def _seen(view: SessionView) -> tuple[Part, ...]:
    """That the other one pressed Join after all."""
    session = view.session
    at = session.mentee_joined_at if view.viewer is Role.MENTOR else session.mentor_joined_at
    if at is None:
        return ()
    pressed = say(
        "{name} pressed Join at {time}. An admin who has to decide about it sees that too.",
        name=view.other.name,
        time=when(at, view.reader, Show.TIME),
    )
    return (Paragraph(pressed),)


def _what_comes_back(view: SessionView) -> Text:
    session = view.session
    if not session.rate:
        return say("If it is confirmed, it does not count for your month.")
    return say(
        "If it is confirmed, you get all of it back ({amount}) and it does not count.",
        amount=Money(session.rate, session.currency),
    )


# --- answers to a press; where they can last, the notice of the same is the answer


def thanks_card(view: SessionView) -> Card:
    """To the mentee who has just given feedback."""
    facts = Facts(feedback_facts(view))
    return Card(label("Thank you"), (facts, row(Button(label("My sessions"), ShowSessions()))))


def noted_card(notes: Notes) -> Card:
    """To the mentor, without a word of what was noted."""
    session = notes.view.session
    code = Bold(session.code)
    done = say("{code}: There are no notes now. Only you can see them.", code=code)
    if notes.text:
        done = say("{code}: Your notes are kept. Only you can see them.", code=code)
    return Card(
        label("Private notes"),
        (
            Paragraph(done),
            row(
                Button(label("Open them"), WriteNote(session.id)),
                Button(label("The session"), ShowSession(session.id)),
            ),
        ),
    )


def stated_card(stated: Stated) -> Card:
    """To the one who has just said who came; a mentee is asked at once how it was."""
    view = stated.view
    if stated.dispute is not None:
        title, text = label("Reported"), say("An admin decides. You will both hear of it.")
    elif view.session.status is Status.COMPLETED:
        title, text = label("Thank you"), say("The session counts as completed.")
    elif view.session.status is Status.NO_SHOW:
        told = say("{name} is being told.", name=view.other.name)
        title, text = label("Recorded"), sentences(_recorded(view), told)
    else:
        title, text = label("Taken back"), say("Your report is withdrawn.")
    doors = [
        Button(label("Show the session"), ShowSession(view.session.id)),
        Button(label("My sessions"), ShowSessions()),
    ]
    if not view.may_give_feedback:
        return Card(title, (Paragraph(text), row(*doors)))
    return Card(title, (Paragraph(sentences(text, how_was_it(view))), row(_feedback_button(view), *doors)))


def how_was_it(view: SessionView) -> Text:
    """Asks a mentee who can say so; nothing for anybody else."""
    if not view.may_give_feedback:
        return ()
    return say("How was it? Two marks and a word help {name}.", name=view.mentor.name)


def _recorded(view: SessionView) -> Text:
    if view.session.absent is Absent.BOTH:
        return say("It did not take place.")
    return say("{name} did not come.", name=view.other.name)


_HELD = frozenset({Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW})


def _feedback_button(view: SessionView) -> Button:
    return primary(label("Give feedback"), GiveFeedback(view.session.id))


def titled(view: SessionView) -> Bold:
    """What the session is about, in a sentence that names it."""
    return Bold(title_of(view.session.topic))


def starting(view: SessionView) -> When:
    """When it starts, in the same."""
    return when(view.session.starts_at, view.reader, Show.SHORT)


def _first_name(view: SessionView) -> str:
    """The other party's."""
    return view.other.name.split()[0]
