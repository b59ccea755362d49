"""Members, as admins see them."""

from typing import assert_never

from bot.actions.availability import ConfirmHours, ShowAvailability
from bot.actions.jobs import MoveDay
from bot.actions.members import GrantRole, ReviewRole, RevokeRole, SetPlan, ShowMember, ShowMembers
from bot.actions.mentor_settings import ShowMentorSettings
from bot.actions.mentors import BrowseMentors
from bot.labels import (
    PLATFORMS,
    danger,
    primary,
    quota_text,
    row,
    title_of,
    told_apart,
    when,
    who,
)
from bot.members.measure_cards import decisions, standing_facts
from bot.members.words import PLANS, roles_text
from bot.sentences import Msg, decimal, label, lines, msg, own, percent, say, say_many, sentences, series
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Fact,
    Facts,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.people import Person, Plan, Role
from core.usecases.members import Changed, MemberRecord
from core.usecases.reputation import Reputation
from core.usecases.roles import RoleReview

_NOW = {
    (Role.MENTEE, True): msg("{who} is a mentee now."),
    (Role.MENTOR, True): msg("{who} is a mentor now."),
    (Role.ADMIN, True): msg("{who} is an admin now."),
    (Role.MENTEE, False): msg("{who} is no longer a mentee."),
    (Role.MENTOR, False): msg("{who} is no longer a mentor."),
    (Role.ADMIN, False): msg("{who} is no longer an admin."),
}
_ALREADY = {
    (Role.MENTEE, True): msg("{who} is a mentee already."),
    (Role.MENTOR, True): msg("{who} is a mentor already."),
    (Role.ADMIN, True): msg("{who} is an admin already."),
    (Role.MENTEE, False): msg("{who} is not a mentee."),
    (Role.MENTOR, False): msg("{who} is not a mentor."),
    (Role.ADMIN, False): msg("{who} is not an admin."),
}
_NO_LONGER = {
    Role.MENTEE: msg("You are no longer a mentee of the programme."),
    Role.MENTOR: msg("You are no longer a mentor of the programme."),
    Role.ADMIN: msg("You are no longer an admin of the programme."),
}
_ON_PLAN = {
    Plan.NONE: msg("{who} is on no plan now."),
    Plan.INDIVIDUAL: msg("{who} is on the individual plan now."),
    Plan.COUNCIL: msg("{who} is on the council plan now."),
}
_PUT_ON = {
    Plan.NONE: msg("Plan: none"),
    Plan.INDIVIDUAL: msg("Plan: individual"),
    Plan.COUNCIL: msg("Plan: council"),
}
_MAKE = {Role.MENTOR: msg("Make mentor"), Role.ADMIN: msg("Make admin")}
_REMOVE = {Role.MENTOR: msg("Remove mentor"), Role.ADMIN: msg("Remove admin")}
_AS = {Role.MENTOR: msg("As a mentor"), Role.MENTEE: msg("As a mentee")}


def accounts_text(person: Person) -> Text:
    """The platforms on which the person has a chat."""
    return series([PLATFORMS.get(address.platform, address.platform) for address in person.addresses])


def member_card(record: MemberRecord) -> Card:
    """One member, for admins."""
    person = record.person
    rows: tuple[Fact, ...] = (
        (label("Who"), words(who(person))),
        (label("Roles"), roles_text(person)),
        (label("Plan"), say(PLANS[person.plan])),
        (label("This month"), quota_text(record.quota)),
        (label("Time zone"), words(person.zone) if person.zone else say("not known yet")),
        (label("Accounts"), accounts_text(person)),
        *((label(_AS[each.role]), reputation_text(each)) for each in record.reputations),
        *standing_facts(record),
    )
    roles = [
        danger(label(_REMOVE[role]), ReviewRole(person.id, role, granted=False))
        if role in person.roles
        else Button(
            label(_MAKE[role]),
            ReviewRole(person.id, role, granted=True) if role is Role.ADMIN else GrantRole(person.id, role),
        )
        for role in (Role.MENTOR, Role.ADMIN)
    ]
    plans = [
        Button(label(_PUT_ON[plan]), SetPlan(person.id, plan)) for plan in Plan if plan is not person.plan
    ]
    page = (
        (
            Button(label("Mentor page"), ShowMentorSettings(person.id)),
            Button(label("Move a day"), MoveDay(person.id)),
        )
        if person.is_mentor
        else ()
    )
    doors = row(*page, Button(label("‹ Members"), ShowMembers()))
    parts = [
        Row(tuple(roles)),
        Row(tuple(plans)),
        *([] if person.id == record.reader.id else [decisions(person)]),
    ]
    return Card(own(person.name), (Facts(rows), *parts, doors))


_ASKS = {
    (Role.ADMIN, True): (msg("Make {who} an admin?"), msg("Make admin")),
    (Role.MENTOR, True): (msg("Make {who} a mentor?"), msg("Make mentor")),
    (Role.MENTEE, True): (msg("Make {who} a mentee?"), msg("Make mentee")),
    (Role.ADMIN, False): (msg("Remove {who} as an admin?"), msg("Remove admin")),
    (Role.MENTOR, False): (msg("Remove {who} as a mentor?"), msg("Remove mentor")),
    (Role.MENTEE, False): (msg("Remove {who} as a mentee?"), msg("Remove mentee")),
}


