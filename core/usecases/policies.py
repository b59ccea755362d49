"""The rules of the programme: as they concern somebody, and changed by admins."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import get_close_matches

from pydantic import BaseModel

from core.desk import Desk
from core.drafts import Draft, DraftKind
from core.errors.policies import NoSuchPolicy, NoSuchPreset, PolicyRefused, ProposalGone
from core.ids import new_id
from core.mentors import Mentor
from core.people import Person
from core.policies import ABOUT_REMINDERS, PRESETS, Difference, Policies, Replanning, differences, with_rule
from core.ports.store import Transaction
from core.usecases.members import check_admin, refresh_admin_homes
from core.usecases.policy_effects import Change, effects_of
from core.usecases.quota import Quota, quota_of

_PURPOSE, _RULES, _PRESET = "policies", "rules", "preset"
_ABOUT_LINKS = {"payment_minutes", "take_payment"}
_MINUTE = timedelta(minutes=1)


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
class PolicyProposal:
    """What an admin is about to change, perhaps nothing; `draft` is what is confirmed.

    `preset` is the ready-made set that is to hold. `moved` where another admin has changed one of these rules since
    it was shown, so that it is asked again.
    """

    draft: int
    preset: str | None
    changes: tuple[Change, ...]
    moved: bool = False


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


def rules_with(desk: Desk, actor: Person, key: str) -> Policies:
    """The rules among which there is one of this key; raises NotAdmin, NoSuchPolicy."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        _check_key(key)
        return tx.policies()


def propose_preset(desk: Desk, actor: Person, preset: str) -> PolicyProposal:
    """What this set of rules would change, kept until it is confirmed.

    Raises NotAdmin, NoSuchPreset, PolicyRefused.
    """
    with desk.begin() as tx:
        check_admin(tx, actor)
        name, wanted = _preset(preset)
        return _propose(desk, tx, actor, wanted, name)


def propose_policy(desk: Desk, actor: Person, key: str, value: object) -> PolicyProposal:
    """What another value of this rule would change, kept until it is confirmed.

    Raises NotAdmin, NoSuchPolicy, PolicyRefused.
    """
    with desk.begin() as tx:
        check_admin(tx, actor)
        _check_key(key)
        return _propose(desk, tx, actor, with_rule(tx.policies(), key, value))


def pending(desk: Desk, actor: Person) -> int:
    """The draft that waits for the actor to confirm it; raises ProposalGone where none does."""
    with desk.store.read() as tx:
        kept = tx.drafts.current(actor.id, DraftKind.DECISION)
        if kept is None or kept.purpose != _PURPOSE:
            raise ProposalGone
        return kept.id


def carry_out(desk: Desk, actor: Person, draft_id: int) -> PoliciesChanged | PolicyProposal:
    """Put in force what was shown, for everything but refunds that were promised.

    Proposes it anew where one of the rules is no longer what it was. Raises NotAdmin, ProposalGone, PolicyRefused.
    """
    with desk.begin() as tx:
        # Rules are kept as one value: one admin after the other changes them.
        tx.people.lock(tx.people.admins())
        check_admin(tx, actor)
        kept = _own_draft(tx, actor, draft_id)
        if kept is None:
            raise ProposalGone
        preset = kept.values.get(_PRESET)
        shown = _Shown.model_validate_json(kept.values[_RULES])
        if preset is not None:
            wanted = PRESETS[preset]
        else:
            wanted = tx.policies()
            for key in shown.keys:
                wanted = with_rule(wanted, key, getattr(shown.after, key))
        changes = differences(tx.policies(), wanted)
        if changes != differences(shown.before, shown.after):
            return replace(_propose(desk, tx, actor, wanted, preset), moved=True)
        tx.drafts.drop(draft_id)
        return _change(desk, tx, actor.id, wanted, preset)


def in_force(desk: Desk) -> Policies:
    """Every rule, for whoever runs the bot."""
    with desk.store.read() as tx:
        return tx.policies()


def adopt(desk: Desk, wanted: Policies) -> PoliciesChanged:
    """Put all these rules in force, for whoever runs the bot; raises PolicyRefused."""
    with desk.begin() as tx:
        tx.people.lock(tx.people.admins())
        return _change(desk, tx, None, wanted)


def give_up(desk: Desk, actor: Person, draft_id: int) -> None:
    """Leave the rules as they are; harmless when it was confirmed or given up before."""
    with desk.begin() as tx:
        if _own_draft(tx, actor, draft_id) is not None:
            tx.drafts.drop(draft_id)


def check_links(desk: Desk, policies: Policies) -> None:
    """Raise PolicyRefused where a time is held shorter or longer for who pays than a provider has its links open."""
    if not policies.take_payment:
        return
    for gateway in desk.gateways:
        least, most = gateway.shortest // _MINUTE, gateway.longest // _MINUTE
        if policies.payment_minutes < least:
            raise PolicyRefused("payment_minutes", "links_live_longer", least)
        if policies.payment_minutes > most:
            raise PolicyRefused("payment_minutes", "links_live_shorter", most)


def check_links_now(desk: Desk) -> None:
    """The same of the rules in force."""
    with desk.store.read() as tx:
        check_links(desk, tx.policies())


def near_policies(name: str) -> tuple[str, ...]:
    """The keys of rules that come close to one that there is not."""
    return tuple(get_close_matches(name.lower().replace("-", "_"), Policies.model_fields, 3, 0.5))


class _Shown(BaseModel):
    """The rules as they were and as they would be when an admin was asked."""

    before: Policies
    after: Policies

    @property
    def keys(self) -> list[str]:
        return [each.key for each in differences(self.before, self.after)]


def _propose(
    desk: Desk, tx: Transaction, actor: Person, after: Policies, preset: str | None = None
) -> PolicyProposal:
    before, draft = tx.policies(), new_id(tx.now)
    different = differences(before, after)
    _check_change(desk, different, after)
    changes = tuple(Change(each, effects_of(each, after, tx.policy_reach, tx.now)) for each in different)
    values = {_RULES: _Shown(before=before, after=after).model_dump_json()}
    if preset is not None:
        values[_PRESET] = preset
    tx.drafts.put(Draft(draft, actor.id, _PURPOSE, tx.now, _PURPOSE, values, kind=DraftKind.DECISION))
    return PolicyProposal(draft, preset, changes)


def _check_change(desk: Desk, changes: Sequence[Difference], after: Policies) -> None:
    if _ABOUT_LINKS & {change.key for change in changes}:
        check_links(desk, after)


def _own_draft(tx: Transaction, actor: Person, draft_id: int) -> Draft | None:
    kept = tx.drafts.get(draft_id)
    return kept if kept is not None and (kept.person, kept.purpose) == (actor.id, _PURPOSE) else None


def _check_key(key: str) -> None:
    if key not in Policies.model_fields:
        raise NoSuchPolicy(key, near_policies(key))


def _change(
    desk: Desk, tx: Transaction, actor: int | None, after: Policies, preset: str | None = None
) -> PoliciesChanged:
    changes = differences(tx.policies(), after)
    _check_change(desk, changes, after)
    if changes:
        tx.set_policies(after)
        refresh_admin_homes(tx)
        if ABOUT_REMINDERS & {change.key for change in changes}:
            tx.set_replanning(Replanning(changed=tx.now))
        desk.note(
            tx,
            "POLICIES_CHANGED",
            actor,
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
