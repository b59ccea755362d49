"""The rules of the programme as admins see and change them."""

from collections.abc import Iterable
from typing import Any

from bot.actions.policies import PreviewPreset, ShowAllPolicies, ShowPolicies, UsePreset
from bot.labels import danger, length, several, stretches_text
from bot.typed.policy_values import LENGTHS
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Text, words
from core.people import Plan
from core.policies import PRESETS, Difference, Policies
from core.usecases.policies import AllRules, PoliciesChanged, PresetPreview

GROUPS = {
    "Booking": "plans_that_book",
    "Cancelling": "mentee_may_cancel",
    "Another time": "mentee_may_reschedule",
    "Replacement and money": "reassign_on_mentor_cancel",
    "Coming": "join_window_minutes",
    "Councils": "council_minutes",
}
"""The first rule of each group, in the model's order."""
KEPT = "Sessions that are booked keep the refund they were promised; everything else holds for them too."


def all_rules_card(rules: AllRules) -> Card:
    """`/admin policies`: every key and its value."""
    parts: list[Part] = [Paragraph(_which(rules.preset))]
    keys = list(Policies.model_fields)
    starts = [keys.index(first) for first in GROUPS.values()]
    for title, start, end in zip(GROUPS, starts, [*starts[1:], len(keys)], strict=True):
        parts.append(Paragraph(words(Bold(title))))
        parts.append(
            Facts(
                tuple(
                    (key, words(value_text(key, getattr(rules.policies, key)))) for key in keys[start:end]
                )
            )
        )
    presets = tuple(Button(f"Use {name}", PreviewPreset(name)) for name in PRESETS if name != rules.preset)
    return Card(
        "All rules",
        (
            *parts,
            Hint(words("Change one: ", Code("/admin policies set hold_minutes 15"))),
            Row(presets, columns=2),
            Row((Button("As members read them", ShowPolicies()),)),
        ),
    )


def preview_card(preview: PresetPreview) -> Card:
    """Before a ready-made set of rules is put in force."""
    if not preview.changes:
        return Card("Nothing would change", (Paragraph(_which(preview.preset)), _back()))
    return Card(
        f"Use the rules of {preview.preset}?",
        (
            Paragraph(
                words(f"{several(len(preview.changes), 'rule')} would change for everybody at once:")
            ),
            _changes(preview.changes),
            Hint(words(KEPT)),
            Row(
                (
                    danger(f"Use {preview.preset}", UsePreset(preview.preset)),
                    Button("Leave it", ShowAllPolicies()),
                )
            ),
        ),
    )


def changed_card(done: PoliciesChanged) -> Card:
    """What holds from now on."""
    if not done.changes:
        return Card("Nothing to change", (Paragraph(words("That is how it is already.")), _back()))
    now = (Paragraph(_which(done.preset)),) if done.preset else ()
    return Card("The rules have changed", (*now, _changes(done.changes), Hint(words(KEPT)), _back()))


def value_text(key: str, value: Any) -> str:
    """A rule's value, as it can also be typed."""
    match value:
        case None:
            return "no limit" if "max" in key else "none"
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{plan.value} {_count(value[plan])}" for plan in Plan)
        case (int() as start, int() as end) if key == "default_hours":
            return stretches_text([(start, end)])
        case tuple() if key == "plans_that_book":
            return ", ".join(plan.value for plan in value) or "none"
        case tuple():
            return ", ".join(length(minutes) for minutes in value) or "none"
        case str():
            return value
    if key.endswith("_minutes") or key in LENGTHS:
        return length(value) or "none"
    if key.endswith("_hours"):
        return length(60 * value) or "0 h"
    if key.endswith("_pct"):
        return f"{value} %"
    return several(value, "day") if key.endswith("_days_ahead") else str(value)


def _changes(changes: Iterable[Difference]) -> Facts:
    return Facts(tuple((each.key, _arrow(each)) for each in changes))


def _arrow(change: Difference) -> Text:
    before, after = (value_text(change.key, value) for value in (change.before, change.after))
    return words(f"{before} → ", Bold(after))


def _which(preset: str | None) -> Text:
    if preset is None:
        return words("These rules are the programme's own.")
    return words("These are the rules of ", Bold(preset), ", as they come.")


def _count(number: int | None) -> str:
    return "no limit" if number is None else str(number)


def _back() -> Row:
    return Row((Button("All rules", ShowAllPolicies()),))