def role_review_card(review: RoleReview) -> Card:
    """Asks before a role is given or taken: whom it is about, and what follows."""
    person, role = review.person, review.role
    title, does = _ASKS[role, review.granted]
    follows = {
        (Role.ADMIN, True): say("Admins see all members and sessions, and change roles, plans and rules."),
        (Role.MENTOR, True): say("Mentees can book them once they have confirmed their hours."),
        (Role.MENTEE, True): say("They can take sessions."),
        (Role.ADMIN, False): say("They can no longer run the programme."),
        (Role.MENTOR, False): say("Nobody can book them any more. Sessions that are booked stay."),
        (Role.MENTEE, False): say("Sessions that are booked stay."),
    }[role, review.granted]
    parts: list[Part] = [
        Paragraph(lines(words(told_apart(person)), follows)),
    ]
    if review.sessions:
        listed = [
            say(
                "{when} · {mentee} · {title}",
                when=when(each.starts_at, review.reader, Show.SHORT),
                mentee=mentee.name,
                title=title_of(each.topic),
            )
            for each, mentee in review.sessions
        ]
        more = say_many("and {n} more", "and {n} more", review.more) if review.more else ()
        parts.append(Paragraph(lines(words(Bold(label("Their next sessions"))), *listed, more)))
    act = GrantRole(person.id, role) if review.granted else RevokeRole(person.id, role)
    keep = Button(label("Keep it as it is"), ShowMember(person.id))
    parts.append(row(danger(label(does), act), keep))
    return Card(label(title, who=person.name), tuple(parts))


def reputation_text(reputation: Reputation) -> Text:
    """`reliability 95 %, rated 4.5 of 5 by 3 mentees, quality 4.2 of 5`."""
    said: list[Text] = []
    if reputation.reliability is not None:
        said.append(say("reliability {share}", share=percent(reputation.reliability)))
    if reputation.rating is not None and reputation.quality is not None:
        rated = say_many(
            "rated {rating} of 5 by {n} mentee",
            "rated {rating} of 5 by {n} mentees",
            reputation.feedback,
            rating=decimal(reputation.rating),
        )
        said += [rated, say("quality {quality} of 5", quality=decimal(reputation.quality))]
    return series(said) or say("nothing known yet")


def role_card(changed: Changed, role: Role, *, granted: bool) -> Card:
    """A role was given or taken, or was so before."""
    return _changed_card(changed, (_NOW if changed.changed else _ALREADY)[role, granted])


def plan_card(changed: Changed, plan: Plan) -> Card:
    """A member was put on a plan, or was on it before."""
    return _changed_card(changed, _ON_PLAN[plan])


def _changed_card(changed: Changed, sentence: Msg) -> Card:
    person = changed.person
    told = say("They have been told.") if changed.told else ()
    return Card(
        label("Done") if changed.changed else label("That was so already"),
        (
            Paragraph(sentences(say(sentence, who=who(person)), told)),
            row(
                Button(label("Open member"), ShowMember(person.id)), Button(label("Members"), ShowMembers())
            ),
        ),
    )


def role_notice(role: Role, *, granted: bool) -> Card:
    """Tells a member about a role."""
    title = label("Your role has changed")
    if not granted:
        return Card(title, (Paragraph(say(_NO_LONGER[role])),))
    match role:
        case Role.MENTOR:
            news = say(
                "You are a mentor now. Mentees can book you once you have said when you have time: offer the usual "
                "hours, or choose your own with {command}.",
                command=Code("/availability"),
            )
            doors = row(
                primary(label("Offer the usual hours"), ConfirmHours()),
                Button(label("Choose my hours"), ShowAvailability()),
            )
            return Card(title, (Paragraph(news), doors))
        case Role.ADMIN:
            command = Code(own_command("/admin members"))
            return Card(
                title,
                (
                    Paragraph(
                        say("You are an admin now. {command} is the place to start.", command=command)
                    ),
                ),
            )
        case Role.MENTEE:
            command = Code("/book")
            return Card(
                title,
                (
                    Paragraph(
                        say("You can take sessions now. {command} finds you a mentor.", command=command)
                    ),
                ),
            )
    assert_never(role)


def plan_notice(plan: Plan) -> Card:
    """Tells a member about their plan."""
    title = label("Your plan has changed")
    if plan is Plan.NONE:
        return Card(title, (Paragraph(say("You are on no plan at present.")),))
    now = say("You are on the {plan} plan now and can book sessions.", plan=Bold(label(PLANS[plan])))
    return Card(title, (Paragraph(now), row(primary(label("Book a session"), BrowseMentors()))))


def plan_given_card(member: Person) -> Card:
    """What becomes of that message once the member is on a plan."""
    has = say("{who} is on the {plan} plan now.", who=who(member), plan=Bold(label(PLANS[member.plan])))
    return Card(
        label("{name} asked for a plan", name=member.name),
        (Paragraph(has), row(Button(label("Open member"), ShowMember(member.id)))),
    )


def plan_buttons(member: Person) -> list[Button]:
    """One press gives a plan."""
    return [
        Button(label("Plan: {plan}", plan=label(PLANS[plan])), SetPlan(member.id, plan))
        for plan in Plan
        if plan is not Plan.NONE
    ]


def plan_asked_notice(member: Person) -> Card:
    """Tells an admin who asks for a plan; one press gives it."""
    asks = say("{who} has no plan that includes sessions, and asks for one.", who=who(member))
    return Card(
        label("{name} asks for a plan", name=member.name),
        (
            Paragraph(asks),
            row(*plan_buttons(member)),
            row(Button(label("Open member"), ShowMember(member.id))),
        ),
    )
