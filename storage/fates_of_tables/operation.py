"""What becomes of what the operation needs, and of its log, column by column."""

from sqlalchemy import select, union_all

from storage.account_tables import former_members
from storage.fates import A_WEEK, ADMINS, NOBODY, PERSON, Fates
from storage.installation_tables import installations, used_tickets
from storage.tables import audit, leases, people, policy_states, settings
from storage.workspace_tables import closed_workspaces

_they = people.c.id == PERSON
_all_of_them = union_all(
    select(people.c.id).where(_they), select(former_members.c.id).where(former_members.c.person == PERSON)
)

FATES: tuple[Fates, ...] = (
    Fates(
        audit,
        "who did what when: ids and codes, no names and no words",
        ADMINS,
        whose=audit.c.actor.in_(_all_of_them),
        exported=("at", "action", "platform", "workspace", "session", "council"),
        kept=("seq", "at", "action", "platform", "workspace", "session", "before", "after", "policies", "council"),
        pseudonym=("actor",),
    ),
    Fates(policy_states, "the rules that the audit log's entries were made under", "everybody", kept=("id", "rules")),
    Fates(settings, "the rules in force", "everybody", kept=("name", "value")),
    Fates(leases, "which process is at what", NOBODY, kept=("name", "owner", "until")),
    Fates(
        installations,
        "where the Slack app is installed, with its tokens, encrypted",
        NOBODY,
        "until it is removed there",
        kept=("place", "token", "bot", "bot_user", "app", "enterprise", "refresh_token", "renew_at", "name"),
    ),
    Fates(used_tickets, "tickets to install it that were used, as digests", NOBODY, A_WEEK, passes=True),
    Fates(
        closed_workspaces,
        "workspaces that removed us",
        NOBODY,
        "until they take us in again",
        kept=("platform", "workspace", "closed_at"),
    ),
)  # fmt: skip
