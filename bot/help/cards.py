"""Welcome and help."""

from bot import commands
from bot.actions.availability import ShowAvailability
from bot.actions.councils.looking import ShowCouncils
from bot.actions.members import ShowMembers
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import AskZone, ShowProfile
from bot.actions.schedule import ShowSchedule
from bot.actions.sessions import ShowSessions
from bot.labels import primary
from bot.profile.cards import zone_question
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Text, words
from core.people import Person, Plan

DETAILS = {
    "book": "Choose a mentor, a time in your own time zone, say what it is about, look it over, confirm. "
    "Or type it all at once.",
    "sessions": "What lies ahead and what has been, with everything you can do about it: join, cancel.",
    "schedule": "The sessions you give as a mentor: totals, a week with its picture, the list, your mentees. Weeks are "
    "typed as you would say them: “next week”, “24 nov”.",
    "council": "Those on the council plan register with goals and questions, and call their own councils with “new”. "
    "Mentors answer by number which of the proposed times suit them. Coordinators also type answers, decide, "
    "extend 24h, choose tue 3pm, mentors, times, note, cancel.",
    "availability": "Type hours as you would say them. Days: mon, tue … sun, weekdays, weekend. Several lines or “;” "
    "work too. Beside hours there are breaks, buffers and blocked time: “mon break 12-13”, or “break 12-13” for every "
    "day. You see what would change before anything is saved. Sessions that are booked already are never touched. "
    "Between two sessions lies the larger of the two buffers that face each other, not their sum.",
    "admin": "Works for admins only. Names, handles or mentions of members are understood.",
}


def welcome_card(person: Person) -> Card:
    """What a new member reads first: hello, the two or three things they can do, what is missing."""
    parts: list[Part] = [
        Paragraph(
            words(
                "I book mentor sessions, right here in the chat. You will get reminders and the link to join. "
                "Three things to start with:"
            )
        ),
        Facts(_first_steps(person)),
    ]
    if person.zone is None:
        question = zone_question(person)
        lead = words(Bold("First: where are you? "), *question.text)
        parts += [Paragraph(lead), *question.next]
    else:
        parts += [_doors(person), _zone_hint(person)]
    return Card(f"Welcome to Parley, {person.name.split()[0]}!", tuple(parts))


def help_card(person: Person, topic: str = "") -> Card:
    """All commands for the person's roles, or one in detail."""
    spec = commands.BY_NAME.get(topic.strip().removeprefix("/").lower())
    if spec is None or (spec.roles and not spec.roles & person.roles):
        rows = tuple(
            (f"/{c.name} {c.usage}".strip(), words(c.summary)) for c in commands.for_person(person)
        )
        unknown = (Hint(words("There is no help on “", topic, "”. This is everything:")),) if topic else ()
        return Card("What Parley can do", (*unknown, Facts(rows), _doors(person), _zone_hint(person)))
    parts: list[Part] = [Paragraph(words(spec.summary, ". ", DETAILS.get(spec.name, "")))]
    if spec.examples:
        lines: list[Code | str] = []
        for example in spec.examples:
            lines += ["\n", Code(example)] if lines else [Code(example)]
        parts.append(Paragraph(words("For example:\n", *lines)))
    return Card(f"/{spec.name} {spec.usage}".strip(), (*parts, _doors(person)))


def _first_steps(person: Person) -> tuple[tuple[str, Text], ...]:
    steps: list[tuple[str, Text]] = []
    if person.is_admin:
        steps.append(("/admin members", words("see members, make mentors, set plans")))
    if person.is_mentor:
        steps.append(("/availability", words("say when you take sessions")))
    steps += [
        ("/book", words("book a session with a mentor")),
        ("/sessions", words("see what is coming up")),
        ("/help", words("everything else")),
    ]
    return tuple(steps[:4])


def _doors(person: Person) -> Row:
    buttons = [primary("Book a session", BrowseMentors()), Button("My sessions", ShowSessions())]
    if person.is_mentor or person.is_admin or person.plan is Plan.COUNCIL:
        buttons.append(Button("Councils", ShowCouncils()))
    if person.is_mentor:
        buttons += [Button("My schedule", ShowSchedule()), Button("My availability", ShowAvailability())]
    if person.is_admin:
        buttons.append(Button("Members", ShowMembers()))
    buttons.append(Button("My profile", ShowProfile()))
    return Row(tuple(buttons))


def _zone_hint(person: Person) -> Hint:
    return Hint(words(f"Your time zone is {person.clock_zone}. ", Code("/timezone"), " changes it."))


def home_doors(person: Person) -> Row:
    """The buttons of a home page."""
    return _doors(person) if person.zone else Row((primary("Set my time zone", AskZone()),))
