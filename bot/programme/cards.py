"""How the programme does at a glance, and the doors to all that runs it."""

from collections.abc import Iterator

from bot.actions.admin_channels import ShowAdminChannels
from bot.actions.admin_sessions import ListSessions
from bot.actions.delivery import ShowFailed
from bot.actions.disputes import ShowDisputes
from bot.actions.help import ShowHelp
from bot.actions.members import ShowMembers
from bot.actions.policies import ShowAllPolicies
from bot.actions.programme import ShowProgramme
from bot.actions.statistics import Report, ShowHealth, ShowReport
from bot.actions.workspaces import ShowWorkspaces
from bot.sentences import label, msg, number, say, say_many
from bot.ui import Button, Card, Facts, Part, Row, Text, words
from core.usecases.homes import MANY, Running


def programme_card(running: Running) -> Card:
    """`/admin`: what there is to do, and where each thing is done."""
    return Card(
        label("The programme"),
        (
            _figures(running),
            Row(
                (
                    Button(label("All sessions"), ListSessions()),
                    Button(label("Members"), ShowMembers()),
                    Button(label("Disputes"), ShowDisputes()),
                    Button(label("What was not delivered"), ShowFailed()),
                    Button(label("Programme health"), ShowHealth()),
                    Button(label("Statistics"), ShowReport()),
                    Button(label("Analytics"), ShowReport(Report.ANALYTICS)),
                    Button(label("Rules"), ShowAllPolicies()),
                    Button(label("Admin channels"), ShowAdminChannels()),
                    Button(label("Slack workspaces"), ShowWorkspaces()),
                    Button(label("What can be typed"), ShowHelp("admin")),
                )
            ),
        ),
    )


def running_parts(running: Running) -> Iterator[Part]:
    """How the programme does, on an admin's home page."""
    yield _figures(running)
    doors = [Button(label("What was not delivered"), ShowFailed())] if running.undelivered else []
    yield Row((*doors, Button(label("The programme"), ShowProgramme())))


def _figures(running: Running) -> Facts:
    return Facts(
        (
            (
                label("Today"),
                say_many("{n} session", "{n} sessions", running.today, none=msg("no session")),
            ),
            (label("To decide"), _many(running.disputes)),
            (label("Not delivered"), _many(running.undelivered)),
        )
    )


def _many(count: int) -> Text:
    if not count:
        return say("nothing")
    return say("{n} or more", n=MANY) if count >= MANY else words(number(count))
