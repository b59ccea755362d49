"""A mentor's settings as cards: shown, asked about, changed, told."""

from bot.actions.availability import ShowAvailability
from bot.actions.members import ShowMember
from bot.actions.mentor_settings import EditMentorSettings, ShowMentorSettings, TurnSetting
from bot.actions.mentors import ShowMentor
from bot.actions.profile import ShowProfile
from bot.labels import PROVIDERS, danger, price_text, primary, row, who
from bot.mentors.cards import seniority_label
from bot.sentences import label, lines, msg, own, say, say_many, series
from bot.typed.command_words import own as own_command
from bot.ui import Button, Card, Code, Copyable, Fact, Facts, Hint, Paragraph, Part, Row, Text, words
from core.mentor_settings import Setting, Switch
from core.mentors import Mentor
from core.people import Person
from core.usecases.mentor_settings import MentorSettings

NAMES = {
    Setting.HEADLINE: msg("Headline"),
    Setting.TAGS: msg("Topics"),
    Setting.BIO: msg("About the mentor"),
    Setting.SENIORITY: msg("Seniority"),
    Setting.RATE: msg("Rate"),
    Setting.LINK: msg("Own meeting link"),
    Setting.CALENDLY: msg("Calendly event type"),
    Setting.ACTIVE: msg("Active"),
    Setting.ACCEPTING: msg("Accepts new sessions"),
    Setting.VERIFIED: msg("Verified"),
}
_TURN = {
    (Switch.ACTIVE, True): msg("Make active"),
    (Switch.ACTIVE, False): msg("Make inactive"),
    (Switch.ACCEPTING, True): msg("Accept sessions"),
    (Switch.ACCEPTING, False): msg("Accept no new sessions"),
    (Switch.VERIFIED, True): msg("Mark as verified"),
    (Switch.VERIFIED, False): msg("Take the verification back"),
}
_ASKS = {
    Switch.ACTIVE: msg("Make {who} inactive?"),
    Switch.ACCEPTING: msg("Accept no new sessions for {who}?"),
    Switch.VERIFIED: msg("Take the verification of {who} back?"),
}
_ASKS_SELF = {
    Switch.ACTIVE: msg("Make yourself inactive?"),
    Switch.ACCEPTING: msg("Accept no new sessions?"),
    Switch.VERIFIED: msg("Take your own verification back?"),
}


def settings_card(seen: MentorSettings, link: str | None) -> Card:
    """All that is set about a mentor, what changes it, and the link to share."""
    mentor, given = seen.mentor, _given(seen)
    rows = [(label(NAMES[each]), setting_text(mentor, each)) for each in Setting]
    switches = [
        Button(label(_TURN[switch, not on]), TurnSetting(given, switch, not on))
        for switch in Switch
        if seen.may_set(switch.setting)
        for on in [_is_on(mentor, switch)]
    ]
    parts: list[Part] = [
        Facts(tuple(rows)),
        row(
            primary(label("Change"), EditMentorSettings(given)),
            Button(label("What mentees read"), ShowMentor(mentor.id)),
        ),
        Row(tuple(switches)),
        _doors(seen),
        *(_to_share(link) if link else ()),
        Hint(_typed(seen)),
    ]
    title = (
        label("Your mentor page") if seen.is_own else label("{name} as a mentor", name=mentor.person.name)
    )
    return Card(title, tuple(parts))


def review_card(seen: MentorSettings, switch: Switch) -> Card:
    """Asks before a mentor can no longer be booked who has sessions ahead."""
    mentor, given = seen.mentor, _given(seen)
    title = label(_ASKS_SELF[switch]) if seen.is_own else label(_ASKS[switch], who=mentor.person.name)
    buttons = row(
        danger(label(_TURN[switch, False]), TurnSetting(given, switch, on=False, sure=True)),
        Button(label("Leave it as it is"), ShowMentorSettings(given)),
    )
    stays = stays_text(seen) if seen.booked else ()
    return Card(title, (Paragraph(lines(say("Nobody can book a session any more."), stays)), buttons))


