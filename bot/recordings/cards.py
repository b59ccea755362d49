"""Recording sessions, as cards."""

from bot.actions.recordings import AgreeToRecord, OpenRecording, RefuseToRecord, ShowRecording
from bot.actions.sessions import ShowSession
from bot.labels import primary, who
from bot.sentences import label, msg, say, say_many, sentences
from bot.session_facts import brief_facts
from bot.ui import Button, Card, Facts, Hint, Label, Link, Paragraph, Row, Text
from core.recordings import OPEN_FOR, RecordingState
from core.sessions import Session
from core.usecases.recording import RecordingView
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


def recording_card(shown: RecordingView) -> Card:
    """Who has agreed, how it stands, and what can be done."""
    view = shown.view
    own, other = view.reader.id in shown.agreed, view.other.id in shown.agreed
    said: list[Text] = []
    if shown.recording is not None:
        said.append(say(_STATES[shown.recording.state]))
    if shown.is_asked:
        said.append(_agreed(view, own=own, other=other))
    elif shown.recording is None:
        said.append(say("The session was not recorded."))
    buttons: list[Button] = []
    if shown.may_open:
        buttons.append(primary(label("Open the recording"), OpenRecording(view.session.id)))
    if shown.is_asked and not own:
        buttons.append(primary(label("Agree to recording"), AgreeToRecord(view.session.id)))
    if own or (shown.is_asked and other) or shown.may_open:
        buttons.append(Button(label("Do not record"), RefuseToRecord(view.session.id)))
    buttons.append(_back(view.session))
    return Card(
        label("Recording"),
        (
            Paragraph(sentences(*said)),
            Facts(brief_facts(view)),
            Row(tuple(buttons)),
            Hint(terms(shown.days)),
        ),
    )


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


def opened_card(url: str) -> Card:
    """The way to a recording."""
    opens: Label = label("Open the recording")
    return Card(
        label("Recording"),
        (
            Row((Link(opens, url),)),
            Hint(
                say_many(
                    "The link is yours alone, and leads there for {n} minute. That you opened it is written down.",
                    "The link is yours alone, and leads there for {n} minutes. That you opened it is written down.",
                    int(OPEN_FOR.total_seconds() // 60),
                )
            ),
        ),
    )


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
