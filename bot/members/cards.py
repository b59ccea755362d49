"""Members, as admins see them."""

from bot.actions.availability import ConfirmHours, ShowAvailability
from bot.actions.members import GrantRole, ReviewRole, RevokeRole, SetPlan, ShowMember, ShowMembers
from bot.actions.mentors import BrowseMentors
from bot.labels import (
    PLATFORMS,
    danger,
    primary,
    quota_text,
    row,
    several,
    told_apart,
    when,
    who,
)
from bot.sentences import label, lines, msg, say, say_many
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Facts,
    Hint,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.people import Person, Plan, Role
from core.usecases.members import Changed, MembersPage, OwnSettings, RoleReview
from core.usecases.standing import Standing

PLANS = {Plan.NONE: "none", Plan.INDIVIDUAL: "individual", Plan.COUNCIL: "council"}


def plan_state(plan: Plan) -> str:
    """`is on the individual plan now`."""
    return "is on no plan now" if plan is Plan.NONE else f"is on the {PLANS[plan]} plan now"


def roles_text(person: Person) -> str:
    """The roles in words."""
    return ", ".join(role.value for role in Role if role in person.roles) or "none"


def a_role(role: Role) -> str:
    """`a mentor`, `an admin`."""
    return f"{'an' if role is Role.ADMIN else 'a'} {role.value}"


def members_card(page: MembersPage) -> Card:
    """All members, to open one."""
    options = tuple(Option(person.name, ShowMember(person.id)) for person in page.members)
    rows = tuple((m.name, words(f"{roles_text(m)} · plan: {PLANS[m.plan]}")) for m in page.members)
    turns = [Button("‹ Back", ShowMembers(page.page - 1))] if page.page else []
    turns += [Button("More ›", ShowMembers(page.page + 1))] if page.more else []
    parts: list[Part] = [Facts(rows), Choice("Open a member", options)]
    if turns:
        parts.append(Row(tuple(turns)))
    parts.append(
        Hint(
            words(
                "Or type ",
                Code("/admin mentor @ana"),
                ", ",
                Code("/admin plan @ben individual"),
                ", ",
                Code("/admin remove mentor @ana"),
                ".",
            )
        )
    )
    return Card("Members", tuple(parts))


def member_card(settings: OwnSettings) -> Card:
    """One member, for admins."""
    person = settings.person
    rows: tuple[tuple[str, Text], ...] = (
        ("Who", words(who(person))),
        ("Roles", words(roles_text(person))),
        ("Plan", words(PLANS[person.plan])),
        ("This month", quota_text(settings.quota)),
        ("Time zone", words(person.zone or "not known yet")),
        ("Accounts", words(", ".join(PLATFORMS.get(a.platform, a.platform) for a in person.addresses))),
        *((f"As a {each.role.value}", words(standing_text(each))) for each in settings.standings),
    )
    roles = [
        danger(f"Remove {role.value}", ReviewRole(person.id, role, granted=False))
        if role in person.roles
        else Button(
            f"Make {role.value}",
            ReviewRole(person.id, role, granted=True) if role is Role.ADMIN else GrantRole(person.id, role),
        )
        for role in (Role.MENTOR, Role.ADMIN)
    ]
    plans = [
        Button(f"Plan: {PLANS[plan]}", SetPlan(person.id, plan)) for plan in Plan if plan is not person.plan
    ]
    return Card(
        person.name,
        (Facts(rows), Row(tuple(roles)), Row(tuple(plans)), Row((Button("‹ Members", ShowMembers()),))),
    )


_ASKS = {
    (Role.ADMIN, True): (msg("Make {who} an admin?"), msg("Make admin")),
    (Role.MENTOR, True): (msg("Make {who} a mentor?"), msg("Make mentor")),
    (Role.ADMIN, False): (msg("Remove {who} as an admin?"), msg("Remove admin")),
    (Role.MENTOR, False): (msg("Remove {who} as a mentor?"), msg("Remove mentor")),
}


def role_review_card(review: RoleReview) -> Card:
    """Asks before a role is given or taken: whom it is about, and what follows."""
    person, role = review.person, review.role
    title, does = _ASKS[role, review.granted]
    follows = {
        (Role.ADMIN, True): say("Admins see all members and sessions, and change roles, plans and rules."),
        (Role.MENTOR, True): say("Mentees can book them once they have confirmed their hours."),
        (Role.ADMIN, False): say("They can no longer run the programme."),
        (Role.MENTOR, False): say("Nobody can book them any more. Sessions that are booked stay."),
    }[role, review.granted]
    parts: list[Part] = [
        Paragraph(lines(words(told_apart(person)), follows)),
    ]
    if review.sessions:
        listed = [
            words(when(each.starts_at, review.reader, Show.SHORT), f" · {mentee.name} · {each.topic.title}")
            for each, mentee in review.sessions
        ]
        more = say_many("and {n} more", "and {n} more", review.more) if review.more else ()
        parts.append(Paragraph(lines(words(Bold(label("Their next sessions"))), *listed, more)))
    act = GrantRole(person.id, role) if review.granted else RevokeRole(person.id, role)
    keep = Button(label("Keep it as it is"), ShowMember(person.id))
    parts.append(row(danger(label(does), act), keep))
    return Card(label(title, who=person.name), tuple(parts))


def standing_text(standing: Standing) -> str:
    """`reliability 95 %, rated 4.5 of 5 by 3 mentees, quality 4.2 of 5`."""
    said = [f"reliability {standing.reliability:.0f} %"] if standing.reliability is not None else []
    if standing.rating is not None and standing.quality is not None:
        said += [
            f"rated {standing.rating:.1f} of 5 by {several(standing.feedback, 'mentee')}",
            f"quality {standing.quality:.1f} of 5",
        ]
    return ", ".join(said) or "nothing known yet"


def changed_card(changed: Changed, what: str) -> Card:
    """A role or plan was changed, or was so before."""
    person = changed.person
    told = " They have been told." if changed.told else ""
    state = "Done" if changed.changed else "That was so already"
    return Card(
        state,
        (
            Paragraph(words(who(person), f" {what}.{told}")),
            Row((Button("Open member", ShowMember(person.id)), Button("Members", ShowMembers()))),
        ),
    )


def role_notice(role: Role, *, granted: bool) -> Card:
    """Tells a member about a role."""
    if not granted:
        return Card(
            "Your role has changed",
            (Paragraph(words(f"You are no longer {a_role(role)} of the programme.")),),
        )
    news = {
        Role.MENTOR: say(
            "You are a mentor now. Mentees can book you once you have said when you have time: offer the usual hours, "
            "or choose your own with {command}.",
            command=Code("/availability"),
        ),
        Role.ADMIN: words("You are an admin now. ", Code("/admin members"), " is the place to start."),
        Role.MENTEE: words("You can take sessions now. ", Code("/book"), " finds you a mentor."),
    }
    doors = (
        (
            row(
                primary(label("Offer the usual hours"), ConfirmHours()),
                Button(label("Choose my hours"), ShowAvailability()),
            ),
        )
        if role is Role.MENTOR
        else ()
    )
    return Card("Your role has changed", (Paragraph(news[role]), *doors))


def plan_notice(plan: Plan) -> Card:
    """Tells a member about their plan."""
    if plan is Plan.NONE:
        return Card("Your plan has changed", (Paragraph(words("You are on no plan at present.")),))
    return Card(
        "Your plan has changed",
        (
            Paragraph(words("You are on the ", Bold(PLANS[plan]), " plan now and can book sessions.")),
            Row((primary("Book a session", BrowseMentors()),)),
        ),
    )
