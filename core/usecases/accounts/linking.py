"""Linking two accounts: a code, and each side's own agreement to what the two become."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.accounts import (
    CODE_LASTS,
    DECIDED_WITHIN,
    TRIES,
    AccountLink,
    LinkState,
    digest_of,
    new_code,
)
from core.desk import Desk
from core.errors.accounts import (
    LinkBlocked,
    LinkChanged,
    LinkCodeInPublic,
    LinkCodeOver,
    LinkOver,
    LinkUndecided,
    OwnLinkCode,
    TooManyLinkCodes,
    WrongLinkCode,
)
from core.errors.booking import SlotTaken
from core.errors.common import NotFound
from core.ids import new_id
from core.notices import Kind, Notice
from core.payloads import AccountsChanged, OfLink
from core.people import Person, Plan
from core.ports.store import Transaction
from core.usecases.accounts.preview import LinkView, view_of
from core.usecases.handing_out import How, hand_out, settle_handed
from core.usecases.members import held, refresh_home
from core.usecases.telling import settle_messages

_WRONG = "LINK_CODE_WRONG"
_MINUTES = CODE_LASTS // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OfferedCode:
    """A code that links the actor's account with another, until then."""

    code: str
    until: datetime
    person: Person


@dataclass(frozen=True, slots=True)
class Agreed:
    """The actor has agreed; `joined` is the member whom the two have become, None while the other side is asked."""

    view: LinkView
    joined: Person | None = None


def offer(desk: Desk, actor: Person) -> OfferedCode:
    """Give a code that another account of the actor's enters; an earlier one is good no more."""
    with desk.begin() as tx:
        person = held(tx, actor.id)
        code = new_code(desk.entropy)
        until = tx.now + CODE_LASTS
        link = AccountLink(new_id(tx.now), person.id, digest_of(code), LinkState.OFFERED, until)
        end_offers(tx, person.id, "replaced")
        tx.accounts.add(link)
        hand_out(tx, person.id, "link", str(link.id))
        desk.note(tx, "LINK_CODE_GIVEN", person.id, after={"link": link.id})
        return OfferedCode(code, until, person)


def end_offers(tx: Transaction, person: int, how: How) -> None:
    """Let nobody enter a code of the person's that nobody has entered yet."""
    for link in tx.accounts.end_offers(person):
        settle_handed(tx, person, "link", str(link), how)


def enter(desk: Desk, actor: Person, code: str) -> LinkView:
    """Say that the account which was given the code is the actor's too: both sides are asked.

    Raises WrongLinkCode, LinkCodeOver, TooManyLinkCodes, OwnLinkCode. A wrong code uses up a try.
    """
    with desk.begin() as tx:
        person = held(tx, actor.id)
        tried = sum(
            tx.audited_at(person.id, [_WRONG], nth, tx.now - CODE_LASTS) is not None
            for nth in range(1, TRIES + 1)
        )
        if tried == TRIES:
            raise TooManyLinkCodes(TRIES, _MINUTES)
        link = tx.accounts.with_digest(digest_of(code))
        if link is not None:
            return _entered(desk, tx, person, link)
        desk.note(tx, _WRONG, person.id, after={"left": TRIES - tried - 1})
    if tried + 1 == TRIES:
        raise TooManyLinkCodes(TRIES, _MINUTES)
    raise WrongLinkCode(TRIES - tried - 1)


def _entered(desk: Desk, tx: Transaction, person: Person, link: AccountLink) -> LinkView:
    if link.person == person.id:
        raise OwnLinkCode
    if link.state is LinkState.ENTERED and link.other == person.id and tx.now < link.expires_at:
        return view_of(tx, link, person.id)
    if link.state is not LinkState.OFFERED or tx.now >= link.expires_at:
        raise LinkCodeOver
    entered = replace(link, state=LinkState.ENTERED, other=person.id, expires_at=tx.now + DECIDED_WITHIN)
    tx.accounts.save(entered)
    settle_handed(tx, link.person, "link", str(link.id), "used")
    tx.notices.add(
        [
            Notice(
                new_id(tx.now),
                Kind.ACCOUNT_LINKING,
                side,
                tx.now,
                key,
                expires_at=entered.expires_at,
                payload=OfLink(link=link.id),
            )
            for side, key in zip((link.person, person.id), _keys(link.id), strict=True)
        ]
    )
    desk.note(tx, "LINK_CODE_ENTERED", person.id, after={"link": link.id, "person": link.person})
    return view_of(tx, entered, person.id)


def spoil(desk: Desk, actor: Person, code: str) -> None:
    """Let nobody enter a code that was typed where others may read it; raises LinkCodeInPublic."""
    with desk.begin() as tx:
        link = tx.accounts.with_digest(digest_of(code))
        if link is not None and link.state is LinkState.OFFERED:
            tx.accounts.save(replace(link, state=LinkState.ENDED))
            settle_handed(tx, link.person, "link", str(link.id), "over")
        desk.note(tx, "LINK_CODE_SPOILT", actor.id, after={"link": None if link is None else link.id})
    raise LinkCodeInPublic


def look(desk: Desk, actor: Person, link_id: int) -> LinkView:
    """The link as it is; raises NotFound, LinkOver."""
    with desk.store.read() as tx:
        return view_of(tx, _open(tx, actor, link_id), actor.id)


def waiting(desk: Desk, actor: Person) -> LinkView | None:
    """What waits for somebody to agree, if anything does."""
    with desk.store.read() as tx:
        found = tx.accounts.open_of(actor.id)
        return view_of(tx, found[0], actor.id) if found else None


