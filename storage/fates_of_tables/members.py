"""What becomes of members, their accounts and their mail, column by column."""

from sqlalchemy import or_

from core.folding import fold
from core.people import NAMELESS, Plan
from storage.account_tables import account_links, former_members
from storage.erasure_tables import erasures
from storage.fates import ADMINS, HALF_A_YEAR, NOBODY, PERSON, SELF, Emptied, Fates
from storage.folding import in_words
from storage.intervention_tables import measures
from storage.mail_tables import mail_addresses, mails
from storage.message_tables import invitations, subscriptions
from storage.tables import addresses, people, plan_requests

_they = people.c.id == PERSON

FATES: tuple[Fates, ...] = (
    Fates(
        people,
        "members: name, e-mail, zone, language, plan, roles, quiet hours, whether they type",
        "themselves, admins; the name of a mentor everybody, of a mentee their mentors",
        whose=_they,
        exported=(
            "name", "email", "joined_at", "zone", "locale", "plan", "suspended", "is_mentee", "is_mentor", "is_admin",
            "quiet_from", "quiet_until", "types",
        ),
        kept=("id", "joined_at"),
        emptied={
            "name": Emptied(_they, NAMELESS),
            "name_folded": Emptied(_they, fold(NAMELESS)),
            "name_words": Emptied(_they, in_words(NAMELESS)),
            "locale": Emptied(_they, "en"),
            "plan": Emptied(_they, Plan.NONE.value),
            **dict.fromkeys(("email", "email_folded", "zone", "quiet_from", "quiet_until"), Emptied(_they, None)),
            **dict.fromkeys(
                ("suspended", "is_mentee", "is_mentor", "is_admin", "types"), Emptied(_they, becomes=False)
            ),
        },
    ),
    Fates(
        plan_requests,
        "who asks for a plan",
        "themselves, admins",
        "until they are on a plan",
        whose=plan_requests.c.person == PERSON,
        exported=("asked_at",),
        deleted=plan_requests.c.person == PERSON,
    ),
    Fates(
        addresses,
        "chat identities and what the platforms call them",
        "themselves, admins",
        whose=addresses.c.person == PERSON,
        exported=("platform", "workspace", "account", "handle", "reachable"),
        deleted=addresses.c.person == PERSON,
    ),
    Fates(
        account_links,
        "codes that link accounts, as digests, and what both have agreed to",
        SELF,
        whose=or_(account_links.c.person == PERSON, account_links.c.other == PERSON),
        exported=("state", "expires_at"),
        deleted=or_(
            account_links.c.person == PERSON, account_links.c.other == PERSON, account_links.c.page == PERSON
        ),
    ),
    Fates(
        former_members,
        "numbers of members who became one with another",
        NOBODY,
        kept=("at",),
        pseudonym=("id", "person"),
    ),
    Fates(
        mail_addresses,
        "what a member said about mail; codes, encrypted",
        SELF,
        whose=mail_addresses.c.person == PERSON,
        exported=("address", "switched_on", "off", "refused", "pending"),
        deleted=mail_addresses.c.person == PERSON,
    ),
    Fates(
        mails,
        "which mails were handed to a server, without their words",
        ADMINS,
        HALF_A_YEAR,
        whose=mails.c.person == PERSON,
        exported=("address", "template", "session", "council", "message_id", "sent_at", "state", "error"),
        deleted=mails.c.person == PERSON,
    ),
    Fates(
        subscriptions,
        "secret addresses at which calendars read what is booked, encrypted",
        SELF,
        whose=subscriptions.c.person == PERSON,
        exported=("opened_at", "closed_at"),
        deleted=subscriptions.c.person == PERSON,
    ),
    Fates(
        invitations,
        "what a person's calendar was last told by mail",
        NOBODY,
        HALF_A_YEAR,
        whose=invitations.c.person == PERSON,
        exported=("method", "starts_at", "ends_at", "stamped_at", "organizer", "attendee"),
        deleted=invitations.c.person == PERSON,
    ),
    Fates(
        measures,
        "what admins decided about people",
        "the person, admins",
        whose=measures.c.person == PERSON,
        exported=("measure", "reason", "at"),
        kept=("id", "measure", "at"),
        pseudonym=("person", "by"),
        emptied={"reason": Emptied(or_(measures.c.person == PERSON, measures.c.by == PERSON))},
    ),
    Fates(
        erasures,
        "who has their data erased",
        NOBODY,
        whose=erasures.c.person == PERSON,
        exported=("asked_at", "due_at"),
        kept=("asked_at", "due_at", "left_at", "erased_at"),
        pseudonym=("person",),
    ),
)  # fmt: skip
