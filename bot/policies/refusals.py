"""Refusals about the programme's rules in words."""

from bot.actions.policies import PreviewPreset, ShowPolicy
from bot.labels import row
from bot.policies.change_cards import all_rules_door, preset_name, spaced
from bot.policies.words import title_of
from bot.sentences import label, msg, one_of, own, say, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Code, Phrase
from core.errors.common import Refusal
from core.errors.policies import NoSuchPolicy, NoSuchPreset, PolicyRefused, ProposalGone

PROBLEMS = {
    "not_yes_or_no": msg("It is either yes or no."),
    "not_a_moment": msg("It is either accept or request."),
    "not_an_end": msg("It is either refund or dismiss."),
    "not_hours_of_day": msg("Write hours of one day, such as 9-21."),
    "not_plans": msg("Write plans with commas between: none, individual, council; or all."),
    "not_monthly": msg("Write plans and their numbers: individual 3, council no limit."),
    "not_days": msg("Write a number of days, such as 30 or 6 weeks."),
    "not_lengths": msg("Write lengths of time with commas between, such as 30, 1h."),
    "not_a_length": msg("Write a length of time, such as 15 min or 2h."),
    "not_hours": msg("Write whole hours, such as 24 or 2 days."),
    "not_a_number": msg("Write a whole number."),
    "int_type": msg("It needs a number."),
    "greater_than_equal": msg("The least that it takes is {bound}."),
    "less_than_equal": msg("The most that it takes is {bound}."),
    "links_live_longer": msg(
        "While mentees pay through Parley, the least that it takes is {bound}: the payment provider’s links are open "
        "as long."
    ),
    "links_live_shorter": msg(
        "While mentees pay through Parley, the most that it takes is {bound}: the payment provider’s links are open no "
        "longer."
    ),
    "too_short": msg("It needs one at least."),
    "default_missing": msg("The usual length has to be one of the lengths that can be booked."),
    "reversed": msg("The hours have to end after they begin."),
    "council_reversed": msg("A council cannot need more mentors than it takes."),
    "repeated": msg("Something is there twice."),
    "plan_missing": msg("Every plan needs its number."),
}
OTHER = msg("It does not take that.")


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    back = row(all_rules_door())
    match refusal:
        case NoSuchPreset(name, near, presets):
            return Phrase(
                label("No such rules"),
                sentences(
                    say("There are no ready-made rules called “{name}”.", name=spaced(name)),
                    say("Did you mean {name}?", name=Code(spaced(near))) if near else (),
                ),
                (
                    row(
                        *(
                            Button(own(preset_name(each)), PreviewPreset(each))
                            for each in ([near] if near else presets)
                        )
                    ),
                ),
            )
        case NoSuchPolicy(name, near):
            meant = [say("{rule} ({typed})", rule=title_of(key), typed=Code(spaced(key))) for key in near]
            return Phrase(
                label("No such rule"),
                sentences(
                    say("There is no rule called “{name}”.", name=spaced(name)),
                    say("Did you mean {names}?", names=one_of(meant)) if near else (),
                ),
                (row(*(Button(title_of(key), ShowPolicy(key)) for key in near)), back) if near else (back,),
            )
        case PolicyRefused(key, problem, bound):
            return Phrase(
                label("Not changed"),
                sentences(
                    say(
                        "{rule}: {problem}",
                        rule=Bold(title_of(key)),
                        problem=say(PROBLEMS.get(problem, OTHER), bound=bound or 0),
                    ),
                    say("Everything is as it was."),
                    say(
                        "Try {command}.", command=Code(own_command(f"/admin policies set {spaced(key)} …"))
                    ),
                ),
                (row(Button(title_of(key), ShowPolicy(key)), all_rules_door()),),
            )
        case ProposalGone():
            return Phrase(
                label("Nothing to confirm"),
                say(
                    "That was confirmed or left before, or you have looked at something else since. "
                    "By this, nothing was changed."
                ),
                (back,),
            )
    return None
