"""What an admin can do to a session, and what has been done, as cards."""

from bot.actions.interventions import AddInternalNote, ShowActs
from bot.labels import row, title_of, when, who
from bot.sentences import Msg, label, lines, msg, own, say
from bot.session_facts import status_label
from bot.ui import Bold, Button, Card, Fact, Facts, Hint, Layout, Paragraph, Part, Show, Text, TextField
from core.interventions import NOTE_LIMIT, Act, Intervention
from core.sessions import Session
from core.usecases.interventions.acts import Acts
from core.usecases.interventions.cases import Case

LATEST = 5
WAYS: dict[Act, Msg] = {
    Act.NOTE: msg("Internal note"),
}
"""What the button of each act says."""
DONE: dict[Act, Msg] = {
    Act.NOTE: msg("{who} noted, {time}: “{words}”"),
}


def acts_card(view: Acts) -> Card:
    """The session, what was done to it, and what can be done now."""
    case = view.case
    parts: list[Part] = [Facts(case_facts(case))]
    if view.done:
        latest = view.done[-LATEST:]
        parts.append(Paragraph(lines(*(_done(view, each) for each in latest))))
    if case.is_own:
        parts.append(Hint(say("You are a party to this session: another admin has to act.")))
    if buttons := tuple(button(act, case.session) for act in view.possible):
        parts.append(row(*buttons))
    return Card(label("What can be done"), tuple(parts))


def noted_card(note: Intervention) -> Card:
    """To the admin who wrote a note."""
    text = say("Admins see it with the session. Neither party does.")
    back = row(Button(label("‹ The session"), ShowActs(note.session)))
    return Card(label("Noted"), (Paragraph(text), back))


def note_layout(case: Case) -> Layout:
    """A note that admins alone read."""
    note = TextField("note", label("Note"), multiline=True, limit=NOTE_LIMIT)
    told = Hint(say("Admins see it with the session. Neither party does."))
    return Layout(label("Internal note"), label("Keep the note"), (note,), (Facts(case_facts(case)), told))


def case_facts(case: Case) -> tuple[Fact, ...]:
    """Which session it is, and how it stands."""
    session = case.session
    return (
        (
            label("Session"),
            say("{title} {code}", title=Bold(title_of(session.topic)), code=own(session.code)),
        ),
        (label("Mentor"), (who(case.mentor),)),
        (label("Mentee"), (who(case.mentee),)),
        (label("When"), (when(session.starts_at, case.reader),)),
        (label("Status"), (status_label(session.status),)),
    )


def button(act: Act, session: Session) -> Button:
    """The button that leads to an act."""
    match act:
        case Act.NOTE:
            return Button(label(WAYS[act]), AddInternalNote(session.id))
    raise KeyError(act)


def _done(view: Acts, each: Intervention) -> Text:
    return say(
        DONE[each.act],
        who=view.people[each.by].name,
        time=when(each.at, view.case.reader, Show.SHORT),
        words=own(each.words),
    )
