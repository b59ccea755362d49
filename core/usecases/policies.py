"""The rules of the programme: as they concern somebody, and changed by admins."""

import json
from dataclasses import dataclass
from difflib import get_close_matches

from core.desk import Desk
from core.errors.policies import NoSuchPolicy, NoSuchPreset
from core.mentors import Mentor
from core.people import Person
from core.policies import ABOUT_REMINDERS, PRESETS, Difference, Policies, Replanning, differences, with_rule
from core.ports.store import Transaction
from core.usecases.members import check_admin
from core.usecases.quota import Quota, quota_of


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The rules in force for somebody; `mentor` where they are one."""

    person: Person
    policies: Policies
    quota: Quota
    mentor: Mentor | None


@dataclass(frozen=True, slots=True)
class AllRules:
    """The rules in force, and which ready-made set they are, None where they are none."""

    policies: Policies
    preset: str | None


@dataclass(frozen=True, slots=True)
class PresetPreview:
    """What a ready-made set of rules would change."""

    preset: str
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class PoliciesChanged:
    """What was changed, perhaps nothing; `preset` is the ready-made set that holds now, if one does."""

    changes: tuple[Difference, ...]
    preset: str | None


def own_rules(desk: Desk, actor: Person) -> OwnRules:
    """The rules as they concern the actor."""
    with desk.store.read() as tx:
        mentor = tx.mentors.get(actor.id) if actor.is_mentor else None
        return OwnRules(actor, tx.policies(), quota_of(tx, actor, tx.now), mentor)


def all_rules(desk: Desk, actor: Person) -> AllRules:
    """Every rule; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return AllRules(tx.policies(), _preset_of(tx.policies()))


def preview_preset(desk: Desk, actor: Person, preset: str) -> PresetPreview:
    """What this set of rules would change; raises NotAdmin, NoSuchPreset."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        name, wanted = _preset(preset)
        return PresetPreview(name, differences(tx.policies(), wanted))


def use_preset(desk: Desk, actor: Person, preset: str) -> PoliciesChanged:
    """Put a set of rules in force, for everything but refunds that were promised. Raises NotAdmin, NoSuchPreset."""
    with desk.begin() as tx:
        _take_the_rules(tx, actor)
        name, wanted = _preset(preset)
        return _change(desk, tx, actor, wanted, name)


def set_policy(desk: Desk, actor: Person, key: str, value: object) -> PoliciesChanged:
    """Change the rule of this key; raises NotAdmin, NoSuchPolicy, PolicyRefused."""
    with desk.begin() as tx:
        _take_the_rules(tx, actor)
        if key not in Policies.model_fields:
            raise NoSuchPolicy(key, near_policies(key))
        return _change(desk, tx, actor, with_rule(tx.policies(), key, value))


def near_policies(name: str) -> tuple[str, ...]:
    """The keys of rules that come close to one that there is not."""
    return tuple(get_close_matches(name.lower().replace("-", "_"), Policies.model_fields, 3, 0.5))


def _take_the_rules(tx: Transaction, actor: Person) -> None:
    """Let one admin after the other change the rules, which are kept as one value; raises NotAdmin."""
    tx.people.lock(tx.people.admins())
    check_admin(tx, actor)


def _change(
    desk: Desk, tx: Transaction, actor: Person, after: Policies, preset: str | None = None
) -> PoliciesChanged:
    changes = differences(tx.policies(), after)
    if changes:
        tx.set_policies(after)
        if ABOUT_REMINDERS & {change.key for change in changes}:
            tx.set_replanning(Replanning(changed=tx.now))
        desk.note(
            tx,
            "POLICIES_CHANGED",
            actor.id,
            before={change.key: _written(change.before) for change in changes},
            after={change.key: _written(change.after) for change in changes},
        )
    return PoliciesChanged(changes, preset or _preset_of(after))


def _preset(name: str) -> tuple[str, Policies]:
    wanted = name.strip().lower().replace(" ", "_").replace("-", "_")
    if wanted not in PRESETS:
        near = next(iter(get_close_matches(wanted, PRESETS, 1, 0.4)), None)
        raise NoSuchPreset(name, near, tuple(PRESETS))
    return wanted, PRESETS[wanted]


def _preset_of(policies: Policies) -> str | None:
    return next((name for name, preset in PRESETS.items() if preset == policies), None)


def _written(value: object) -> str | int | None:
    """The value as the audit log keeps it: lists and tables as JSON."""
    if value is None or isinstance(value, int | str):
        return int(value) if isinstance(value, bool) else value
    return json.dumps(value)
