"""Slack Connect: companies that share a channel, and one address at which the app calls for all of them."""

from aiohttp import web

from playground.slack.service import SlackService
from playground.slack.state import Channel


def beside(home: SlackService, app: web.Application, *others: SlackService) -> None:
    """Serve other companies' workspaces as well, by their own tokens at the first one's address."""
    for other in others:
        other.mount(app, f"/slack-{other.workspace.team.id}")
        home.neighbours.append(other)


def share(channel: str, owner: SlackService, *guests: SlackService) -> Channel:
    """Have everybody of these companies in a channel of the owner's, and seen by their workspaces."""
    companies = [each.workspace for each in (owner, *guests)]
    people = [user for each in companies for user in each.users.values()]
    shared = owner.workspace.channels[channel]
    shared.teams = [each.team for each in companies]
    shared.members |= {user.id for user in people if not user.is_bot}
    for company in companies:
        company.channels[channel] = shared
        for user in people:
            if user.id not in company.users:
                company.meet(user)
    return shared


def bring(company: SlackService, channel: Channel) -> None:
    """Bring a company's app into a channel."""
    channel.members.add(company.workspace.team.bot_user)
    channel.apps.append(company.workspace.team)
