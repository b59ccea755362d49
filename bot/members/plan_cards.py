"""Putting many members on plans from a pasted list."""

from bot.actions.members import ConfirmPlans, DiscardPlans, ShowMembers
from bot.formats import shorten
from bot.labels import danger, row
from bot.members.words import PLANS
from bot.sentences import label, lines, msg, say, say_many, sentences
from bot.ui import Button, Card, Code, Hint, Layout, Paragraph, Part, TextField
from core.plan_lists import MOST_LINES
from core.usecases.plans import LIST_LIMIT, PlanList

NAMED, QUOTED = 20, 60
TROUBLES = {
    "columns": msg("Line {line}: a member and a plan are needed, nothing else: “{text}”."),
    "formula": msg("Line {line} looks like a formula: “{text}”."),
    "plan": msg("Line {line} names no plan: “{text}”."),
    "unknown": msg("Line {line}: I know no such member: “{text}”."),
    "several": msg("Line {line} fits several members: “{text}”. Write a handle or an e-mail address."),
    "twice": msg("Line {line} names a member who stands above already: “{text}”."),
}


def plans_form() -> Layout:
    """The list."""
    hint = label("A line for each: a handle, an e-mail address or a name, then the plan")
    field = TextField("list", label("Members and plans"), multiline=True, limit=LIST_LIMIT, hint=hint)
    example = say("Such as {line}.", line=Code("ben@example.com individual"))
    file = say(
        "Or send a CSV file into this chat, with a column “plan” and one of “email”, “handle” or “name”: {most} lines "
        "at most.",
        most=MOST_LINES,
    )
    seen = say("You see who would get what before anything is done.")
    return Layout(
        label("Set many plans"),
        label("Look at it"),
        (field,),
        (Hint(sentences(example, file, seen)),),
        leave=label("Leave the plans"),
    )


def plan_list_card(found: PlanList) -> Card:
    """Who would get what, and which lines cannot be used."""
    parts: list[Part] = []
    if found.changes:
        listed = [
            say(
                "{name}: {was} → {plan}", name=who.name, was=label(PLANS[who.plan]), plan=label(PLANS[plan])
            )
            for who, plan in found.changes[:NAMED]
        ]
        more = len(found.changes) - NAMED
        rest = [say_many("{n} more", "{n} more", more)] if more > 0 else []
        parts.append(Paragraph(lines(*listed, *rest)))
    else:
        parts.append(Paragraph(say("No plan would change.")))
    if found.same:
        parts.append(
            Hint(
                say_many(
                    "{n} member is on that plan already.",
                    "{n} members are on their plans already.",
                    found.same,
                )
            )
        )
    if found.troubles:
        wrong = [
            say(TROUBLES[each.why], line=each.line, text=shorten(each.text, QUOTED))
            for each in found.troubles[:NAMED]
        ]
        more = len(found.troubles) - NAMED
        rest = [say_many("{n} more", "{n} more", more)] if more > 0 else []
        parts.append(Paragraph(lines(say("These lines are not used:"), *wrong, *rest)))
    leave = Button(label("Leave the plans"), DiscardPlans(found.draft))
    confirm = danger(label("Set these plans"), ConfirmPlans(found.draft))
    parts.append(row(confirm, leave) if found.changes else row(leave))
    return Card(label("Set these plans?") if found.changes else label("Nothing to set"), tuple(parts))


def plans_set_card(count: int) -> Card:
    """All are on their plans."""
    done = say_many(
        "{n} member has another plan now, and has been told.",
        "{n} members have other plans now, and have been told.",
        count,
    )
    return Card(label("Plans set"), (Paragraph(done), row(Button(label("Members"), ShowMembers()))))
