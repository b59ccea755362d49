"""What another set of rules would change for whom, and what has changed."""

from collections.abc import Iterable

from bot.actions.policies import ConfirmPolicies, DiscardPolicies
from bot.labels import danger, row
from bot.policies.change_cards import all_rules_door, preset_name, which_preset
from bot.policies.values import plan_name, value_text
from bot.policies.words import PRESET_WORDS, title_of
from bot.sentences import Msg, label, lines, msg, own, say, say_many, sentences
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Text, words
from core.policies import Difference
from core.usecases.policies import PoliciesChanged, PolicyProposal
from core.usecases.policy_effects import Change, Concern, Effect


def proposal_card(proposal: PolicyProposal) -> Card:
    """What would change for whom, to be confirmed."""
    leave = Button(label("Leave it as it is"), DiscardPolicies(proposal.draft))
    about: list[Part] = []
    if proposal.moved:
        about.append(
            Paragraph(
                say(
                    "Somebody else has changed the rules since you looked. Nothing was done; this is how it is now:"
                )
            )
        )
    if proposal.preset is not None:
        about.append(Paragraph(say(PRESET_WORDS[proposal.preset][1])))
    if not proposal.changes:
        same = (
            say("That is how it is already.") if proposal.preset is None else which_preset(proposal.preset)
        )
        return Card(label("Nothing would change"), (*about, Paragraph(same), row(all_rules_door())))
    if proposal.preset is None:
        title, confirm = label("Change this rule?"), label("Change the rule")
    else:
        name = preset_name(proposal.preset)
        title, confirm = (
            label("Use the rules of {preset}?", preset=name),
            label("Use {preset}", preset=name),
        )
        about.append(
            Paragraph(
                say_many(
                    "{n} rule would change for everybody at once:",
                    "{n} rules would change for everybody at once:",
                    len(proposal.changes),
                )
            )
        )
    return Card(
        title,
        (
            *about,
            *(Paragraph(_change_text(each)) for each in proposal.changes),
            _kept(),
            row(danger(confirm, ConfirmPolicies(proposal.draft)), leave),
        ),
    )


def changed_card(done: PoliciesChanged) -> Card:
    """What holds from now on."""
    now = (Paragraph(which_preset(done.preset)),) if done.preset else ()
    return Card(
        label("The rules have changed"), (*now, _differences(done.changes), _kept(), row(all_rules_door()))
    )


def left_card() -> Card:
    """Nothing was changed."""
    return Card(
        label("Nothing was changed"), (Paragraph(say("The rules are as they were.")), row(all_rules_door()))
    )


def _change_text(change: Change) -> Text:
    rule = change.rule
    return lines(
        say("{rule}: {values}", rule=Bold(title_of(rule.key)), values=_arrow(rule)),
        sentences(*map(effect_text, change.effects)),
    )


def _differences(changes: Iterable[Difference]) -> Facts:
    return Facts(tuple((title_of(each.key), _arrow(each)) for each in changes))


def _arrow(change: Difference) -> Text:
    before, after = (value_text(change.key, value) for value in (change.before, change.after))
    return words(f"{before} → ", Bold(after))


def _kept() -> Hint:
    return Hint(
        say(
            "Sessions that are booked keep the refund they were promised; everything else holds for them too."
        )
    )


NOBODY: dict[Concern, Msg] = {
    Concern.SESSIONS: msg("No upcoming session is concerned."),
    Concern.GAINED: msg("No upcoming session is concerned."),
    Concern.LOST: msg("No upcoming session is concerned."),
    Concern.LATE: msg("For none of them it is too late at once."),
    Concern.IN_TIME: msg("For none of them it was too late."),
    Concern.USED_UP: msg("None of them has been moved that often yet."),
    Concern.FREED: msg("None of them had been moved too often."),
    Concern.PROMISED: msg("No upcoming session has a price."),
    Concern.REMINDERS: msg("No upcoming session has reminders or a Join button to plan anew."),
    Concern.COUNCIL_REMINDERS: msg("Nor has a council."),
    Concern.HOLDS: msg("No time is held now."),
    Concern.BOOKINGS: msg("No booking waits for its mentor now."),
    Concern.REQUESTS_KEEP: msg("No request for another time is open now."),
    Concern.REQUESTS_TAKE: msg("No request for another time is open now."),
    Concern.POLLS: msg("No mentors are being asked for a council now."),
    Concern.REFUNDS: msg("No refund waits for a second admin now."),
    Concern.DISPUTES: msg("Every dispute has been decided."),
    Concern.MENTORS: msg("No mentor is concerned."),
    Concern.PAID_MENTORS: msg("No mentor takes money for sessions."),
    Concern.WITHOUT_OWN: msg("No mentor is concerned: each has set their own."),
    Concern.WITH_OWN: msg("No mentor has set their own."),
    Concern.MAY_BOOK: msg("Nobody is on this plan: {plan}."),
    Concern.MAY_NOT_BOOK: msg("Nobody is on this plan: {plan}."),
    Concern.QUOTA: msg("Nobody is on this plan: {plan}."),
}
"""Of what there is nothing that a change concerns."""


