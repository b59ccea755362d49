"""Recording sessions, as cards."""

from collections.abc import Iterator

from bot.actions.recordings import AgreeToRecord, OpenRecording, RefuseToRecord, ShowRecording
from bot.actions.sessions import ShowSession
from bot.labels import clock, primary, who
from bot.sentences import label, lines, msg, say, say_many, sentences
from bot.session_facts import brief_facts
from bot.ui import Button, Card, Facts, Hint, Link, Paragraph, Row, Text
from core.people import Person
from core.recordings import RecordingState
from core.sessions import Session
from core.usecases.recording import RecordingAddress, RecordingView
from core.usecases.session_views import SessionView

_STATES = {
    RecordingState.ASKED: msg("The recording begins."),
    RecordingState.RUNNING: msg("The session is being recorded."),
    RecordingState.KEPT: msg("The recording is there."),
    RecordingState.FAILED: msg("The recording has not worked: there is none."),
    RecordingState.DROPPED: msg("The recording is being deleted."),
    RecordingState.DELETED: msg("The recording was deleted."),
}
NEWS = {
    "asked": (
        msg("May the session be recorded?"),
        msg("{who} would like your session to be recorded. Nothing is recorded unless you agree too."),
    ),
    "agreed": (
        msg("Your session will be recorded"),
        msg(
            "You and {who} have both agreed: the session is recorded from its start, once one of you is there."
        ),
    ),
    "refused": (
        msg("Your session is not recorded"),
        msg("{who} does not agree that your session is recorded."),
    ),
    "withdrawn": (
        msg("Your session is not recorded"),
        msg("{who} agrees no more that your session is recorded. What has been recorded of it is deleted."),
    ),
    "running": (
        msg("Your session is being recorded"),
        msg("Your session with {who} is being recorded now."),
    ),
    "ready": (
        msg("The recording of your session is there"),
        msg("The recording of your session with {who} can be opened."),
    ),
    "failed": (
        msg("The recording has not worked"),
        msg("Your session with {who} could not be recorded."),
    ),
}
"""Title and words of each piece of news."""
_TOLD = {
    "running": RecordingState.RUNNING,
    "ready": RecordingState.KEPT,
    "failed": RecordingState.FAILED,
}


def recording_card(shown: RecordingView) -> Card:
    """Who has agreed, how it stands, and what can be done."""
    view = shown.view
    return Card(
        label("Recording"),
        (
            Paragraph(_state(shown)),
            Facts(brief_facts(view)),
            Row((*_ways(shown), _back(view.session))),
            Hint(terms(shown.days)),
        ),
    )


def _state(shown: RecordingView, said_above: RecordingState | None = None) -> Text:
    """How the recording stands unless that is `said_above`, and who agrees as long as that is asked."""
    view, said = shown.view, list[Text]()
    if shown.recording is not None and shown.recording.state is not said_above:
        said.append(say(_STATES[shown.recording.state]))
    if shown.is_asked:
        said.append(_agreed(view, own=view.reader.id in shown.agreed, other=view.other.id in shown.agreed))
    elif shown.recording is None:
        said.append(say("The session was not recorded."))
    return sentences(*said)


def _ways(shown: RecordingView) -> Iterator[Button]:
    """What can be done about it now."""
    session = shown.view.session.id
    if shown.may_open:
        yield primary(label("Open the recording"), OpenRecording(session))
    if shown.is_asked and shown.view.reader.id not in shown.agreed:
        yield primary(label("Agree to recording"), AgreeToRecord(session))
    if shown.may_end:
        yield Button(label("Do not record"), RefuseToRecord(session))


def terms(days: int) -> Text:
    """Who sees a recording, for how long it is kept, and how it ends."""
    return sentences(
        say("Only the two of you and admins can open a recording, and each time is written down."),
        say_many("It is deleted after {n} day.", "It is deleted after {n} days.", days),
        say("Either of you can end it at any time: then what was recorded is deleted."),
    )


def news_card(view: SessionView, news: str) -> Card:
    """What is new about recording the session, with what the reader can do."""
    title, text = NEWS[news]
    session = view.session
    buttons: list[Button] = [
        Button(label("About the recording"), ShowRecording(session.id)),
        _back(session),
    ]
    if news == "asked":
        buttons.insert(0, primary(label("Agree to recording"), AgreeToRecord(session.id)))
    if news == "ready":
        buttons.insert(0, primary(label("Open the recording"), OpenRecording(session.id)))
    if news in {"asked", "agreed", "running", "ready"}:
        buttons.insert(1, Button(label("Do not record"), RefuseToRecord(session.id)))
    told = news in {"asked", "agreed"}
    hint = (Hint(terms(view.policies.recording_days)),) if told else ()
    about = Paragraph(say(text, who=who(view.other)))
    return Card(label(title), (about, Facts(brief_facts(view)), Row(tuple(buttons)), *hint))


def former_news_card(news: str, then: SessionView, shown: RecordingView, followed: Text) -> Card:
    """What was new once, of the session as it was `then`, and how it stands now; `followed` is what became of it."""
    title, text = NEWS[news]
    buttons = () if then.former else (*_ways(shown), _back(then.session))
    return Card(
        label(title),
        (
            Paragraph(say(text, who=who(then.other))),
            Facts(brief_facts(then)),
            Paragraph(lines(() if then.former else _state(shown, _TOLD.get(news)), followed)),
            *((Row(buttons),) if buttons else ()),
        ),
    )


def opened_card(opened: RecordingAddress, reader: Person) -> Card:
    """The way to a recording."""
    told = say(
        "The link is yours alone, and leads there until {time}. That you opened it is written down.",
        time=clock(opened.until, reader),
    )
    return Card(label("Recording"), (Row((Link(label("Open the recording"), opened.address),)), Hint(told)))


def _agreed(view: SessionView, *, own: bool, other: bool) -> Text:
    if own and other:
        return say("You have both agreed to recording.")
    if own:
        return say("You have agreed to recording, {who} has not yet.", who=who(view.other))
    if other:
        return say("{who} has agreed to recording, you have not yet.", who=who(view.other))
    return say("Nothing is recorded unless you and {who} both agree.", who=who(view.other))


def _back(session: Session) -> Button:
    return Button(label("Show the session"), ShowSession(session.id))
