"""What a decision about a report means and who is told what, before it is made; and that it is made."""

from bot.actions.disputes import ConfirmVerdict, DiscardVerdict, ShowDispute, ShowDisputes
from bot.actions.interventions import ShowActs
from bot.disputes.cards import about_session, claim, quoted
from bot.interventions.previews import approval
from bot.labels import danger, primary, row, when
from bot.members.measure_cards import meaning, told_of
from bot.sentences import Msg, label, lines, msg, own, say, say_many
from bot.ui import Bold, Button, Card, Facts, Money, Paragraph, Part, Row, Text, words
from core.disputes import MEASURES, Way
from core.measures import Measure
from core.refunds import RefundKind
from core.usecases.dispute_decisions import Outcome, Proposal
from core.usecases.disputes import Case
from core.usecases.interventions.refunds import Giving

ASKS: dict[Way, Msg] = {
    Way.REFUND: msg("Resolve it with this refund?"),
    Way.MOVE: msg("Resolve it by moving the session?"),
    Way.WARN: msg("Resolve it with this warning?"),
    Way.SUSPEND: msg("Resolve it with this suspension?"),
    Way.CLOSE: msg("Resolve it without an action?"),
}
CONFIRMS: dict[Way, Msg] = {
    Way.REFUND: msg("Give the refund, resolve it"),
    Way.MOVE: msg("Move the session, resolve it"),
    Way.WARN: msg("Warn them, resolve it"),
    Way.SUSPEND: msg("Suspend them, resolve it"),
    Way.CLOSE: msg("Resolve it"),
}


def proposed_card(proposal: Proposal) -> Card:
    """The report, what becomes of it, who is told what; and the ways on."""
    case, verdict = proposal.case, proposal.verdict
    assert case.dispute is not None
    facts = [(label("Reason"), words(own(verdict.words)))]
    if verdict.notes:
        facts.append((label("Internal note"), words(own(verdict.notes))))
    told = words(Bold(label("Who is told")))
    about = lines(about_session(case), claim(case, case.dispute), *quoted(case.dispute)[:1])
    return Card(
        label(ASKS[verdict.way]),
        (
            Paragraph(about),
            *_meaning(proposal),
            Paragraph(lines(told, *(words("• ", *each) for each in _told(proposal)))),
            Facts(tuple(facts)),
            Row(
                (
                    *_confirms(proposal),
                    Button(label("Leave it open"), DiscardVerdict(case.dispute.id, proposal.draft)),
                ),
                columns=1,
            ),
        ),
    )


def outcome_card(done: Outcome) -> Card:
    """To the admin who has decided."""
    case = done.case
    assert case.dispute is not None
    said: list[Text] = [
        say("{mentor} and {mentee} are being told.", mentor=case.mentor.name, mentee=case.mentee.name)
    ]
    if done.giving is not None and done.giving.waits:
        said.append(say("The refund waits for another admin."))
    if done.made is not None and done.made.cancelled:
        said.append(
            say_many("{n} session is cancelled.", "{n} sessions are cancelled.", done.made.cancelled)
        )
    if done.made is not None and done.made.found:
        said.append(
            say_many(
                "Another mentor was found for {n} session.",
                "Other mentors were found for {n} sessions.",
                done.made.found,
            )
        )
    doors = row(
        Button(label("The dispute"), ShowDispute(case.dispute.id)),
        Button(label("The session"), ShowActs(case.session.id)),
        Button(label("Other disputes"), ShowDisputes()),
    )
    title = label("Dispute {code} is resolved", code=own(case.dispute.code))
    return Card(title, (Paragraph(lines(*said)), doors))


def _meaning(proposal: Proposal) -> tuple[Part, ...]:
    case, verdict = proposal.case, proposal.verdict
    match verdict.way:
        case Way.REFUND:
            assert proposal.giving is not None
            return (
                Paragraph(
                    lines(_given(case, proposal.giving), approval(proposal.giving, case.session.payment))
                ),
            )
        case Way.MOVE:
            assert verdict.start is not None
            moves = say(
                "The session moves to {time}. Nobody is asked, and nobody’s allowance is used.",
                time=Bold(label("{time}", time=when(verdict.start, case.reader))),
            )
            return (Paragraph(moves),)
        case Way.WARN | Way.SUSPEND:
            assert proposal.standing is not None
            return meaning(proposal.standing, MEASURES[verdict.way])
        case Way.CLOSE:
            return (Paragraph(say("Nothing else changes.")),)


def _given(case: Case, giving: Giving) -> Text:
    amount = Money(giving.amount, case.session.currency)
    if giving.kind is RefundKind.BONUS:
        return say("{mentee} gets a bonus of {amount}.", mentee=case.mentee.name, amount=amount)
    return say("{mentee} gets back {amount}.", mentee=case.mentee.name, amount=amount)


def _told(proposal: Proposal) -> list[Text]:
    """Who is told what, one line each."""
    case, verdict = proposal.case, proposal.verdict
    mentor, mentee = case.mentor.name, case.mentee.name
    both = [
        say("{name}: that the report is resolved, how, and why.", name=mentor),
        say("{name}: that the report is resolved, how, and why.", name=mentee),
    ]
    match verdict.way:
        case Way.REFUND if proposal.giving is not None and proposal.giving.waits:
            return [*both, say("The other admins: that the refund waits for one of them.")]
        case Way.WARN | Way.SUSPEND:
            assert proposal.standing is not None
            ends = [
                say("{name}: that an admin has acted on the report, not how.", name=name)
                for name in (mentor, mentee)
                if name != proposal.standing.person.name
            ]
            return [*told_of(proposal.standing, MEASURES[verdict.way]), *ends]
    return both


def _confirms(proposal: Proposal) -> tuple[Button, ...]:
    case, verdict = proposal.case, proposal.verdict
    assert case.dispute is not None
    which, draft = case.dispute.id, proposal.draft
    taken = proposal.standing is not None and proposal.standing.taken
    if verdict.way is Way.SUSPEND and taken:
        return (
            danger(label("Suspend, cancel their sessions"), ConfirmVerdict(which, draft, cancels=True)),
            danger(label("Suspend, keep their sessions"), ConfirmVerdict(which, draft, cancels=False)),
        )
    confirms = danger if MEASURES.get(verdict.way) is Measure.SUSPEND else primary
    return (confirms(label(CONFIRMS[verdict.way]), ConfirmVerdict(which, draft, cancels=False)),)
