"""Sessions by chat of people who cannot write to each other: the bot passes on what they write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.chats import LATEST, MOST, REMEMBERED, ChatParty, parts_of
from core.desk import Desk
from core.errors.chats import ChatClosed, OtherLeft, OtherShut, TextTooLong
from core.ids import new_id
from core.notices import Kind, Notice
from core.payloads import ChatText, ChatTurn
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Meeting, Session, parties
from core.usecases.presence import note_presence
from core.usecases.session_views import SessionView, own_session, views_of
from core.usecases.telling import tell

AT_ONCE = 20
"""How many of somebody's sessions may have their chats open at once."""
LONGEST_AHEAD = timedelta(days=1)
"""The policies let Join open no earlier."""


@dataclass(frozen=True, slots=True)
class Chat:
    """An open chat as one party sees it; None for who has not come to it."""

    view: SessionView
    own: ChatParty | None
    other: ChatParty | None

    @property
    def is_mine(self) -> bool:
        """Whether the party has not left it."""
        return self.own is None or self.own.left_at is None

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return self.view.now >= self.view.session.ends_at


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody's open chats, soonest first, and the session whose chat was the last to close within the hour.

    One that they have left does not count as that.
    """

    open: tuple[Chat, ...] = ()
    over: SessionView | None = None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A text is on its way to the other; it was their `first` step into the chat."""

    view: SessionView
    first: bool


def near(desk: Desk, actor: Person) -> Near:
    """The chats to which something may belong that the actor writes now."""
    with desk.store.read() as tx:
        since, until = tx.now - REMEMBERED, tx.now + LONGEST_AHEAD
        found = tx.sessions.by_chat(actor.id, since, until, AT_ONCE)
        if not found:
            return Near()
        chats = [_chat(tx, view) for view in views_of(tx, found, actor)]
        over = [chat.view for chat in chats if chat.own and chat.is_mine and chat.is_over]
        return Near(tuple(filter(_is_open, chats)), over[-1] if over else None)


def target(chats: Sequence[Chat]) -> Chat | None:
    """Where goes what a party of these writes: to the one they came to last, or the only one; else None."""
    mine = [chat for chat in chats if chat.is_mine]
    entered = [(chat.own.entered_at, chat) for chat in mine if chat.own is not None]
    if entered:
        return max(entered, key=lambda each: each[0])[1]
    return mine[0] if len(mine) == 1 else None


def pass_on(desk: Desk, actor: Person, session_id: int, text: str) -> PassedOn:
    """Have a text told to the other, once and in order, and record that the writer has come.

    Raises ChatClosed, OtherLeft, OtherShut and TextTooLong: then nothing is passed on.
    """
    if len(text) > MOST:
        raise TextTooLong(session_id, MOST)
    with desk.begin() as tx:
        chat = _held(tx, actor, session_id)
        view, session = chat.view, chat.view.session
        if not chat.is_mine:
            raise ChatClosed(session.id)
        if chat.other is not None and chat.other.left_at is not None:
            raise OtherLeft(session.id, view.other.name)
        if not view.other.reachable:
            raise OtherShut(session.id, view.other.name)
        note_presence(tx, view)
        party = chat.own or ChatParty(session.id, session.starts_at, actor.id, tx.now)
        tx.chats.put(replace(party, texts=party.texts + 1))
        if chat.own is None:
            _plan_end(tx, session)
        for nth, part in enumerate(parts_of(text)):
            _send(tx, chat, part, is_first=nth == 0 and party.texts == 0)
        return PassedOn(view, first=chat.own is None)


def come(tx: Transaction, view: SessionView) -> str:
    """Come to the chat of a session, which is open and whose row is held: what opens the other's.

    Where that is "", what one writes from now on is passed on.
    """
    session, actor = view.session, view.reader.id
    known = tx.chats.of(session.id, session.starts_at)
    if not known and view.chat_url is not None:
        return view.chat_url
    _plan_end(tx, session)
    own = known.get(actor) or ChatParty(session.id, session.starts_at, actor, tx.now)
    tx.chats.put(replace(own, entered_at=tx.now, left_at=None))
    if own.left_at is not None:
        _tell_turn(tx, view, left=False)
    return ""


def leave(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """Have nothing more passed on, either way; the other is told. Raises ChatClosed."""
    with desk.begin() as tx:
        chat = _held(tx, actor, session_id)
        session = chat.view.session
        own = chat.own or ChatParty(session.id, session.starts_at, actor.id, tx.now)
        if own.left_at is None:
            tx.chats.put(replace(own, left_at=tx.now))
            _tell_turn(tx, chat.view, left=True)
        return chat.view


def text_for(desk: Desk, notice: Notice, view: SessionView) -> str | None:
    """What the notice passes on; None where the reader has left the chat since, or it is gone."""
    with desk.store.read() as tx:
        own = tx.chats.of(view.session.id, view.session.starts_at).get(view.reader.id)
        return tx.chats.text(notice.id) if own is None or own.left_at is None else None


def is_away(desk: Desk, view: SessionView) -> bool:
    """Whether the other one has left the chat."""
    with desk.store.read() as tx:
        other = tx.chats.of(view.session.id, view.session.starts_at).get(view.other.id)
        return other is not None and other.left_at is not None


def _chat(tx: Transaction, view: SessionView) -> Chat:
    known = tx.chats.of(view.session.id, view.session.starts_at)
    return Chat(view, known.get(view.reader.id), known.get(view.other.id))


def _held(tx: Transaction, actor: Person, session_id: int) -> Chat:
    """The open chat, its session's row held; raises NotFound and ChatClosed."""
    view = own_session(tx, actor, session_id, lock=True)
    if view.session.topic.meeting is not Meeting.CHAT:
        raise ChatClosed(session_id)
    chat = _chat(tx, view)
    if not _is_open(chat):
        raise ChatClosed(session_id)
    return chat


def _is_open(chat: Chat) -> bool:
    """Whether something can be passed on in it now."""
    return chat.view.may_join and _is_passed_on(chat)


def _is_passed_on(chat: Chat) -> bool:
    """Whether they need us for it; once they have begun so, it goes on so."""
    return chat.own is not None or chat.other is not None or chat.view.is_passed_on


def _send(tx: Transaction, chat: Chat, part: str, *, is_first: bool) -> None:
    session, reader = chat.view.session, chat.view.other.id
    number = new_id(tx.now)
    payload = ChatText(starts_at=session.starts_at, writer=chat.view.reader.id, is_first=is_first)
    tx.chats.add_text(number, part)
    tx.notices.add(
        [
            Notice(
                number,
                Kind.CHAT_TEXT,
                reader,
                tx.now,
                f"{Kind.CHAT_TEXT}:{number}",
                expires_at=session.ends_at + LATEST,
                session=session.id,
                revision=session.revision,
                payload=payload,
            )
        ]
    )


def _plan_end(tx: Transaction, session: Session) -> None:
    """Both hear when it is over; harmless when that is planned."""
    both = [person for person, _ in parties(session)]
    start = int(session.starts_at.timestamp())
    tell(tx, session, Kind.CHAT_CLOSED, both, key=str(start), due=session.ends_at)


def _tell_turn(tx: Transaction, view: SessionView, *, left: bool) -> None:
    turn = ChatTurn(left=left)
    expires = view.session.ends_at
    key = str(new_id(tx.now))
    tell(tx, view.session, Kind.CHAT_TURN, [view.other.id], key=key, expires=expires, payload=turn)
