"""What people read before two accounts become one, and after."""

from collections.abc import Iterator

from bot.accounts.cards import until_text
from bot.actions import Action
from bot.actions.accounts import AgreeLink, ChoosePage, ChoosePlan, RefuseLink, ShowAccounts
from bot.actions.councils.looking import ShowCouncil
from bot.actions.profile import ShowProfile
from bot.actions.sessions import ShowSession
from bot.formats import plain
from bot.labels import PLATFORMS, primary, quota_text, row, told_apart, when
from bot.members.words import PLANS, roles_text
from bot.sentences import all_of, label, lines, msg, number, own, say, say_many, sentences, series
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Fact, Facts, Hint, Label, Paragraph, Part, Show, Text
from core.accounts import Apart
from core.ids import code_of
from core.people import Person
from core.usecases.accounts.preview import LinkView, Matter

NAMED = 5
"""Of what has to be settled first, which may be a hundred sessions."""
_APART = {
    Apart.MET: msg(
        "The two had a session with each other, or one took over from the other: they stay two members."
    ),
    Apart.APPROVED: msg(
        "One of the two approved what the other gave back, as only a second admin may: they stay two members."
    ),
    Apart.LAST_ADMIN: msg(
        "One of the two is suspended, and so the two would be: but the programme has no other admin."
    ),
}


def link_card(view: LinkView) -> Card:
    """What two accounts become, with what has to be chosen or settled first, and the question."""
    asked = sentences(
        say(
            "The code that links this account with {name} was entered.",
            name=Bold(_called(view.other.person)),
        ),
        say(
            "Are both yours? Once you have agreed here and there, they are one, and everything is in both."
        ),
    )
    return Card(
        label("Are both accounts yours?"),
        (
            Paragraph(asked),
            Facts(tuple(_facts(view))),
            *_warnings(view),
            *_way_on(view),
            Hint(
                sentences(
                    until_text(view.link.expires_at, view.own.person),
                    say("Whoever has the other account then reads and does whatever you can."),
                    say("If it is not yours, refuse."),
                )
            ),
        ),
    )


def joined_card(person: Person) -> Card:
    """The two are one."""
    accounts = all_of([Bold(PLATFORMS.get(each.platform, each.platform)) for each in person.addresses])
    text = sentences(
        say("{accounts} are one now: whatever you do in one is in the other.", accounts=accounts),
        say(
            "I write to you on {platform} first.",
            platform=Bold(PLATFORMS.get(person.addresses[0].platform, person.addresses[0].platform)),
        ),
    )
    buttons = row(Button(label("My accounts"), ShowAccounts()), Button(label("My profile"), ShowProfile()))
    return Card(label("Accounts linked"), (Paragraph(text), buttons))


def not_joined_card() -> Card:
    """One side has refused, or the time is over."""
    text = say("The two accounts stay as they are. A new code begins anew.")
    return Card(label("Not linked"), (Paragraph(text), row(Button(label("My accounts"), ShowAccounts()))))


def _called(person: Person) -> Label:
    """The member of the other account, with what nobody else is called, or at least with where it is."""
    if person.handles:
        return told_apart(person)
    platforms = [PLATFORMS.get(each.platform, each.platform) for each in person.addresses]
    return own(f"{person.name} ({plain(series(platforms))})")


def _facts(view: LinkView) -> Iterator[Fact]:
    here, there = view.own.holdings, view.other.holdings
    first = view.own if view.own.person.id == view.link.person else view.other
    yield label("Sessions ahead"), _both(here.ahead, there.ahead)
    yield label("Past sessions"), _both(here.past, there.past)
    if here.councils or there.councils:
        yield label("Councils"), _both(here.councils, there.councils)
    if here.payments or there.payments:
        yield label("Payments"), _both(here.payments, there.payments)
    if here.notes or there.notes:
        yield label("Notes"), _both(here.notes, there.notes)
    if here.calendars or there.calendars:
        yield label("Calendars"), _both(here.calendars, there.calendars)
    yield label("Plan"), say(PLANS[view.result.plan]) if view.is_decided else say("to be chosen")
    yield label("This month"), quota_text(view.quota)
    yield label("Roles"), roles_text(view.result)
    if view.chooses_page and view.link.page is not None:
        yield label("Mentor page"), _whose(view, view.link.page)
    if here.has_mail or there.has_mail:
        keeps = first if first.holdings.has_mail else (view.own if first is view.other else view.other)
        yield label("E-mail"), _whose(view, keeps.person.id)
    yield label("Name, time zone, language"), _whose(view, first.person.id)


