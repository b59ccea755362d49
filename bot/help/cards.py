"""Welcome and help."""

from collections.abc import Iterable

from bot import commands
from bot.actions.availability import ShowAvailability
from bot.actions.councils.looking import ShowCouncils
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import AskZone, ShowProfile
from bot.actions.programme import ShowProgramme
from bot.actions.schedule import ShowSchedule
from bot.actions.sessions import ShowSessions
from bot.formats import shorten
from bot.labels import primary
from bot.profile.cards import zone_question
from bot.sentences import label, lines, msg, own, say, sentences, series
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Fact, Facts, Hint, Label, Paragraph, Part, Row, Text, words
from core.people import Person, Plan

QUOTED = 80
DETAILS = {
    "book": msg(
        "Choose a mentor, a time in your own time zone, say what it is about, review, confirm. Or type it"
        " all at once."
    ),
    "sessions": msg(
        "What lies ahead and what has been, with everything you can do about it: join, cancel."
    ),
    "schedule": msg(
        "The sessions you give as a mentor: totals, a week with its picture, the list, your mentees. "
        "Weeks are typed as you would say them: “next week”, “24 nov”."
    ),
    "council": msg(
        "Those on the council plan register with goals and questions, and call their own councils with "
        "“new”. Mentors answer by number which of the proposed times suit them. Coordinators also type "
        "answers, decide, extend 24h, choose tue 3pm, mentors, times, note, cancel."
    ),
    "availability": msg(
        "Type hours as you would say them. Days: mon, tue … sun, weekdays, weekend. Several lines or “;” "
        "work too. Beside hours there are breaks, buffers and blocked time: “mon break 12-13”, or “break "
        "12-13” for every day. You see what would change before anything is saved. Sessions that are "
        "booked already are never touched. Between two sessions lies the larger of the two buffers that "
        "face each other, not their sum."
    ),
    "profile": msg(
        "Mentors set what mentees read of them, their rate and their link: with “mentor” on a form, or typed. A new "
        "rate holds for new bookings only. Seniority and “verified” are set by admins."
    ),
    "admin": msg("Works for admins only. Names, handles or mentions of members are understood."),
}


def out_of_reach() -> Part:
    """What somebody of another company is told to whom Slack lets us not write."""
    return Hint(
        say(
            "I can answer you here, but cannot write to you directly: your company's Slack workspace is not connected "
            "to this programme. Reminders and news do not reach you. Ask an admin of the programme to have it "
            "connected."
        )
    )


def welcome_card(person: Person, unknown: str = "") -> Card:
    """What a new member reads first: hello, the two or three things they can do, what is missing.

    `unknown` is what a link had that leads nowhere.
    """
    nowhere = say(
        "“{words}” leads to nothing of yours. The link is meant for another account, or is not whole.",
        words=shorten(unknown, QUOTED),
    )
    parts: list[Part] = [
        *((Paragraph(nowhere),) if unknown else ()),
        Paragraph(
            say(
                "I book mentor sessions, right here in the chat. You will get reminders and the link to join. "
                "Three things to start with:"
            )
        ),
        Facts(_first_steps(person)),
    ]
    if person.zone is None:
        question = zone_question(person)
        lead = sentences(words(Bold(label("First: where are you?"))), question.text)
        parts += [Paragraph(lead), *question.next]
    else:
        parts += [_doors(person), _zone_hint(person), *_typing_hint(person)]
    return Card(label("Welcome to Parley, {name}!", name=person.name.split()[0]), tuple(parts))


def help_card(person: Person, topic: str = "") -> Card:
    """All commands for the person's roles, or one in detail."""
    spec = commands.BY_NAME.get(topic.strip().removeprefix("/").lower())
    if spec is None or (spec.roles and not spec.roles & person.roles):
        rows = tuple((_typed(c), say(c.summary)) for c in commands.for_person(person))
        unknown = say("There is no help on “{topic}”. This is everything:", topic=topic) if topic else ()
        lead = (Hint(unknown),) if unknown else ()
        said = Hint(say("Sentences work as well: “Can I book a session with Ana on Friday at 3pm?”"))
        return Card(
            label("What Parley can do"),
            (*lead, Facts(rows), said, _doors(person), _zone_hint(person), *_typing_hint(person)),
        )
    details = say(DETAILS[spec.name]) if spec.name in DETAILS else ()
    return _usage(
        person, spec, Paragraph(sentences(say("{summary}.", summary=label(spec.summary)), details))
    )


