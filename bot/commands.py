"""The one registry of commands: for Slack's manifest, Telegram's menu, help and usage hints (CHT-1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.sentences import Msg, label, msg
from core.people import Person, Role

FEW = 15
"""Of this many examples all can be shown."""
_STEM = re.compile(r"(?:ies|y|s)$")


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its one-line help, how it is typed, examples, who it is for, and where it exists.

    `roles` empty means everybody. `slack` is False where Slack has the name itself, or the need only arises on
    Telegram.
    """

    name: str
    summary: Msg
    usage: Msg | None = None
    examples: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    slack: bool = True
    telegram: bool = True


_MENTOR = frozenset({Role.MENTOR})
_ADMIN = frozenset({Role.ADMIN})

COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        "book",
        msg("Book a session with a mentor"),
        msg("[mentor] [when]"),
        ("/book", "/book @ana", "/book @ana tomorrow 3pm", "/book ana fri 15:30", "/book tomorrow 3pm"),
    ),
    CommandSpec(
        "sessions",
        msg("Your upcoming and past sessions"),
        msg("[past | week | S-code [what to do]]"),
        (
            "/sessions",
            "/sessions past",
            "/sessions past last month",
            "/sessions week",
            "/sessions week 24 nov",
            "/sessions S-7F3K edit",
            "/sessions S-7F3K reschedule tomorrow 3pm",
            "/sessions S-7F3K counter fri 4pm",
            "/sessions S-7F3K accept",
            "/sessions S-7F3K decline",
            "/sessions S-7F3K withdraw",
            "/sessions S-7F3K cancel",
            "/sessions S-7F3K continue",
            "/sessions S-7F3K feedback 5 4 thanks",
            "/sessions S-7F3K notes read chapter 2",
            "/sessions S-7F3K late 10 min",
            "/sessions S-7F3K no-show",
            "/sessions S-7F3K report",
            "/sessions S-7F3K report technical the link did not open",
        ),
    ),
    CommandSpec(
        "mentors",
        msg("Browse the mentors"),
        msg("[name or topic]"),
        ("/mentors", "/mentors python", "/mentors ana #python max:50"),
    ),
    CommandSpec(
        "schedule",
        msg("Your week as a mentor, and your mentees"),
        msg("[list | mentees | week]"),
        ("/schedule", "/schedule next week", "/schedule 24 nov", "/schedule list", "/schedule mentees"),
        _MENTOR,
    ),
    CommandSpec(
        "council",
        msg("Sessions of several mentors with several mentees"),
        msg("[new | past | C-code [answer | register | leave | join | cancel …]]"),
        (
            "/council",
            "/council new",
            "/council C-7F3K",
            "/council C-7F3K answer all yes",
            "/council C-7F3K answer 1 yes 2 maybe 3 no",
            "/council C-7F3K hours 14-17",
            "/council C-7F3K suggest thu 4pm",
            "/council C-7F3K register",
            "/council C-7F3K leave",
        ),
    ),
    CommandSpec(
        "availability",
        msg("Your weekly hours and days off"),
        msg("[hours | days off | preview]"),
        (
            "/availability",
            "/availability mon-fri 9-12, 13-17",
            "/availability off 24-31 dec",
            "/availability tue closed",
            "/availability calendar https://…",
            "/availability mon-fri 9-17 break 12-13",
            "/availability break 12-12:30",
            "/availability copy mon to wed, fri",
            "/availability weekdays",
            "/availability preview",
        ),
        _MENTOR,
    ),
    CommandSpec("policies", msg("The rules for booking, cancelling and moving sessions")),
    CommandSpec(
        "profile",
        msg("Your settings and the sessions you have used"),
        msg("[language | quiet hours | mail | data | mentor | rate …]"),
        (
            "/profile",
            "/profile language Deutsch",
            "/profile quiet 22-7",
            "/profile quiet off",
            "/profile calendar",
            "/profile plan",
            "/profile accounts",
            "/profile notices telegram",
            "/profile typing on",
            "/profile mail",
            "/profile mail you@example.org",
            "/profile mail reminders off",
            "/profile data",
            "/profile data export",
            "/profile data erase",
            "/profile data keep",
            "/profile mentor",
            "/profile headline Plain talk about growth",
            "/profile tags python, sql",
            "/profile rate 40 EUR",
            "/profile link https://meet.example.org/ana",
            "/profile calendly https://calendly.com/ana/30min",
            "/profile accepting off",
        ),
    ),
    CommandSpec(
        "link",
        msg("Link your accounts on Slack and Telegram"),
        msg("[code | yes | no | off]"),
        ("/link", "/link 7F3KQ-M2X9A", "/link yes", "/link no", "/link off telegram"),
    ),
    CommandSpec(
        "timezone",
        msg("See or change your time zone"),
        msg("[city or zone]"),
        ("/timezone", "/timezone Berlin"),
    ),
    CommandSpec(
        "admin",
        msg("Run the programme: roles, plans, members"),
        msg(
            "[members | mentor | plan | admin | remove | policies | sessions | session | disputes | stats | analytics "
            "| here | channels | failed …]"
        ),
        (
            "/admin",
            "/admin members",
            "/admin members mentors inactive",
            "/admin quota 2026-10",
            "/admin mentor @ana",
            "/admin mentor @ana rate 40 EUR",
            "/admin mentor @ana seniority 4",
            "/admin mentor @ana verified on",
            "/admin plan @ben individual",
            "/admin plans",
            "/admin admin @olga",
            "/admin remove mentor @ana",
            "/admin warn @ben late twice",
            "/admin suspend @ben did not come three times",
            "/admin restore @ben settled",
            "/admin availability @ana copy from @ravi",
            "/admin policies",
            "/admin policies cancelling",
            "/admin policies use mentra",
            "/admin policies set hold minutes 15",
            "/admin sessions",
            "/admin sessions status:cancelled mentor:ana from:2026-01-01",
            "/admin sessions save Cancelled",
            "/admin sessions view Cancelled",
            "/admin sessions status:scheduled mentor:ana cancel 50% a storm",
            "/admin sessions mentor:ana message mentees The room has changed",
            "/admin move @ana friday by +1h a storm",
            "/admin mail you@example.org",
            "/admin jobs",
            "/admin jobs stop",
            "/admin session S-7F3K",
            "/admin session S-7F3K cancel 50% the mentor is ill",
            "/admin session S-7F3K refund 25 poor sound",
            "/admin session S-7F3K reassign @ravi Ana is away",
            "/admin session S-7F3K note call back on Monday",
            "/admin session S-7F3K for mentee cancel",
            "/admin disputes",
            "/admin disputes mine",
            "/admin disputes all status:resolved category:money",
            "/admin dispute D-7F3K",
            "/admin dispute D-7F3K take",
            "/admin dispute D-7F3K give @olga",
            "/admin dispute D-7F3K priority high",
            "/admin dispute D-7F3K ask reporter When did it end?",
            "/admin dispute D-7F3K file 1",
            "/admin dispute D-7F3K refund 25 poor sound",
            "/admin dispute D-7F3K warn mentor late twice",
            "/admin dispute D-7F3K close we have spoken to both",
            "/admin dispute D-7F3K dismiss nothing of it is so",
            "/admin stats last month",
            "/admin stats from:2026-01-01 to:2026-03-31",
            "/admin analytics this year",
            "/admin health",
            "/admin here",
            "/admin here off",
            "/admin channels",
            "/admin workspaces",
            "/admin workspaces connect",
            "/admin failed",
        ),
        _ADMIN,
    ),
    CommandSpec("help", msg("What Parley can do, and how"), msg("[command]"), ("/help", "/help book")),
    CommandSpec(
        "parley",
        msg("The door to everything: help, or any command"),
        msg("[command]"),
        ("/parley", "/parley book @ana"),
        telegram=False,
    ),
    CommandSpec("start", msg("Say hello"), slack=False),
    CommandSpec("settings", msg("The same as /profile"), slack=False),
    CommandSpec("cancel", msg("Leave the questions you are being asked"), slack=False),
)
BY_NAME = {command.name: command for command in COMMANDS}


