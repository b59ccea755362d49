"""Lists of disputes."""

from bot.actions.disputes import FilterDisputes, ShowDispute, ShowDisputes
from bot.disputes.cards import about_session, claim
from bot.disputes.words import CATEGORIES, PRIORITIES, STATUSES, WHOSE
from bot.formats import shorten
from bot.labels import when
from bot.sentences import dotted, label, lines, own, say, say_many, series
from bot.typed.command_words import own as own_command
from bot.typed.command_words import own_behind
from bot.ui import Button, Card, Code, Hint, Option, Paragraph, Part, Row, Show, Text, choice, words
from core.attendance import Category, Priority
from core.disputes import DisputeQuery, Whose
from core.usecases.disputes import Case, DisputesPage

QUOTED = 120
TYPED = ("mine", "all", "status:resolved", "priority:high", "category:money", "admin:ana")


def disputes_card(page: DisputesPage, admin: str = "") -> Card:
    """Disputes that fit, to open one, and other ways to look; `admin` is whose they are, where that was asked."""
    parts: list[Part] = [Paragraph(_counted(page, admin))]
    parts += [Paragraph(_line(case)) for case in page.cases]
    if page.cases:
        options = tuple(_option(case) for case in page.cases)
        parts.append(choice(label("Open a dispute"), options))
    turns = [Button(label("‹ Back"), _listed(page.query, page.page - 1))] if page.page else []
    turns += [Button(label("More ›"), _listed(page.query, page.page + 1))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    views = tuple(
        Button(label(text), _listed(DisputeQuery(whose), 0))
        for whose, text in WHOSE.items()
        if DisputeQuery(whose) != page.query
    )
    parts.append(Row(views))
    parts.append(choice(label("Only those of …"), _narrowed(page.query)))
    typed = series([Code(own_behind("/admin disputes", each)) for each in TYPED])
    parts.append(
        Hint(
            say(
                "Behind {command} you can also type {filters}.",
                command=Code(own_command("/admin disputes")),
                filters=typed,
            )
        )
    )
    return Card(label("Disputes"), tuple(parts))


def _counted(page: DisputesPage, admin: str) -> Text:
    query = page.query
    asked = [words(label(WHOSE[query.whose]))]
    if query.status is not None:
        asked.append(words(label(STATUSES[query.status])))
    if query.priority is not None:
        asked.append(words(label(PRIORITIES[query.priority])))
    if query.category is not None:
        asked.append(words(label(CATEGORIES[query.category])))
    if admin:
        asked.append(words(own(admin)))
    if not page.count:
        return dotted(
            *asked, say("There is nothing to decide.") if query == DisputeQuery() else say("None fits.")
        )
    return dotted(*asked, say_many("{n} dispute", "{n} disputes", page.count))


def _line(case: Case) -> Text:
    assert case.dispute is not None
    dispute = case.dispute
    written = dispute.reason or dispute.description
    short = say("“{words}”", words=own(shorten(written, QUOTED))) if written else ()
    state = label(STATUSES[dispute.status])
    standing = say("{code} · {status}", code=dispute.code, status=state)
    if case.assignee is not None:
        standing = say(
            "{code} · {status} · {name}", code=dispute.code, status=state, name=case.assignee.name
        )
    claimed = claim(case, dispute) if case.may_decide else say("It is about a session of yours.")
    return lines(standing, about_session(case), claimed, short)


def _option(case: Case) -> Option:
    assert case.dispute is not None
    opened = when(case.dispute.opened_at, case.reader, Show.SHORT)
    text = label("{code}, {time}", code=own(case.dispute.code), time=opened)
    return Option(text, ShowDispute(case.dispute.id))


def _listed(query: DisputeQuery, page: int) -> FilterDisputes | ShowDisputes:
    if query == DisputeQuery():
        return ShowDisputes(page)
    return FilterDisputes(page, query.whose, query.status, query.priority, query.category, query.assignee)


def _narrowed(query: DisputeQuery) -> tuple[Option, ...]:
    """One filter each, within whose they are."""
    whose = query.whose
    wanted = [
        *((PRIORITIES[each], DisputeQuery(whose, priority=each)) for each in Priority),
        *((CATEGORIES[each], DisputeQuery(whose, category=each)) for each in Category),
    ]
    if whose is Whose.ALL:
        wanted += [(text, DisputeQuery(whose, status=each)) for each, text in STATUSES.items()]
    return tuple(Option(label(text), _listed(each, 0)) for text, each in wanted if each != query)