def unknown_words_card(person: Person, name: str, unknown: str) -> Card:
    """A command with words behind it that it does not know: what there is instead."""
    spec = commands.BY_NAME[name]
    lead = unused_words(unknown)
    if not spec.examples:
        return _usage(person, spec, Paragraph(lead))
    examples = commands.near(spec, unknown)
    return _usage(person, spec, Paragraph(sentences(lead, say("This is what there is:"))), examples)


def subject_card(person: Person, name: str, subject: str) -> Card:
    """What can be typed behind the first word of a command."""
    spec = commands.BY_NAME[name]
    return _usage(person, spec, Paragraph(say(DETAILS[name])), commands.near(spec, subject))


def denied_words(text: str) -> Text:
    """That nothing was done, and by which words it is not wanted."""
    return say("You wrote “{words}”, so nothing was changed.", words=shorten(text, QUOTED))


def unused_words(unused: str) -> Text:
    """Words behind a command that were of no use."""
    return say("I did not use “{words}”.", words=shorten(unused, QUOTED))


def known_verbs(code: str, known: Iterable[str]) -> Text:
    """What can be typed behind the short name of a session, of commands about it."""
    listed = series([words(Code(own_command(f"/{each}").partition(f"{code} ")[2])) for each in known])
    return say("Behind {code} you can type: {verbs}.", code=Bold(code), verbs=listed)


def _usage(
    person: Person, spec: commands.CommandSpec, lead: Paragraph, examples: Iterable[str] | None = None
) -> Card:
    parts: list[Part] = [lead]
    if spec.examples:
        shown = tuple(examples or spec.examples)
        parts.append(
            Paragraph(lines(say("For example:"), *(words(Code(own_command(each))) for each in shown)))
        )
        if len(shown) < len(spec.examples):
            parts.append(Hint(say("{command} shows all of it.", command=Code(f"/help {spec.name}"))))
    return Card(_typed(spec), (*parts, _doors(person)))


def _typed(spec: commands.CommandSpec) -> Label:
    """`/help [command]`."""
    return own(f"/{spec.name} {label(spec.usage)}" if spec.usage else f"/{spec.name}")


def _first_steps(person: Person) -> tuple[Fact, ...]:
    steps: list[Fact] = []
    if person.is_admin:
        steps.append((own("/admin"), say("run the programme: members, sessions, rules")))
    if person.is_mentor:
        steps.append((own("/availability"), say("say when you take sessions")))
    steps += [
        (own("/book"), say("book a session with a mentor")),
        (own("/sessions"), say("see what is coming up")),
        (own("/help"), say("everything else")),
    ]
    return tuple(steps[:4])


def _doors(person: Person) -> Row:
    buttons = [
        primary(label("Book a session"), BrowseMentors()),
        Button(label("My sessions"), ShowSessions()),
    ]
    if person.is_mentor or person.is_admin or person.plan is Plan.COUNCIL:
        buttons.append(Button(label("Councils"), ShowCouncils()))
    if person.is_mentor:
        buttons += [
            Button(label("My schedule"), ShowSchedule()),
            Button(label("My availability"), ShowAvailability()),
        ]
    if person.is_admin:
        buttons.append(Button(label("The programme"), ShowProgramme()))
    buttons.append(Button(label("My profile"), ShowProfile()))
    return Row(tuple(buttons))


def _zone_hint(person: Person) -> Hint:
    return Hint(
        say(
            "Your time zone is {zone}. {command} changes it.",
            zone=person.clock_zone,
            command=Code("/timezone"),
        )
    )


def _typing_hint(person: Person) -> tuple[Hint, ...]:
    if person.types:
        return ()
    said = say(
        "Everything can be typed, too: {command} says under each message what.",
        command=Code(own_command("/profile typing on")),
    )
    return (Hint(said),)


def home_doors(person: Person) -> Row:
    """The buttons of a home page."""
    return _doors(person) if person.zone else Row((primary(label("Set my time zone"), AskZone()),))