def for_person(person: Person) -> list[CommandSpec]:
    """The commands that are of use to somebody in their roles, on any platform."""
    return [c for c in COMMANDS if c.slack and c.telegram and (not c.roles or c.roles & person.roles)]


def menu(roles: Iterable[Role] = ()) -> list[tuple[str, str]]:
    """(name, description) for the command menu of people in these roles."""
    held = frozenset(roles)
    return [(c.name, label(c.summary)) for c in COMMANDS if c.telegram and (not c.roles or c.roles & held)]


def nearest(name: str) -> str | None:
    """The command that was probably meant."""
    return next(iter(get_close_matches(name.lower(), BY_NAME, n=1, cutoff=0.6)), None)


def near(spec: CommandSpec, typed: str) -> tuple[str, ...]:
    """Of a command's examples those about what was typed, by its first word; one of each subject where none is."""
    first = next(iter(re.findall(r"\w+", typed.lower())), "")
    behind = {example: example.lower().split()[1:] for example in spec.examples}
    about = [example for example, words in behind.items() if words and _alike(words[0], first)]
    about = about or [each for each, words in behind.items() if any(_alike(word, first) for word in words)]
    if about or len(spec.examples) <= FEW:
        return tuple(about or spec.examples)
    subjects: dict[str, str] = {}
    for example, words in behind.items():
        subjects.setdefault(words[0] if words else "", example)
    close = get_close_matches(first, subjects, n=3, cutoff=0.75)
    return tuple(subjects[each] for each in close or subjects)


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for a plural's ending."""
    return bool(one and other) and _STEM.sub("", one) == _STEM.sub("", other)
