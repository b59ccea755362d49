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
from bot.labels import danger, primary, row, when
from bot.session_facts import feedback_facts, state_sentence
from bot.ui import (
    Bold,
    Button,
    Card,
    Facts,
    Hint,
    Link,
    Money,
    Paragraph,
    Part,
    Show,
    Text,
    words,
)
from core.aftermath import Deed, answer_until
from core.people import Role
from core.sessions import Status
from core.usecases.aftermath import Stated
from core.usecases.feedback import Notes
from core.usecases.session_views import SessionView


def aftermath_actions(view: SessionView) -> list[Button | Link]:
    """Feedback, notes and who did not come, as far as the viewer may."""
    session = view.session
    actions: list[Button | Link] = []
    if view.may_give_feedback:
        actions.append(primary("Give feedback", GiveFeedback(session.id)))
    actions += attendance_actions(view)
    begun = session.status in _HELD and view.now >= session.starts_at
    if begun and view.viewer is Role.MENTOR and not view.former:
        actions.append(Button("Private notes", WriteNote(session.id)))
    return actions


def attendance_actions(view: SessionView) -> list[Button | Link]:
    """What the viewer can say now about who came."""
    session, legal = view.session, view.deeds
    which = session.id, session.revision
    ways: list[tuple[Deed, Button]] = [
        (Deed.TOOK_PLACE, Button(_took_place_label(view), TookPlace(*which))),
        (Deed.OBJECT, Button("I did come", ObjectNoShow(*which))),
        (Deed.ABSENT, danger(f"{_first(view)} did not come", ReportAbsent(*which))),
        (Deed.NEITHER, danger("It did not take place", NeitherCame(*which))),
    ]
    return [button for deed, button in ways if deed in legal]


# --- what is asked, and the answers


def absence_intro(view: SessionView) -> tuple[Part, ...]:
    """What it means to report the other one, before it is done."""
    name = view.other.name
    asked = words(name, " did not come to ", *the_session(view), "?")
    if view.viewer is Role.MENTEE:
        after = words(
            "An admin decides about it. If it is confirmed, ",
            *_what_comes_back(view),
            f" {name} is told what you say.",
        )
    else:
        after = words(
            f"{name} is told at once. Nothing is given back, and the session counts for their month. "
            f"{name} can object; you can take it back until ",
            when(answer_until(view.session), view.reader, Show.SHORT),
            ".",
        )
    return Paragraph(asked), *_seen(view), Hint(after)


def _seen(view: SessionView) -> tuple[Part, ...]:
    """That the other one pressed Join after all."""
    session = view.session
    at = session.mentee_joined_at if view.viewer is Role.MENTOR else session.mentor_joined_at
    if at is None:
        return ()
    pressed = words(f"{view.other.name} pressed Join at ", when(at, view.reader, Show.TIME))
    return (Paragraph(words(*pressed, ". An admin who has to decide about it sees that too.")),)


def objection_intro(view: SessionView) -> tuple[Part, ...]:
    """What it means to object to having been reported."""
    return (
        Paragraph(words("You did come to ", *the_session(view), "?")),
        Hint(words(f"Say what happened. An admin reads it and decides; {view.other.name} is told.")),
    )


def feedback_intro(view: SessionView) -> tuple[Part, ...]:
    """Whom the feedback is for, and that there is no second one."""
    return (
        Paragraph(words("How was ", *the_session(view), ", with ", view.mentor.name, "?")),
        Hint(words(f"{view.mentor.name} reads it, others see the average only. It is given once.")),
    )


def notes_intro(view: SessionView) -> tuple[Part, ...]:
    """Whom the notes are for."""
    return (
        Hint(words("About ", *the_session(view), f", with {view.mentee.name}. Only you can see them.")),
    )


def thanks_card(view: SessionView) -> Card:
    """To the mentee who has just given feedback."""
    facts = Facts(feedback_facts(view))
    return Card("Thank you", (facts, row(Button("My sessions", ShowSessions()))))


def noted_card(notes: Notes) -> Card:
    """To the mentor, without a word of what was noted."""
    session = notes.view.session
    done = "Your notes are kept." if notes.text else "There are no notes now."
    return Card(
        "Private notes",
        (
            Paragraph(words(Bold(session.code), f": {done} Only you can see them.")),
            row(Button("Open them", WriteNote(session.id)), Button("The session", ShowSession(session.id))),
        ),
    )


def stated_card(stated: Stated) -> Card:
    """To the one who has just said who came; what lasts follows as a notice."""
    view = stated.view
    if stated.dispute is not None:
        title, text = "Reported", "An admin decides. You will both hear of it."
    elif view.session.status is Status.COMPLETED:
        title, text = "Thank you", "The session counts as completed."
    elif view.session.status is Status.NO_SHOW:
        title, text = "Recorded", f"{state_sentence(view)} {view.other.name} is being told."
    else:
        title, text = "Taken back", "Your report is withdrawn."
    doors = row(
        Button("Show the session", ShowSession(view.session.id)), Button("My sessions", ShowSessions())
    )
    return Card(title, (Paragraph(words(text)), doors))


_HELD = frozenset({Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW})


def _what_comes_back(view: SessionView) -> Text:
    session = view.session
    if session.rate:
        return words(
            "you get all of it back (",
            Money(session.rate, session.currency),
            ") and ",
            "it does not count.",
        )
    return words("it does not count for your month.")


def _took_place_label(view: SessionView) -> str:
    return "Take the report back" if view.review is not None else "It took place"


def the_session(view: SessionView) -> Text:
    """Title and start, within a sentence."""
    return words(
        Bold(view.session.topic.title), " on ", when(view.session.starts_at, view.reader, Show.SHORT)
    )


def _first(view: SessionView) -> str:
    return view.other.name.split()[0]