def effect_text(effect: Effect) -> Text:
    """What follows for whom."""
    n = effect.count
    if not n and effect.concern in NOBODY:
        plan = plan_name(effect.plan) if effect.plan is not None else own("")
        return say(NOBODY[effect.concern], plan=plan)
    match effect.concern:
        case Concern.FROM_NOW:
            return say("It holds from now on; nothing that has been agreed changes.")
        case Concern.IDLE:
            return say("It makes no difference as long as they may not do it at all.")
        case Concern.SESSIONS:
            return say_many(
                "It holds at once for {n} upcoming session.",
                "It holds at once for {n} upcoming sessions.",
                n,
            )
        case Concern.GAINED:
            return say_many(
                "It becomes possible for {n} upcoming session.",
                "It becomes possible for {n} upcoming sessions.",
                n,
            )
        case Concern.LOST:
            return say_many(
                "It is no longer possible for {n} upcoming session.",
                "It is no longer possible for {n} upcoming sessions.",
                n,
            )
        case Concern.LATE:
            return say_many(
                "For {n} of them it is too late at once.", "For {n} of them it is too late at once.", n
            )
        case Concern.IN_TIME:
            return say_many(
                "For {n} of them it is no longer too late.", "For {n} of them it is no longer too late.", n
            )
        case Concern.USED_UP:
            return say_many(
                "{n} of them has been moved that often already.",
                "{n} of them have been moved that often already.",
                n,
            )
        case Concern.FREED:
            return say_many("{n} of them can be moved again.", "{n} of them can be moved again.", n)
        case Concern.PROMISED:
            return say_many(
                "{n} upcoming session with a price keeps the refund that was promised.",
                "{n} upcoming sessions with a price keep the refund that was promised.",
                n,
            )
        case Concern.REMINDERS:
            return say_many(
                "Reminders and Join buttons of {n} upcoming session are planned anew.",
                "Reminders and Join buttons of {n} upcoming sessions are planned anew.",
                n,
            )
        case Concern.COUNCIL_REMINDERS:
            return say_many("So are those of {n} council.", "So are those of {n} councils.", n)
        case Concern.HOLDS:
            return say_many(
                "{n} time that is held now stays held as long as was said.",
                "{n} times that are held now stay held as long as was said.",
                n,
            )
        case Concern.BOOKINGS:
            return say_many(
                "{n} booking that waits for its mentor waits as long as was said.",
                "{n} bookings that wait for their mentors wait as long as was said.",
                n,
            )
        case Concern.REQUESTS_KEEP:
            return say_many(
                "{n} open request for another time stays as it is.",
                "{n} open requests for another time stay as they are.",
                n,
            )
        case Concern.REQUESTS_TAKE:
            return say_many(
                "It holds at once for {n} open request for another time.",
                "It holds at once for {n} open requests for another time.",
                n,
            )
        case Concern.POLLS:
            return say_many(
                "{n} council whose mentors are being asked stays as it is.",
                "{n} councils whose mentors are being asked stay as they are.",
                n,
            )
        case Concern.REFUNDS:
            return say_many(
                "{n} refund that waits for a second admin goes on waiting.",
                "{n} refunds that wait for a second admin go on waiting.",
                n,
            )
        case Concern.DISPUTES:
            return say_many(
                "{n} dispute that nobody has decided takes it at once.",
                "{n} disputes that nobody has decided take it at once.",
                n,
            )
        case Concern.MENTORS:
            return say_many(
                "Other times are offered by {n} mentor; what is booked stays.",
                "Other times are offered by {n} mentors; what is booked stays.",
                n,
            )
        case Concern.PAID_MENTORS:
            return say_many(
                "It is about {n} mentor who takes money for sessions.",
                "It is about {n} mentors who take money for sessions.",
                n,
            )
        case Concern.WITHOUT_OWN:
            return say_many(
                "It holds for {n} mentor who has set nothing of their own; what is booked stays.",
                "It holds for {n} mentors who have set nothing of their own; what is booked stays.",
                n,
            )
        case Concern.WITH_OWN:
            return say_many(
                "What {n} mentor has set stays as it is.", "What {n} mentors have set stays as it is.", n
            )
        case Concern.MAY_BOOK | Concern.MAY_NOT_BOOK | Concern.QUOTA:
            return _of_plan(effect)


def _of_plan(effect: Effect) -> Text:
    assert effect.plan is not None
    n, plan = effect.count, plan_name(effect.plan)
    match effect.concern:
        case Concern.MAY_BOOK:
            return say_many(
                "{n} member ({plan}) can book from now on.",
                "{n} members ({plan}) can book from now on.",
                n,
                plan=plan,
            )
        case Concern.MAY_NOT_BOOK:
            return say_many(
                "{n} member ({plan}) can no longer book; what is booked stays.",
                "{n} members ({plan}) can no longer book; what is booked stays.",
                n,
                plan=plan,
            )
    return say_many(
        "{n} member ({plan}) has another number from now on.",
        "{n} members ({plan}) have another number from now on.",
        n,
        plan=plan,
    )