def _both(here: int, there: int) -> Text:
    return say(
        "{here} here + {there} there = {all}",
        here=number(here),
        there=number(there),
        all=number(here + there),
    )


def _whose(view: LinkView, person: int) -> Text:
    return say("as here") if person == view.own.person.id else say("as in the other account")


def _warnings(view: LinkView) -> Iterator[Part]:
    own_, other = view.own.person, view.other.person
    said: list[Text] = []
    if view.result.suspended:
        said.append(say("One of the two is suspended, and so both will be."))
    if own_.is_admin and other.is_admin:
        said.append(say("Both are admins: from then on they count as one, also where two are asked for."))
    if view.chooses_page:
        said.append(
            say(
                "Of two mentor pages one stays, with its hours and price; calendars and days off of both do."
            )
        )
    if view.own.holdings.has_feed and view.other.holdings.has_feed:
        said.append(say("Of two addresses for calendars the one of the account that gave the code stays."))
    if view.own.books and view.other.books:
        said.append(
            say("A time is held in both. The one that was taken last stays held, the other is free again.")
        )
    if said:
        yield Paragraph(lines(*said))


def _way_on(view: LinkView) -> Iterator[Part]:
    """What has to be settled, what to choose, or the question itself."""
    link = view.link.id
    refuse = Button(label("Leave them two"), RefuseLink(link))
    if view.obstacles.any:
        found = [*_obstacles(view)]
        more = len(found) - NAMED
        rest = [say_many("and {n} more", "and {n} more", more)] if more > 0 else []
        yield Paragraph(lines(say("This has to be settled first:"), *found[:NAMED], *rest))
        ids = (
            *(each.own for each in view.obstacles.clashes),
            *view.obstacles.together,
            *view.obstacles.councils,
        )
        matters = [view.matters[each] for each in dict.fromkeys(ids) if each in view.matters]
        yield row(*(Button(_named(each), _shown(each)) for each in matters[:NAMED]), refuse)
        return
    if not view.is_decided:
        if view.chooses_page and view.link.page is None:
            yield Paragraph(say("Which mentor page stays?"))
            yield row(
                Button(label("The page of this account"), ChoosePage(link, own=True)),
                Button(label("The page of the other"), ChoosePage(link, own=False)),
            )
        if view.link.plan is None and len(view.plans) > 1:
            yield Paragraph(say("Which plan stays?"))
            yield row(*(Button(label(PLANS[plan]), ChoosePlan(link, plan)) for plan in view.plans))
        yield row(refuse)
        return
    if view.has_agreed:
        yield Paragraph(say("You have agreed here. Now agree in the other account as well."))
        yield row(refuse)
        return
    yield row(
        primary(label("Both are mine: make them one"), AgreeLink(link, view.version)), refuse, columns=1
    )


def _obstacles(view: LinkView) -> Iterator[Text]:
    found = view.obstacles
    if found.apart is not None:
        yield say(_APART[found.apart])
    if found.erased:
        yield say(
            "The data of one of the two is to be erased. Type {command} there to keep it.",
            command=Code(own_command("/profile data keep")),
        )
    for clash in found.clashes:
        mine = view.matters.get(clash.own)
        if mine is None:
            yield say(
                "A time that you are just booking is taken by the other account. Finish or cancel it."
            )
        elif mine.starts_at is not None:
            yield say(
                "{code} on {when} is at the same time as something of the other account. Cancel or move one of them.",
                code=Bold(_named(mine)),
                when=when(mine.starts_at, view.own.person, Show.SHORT),
            )
    for each in found.together:
        yield say("{code} is a session of the two with each other. Cancel it.", code=Bold(code_of(each)))
    for each in found.councils:
        yield say("Both take part in {code}. Leave it with one of them.", code=Bold(code_of(each, "C")))


def _named(matter: Matter) -> Label:
    return own(code_of(matter.id, "C" if matter.is_council else "S"))


def _shown(matter: Matter) -> Action:
    return ShowCouncil(matter.id) if matter.is_council else ShowSession(matter.id)
