"""What the page of a pass says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiohttp import web

from bot.councils.facts import mentors_text
from bot.formats import plain
from bot.labels import countdown, title_of, when
from bot.pages import button, link, page, paragraph
from bot.places import place_text
from bot.sentences import label, msg, own, say
from bot.ui import Label, Show
from core.people import Person
from core.usecases.councils.views import CouncilView
from core.usecases.entering import Entrance, Way
from core.usecases.session_views import SessionView

_STATUS = {Way.OVER: 410, Way.GONE: 410}
_SAID = {
    Way.GONE: msg("This link leads nowhere any more. Your chat with Parley says how things stand."),
    Way.UNANSWERED: msg("Something has to be answered first, in your chat with Parley."),
    Way.CHAT: msg("You meet in the chat."),
}


def nowhere_page() -> web.Response:
    """There is no such pass: it says the same whatever was guessed."""
    text = label("There is nothing here. The buttons in your chat with Parley lead to your sessions.")
    return page(label("Nothing here"), paragraph(text), status=404)


def going_page(url: str) -> web.Response:
    """They have come, and go on to the meeting."""
    title = label("You are being taken to the meeting")
    return page(title, link(label("Open the meeting"), url), next_page=f"0;url={url}")


def entrance_page(found: Entrance, chat: Mapping[str, str]) -> web.Response:
    """What there is for whoever follows a pass; `chat` has the ways into it: "", `reschedule` and `cancel`."""
    status, talk = _STATUS.get(found.way, 200), link(label("Open the chat"), chat.get("", ""))
    if found.session is not None and found.way is not Way.GONE:
        title, blocks = title_of(found.session.session.topic), _of_session(found, found.session, chat)
    elif found.council is not None and found.way is not Way.GONE:
        title, blocks = own(found.council.council.topic), _of_council(found, found.council)
    else:
        title, blocks = label("Nothing here any more"), [paragraph(label(_SAID[Way.GONE]))]
    return page(title, *blocks, talk, status=status)


def _of_session(found: Entrance, view: SessionView, chat: Mapping[str, str]) -> Sequence[str]:
    session, window = view.session, view.policies.join_window_minutes
    met = plain(say("With {who}, {when}.", who=view.other.name, when=when(session.starts_at, found.person)))
    if found.way is Way.IN_PERSON:
        said = [paragraph(plain(say("You meet in person: {place}.", place=place_text(view))))]
    else:
        said = _said(found, found.person, session.opens_at(window), session.ends_at)
    if found.way not in {Way.EARLY, Way.IN_PERSON, Way.CHAT}:
        return [paragraph(met), *said]
    acts = (
        ("reschedule", label("Move the session"), view.reschedule_refusal),
        ("cancel", label("Cancel the session"), view.cancel_refusal),
    )
    can = [
        link(f"{name} (/sessions {session.code} {verb})", chat.get(verb, ""))
        for verb, name, refusal in acts
        if refusal is None
    ]
    other = [paragraph(label("If that does not suit you, in the chat you can:")), *can] if can else []
    return [paragraph(met), *said, *other]


def _of_council(found: Entrance, view: CouncilView) -> Sequence[str]:
    council, window = view.council, view.policies.join_window_minutes
    assert council.starts_at is not None
    assert council.ends_at is not None
    met = say("With {who}, {when}.", who=mentors_text(view), when=when(council.starts_at, found.person))
    return [
        paragraph(plain(met)),
        *_said(found, found.person, council.opens_at(window), council.ends_at),
    ]


def _said(found: Entrance, reader: Person, opens_at: datetime, ends_at: datetime) -> list[str]:
    match found.way:
        case Way.EARLY:
            text: Label = plain(
                say(
                    "You can join from {time}, {countdown}. Follow this same link then.",
                    time=when(opens_at, reader, Show.SHORT),
                    countdown=countdown(opens_at - found.now),
                )
            )
        case Way.OPEN:
            until = paragraph(plain(say("It is open until {time}.", time=when(ends_at, reader, Show.TIME))))
            return [until, button(label("Join now"))]
        case Way.OVER:
            text = plain(say("It is over since {when}.", when=when(ends_at, reader)))
        case _:
            text = label(_SAID[found.way])
    return [paragraph(text)]
