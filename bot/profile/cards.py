"""A person's own settings: zone, quiet hours, plan."""

from collections.abc import Sequence

from bot.actions.accounts import ShowAccounts
from bot.actions.availability import MoveHours
from bot.actions.mail import ShowMail
from bot.actions.mentor_settings import ShowMentorSettings
from bot.actions.mentors import BrowseMentors
from bot.actions.own_data import ShowOwnData
from bot.actions.policies import ShowPolicies
from bot.actions.profile import AskLanguage, AskZone, EditQuiet, SetTyping, SetZone, ShowProfile
from bot.actions.sessions import ShowSessions
from bot.actions.subscriptions import ShowSubscription
from bot.labels import PLATFORMS, minutes_text, primary, quota_text, row
from bot.members.cards import accounts_text
from bot.members.words import PLANS, roles_text
from bot.profile.languages import language_read
from bot.sentences import label, own, say, sentences, series
from bot.typed import zones
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Fact,
    Facts,
    Hint,
    Label,
    Paragraph,
    Part,
    Phrase,
    Row,
    words,
)
from core.people import Person, Plan
from core.quiet import Quiet
from core.usecases.own_settings import OwnSettings


def profile_card(settings: OwnSettings) -> Card:
    """`/profile`."""
    person = settings.person
    rows: tuple[Fact, ...] = (
        (label("Name"), words(person.name)),
        (label("Time zone"), words(person.zone) if person.zone else say("not known yet")),
        (label("Language"), words(language_read())),
        (label("Plan"), say(PLANS[person.plan])),
        (label("This month"), quota_text(settings.quota)),
        (label("Roles"), roles_text(person)),
        (label("E-mail"), words(settings.address) if settings.address else say("not given")),
        (label("Accounts"), accounts_text(person)),
        *_notices(person),
        (label("Quiet hours"), words(quiet_text(person.quiet)) if person.quiet else say("not set")),
    )
    buttons = row(
        Button(label("Change time zone"), AskZone()),
        Button(label("Language"), AskLanguage()),
        Button(label("Quiet hours"), EditQuiet()),
        Button(label("My sessions"), ShowSessions()),
        Button(label("The rules"), ShowPolicies()),
        Button(label("In my calendar"), ShowSubscription()),
        Button(label("E-mail"), ShowMail()),
        Button(label("Your data"), ShowOwnData()),
        Button(label("My accounts"), ShowAccounts()),
        _typing(person),
        *((Button(label("Mentor page"), ShowMentorSettings()),) if person.is_mentor else ()),
    )
    return Card(label("Your profile"), (Facts(rows), buttons))


def _notices(person: Person) -> tuple[Fact, ...]:
    """Where they are written to first, if that can be chosen."""
    if len(person.addresses) == 1:
        return ()
    platform = person.addresses[0].platform
    return ((label("Notices"), say("on {platform} first", platform=PLATFORMS.get(platform, platform))),)


def quiet_card(person: Person) -> Card:
    """The quiet hours have been set."""
    if person.quiet is None:
        text = say("You hear of everything at once.")
    else:
        text = sentences(
            say(
                "I keep what can wait, every day {hours} ({zone}).",
                hours=Bold(quiet_text(person.quiet)),
                zone=person.clock_zone,
            ),
            ()
            if person.zone
            else say(
                "I do not know your time zone yet: tell me with {command}.",
                command=Code("/timezone Berlin"),
            ),
        )
    buttons = row(Button(label("Change"), EditQuiet()), Button(label("My profile"), ShowProfile()))
    hint = Hint(say("Or type {command}.", command=Code(own_command("/profile quiet 22-7"))))
    return Card(label("Quiet hours"), (Paragraph(text), buttons, hint))


def typing_card(person: Person) -> Card:
    """What can be typed is told from now on, or no longer."""
    if person.types:
        text = say(
            "From now on each message says below what you can type in place of pressing: a command, or the name of a "
            "button."
        )
    else:
        text = say(
            "Messages no longer say what you can type in place of pressing. It is understood as before."
        )
    buttons = row(_typing(person), Button(label("My profile"), ShowProfile()))
    return Card(label("Type in place of pressing"), (Paragraph(text), buttons))


def _typing(person: Person) -> Button:
    said = label("Hide what to type") if person.types else label("Show what to type")
    return Button(said, SetTyping(not person.types))


def quiet_text(quiet: Quiet) -> Label:
    """`22:00–07:00`."""
    return minutes_text(quiet.starts, quiet.ends)


def zone_card(person: Person) -> Card:
    """`/timezone` without a zone."""
    question = zone_question(person)
    known = (Paragraph(say("Your time zone is {zone}.", zone=Bold(person.zone))),) if person.zone else ()
    return Card(
        label("Your time zone"),
        (
            *known,
            Paragraph(question.text),
            *question.next,
            Hint(say("Or type {command}.", command=Code("/timezone Berlin"))),
        ),
    )


def zone_set_card(person: Person, clock: Label, hours_zone: str) -> Card:
    """The zone has been set; `clock` is the time there now, `hours_zone` the zone of a mentor's hours."""
    text = say(
        "Your time zone is {zone}: it is {time} there now.", zone=Bold(person.clock_zone), time=clock
    )
    return Card(
        label("Time zone set"),
        (
            Paragraph(text),
            *(_hours_left(hours_zone, person.clock_zone) if hours_zone != person.clock_zone else ()),
            row(primary(label("Book a session"), BrowseMentors()), Button(label("Not right?"), AskZone())),
        ),
    )


def _hours_left(hours_zone: str, zone: str) -> tuple[Part, ...]:
    return (
        Paragraph(say("The hours in which you can be booked stay in {zone} time.", zone=Bold(hours_zone))),
        row(Button(label("Move my hours to {zone}", zone=zone), MoveHours(zone)), columns=1),
    )


def zone_question(reader: Person) -> Phrase:
    """Ask where somebody lives, with likely answers to press."""
    likely = tuple(
        Button(own(zone.split("/")[-1].replace("_", " ")), SetZone(zone))
        for zone in zones.likely(reader.locale)
    )
    return Phrase(
        label("Where are you?"),
        say(
            "So that every time is shown right, tell me your time zone. Choose a city, or type one: {examples}.",
            examples=series(["“Berlin”", "“GMT+5:30”"]),
        ),
        (row(*likely, columns=3),),
    )


def which_zone_card(text: str, zones: Sequence[str]) -> Card:
    """A typed place that several zones fit."""
    asked = say("“{text}”: do you mean one of these?", text=text)
    options = tuple(Button(own(zone), SetZone(zone)) for zone in zones)
    return Card(label("Which one?"), (Paragraph(asked), Row(options, 1)))


def plan_asked_card(person: Person, support: str) -> Card:
    """The admins have been told that somebody would like a plan; `support` is whom to ask otherwise."""
    if person.plan is not Plan.NONE:
        has = say("You are on the {plan} plan.", plan=Bold(label(PLANS[person.plan])))
        return Card(
            label("You have a plan"),
            (Paragraph(has), row(primary(label("Book a session"), BrowseMentors()))),
        )
    told = say("The admins of the programme have been told. I write to you as soon as you have a plan.")
    otherwise = say("Anything else: {support}.", support=support) if support else ()
    return Card(
        label("Asked for a plan"),
        (Paragraph(sentences(told, otherwise)), row(Button(label("Mentors"), BrowseMentors()))),
    )
