"""A person's own settings: zone, quiet hours, plan."""

from bot.actions.mentors import BrowseMentors
from bot.actions.policies import ShowPolicies
from bot.actions.profile import AskZone, EditQuiet, SetZone, ShowProfile
from bot.actions.sessions import ShowSessions
from bot.labels import PLATFORMS, primary, quota_text
from bot.members.cards import PLANS, roles_text
from bot.sentences import say
from bot.typed import zones
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Paragraph,
    Phrase,
    Row,
    Text,
    words,
)
from core.people import Person
from core.usecases.members import OwnSettings


def profile_card(settings: OwnSettings) -> Card:
    """`/profile`."""
    person = settings.person
    rows: tuple[tuple[str, Text], ...] = (
        ("Name", words(person.name)),
        ("Time zone", words(person.zone or "not known yet")),
        ("Plan", say(PLANS[person.plan])),
        ("This month", quota_text(settings.quota)),
        ("Roles", roles_text(person)),
        ("E-mail", words(person.email or "none")),
        ("Accounts", words(", ".join(PLATFORMS.get(a.platform, a.platform) for a in person.addresses))),
        ("Quiet hours", words(str(person.quiet or "none"))),
    )
    doors = (
        Button("Change time zone", AskZone()),
        Button("Quiet hours", EditQuiet()),
        Button("My sessions", ShowSessions()),
        Button("The rules", ShowPolicies()),
    )
    return Card("Your profile", (Facts(rows), Row(doors)))


def quiet_card(person: Person) -> Card:
    """The quiet hours have been set."""
    if person.quiet is None:
        text = words("You hear of everything at once.")
    else:
        text = words(
            "I keep what can wait, every day ", Bold(str(person.quiet)), f" ({person.clock_zone})."
        )
        if person.zone is None:
            text += words(" I do not know your time zone yet: tell me with ", Code("/timezone Berlin"), ".")
    doors = Row((Button("Change", EditQuiet()), Button("My profile", ShowProfile())))
    return Card(
        "Quiet hours", (Paragraph(text), doors, Hint(words("Or type ", Code("/profile quiet 22-7"), ".")))
    )


def zone_card(person: Person) -> Card:
    """`/timezone` without a zone."""
    question = zone_question(person)
    known = (Paragraph(words("Your time zone is ", Bold(person.zone), ".")),) if person.zone else ()
    return Card(
        "Your time zone",
        (
            *known,
            Paragraph(question.text),
            *question.next,
            Hint(words("Or type ", Code("/timezone Berlin"), ".")),
        ),
    )


def zone_set_card(person: Person, clock: str) -> Card:
    """The zone has been set; `clock` is the time there now."""
    return Card(
        "Time zone set",
        (
            Paragraph(words("Your time zone is ", Bold(person.clock_zone), f": it is {clock} there now.")),
            Row((primary("Book a session", BrowseMentors()), Button("Not right?", AskZone()))),
        ),
    )


def zone_question(reader: Person) -> Phrase:
    """Ask where somebody lives, with likely answers to press."""
    likely = tuple(
        Button(zone.split("/")[-1].replace("_", " "), SetZone(zone)) for zone in zones.likely(reader.locale)
    )
    return Phrase(
        "Where are you?",
        words(
            "So that every time is shown right, tell me your time zone. "
            "Press a city, or type one: “Berlin”, “GMT+5:30”."
        ),
        (Row(likely, columns=3),),
    )
