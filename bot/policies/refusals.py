"""Refusals about the programme's rules in words."""

from bot.actions.policies import PreviewPreset, ShowAllPolicies
from bot.ui import Bold, Button, Code, Phrase, Row, words
from core import errors
from core.errors import Refusal

PROBLEMS = {
    "not_yes_or_no": "It is either yes or no.",
    "not_a_moment": "It is either accept or request.",
    "not_hours_of_day": "Write hours of one day, such as 9-21.",
    "not_plans": "Write plans with commas between: none, individual, council; or all.",
    "not_monthly": "Write plans and their numbers: individual 3, council no limit.",
    "not_days": "Write a number of days, such as 30 or 6 weeks.",
    "not_lengths": "Write lengths of time with commas between, such as 30, 1h.",
    "not_a_length": "Write a length of time, such as 15 min or 2h.",
    "not_hours": "Write whole hours, such as 24 or 2 days.",
    "not_a_number": "Write a whole number.",
    "int_type": "It needs a number.",
    "greater_than_equal": "The least that it takes is {bound}.",
    "less_than_equal": "The most that it takes is {bound}.",
    "too_short": "It needs one at least.",
    "default_missing": "The usual length has to be one of the lengths that can be booked.",
    "reversed": "The hours have to end after they begin.",
    "council_reversed": "A council cannot need more mentors than it takes.",
    "repeated": "Something is there twice.",
    "plan_missing": "Every plan needs its number.",
}
OTHER = "It does not take that."


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    back = Row((Button("All rules", ShowAllPolicies()),))
    match refusal:
        case errors.NoSuchPreset(name, near, presets):
            meant = words(" Did you mean ", Bold(near.replace("_", " ")), "?") if near else ()
            return Phrase(
                "No such rules",
                words("There are no ready-made rules called “", name.replace("_", " "), "”.", *meant),
                (Row(tuple(Button(each, PreviewPreset(each)) for each in ([near] if near else presets))),),
            )
        case errors.NoSuchPolicy(name, near):
            names = " or ".join(each.replace("_", " ") for each in near)
            meant = words(f" Did you mean {names}?") if near else ()
            return Phrase(
                "No such rule",
                words("There is no rule called “", name.replace("_", " "), "”.", *meant),
                (back,),
            )
        case errors.PolicyRefused(key, problem, bound):
            said = PROBLEMS.get(problem, OTHER).format(bound=bound)
            again = Code(f"/admin policies set {key.replace('_', ' ')} …")
            return Phrase(
                "Not changed",
                words(Bold(key.replace("_", " ")), f": {said} Everything is as it was. Try ", again, "."),
                (back,),
            )
    return None
