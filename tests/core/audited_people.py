"""Every use case about members, mentors and workspaces acted once, for what the audit log tells (see test_audit)."""

from dataclasses import replace

import pytest

from core.accounts import mark_of
from core.calendars import CalendarKind, Reading
from core.changes import Change, SetDay
from core.desk import AskFirst
from core.erasing import FAREWELL, GRACE
from core.errors.accounts import LinkCodeInPublic
from core.installations import Installation, InstallTickets
from core.mail import MailClass
from core.measures import Measure
from core.mentor_settings import Rate, Setting
from core.people import Address, Person, Plan, Role
from core.quiet import Quiet
from core.usecases import (
    calendars,
    changes,
    connecting,
    failures,
    installing,
    joining,
    mail,
    mailing,
    measures,
    member_plans,
    mentor_settings,
    mentoring,
    own_data,
    own_settings,
    plans,
    roles,
    subscriptions,
    workspaces,
)
from core.usecases.accounts import linking, own_accounts
from core.usecases.erasing import asking, leaving
from core.usecases.jobs import exporting
from tests.core.audited import ANA, BEN, NAMES, OLGA, WORDS, Programme


def of_workspaces(p: Programme) -> None:
    there = Installation("T9", "xoxb-1", "B1", "U1", "A1")
    p.act("installing.install", lambda: installing.install(p.desk, there))
    open_to_others = replace(p.at(OLGA), installing=InstallTickets((b"k" * 32,)))
    p.act("connecting.invite", lambda: connecting.invite(open_to_others, p.person(OLGA)))
    p.act("connecting.disconnect", lambda: connecting.disconnect(open_to_others, p.person(OLGA), "T9"))
    p.act("workspaces.close", lambda: workspaces.close(p.desk, "slack", "T9"))
    p.act("workspaces.withdraw", lambda: workspaces.withdraw(p.desk, "slack", ["T7"]))
    p.act("workspaces.admit", lambda: workspaces.admit(p.desk, "slack", ["T7"]))


def of_erasing(p: Programme) -> None:
    """Cleo has her data sent, and erased."""
    cleo = Address("slack", "T1", "CLEO")
    joining.meet(p.desk, cleo, joining.Introduction("Cleo Marsh"), greet=False)
    at, person = p.at(cleo), p.person(cleo)
    p.act("own_data.order", lambda: own_data.order(at, person))
    p.act("erasing.asking.ask", lambda: asking.ask(at, person))
    p.act("erasing.asking.keep", lambda: asking.keep(at, person))
    p.act("erasing.asking.ask", lambda: asking.ask(at, person))
    p.clock.move(GRACE)
    while leaving.go_on(p.desk, person.id):
        pass
    p.clock.move(FAREWELL)
    p.act("erasing.leaving.go_on", lambda: leaving.go_on(p.desk, person.id))


def of_people(p: Programme) -> None:
    for address, name in zip((OLGA, ANA, BEN), NAMES, strict=True):
        introduction = joining.Introduction(name, zone="Europe/Berlin")
        p.act("joining.meet", lambda a=address, i=introduction: joining.meet(p.desk, a, i, greet=True))  # type: ignore[misc]
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)
    by = p.at(OLGA)
    p.act("roles.grant_role", lambda: roles.grant_role(by, olga, ana.id, Role.MENTOR))
    p.act("roles.grant_role", lambda: roles.grant_role(by, olga, ben.id, Role.ADMIN))
    p.act("roles.revoke_role", lambda: roles.revoke_role(by, olga, ben.id, Role.ADMIN))
    p.act("roles.appoint", lambda: roles.appoint(p.desk, ben.id))
    p.act("roles.revoke_role", lambda: roles.revoke_role(by, olga, ben.id, Role.ADMIN))
    p.act("member_plans.ask_for_plan", lambda: member_plans.ask_for_plan(p.at(BEN), ben))
    p.act("member_plans.set_plan", lambda: member_plans.set_plan(by, olga, ben.id, Plan.INDIVIDUAL))
    p.act("jobs.exporting.order_export", lambda: exporting.order_export(by, olga, 0))
    for measure in (Measure.WARN, Measure.SUSPEND, Measure.RESTORE):
        shown = measures.propose(by, olga, ben.id, measure, WORDS)
        draft = shown.draft
        p.act("measures.decide", lambda d=draft: measures.decide(by, olga, ben.id, d, cancels=True))  # type: ignore[misc]
    listed = plans.propose(by, olga, f"{NAMES[2]}, council")
    p.act("plans.carry_out", lambda: plans.carry_out(by, olga, listed.draft))
    p.act("member_plans.set_plan", lambda: member_plans.set_plan(by, olga, ben.id, Plan.INDIVIDUAL))
    p.act("own_settings.set_zone", lambda: own_settings.set_zone(p.at(BEN), ben, "America/New_York"))
    p.act("own_settings.set_language", lambda: own_settings.set_language(p.at(BEN), ben, "de"))
    p.act("own_settings.set_typing", lambda: own_settings.set_typing(p.at(BEN), ben, on=True))
    p.act("own_settings.set_quiet", lambda: own_settings.set_quiet(p.at(BEN), ben, Quiet(60, 120)))
    p.act("subscriptions.open_subscription", lambda: subscriptions.open_subscription(p.at(BEN), ben))
    p.act("subscriptions.close_subscription", lambda: subscriptions.close_subscription(p.at(BEN), ben))
    _mail(p, olga, ben)
    _accounts(p)
    with p.store.write() as tx:
        tx.people.save(replace(olga, roles=frozenset({Role.MENTEE})))
    p.act("joining.appoint_first_admins", lambda: joining.appoint_first_admins(p.desk))


