"""The rules of the programme as admins see and change them."""

from collections.abc import Iterable
from typing import Any

from bot.actions.policies import PreviewPreset, ShowAllPolicies, ShowPolicies, UsePreset
from bot.formats import plain
from bot.labels import danger, length, row, stretches_text
from bot.members.words import PLANS
from bot.policies.cards import hours_text
from bot.sentences import label, label_many, msg, number, own, percent, say, say_many, series
from bot.typed.policy_values import LENGTHS
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Label, Paragraph, Part, Row, Text, words
from core.people import Plan
from core.policies import PRESETS, CountRescheduleOn, Difference, Policies
from core.usecases.policies import AllRules, PoliciesChanged, PresetPreview

MOMENTS = {CountRescheduleOn.ACCEPT: msg("accept"), CountRescheduleOn.REQUEST: msg("request")}
GROUPS = (
    (msg("Booking"), "plans_that_book"),
    (msg("Cancelling"), "mentee_may_cancel"),
    (msg("Another time"), "mentee_may_reschedule"),
    (msg("Replacement and money"), "reassign_on_mentor_cancel"),
    (msg("Coming"), "join_window_minutes"),
    (msg("Councils"), "council_minutes"),
)
"""Each group and its first rule, in the model's order."""


def all_rules_card(rules: AllRules) -> Card:
    """`/admin policies`: every key and its value."""
    parts: list[Part] = [Paragraph(_which(rules.preset))]
    keys = list(Policies.model_fields)
    starts = [keys.index(first) for _, first in GROUPS]
    for (title, _), start, end in zip(GROUPS, starts, [*starts[1:], len(keys)], strict=True):
        parts.append(Paragraph(words(Bold(label(title)))))
        values = (
            (own(key), words(value_text(key, getattr(rules.policies, key)))) for key in keys[start:end]
        )
        parts.append(Facts(tuple(values)))
    presets = (
        Button(label("Use {preset}", preset=name), PreviewPreset(name))
        for name in PRESETS
        if name != rules.preset
    )
    return Card(
        label("All rules"),
        (
            *parts,
            Hint(say("Change one: {command}", command=Code("/admin policies set hold_minutes 15"))),
            row(*presets),
            row(Button(label("As members read them"), ShowPolicies())),
        ),
    )


def preview_card(preview: PresetPreview) -> Card:
    """Before a ready-made set of rules is put in force."""
    if not preview.changes:
        return Card(label("Nothing would change"), (Paragraph(_which(preview.preset)), _back()))
    text = say_many(
        "{n} rule would change for everybody at once:",
        "{n} rules would change for everybody at once:",
        len(preview.changes),
    )
    return Card(
        label("Use the rules of {preset}?", preset=preview.preset),
        (
            Paragraph(text),
            _changes(preview.changes),
            _kept(),
            row(
                danger(label("Use {preset}", preset=preview.preset), UsePreset(preview.preset)),
                Button(label("Leave it"), ShowAllPolicies()),
            ),
        ),
    )


def changed_card(done: PoliciesChanged) -> Card:
    """What holds from now on."""
    if not done.changes:
        return Card(label("Nothing to change"), (Paragraph(say("That is how it is already.")), _back()))
    now = (Paragraph(_which(done.preset)),) if done.preset else ()
    return Card(label("The rules have changed"), (*now, _changes(done.changes), _kept(), _back()))


def value_text(key: str, value: Any) -> Label:
    """A rule's value in words."""
    match value:
        case None:
            return label("no limit") if "max" in key else label("none")
        case bool():
            return label("yes") if value else label("no")
        case dict():
            plans = (f"{label(PLANS[plan])} {_count(value[plan])}" for plan in Plan)
            return plain(series(list(plans)))
        case (int() as start, int() as end) if key == "default_hours":
            return stretches_text([(start, end)])
        case tuple() if key == "plans_that_book":
            return plain(series([label(PLANS[plan]) for plan in value])) or label("none")
        case tuple():
            return plain(series([length(minutes) for minutes in value])) or label("none")
        case CountRescheduleOn():
            return label(MOMENTS[value])
    if key.endswith("_minutes") or key in LENGTHS:
        return length(value) if value else label("none")
    if key.endswith("_hours"):
        return hours_text(value)
    if key.endswith("_pct"):
        return percent(value)
    return label_many("{n} day", "{n} days", value) if key.endswith("_days_ahead") else number(value)


def _changes(changes: Iterable[Difference]) -> Facts:
    return Facts(tuple((own(each.key), _arrow(each)) for each in changes))


def _arrow(change: Difference) -> Text:
    before, after = (value_text(change.key, value) for value in (change.before, change.after))
    return words(f"{before} → ", Bold(after))


def _kept() -> Hint:
    return Hint(
        say(
            "Sessions that are booked keep the refund they were promised; everything else holds for them too."
        )
    )


def _which(preset: str | None) -> Text:
    if preset is None:
        return say("These rules are the programme's own.")
    return say("These are the ready-made rules of {preset}, without changes.", preset=Bold(preset))


def _count(most: int | None) -> str:
    return label("no limit") if most is None else number(most)


def _back() -> Row:
    return row(Button(label("All rules"), ShowAllPolicies()))
