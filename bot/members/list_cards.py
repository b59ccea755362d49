"""Lists of members, and what they have used of a month."""

from datetime import date, timedelta

from bot.actions.members import FilterMembers, ShowMember, ShowMembers, ShowQuota
from bot.dates import month_label
from bot.formats import plain
from bot.labels import fact_line
from bot.members.words import PLANS, roles_text
from bot.sentences import all_of, label, msg, number, own, say, say_many, series
from bot.typed.command_words import own as own_command
from bot.typed.command_words import own_behind
from bot.ui import (
    Button,
    Card,
    Cell,
    Code,
    Hint,
    Label,
    Line,
    Option,
    Paragraph,
    Part,
    Row,
    Table,
    Text,
    choice,
)
from core.member_queries import Activity, MemberQuery, Usage
from core.people import Person, Plan, Role
from core.usecases.member_lists import MembersPage, UsagePage

ROLES = {Role.MENTEE: msg("Mentees"), Role.MENTOR: msg("Mentors"), Role.ADMIN: msg("Admins")}
ON_PLAN = {
    Plan.NONE: msg("No plan"),
    Plan.INDIVIDUAL: msg("Individual plan"),
    Plan.COUNCIL: msg("Council plan"),
}
ACTIVITIES = {
    Activity.ACTIVE: msg("Active lately"),
    Activity.INACTIVE: msg("Inactive for 30 days"),
    Activity.SUSPENDED: msg("Suspended"),
}
TYPED = ("mentors", "plan:individual", "plan:none", "inactive", "suspended")
_BY_BUTTON = (
    MemberQuery(role=Role.MENTOR),
    MemberQuery(plan=Plan.INDIVIDUAL),
    MemberQuery(plan=Plan.COUNCIL),
    MemberQuery(plan=Plan.NONE),
    MemberQuery(activity=Activity.INACTIVE),
    MemberQuery(activity=Activity.SUSPENDED),
)


def members_card(page: MembersPage) -> Card:
    """Members who fit, to open one, and other ways to look."""
    parts: list[Part] = []
    if asked := _asked(page.query):
        parts.append(Hint(say("Only: {filters}.", filters=all_of(asked))))
    if page.members:
        columns = (label("Name"), label("Roles"), label("Plan"), label("State"))
        parts.append(Table(label("Members"), columns, tuple(map(_member, page.members))))
        options = tuple(Option(own(each.name), ShowMember(each.id)) for each in page.members)
        parts.append(choice(label("Open a member"), options))
    else:
        parts.append(Paragraph(say("No member fits.")))
    parts += _turns(page)
    others = [query for query in _BY_BUTTON if query != page.query]
    buttons = [Button(_asked(query)[0], _filtered(query, 0)) for query in others]
    if page.query != MemberQuery():
        buttons.append(Button(label("All members"), ShowMembers()))
    buttons.append(Button(label("Used this month"), ShowQuota()))
    parts.append(Row(tuple(buttons)))
    typed = series([Code(own_behind("/admin members", each)) for each in TYPED])
    parts.append(
        Hint(
            say(
                "Behind {command} you can also type {filters}, or part of a name.",
                command=Code(own_command("/admin members")),
                filters=typed,
            )
        )
    )
    return Card(label("Members"), tuple(parts))


