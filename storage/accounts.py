"""Accounts that become one member's: the links between them, and the joining of two members."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    PrimaryKeyConstraint,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)

from core.accounts import AccountLink, Apart, Clash, Holdings, LinkState
from core.errors.booking import SlotTaken
from core.people import Address, Plan
from storage.account_tables import account_links, former_members
from storage.constraints import verdicts
from storage.council_tables import council_places, council_seats, councils
from storage.intervention_tables import refunds
from storage.mail_tables import mail_addresses
from storage.message_tables import HAS_STEP, IS_WAITING, inbox, notices, subscriptions
from storage.named_members import NAMED, Joins
from storage.payment_tables import payments
from storage.session_tables import departures, private_notes
from storage.tables import (
    IS_LIVE,
    addresses,
    calendar_links,
    claims,
    holds,
    mentors,
    metadata,
    people,
    sessions,
)
from storage.transaction import UnitOfWork

_OPEN = ("requested", "awaiting_payment", "scheduled", "in_progress")
_UNDER_WAY = ("pending", "collecting", "deciding", "confirmed")
_TAKES_PART = ("asked", "participating", "optional")


class SqlAccounts:
    """Meets core.ports.accounts.Accounts."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._execute = work.connection.execute

    def end_offers(self, person: int) -> Sequence[int]:
        """The person's codes that nobody has entered end; these are they."""
        offered = account_links.c.state == LinkState.OFFERED.value
        ended = (
            update(account_links)
            .where(account_links.c.person == person, offered)
            .values(state=LinkState.ENDED.value)
            .returning(account_links.c.id)
        )
        return self._execute(ended).scalars().all()

    def add(self, link: AccountLink) -> None:
        """A new code."""
        self._execute(insert(account_links), {"id": link.id, "digest": link.digest, **_values(link)})

    def get(self, link: int) -> AccountLink | None:
        """The link, held to the end of a writing transaction."""
        return self._link(account_links.c.id == link)

    def with_digest(self, digest: str) -> AccountLink | None:
        """The same by the digest of its code."""
        return self._link(account_links.c.digest == digest)

    def open_of(self, person: int) -> Sequence[AccountLink]:
        """Links of the person's that wait for somebody to agree, the latest first."""
        rows = self._execute(
            select(account_links)
            .where(
                or_(account_links.c.person == person, account_links.c.other == person),
                account_links.c.state == LinkState.ENTERED.value,
                account_links.c.expires_at > self._work.now,
            )
            .order_by(account_links.c.id.desc())
        )
        return [_link_of(row) for row in rows]

    def save(self, link: AccountLink) -> None:
        """A later state."""
        self._execute(update(account_links).where(account_links.c.id == link.id).values(**_values(link)))

    def holdings(self, person: int) -> Holdings:
        """How much the member has of what is joined."""
        theirs = or_(sessions.c.mentor == person, sessions.c.mentee == person)
        paid = payments.join(sessions, sessions.c.id == payments.c.session)
        feed = and_(subscriptions.c.person == person, subscriptions.c.closed_at.is_(None))
        counts = [
            _count(sessions, theirs, sessions.c.status.in_(_OPEN)),
            _count(sessions, theirs, sessions.c.status.not_in(_OPEN)),
            _count(private_notes, private_notes.c.mentor == person),
            _count(calendar_links, calendar_links.c.mentor == person),
            select(func.count()).select_from(self._councils(person).subquery()).scalar_subquery(),
            select(func.count()).select_from(paid).where(sessions.c.mentee == person).scalar_subquery(),
            _count(subscriptions, feed),
            _count(
                mail_addresses, mail_addresses.c.person == person, mail_addresses.c.address.is_not(None)
            ),
        ]
        ahead, past, notes, calendars, under_way, paid_for, feeds, mail = self._execute(
            select(*counts)
        ).one()
        return Holdings(ahead, past, notes, calendars, under_way, paid_for, bool(feeds), bool(mail))

    def matters(self, person: int) -> Sequence[tuple[int, str]]:
        """The member's sessions and councils that are ahead or under way, with their states, in order of their ids."""
        theirs = or_(sessions.c.mentor == person, sessions.c.mentee == person)
        booked = select(sessions.c.id, sessions.c.status).where(theirs, sessions.c.status.in_(_OPEN))
        both = union_all(booked, self._councils(person)).subquery()
        return [(row[0], row[1]) for row in self._execute(select(both).order_by(both.c.id))]

    def clashes(self, person: int, other: int) -> Sequence[Clash]:
        """What they have at the same time, from now on."""
        own, others = claims.alias("own"), claims.alias("others")
        rows = self._execute(
            select(own.c.owner, others.c.owner)
            .where(
                own.c.person == person,
                others.c.person == other,
                own.c.owner != others.c.owner,
                own.c.starts_at < others.c.ends_at,
                others.c.starts_at < own.c.ends_at,
                ~and_(self._holds(person, own), self._holds(other, others)),
                *(self._matters_still(each) for each in (own, others)),
            )
            .distinct()
            .order_by(own.c.owner, others.c.owner)
        )
        return [Clash(*row) for row in rows]

    def together(self, person: int, other: int) -> Sequence[int]:
        """Sessions of the two with each other that are ahead or under way."""
        between = self._between(person, other)
        query = select(sessions.c.id).where(between, sessions.c.status.in_(_OPEN)).order_by(sessions.c.id)
        return self._execute(query).scalars().all()

    def councils_of_both(self, person: int, other: int) -> Sequence[int]:
        """Councils that are not over, in which both have a seat or a place."""
        seats = select(council_seats.c.council, council_seats.c.mentor.label("person")).where(
            council_seats.c.standing.in_(_TAKES_PART)
        )
        part = seats.union_all(select(council_places.c.council, council_places.c.person)).subquery()
        one, two = part.alias("one"), part.alias("two")
        query = (
            select(councils.c.id)
            .join(one, and_(one.c.council == councils.c.id, one.c.person == person))
            .join(two, and_(two.c.council == councils.c.id, two.c.person == other))
            .where(councils.c.status.in_(_UNDER_WAY))
            .distinct()
            .order_by(councils.c.id)
        )
        return self._execute(query).scalars().all()

    def apart(self, person: int, other: int) -> Apart | None:
        """What shows that the two are not one person."""
        took_place = sessions.c.status.in_(("completed", "no_show"))
        left = departures.join(sessions, sessions.c.id == departures.c.session)
        followed = or_(
            *(
                and_(departures.c.mentor == one, or_(sessions.c.mentor == two, sessions.c.mentee == two))
                for one, two in ((person, other), (other, person))
            )
        )
        met = or_(
            exists(select(sessions.c.id).where(self._between(person, other), took_place)),
            exists(select(departures.c.session).select_from(left).where(followed)),
        )
        approved = exists().where(
            or_(
                and_(refunds.c.person == person, refunds.c.approved_by == other),
                and_(refunds.c.person == other, refunds.c.approved_by == person),
            )
        )
        are = self._execute(select(case((met, 1), else_=0), case((approved, 1), else_=0))).one()
        return next((why for why, so in zip((Apart.MET, Apart.APPROVED), are, strict=True) if so), None)

    def hold_both(self, stays: int, goes: int) -> None:
        """Let nobody write anything of the two until the transaction ends; on SQLite nobody else writes.

        In the order in which others hold rows: sessions, councils, people.
        """
        if not self._work.on_postgresql:
            return
        theirs = or_(sessions.c.mentor == goes, sessions.c.mentee == goes)
        under_way = select(self._councils(goes).subquery().c.id)
        for query in (
            select(sessions.c.id).where(theirs).order_by(sessions.c.id),
            select(councils.c.id).where(councils.c.id.in_(under_way)).order_by(councils.c.id),
            select(people.c.id).where(people.c.id.in_((stays, goes))).order_by(people.c.id),
        ):
            self._execute(query.with_for_update())

    def separate(self, address: Address, person: int) -> None:
        """Give an account to another member."""
        self._execute(update(addresses).where(_is(address)).values(person=person, place=0, lane=None))

    def arrange(self, addresses: Sequence[Address]) -> None:
        """Try a member's accounts in this order."""
        for place, address in enumerate(addresses):
            self._place(address, place)

    def join(self, stays: int, goes: int, page: int) -> None:
        """Have everything of the member who goes be of the one who stays; raises SlotTaken."""
        for table, column in _columns(Joins.GOES):
            if table is not people:
                self._execute(delete(table).where(column == goes))
        self._join_time(stays, goes)
        self._join_pages(stays, goes, page)
        self._join_notes(stays, goes)
        self._join_feeds(stays, goes)
        self._join_mail(stays, goes)
        for table, column in _columns(Joins.YIELDS):
            self._execute(_where_it_yields(table, column, stays, goes))
            self._execute(update(table).where(column == goes).values({column.name: stays}))
        for table, column in _columns(Joins.MOVES):
            self._execute(update(table).where(column == goes).values({column.name: stays}))
        self._join_notices(stays, goes)
        self._join_steps(stays, goes)
        for _, column in _columns(Joins.WRITTEN):
            self._rewrite(column, stays, goes)
        self._join_addresses(stays, goes)
        self._execute(insert(former_members), {"id": goes, "person": stays, "at": self._work.now})
        # Whatever still named them would not let them go.
        self._execute(delete(people).where(people.c.id == goes))

    def _join_time(self, stays: int, goes: int) -> None:
        """Holds and claims. What is over cannot be in the way, and one person books one session at a time.

        Of two holds the one that was taken last stays, as when one member takes another time. None is of their own.
        """
        both = (stays, goes)
        theirs = select(holds.c.id, holds.c.mentor).where(holds.c.mentee.in_(both))
        held = self._execute(theirs.order_by(holds.c.expires_at.desc())).all()
        last = next((hold.id for hold in held if hold.mentor not in both), None)
        dropped = [hold.id for hold in held if hold.id != last]
        self._execute(delete(claims).where(claims.c.owner.in_(dropped)))
        self._execute(delete(holds).where(holds.c.id.in_(dropped)))
        self._execute(update(holds).where(holds.c.mentee == goes).values(mentee=stays))
        for person in (stays, goes):
            self._execute(delete(claims).where(claims.c.person == person, ~self._matters_still(claims)))
        with verdicts(of_races=SlotTaken):
            self._execute(update(claims).where(claims.c.person == goes).values(person=stays))

    def _join_pages(self, stays: int, goes: int, page: int) -> None:
        """The mentor pages. Where both have one, that of `page` stays; calendars and days off of both do."""
        query = select(mentors).where(mentors.c.person.in_((stays, goes)))
        pages = {row["person"]: row for row in self._execute(query).mappings()}
        if goes not in pages:
            return
        theirs = {**pages[goes], "person": stays}
        if stays not in pages:
            self._execute(insert(mentors), theirs)
        elif page == goes:
            self._execute(update(mentors).where(mentors.c.person == stays).values(theirs))
        for table, column in _columns(Joins.MOVES):
            if any(key.column is mentors.c.person for key in column.foreign_keys):
                self._execute(update(table).where(column == goes).values({column.name: stays}))
        self._execute(delete(mentors).where(mentors.c.person == goes))

    def _join_notes(self, stays: int, goes: int) -> None:
        """What both have noted for themselves about one session is one note."""
        other = private_notes.alias("other")
        both = and_(
            private_notes.c.mentor == stays,
            other.c.session == private_notes.c.session,
            other.c.mentor == goes,
        )
        theirs = select(other.c.text).where(both).scalar_subquery()
        self._execute(
            update(private_notes)
            .where(private_notes.c.mentor == stays, exists(select(other.c.session).where(both)))
            .values(text=private_notes.c.text + literal("\n\n") + theirs)
        )
        column = private_notes.c.mentor
        self._execute(_where_it_yields(private_notes, column, stays, goes))
        self._execute(update(private_notes).where(column == goes).values(mentor=stays))

    def _join_feeds(self, stays: int, goes: int) -> None:
        """The addresses of calendars: one is open, the other says that it was closed."""
        is_open = subscriptions.c.closed_at.is_(None)
        mine = self._execute(select(subscriptions.c.digest).where(subscriptions.c.person == stays, is_open))
        if mine.first() is not None:
            self._execute(
                update(subscriptions)
                .where(subscriptions.c.person == goes, is_open)
                .values(closed_at=self._work.now)
            )
        self._execute(update(subscriptions).where(subscriptions.c.person == goes).values(person=stays))

    def _join_mail(self, stays: int, goes: int) -> None:
        """What was said about mail: by the one who stays, unless the other alone has an address."""
        theirs = select(mail_addresses.c.person, mail_addresses.c.address.is_not(None).label("has_one"))
        rows = self._execute(theirs.where(mail_addresses.c.person.in_((stays, goes))))
        said = {row.person: row.has_one for row in rows}
        if goes not in said:
            return
        if stays in said:
            dropped = stays if said[goes] and not said[stays] else goes
            self._execute(delete(mail_addresses).where(mail_addresses.c.person == dropped))
        column = mail_addresses.c.person
        self._execute(update(mail_addresses).where(column == goes).values(person=stays))

    def _join_notices(self, stays: int, goes: int) -> None:
        """Notices and their keys; what both were to be told is told once."""
        other = notices.alias("other")
        key = func.replace(notices.c.dedupe, str(goes), str(stays))
        is_there = exists(select(other.c.id).where(other.c.dedupe == key))
        theirs = and_(notices.c.person == goes, notices.c.admin_channel.is_(None))
        waits = notices.c.state == "waiting"
        self._execute(
            update(notices)
            .where(theirs, waits, is_there)
            .values(state="cancelled", ended_at=self._work.now)
        )
        # By its key a message is found again on its platform, while nobody knows whether it has left.
        keeps = or_(is_there, notices.c.ambiguous)
        self._execute(
            update(notices)
            .where(notices.c.person == goes)
            .values(person=stays, dedupe=case((keeps, notices.c.dedupe), else_=key))
        )
        # What was told already is read with whom they are now.
        self._rewrite(notices.c.details, stays, goes, IS_WAITING)
        self._work.goes_out(self._work.now)

    def _join_steps(self, stays: int, goes: int) -> None:
        """Steps on the way to a booking that belong to no attempt yet."""
        theirs = inbox.c.step_person == goes
        self._execute(update(inbox).where(HAS_STEP, theirs).values(step_person=stays))

    def _join_addresses(self, stays: int, goes: int) -> None:
        """The accounts: those of the member who stays are tried first, and all share one lane."""
        query = select(addresses).where(addresses.c.person.in_((stays, goes)))
        rows = self._execute(query.order_by(addresses.c.person != stays, addresses.c.place)).all()
        accounts = [Address(row.platform, row.workspace, row.account) for row in rows]
        lane = next((row.lane for row in rows if row.lane), str(accounts[0])) if accounts else None
        self._execute(
            update(addresses).where(addresses.c.person.in_((stays, goes))).values(person=stays, lane=lane)
        )
        self.arrange(accounts)

    def _rewrite(self, column: Column[Any], stays: int, goes: int, *which: Any) -> None:
        text = cast(column, Text)
        becomes: ColumnElement[Any] = func.replace(text, str(goes), str(stays))
        if not isinstance(column.type, Text):
            becomes = cast(becomes, column.type) if self._work.on_postgresql else type_coerce(becomes, Text)
        told = update(column.table).where(*which, text.like(f"%{goes}%"))
        self._execute(told.values({column: becomes}))

    def _matters_still(self, claim: Any) -> ColumnElement[bool]:
        """Whether a claim is of use: it is ahead, or of a session that is not closed yet."""
        live = exists(select(sessions.c.id).where(sessions.c.id == claim.c.owner, IS_LIVE))
        now = self._work.now
        ahead = and_(claim.c.ends_at > now, or_(claim.c.expires_at.is_(None), claim.c.expires_at > now))
        return or_(ahead, live)

    @staticmethod
    def _holds(person: int, claim: Any) -> ColumnElement[bool]:
        """Whether the claim is of a time that the person is booking, of which one stays when two become one."""
        return exists(select(holds.c.id).where(holds.c.id == claim.c.owner, holds.c.mentee == person))

    def _councils(self, person: int) -> Select[Any]:
        takes_part = or_(
            councils.c.coordinator == person,
            exists().where(council_seats.c.council == councils.c.id, council_seats.c.mentor == person),
            exists().where(council_places.c.council == councils.c.id, council_places.c.person == person),
        )
        return select(councils.c.id, councils.c.status).where(takes_part, councils.c.status.in_(_UNDER_WAY))

    @staticmethod
    def _between(person: int, other: int) -> ColumnElement[bool]:
        return or_(
            and_(sessions.c.mentor == person, sessions.c.mentee == other),
            and_(sessions.c.mentor == other, sessions.c.mentee == person),
        )

    def _place(self, address: Address, place: int) -> None:
        self._execute(update(addresses).where(_is(address)).values(place=place))

    def _link(self, which: ColumnElement[bool]) -> AccountLink | None:
        query = select(account_links).where(which)
        if self._work.on_postgresql and not self._work.one_moment:
            query = query.with_for_update()
        row = self._execute(query).one_or_none()
        return None if row is None else _link_of(row)


