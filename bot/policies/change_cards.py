"""The rules of the programme as admins see them: groups, each rule, and the ready-made sets."""

from bot.actions.policies import (
    EditPolicy,
    Group,
    PreviewPreset,
    ProposePolicy,
    ShowAllPolicies,
    ShowPolicies,
    ShowPolicy,
    ShowPolicyGroup,
    ShowPresets,
)
from bot.labels import primary, row
from bot.policies.values import choices, is_chosen, value_text
from bot.policies.words import GROUP_OF, GROUPS, PRESET_WORDS, RULES, group_title, title_of
from bot.sentences import label, lines, own, say, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Option, Paragraph, Row, Text, choice, words
from core.policies import PRESETS, Policies
from core.usecases.policies import AllRules


def all_rules_card(rules: AllRules) -> Card:
    """`/admin policies`: what there are rules about."""
    groups = tuple((group_title(group), words(label(said.about))) for group, said in GROUPS.items())
    doors = [Button(group_title(group), ShowPolicyGroup(group)) for group in GROUPS]
    return Card(
        label("The rules of the programme"),
        (
            Paragraph(which_preset(rules.preset)),
            Facts(groups),
            row(*doors),
            row(
                Button(label("Ready-made rules"), ShowPresets()),
                Button(label("My own rules"), ShowPolicies()),
            ),
        ),
    )


def group_card(rules: AllRules, group: Group) -> Card:
    """Each rule of a group: what it is called, how it is set, what it does."""
    listed = [
        Paragraph(
            lines(
                say(
                    "{rule}: {value}",
                    rule=Bold(title_of(key)),
                    value=value_text(key, getattr(rules.policies, key)),
                ),
                say(rule.does),
            )
        )
        for key, rule in GROUPS[group].rules.items()
    ]
    options = tuple(Option(title_of(key), ShowPolicy(key)) for key in GROUPS[group].rules)
    return Card(
        group_title(group), (*listed, choice(label("Change a rule"), options), row(all_rules_door()))
    )


def rule_card(policies: Policies, key: str) -> Card:
    """One rule, and the ways to change it."""
    value, usual = getattr(policies, key), getattr(PRESETS["default"], key)
    facts = [(label("Currently"), words(Bold(value_text(key, value))))]
    if value != usual:
        facts.append((label("Usually"), words(value_text(key, usual))))
    ways = [Button(said, ProposePolicy(key, typed)) for said, typed in choices(key, value)]
    if not is_chosen(value):
        ways.insert(0, primary(label("Change"), EditPolicy(key)))
    group = GROUP_OF[key]
    return Card(
        title_of(key),
        (
            Paragraph(say(RULES[key].does)),
            Facts(tuple(facts)),
            Hint(
                sentences(
                    say("You see what would change for whom before it is done."),
                    say(
                        "To type it: {command}",
                        command=Code(own_command(f"/admin policies set {spaced(key)} …")),
                    ),
                )
            ),
            Row(tuple(ways)),
            row(Button(group_title(group), ShowPolicyGroup(group)), all_rules_door()),
        ),
    )


def presets_card(rules: AllRules) -> Card:
    """The ready-made sets, and what each is like."""
    listed = [Paragraph(lines(words(Bold(own(name))), say(said))) for name, said in PRESET_WORDS.values()]
    doors = [
        Button(label("Look at {preset}", preset=preset_name(name)), PreviewPreset(name))
        for name in PRESETS
        if name != rules.preset
    ]
    return Card(
        label("Ready-made rules"),
        (Paragraph(which_preset(rules.preset)), *listed, row(*doors), row(all_rules_door())),
    )


def which_preset(preset: str | None) -> Text:
    """Whether a ready-made set is in force."""
    if preset is None:
        return say("These rules are the programme's own.")
    return say(
        "These are the ready-made rules of {preset}, without changes.", preset=Bold(preset_name(preset))
    )


def preset_name(preset: str) -> str:
    """What a ready-made set is called."""
    return PRESET_WORDS[preset][0]


def spaced(name: str) -> str:
    """A name as it is typed."""
    return name.replace("_", " ")


def all_rules_door() -> Button:
    """To all groups of rules."""
    return Button(label("All rules"), ShowAllPolicies())