def changed_card(seen: MentorSettings) -> Card:
    """What has been set, as it is now."""
    given = _given(seen)
    doors = row(
        Button(label("Mentor page"), ShowMentorSettings(given)),
        Button(label("My availability"), ShowAvailability())
        if seen.is_own
        else Button(label("Open member"), ShowMember(seen.mentor.id)),
    )
    if not seen.changed:
        return Card(label("That was so already"), (Paragraph(say("Nothing was changed.")), doors))
    said: list[Text] = []
    if Setting.RATE in seen.changed and seen.paid_at is not None:
        said.append(_paid_text(seen))
    if not seen.is_own:
        said.append(say("This is set for {who} now.", who=who(seen.mentor.person)))
    if Setting.RATE in seen.changed and seen.booked:
        said.append(
            say_many(
                "It holds for new bookings: {n} session that is booked keeps its rate.",
                "It holds for new bookings: {n} sessions that are booked keep their rate.",
                seen.booked,
            )
        )
    turned_off = [
        switch for switch in Switch if switch.setting in seen.changed and not _is_on(seen.mentor, switch)
    ]
    if turned_off and seen.booked:
        said.append(stays_text(seen))
    if seen.told:
        said.append(say("They have been told."))
    parts: list[Part] = [Facts(_rows(seen.mentor, seen.changed))]
    if said:
        parts.append(Paragraph(lines(*said)))
    return Card(label("Saved"), (*parts, doors))


def _paid_text(seen: MentorSettings) -> Text:
    """How mentees pay the rate."""
    if seen.paid_at:
        at = PROVIDERS.get(seen.paid_at, seen.paid_at)
        return say("Mentees pay it at {provider} when they book.", provider=own(at))
    return say(
        "No payment provider of the programme takes {currency}: mentees pay it outside Parley.",
        currency=own(seen.mentor.currency),
    )


def changed_notice(mentor: Mentor, changed: tuple[Setting, ...], by: Person | None) -> Card:
    """Tell a mentor what an admin has set."""
    rows = tuple(
        (
            label(NAMES[each]),
            say("{value}, set by {who}", value=setting_text(mentor, each), who=who(by))
            if by
            else say("{value}, set by an admin", value=setting_text(mentor, each)),
        )
        for each in changed
    )
    parts: list[Part] = [Facts(rows)]
    if Setting.RATE in changed:
        parts.append(Hint(say("A rate holds for new bookings. Booked sessions keep theirs.")))
    parts.append(row(primary(label("Mentor page"), ShowMentorSettings())))
    return Card(label("Your mentor page has changed"), tuple(parts))


def stays_text(seen: MentorSettings) -> Text:
    """How many sessions stay."""
    return say_many(
        "{n} session that is booked stays as it is.",
        "{n} sessions that are booked stay as they are.",
        seen.booked,
        none=msg("No session is booked."),
    )


def setting_text(mentor: Mentor, setting: Setting) -> Text:
    """A setting as it is."""
    match setting:
        case Setting.HEADLINE:
            return words(mentor.headline) if mentor.headline else say("not given")
        case Setting.TAGS:
            return series(mentor.tags) or say("not given")
        case Setting.BIO:
            return words(mentor.bio) if mentor.bio else say("not given")
        case Setting.SENIORITY:
            return say("{n} of 5, {words}", n=mentor.seniority, words=seniority_label(mentor))
        case Setting.RATE:
            return price_text(mentor.rate, mentor.currency)
        case Setting.LINK:
            return words(mentor.meeting_link) if mentor.meeting_link else say("not given")
        case Setting.CALENDLY:
            return words(mentor.calendly_link) if mentor.calendly_link else say("not given")
        case Setting.ACTIVE | Setting.ACCEPTING | Setting.VERIFIED:
            return say("yes") if _is_on(mentor, Switch(setting.value)) else say("no")


def _is_on(mentor: Mentor, switch: Switch) -> bool:
    return {
        Switch.ACTIVE: mentor.active,
        Switch.ACCEPTING: mentor.accepting,
        Switch.VERIFIED: mentor.verified,
    }[switch]


def _given(seen: MentorSettings) -> int | None:
    """The mentor as actions name them: nobody where they act themselves."""
    return None if seen.is_own else seen.mentor.id


def _rows(mentor: Mentor, changed: tuple[Setting, ...]) -> tuple[Fact, ...]:
    return tuple((label(NAMES[each]), setting_text(mentor, each)) for each in changed)


def _doors(seen: MentorSettings) -> Row:
    if seen.is_own:
        return row(
            Button(label("My availability"), ShowAvailability()), Button(label("My profile"), ShowProfile())
        )
    return row(Button(label("Open member"), ShowMember(seen.mentor.id)))


def _to_share(link: str) -> tuple[Part, ...]:
    invites = say("Whoever follows this link finds the mentor page in Telegram, and books there:")
    return Paragraph(invites), Copyable(link, label("Copy the link"))


def _typed(seen: MentorSettings) -> Text:
    if seen.is_own:
        commands = ["/profile rate 40 EUR", "/profile tags python, sql", "/profile accepting off"]
    else:
        commands = ["/admin mentor @ana rate 40 EUR", "/admin mentor @ana verified on"]
    return say("Or type {commands}.", commands=series([Code(own_command(command)) for command in commands]))
