"""Changing what a session is about, before it starts (SES-6)."""

from dataclasses import dataclass, replace

from core.desk import Desk
from core.errors.common import Refusal
from core.errors.payments import PaymentOpen
from core.errors.replacing import AnswerFirst
from core.errors.sessions import AlreadyOver
from core.ids import new_id
from core.notices import Kind
from core.payloads import EditedFields
from core.people import Person
from core.sessions import ENDED, Status, Topic, parties
from core.topics import changed_fields, checked_topic
from core.usecases.mailing import mail_calendar
from core.usecases.session_views import SessionView, check_present, own_session
from core.usecases.telling import refresh_homes, tell


@dataclass(frozen=True, slots=True)
class Edited:
    """A session whose `fields` were changed; none when it was so already."""

    view: SessionView
    fields: tuple[str, ...]


def check_editable(view: SessionView) -> None:
    """Raise what stands against changing what the session is about: PaymentOpen, AlreadyOver, AnswerFirst."""
    session = view.session
    if session.status is Status.AWAITING_PAYMENT:
        raise PaymentOpen(session.id)
    if session.status in ENDED or view.now >= session.starts_at:
        raise AlreadyOver(session.id, session.status.value)
    if session.is_unanswered:
        raise AnswerFirst(session.id)


def is_editable(view: SessionView) -> bool:
    """Whether the viewer can change what the session is about now."""
    try:
        check_editable(view)
    except Refusal:
        return False
    return not view.former


def editable(desk: Desk, actor: Person, session_id: int, revision: int) -> SessionView:
    """What the actor would change; raises NotFound, Stale and what `check_editable` raises."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        check_present(view.session, revision)
        check_editable(view)
        return view


def edit_session(desk: Desk, actor: Person, session_id: int, revision: int, topic: Topic) -> Edited:
    """Change what the session is about, and tell the other side.

    Raises NotFound, Stale, TooLong, Missing and what `check_editable` raises.
    """
    topic = checked_topic(topic)
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        check_present(view.session, revision)
        check_editable(view)
        before = view.session
        after = replace(before, topic=topic)
        fields = changed_fields(before.topic, after.topic)
        if not fields:
            return Edited(view, ())
        tx.sessions.save(after, was=before.revision)
        # One revision can be edited many times: each time is told.
        about = str(new_id(tx.now))
        tell(
            tx,
            after,
            Kind.EDITED,
            [after.other(actor.id)],
            about=about,
            payload=EditedFields(fields_=fields),
        )
        mail_calendar(tx, actor.id, session=after.id)
        refresh_homes(tx, after, [person for person, _ in parties(after)], about)
        desk.note(
            tx,
            "SESSION_EDITED",
            actor.id,
            session=after.id,
            before={"meeting": before.topic.meeting},
            after={"meeting": after.topic.meeting, "fields": ",".join(fields)},
        )
        return Edited(replace(view, session=after), fields)