def _is(address: Address) -> ColumnElement[bool]:
    return and_(
        addresses.c.platform == address.platform,
        addresses.c.workspace == address.workspace,
        addresses.c.account == address.user,
    )


def _columns(joins: Joins) -> Iterator[tuple[Table, Column[Any]]]:
    for name, becomes in NAMED.items():
        if becomes is joins:
            table, _, column = name.partition(".")
            yield metadata.tables[table], metadata.tables[table].c[column]


def _where_it_yields(table: Table, column: Column[Any], stays: int, goes: int) -> Any:
    """Delete rows of the one who goes whose key, but for the member, a row of the one who stays has."""
    [key] = [
        each.columns
        for each in table.constraints
        if isinstance(each, PrimaryKeyConstraint | UniqueConstraint) and column in list(each.columns)
    ]
    mine = table.alias("mine")
    same = [mine.c[each.name] == each for each in key if each is not column]
    return delete(table).where(
        column == goes,
        exists(select(literal(1)).select_from(mine).where(mine.c[column.name] == stays, *same)),
    )


def _count(table: Table, *which: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(*which).scalar_subquery()


def _values(link: AccountLink) -> dict[str, object]:
    return {
        "person": link.person,
        "state": link.state.value,
        "expires_at": link.expires_at,
        "other": link.other,
        "page": link.page,
        "plan": link.plan and link.plan.value,
        "agreed": link.agreed,
        "other_agreed": link.other_agreed,
    }


def _link_of(row: Row[Any]) -> AccountLink:
    return AccountLink(
        row.id,
        row.person,
        row.digest,
        LinkState(row.state),
        row.expires_at,
        row.other,
        row.page,
        row.plan and Plan(row.plan),
        row.agreed,
        row.other_agreed,
    )