def choose_page(desk: Desk, actor: Person, link_id: int, *, own: bool) -> LinkView:
    """Keep the mentor page of the actor's side, or the other's; raises NotFound, LinkOver."""
    with desk.begin() as tx:
        link = _open(tx, actor, link_id)
        page = actor.id if own else next(each for each in (link.person, link.other) if each != actor.id)
        return _chosen(desk, tx, actor, replace(link, page=page))


def choose_plan(desk: Desk, actor: Person, link_id: int, plan: Plan) -> LinkView:
    """Stay on one of the two plans; raises NotFound, LinkOver."""
    with desk.begin() as tx:
        link = _open(tx, actor, link_id)
        if plan not in view_of(tx, link, actor.id).plans:
            raise LinkChanged
        return _chosen(desk, tx, actor, replace(link, plan=plan))


def _chosen(desk: Desk, tx: Transaction, actor: Person, link: AccountLink) -> LinkView:
    tx.accounts.save(link)
    desk.note(
        tx,
        "LINK_CHOSEN",
        actor.id,
        after={"link": link.id, "page": link.page, "plan": link.plan},
    )
    _redraw(tx, link)
    return view_of(tx, link, actor.id)


def refuse(desk: Desk, actor: Person, link_id: int) -> None:
    """Leave the two accounts as they are; raises NotFound, LinkOver."""
    with desk.begin() as tx:
        link = _open(tx, actor, link_id)
        tx.accounts.save(replace(link, state=LinkState.ENDED))
        desk.note(tx, "LINK_REFUSED", actor.id, after={"link": link.id})
        _redraw(tx, link)


def agree(desk: Desk, actor: Person, link_id: int, version: str) -> Agreed:
    """Agree to the preview of this version. Once both sides have agreed to the same, the two are one member.

    Raises NotFound, LinkOver, LinkChanged, LinkBlocked, LinkUndecided.
    """
    with desk.begin() as tx:
        link = _open(tx, actor, link_id)
        assert link.other is not None
        tx.accounts.hold_both(link.person, link.other)
        tx.people.count_admins()  # none of them goes meanwhile
        view = view_of(tx, link, actor.id)
        if view.obstacles.any:
            raise LinkBlocked
        if not view.is_decided:
            raise LinkUndecided
        if view.version != version:
            raise LinkChanged
        link = link.agreeing(actor.id, version)
        tx.accounts.save(link)
        if not (link.agreed == link.other_agreed == version):
            desk.note(tx, "LINK_AGREED", actor.id, after={"link": link.id})
            _redraw(tx, link)
            return Agreed(replace(view, link=link))
        return Agreed(view, _join(desk, tx, link, view))


def _join(desk: Desk, tx: Transaction, link: AccountLink, view: LinkView) -> Person:
    assert link.other is not None
    stays, goes = link.person, link.other
    tx.accounts.save(replace(link, state=LinkState.JOINED))
    try:
        tx.accounts.join(stays, goes, link.page or stays)
    except SlotTaken:  # booked a moment ago, by somebody who was faster
        raise LinkBlocked from None
    tx.people.save(view.result)
    if (mentor := tx.mentors.get(stays)) is not None:
        tx.mentors.save(mentor)
    person = tx.people.get(stays)
    assert person is not None
    _redraw(tx, link)
    for other in tx.accounts.open_of(stays):
        if other.person == other.other:  # each had entered a code of the other's
            tx.accounts.save(replace(other, state=LinkState.JOINED))
            _redraw(tx, other)
    refresh_home(tx, person)
    if desk.asker != person.addresses[0]:
        tell_change(tx, person.id, AccountsChanged(how="joined"))
    desk.note(
        tx,
        "ACCOUNTS_JOINED",
        stays,
        before={
            "person": goes,
            "roles": ",".join(sorted(_of(view, goes).roles)),
            "plan": _of(view, goes).plan,
        },
        after={"person": stays, "roles": ",".join(sorted(person.roles)), "plan": person.plan},
    )
    return person


def tell_change(tx: Transaction, person: int, change: AccountsChanged) -> None:
    """Write to a member that their accounts are others than before."""
    notice = new_id(tx.now)
    key = f"{Kind.ACCOUNTS_CHANGED}:{notice}"
    tx.notices.add([Notice(notice, Kind.ACCOUNTS_CHANGED, person, tx.now, key, payload=change)])


def _of(view: LinkView, person: int) -> Person:
    return next(side.person for side in (view.own, view.other) if side.person.id == person)


def _open(tx: Transaction, actor: Person, link_id: int) -> AccountLink:
    """The link of the actor's, held; raises NotFound and LinkOver."""
    link = tx.accounts.get(link_id)
    if link is None or actor.id not in {link.person, link.other}:
        raise NotFound("link")
    if link.state is not LinkState.ENTERED or tx.now >= link.expires_at:
        raise LinkOver(joined=link.state is LinkState.JOINED)
    return link


def _keys(link: int) -> tuple[str, str]:
    """The keys of what the two sides are told of a link."""
    return f"{Kind.ACCOUNT_LINKING}:{link}:first", f"{Kind.ACCOUNT_LINKING}:{link}:second"


def _redraw(tx: Transaction, link: AccountLink) -> None:
    """Have the messages in which both were asked show how things are."""
    settle_messages(tx, tx.notices.told(_keys(link.id)), link=link.id)