def usage_card(page: UsagePage) -> Card:
    """Who has used how much of a month, most first."""
    month = page.month
    title = label("Sessions used in {month}", month=month_label(month))
    parts: list[Part] = []
    if page.full:
        parts.append(Hint(say("Only those who have used all that their plan allows.")))
    if page.usages:
        columns = (label("Name"), label("Used"), label("Allowed"), label("Plan"))
        parts.append(Table(title, columns, tuple(map(_usage, page.usages))))
        options = tuple(Option(own(each.person.name), ShowMember(each.person.id)) for each in page.usages)
        parts.append(choice(label("Open a member"), options))
    else:
        parts.append(Paragraph(say("Nobody fits.")))
    turns: list[Button] = []
    if page.page:
        turns.append(Button(label("‹ Back"), ShowQuota(page.page - 1, month, page.full)))
    if page.more:
        turns.append(Button(label("More ›"), ShowQuota(page.page + 1, month, page.full)))
    if turns:
        parts.append(Row(tuple(turns)))
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=31)).replace(day=1)
    only = Button(label("Only full ones"), ShowQuota(0, month, full=True))
    if page.full:
        only = Button(label("Everybody"), ShowQuota(0, month, full=False))
    buttons = [
        Button(_month_button(before, back=True), ShowQuota(0, before, page.full)),
        Button(_month_button(after, back=False), ShowQuota(0, after, page.full)),
        only,
        Button(label("Members"), ShowMembers()),
    ]
    commands = series([Code(own_command(each)) for each in ("/admin quota 2026-10", "/admin quota full")])
    parts += [Row(tuple(buttons)), Hint(say("Or type {commands}.", commands=commands))]
    return Card(title, tuple(parts))


def _month_button(month: date, *, back: bool) -> Label:
    name = month_label(month)
    return label("‹ {month}", month=name) if back else label("{month} ›", month=name)


def _usage(usage: Usage) -> Line:
    allowed = label("no limit") if usage.allowed is None else number(usage.allowed)
    return fact_line(
        own(usage.person.name),
        _used(usage),
        Cell(number(usage.used), usage.used),
        Cell(allowed),
        Cell(label(PLANS[usage.person.plan])),
    )


def _used(usage: Usage) -> Text:
    if usage.allowed is None:
        return say_many(
            "{n} session, no limit",
            "{n} sessions, no limit",
            usage.used,
            none=msg("no session yet, no limit"),
        )
    return say_many(
        "{used} of {n} session · plan: {plan}",
        "{used} of {n} sessions · plan: {plan}",
        usage.allowed,
        used=usage.used,
        plan=label(PLANS[usage.person.plan]),
    )


def _member(person: Person) -> Line:
    return fact_line(
        own(person.name),
        _standing(person),
        Cell(plain(roles_text(person))),
        Cell(label(PLANS[person.plan])),
        Cell(label("suspended") if person.suspended else label("active")),
    )


def _standing(person: Person) -> Text:
    roles, plan = roles_text(person), label(PLANS[person.plan])
    if person.suspended:
        return say("{roles} · plan: {plan} · suspended", roles=roles, plan=plan)
    return say("{roles} · plan: {plan}", roles=roles, plan=plan)


def _asked(query: MemberQuery) -> list[Label]:
    asked: list[Label] = []
    if query.role is not None:
        asked.append(label(ROLES[query.role]))
    if query.plan is not None:
        asked.append(label(ON_PLAN[query.plan]))
    if query.activity is not None:
        asked.append(label(ACTIVITIES[query.activity]))
    if query.text:
        asked.append(label("“{text}”", text=query.text))
    return asked


def _filtered(query: MemberQuery, page: int) -> FilterMembers | ShowMembers:
    if query == MemberQuery():
        return ShowMembers(page)
    return FilterMembers(page, query.role, query.plan, query.activity)


def _turns(page: MembersPage) -> list[Part]:
    """A text that was searched for does not fit on a button: its pages are typed."""
    if page.query.text:
        if not page.more:
            return []
        return [Hint(say("There are more. Type more of the name, or {page}.", page=Code(_next(page))))]
    turns: list[Button] = []
    if page.page:
        turns.append(Button(label("‹ Back"), _filtered(page.query, page.page - 1)))
    if page.more:
        turns.append(Button(label("More ›"), _filtered(page.query, page.page + 1)))
    return [Row(tuple(turns))] if turns else []


def _next(page: MembersPage) -> str:
    query = page.query
    named = [
        *([f"role:{query.role}"] if query.role else []),
        *([f"plan:{query.plan}"] if query.plan else []),
        *([query.activity.value] if query.activity else []),
    ]
    return " ".join(["/admin members", *named, query.text, f"page {page.page + 2}"])