def _accounts(p: Programme) -> None:
    here, there = (Address("slack", "T1", f"U{number}LINK") for number in range(2))
    first, second = (
        joining.meet(p.at(each), each, joining.Introduction("Zed"), greet=False).person
        for each in (here, there)
    )
    link = _entered(p, first, second, here, there)
    p.act("accounts.linking.refuse", lambda: linking.refuse(p.at(here), first, link))
    link = _entered(p, first, second, here, there)
    p.act("accounts.linking.choose_page", lambda: linking.choose_page(p.at(here), first, link, own=True))
    p.act("accounts.linking.choose_plan", lambda: linking.choose_plan(p.at(here), first, link, Plan.NONE))
    version = linking.look(p.desk, first, link).version
    p.act("accounts.linking.agree", lambda: linking.agree(p.at(here), first, link, version))
    p.act("accounts.linking.agree", lambda: linking.agree(p.at(there), second, link, version))
    p.act("accounts.own_accounts.prefer", lambda: own_accounts.prefer(p.at(here), first, "slack"))
    p.act(
        "accounts.own_accounts.separate", lambda: own_accounts.separate(p.at(here), first, mark_of(there))
    )
    spoilt = linking.offer(p.at(here), first).code

    def spoil() -> None:
        with pytest.raises(LinkCodeInPublic):
            linking.spoil(p.at(here), first, spoilt)

    p.act("accounts.linking.spoil", spoil)


def _entered(p: Programme, first: Person, second: Person, here: Address, there: Address) -> int:
    offered: list[linking.OfferedCode] = []
    p.act("accounts.linking.offer", lambda: offered.append(linking.offer(p.at(here), first)))
    p.act("accounts.linking.enter", lambda: linking.enter(p.at(there), second, offered[0].code))
    view = linking.waiting(p.desk, first)
    assert view is not None
    return view.link.id


def _mail(p: Programme, olga: Person, ben: Person) -> None:
    p.store.mails = True
    p.act("mail.ask_code", lambda: mail.ask_code(p.at(BEN), ben, "ben@example.org"))
    pending = mail.settings(p.desk, ben).settings.pending
    assert pending is not None
    p.act("mail.confirm", lambda: mail.confirm(p.at(BEN), ben, pending.code))
    p.act("mail.switch", lambda: mail.switch(p.at(BEN), ben, None, on=False))
    token = mail.token_of(p.desk, ben.id)
    p.act("mail.unsubscribe", lambda: mail.unsubscribe(p.at(BEN), token, MailClass.NEWS))
    p.act("mail.forget_address", lambda: mail.forget_address(p.at(BEN), ben))
    p.act("mailing.try_it", lambda: mailing.try_it(p.at(OLGA), olga, "olga@example.org"))
    p.store.mails = False


def of_availability(p: Programme) -> None:
    ana, desk = p.person(ANA), p.at(ANA)
    words = {Setting.HEADLINE: WORDS, Setting.BIO: WORDS, Setting.TAGS: (WORDS,)}
    p.act("mentor_settings.change", lambda: mentor_settings.change(desk, ana, None, words))
    by_admin = {Setting.RATE: Rate(0, "EUR"), Setting.SENIORITY: 5}
    olga = p.person(OLGA)
    p.act("mentor_settings.change", lambda: mentor_settings.change(p.at(OLGA), olga, ana.id, by_admin))
    p.act("mentoring.confirm_hours", lambda: mentoring.confirm_hours(desk, ana))
    p.act("mentoring.accept_sessions", lambda: mentoring.accept_sessions(desk, ana))
    preview = changes.propose(desk, ana, Change(ana.id, (SetDay(6, ()),)), "", {})
    assert preview.id is not None
    p.act("changes.save", lambda: changes.save(desk, ana, preview.id or 0))
    p.act("changes.move_hours", lambda: changes.move_hours(desk, ana, "Europe/Lisbon", ""))
    _calendars(p)


def _calendars(p: Programme) -> None:
    ana, desk, url = p.person(ANA), p.at(ANA), "https://calendar.example/secret"
    try:
        calendars.connect(desk, ana, url)
    except AskFirst as first:
        desk = desk.knowing({first.question: Reading(CalendarKind.FEED, ())})
    p.act("calendars.connect", lambda: calendars.connect(desk, ana, url))
    [link] = calendars.calendars(desk, ana).links
    with p.store.write() as tx:
        tx.calendars.put(replace(link, failures=9, told_at=p.clock.now(), failing_since=p.clock.now()))
    p.act("failures.retry_calendar", lambda: failures.retry_calendar(p.at(OLGA), p.person(OLGA), link.id))
    p.act("calendars.disconnect", lambda: calendars.disconnect(desk, ana, link.id))
