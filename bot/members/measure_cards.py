"""Warning, suspending and restoring a member: the form, what it would mean, what was done, what the member reads."""

from bot.actions.members import ConfirmDecision, DecideOn, DiscardDecision, ShowMember, ShowMembers
from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import ShowSessions
from bot.labels import danger, primary, row, title_of, told_apart, when, who
from bot.sentences import all_of, label, lines, msg, own, say, say_many, sentences
from bot.ui import (
    Bold,
    Button,
    Card,
    Fact,
    Facts,
    Hint,
    Layout,
    Paragraph,
    Part,
    Row,
    Show,
    Style,
    Text,
    TextField,
    words,
)
from core.interventions import WORDS_LIMIT
from core.measures import Decision, Measure
from core.people import Person, Role
from core.sessions import Session
from core.usecases.measures import Made, Proposed, Standing
from core.usecases.members import MemberRecord

NAMED = 5
FORMS = {
    Measure.WARN: msg("Warn a member"),
    Measure.SUSPEND: msg("Suspend a member"),
    Measure.RESTORE: msg("Restore a member"),
}
OPENS = {
    Measure.WARN: msg("Warn"),
    Measure.SUSPEND: msg("Suspend"),
    Measure.RESTORE: msg("Restore"),
}
ASKS = {
    Measure.WARN: msg("Warn {who}?"),
    Measure.SUSPEND: msg("Suspend {who}?"),
    Measure.RESTORE: msg("Restore {who}?"),
}
DONE = {
    Measure.WARN: msg("{who} has been warned"),
    Measure.SUSPEND: msg("{who} is suspended"),
    Measure.RESTORE: msg("{who} is restored"),
}
READS = {
    Measure.WARN: msg("{who}: that they are warned, and why."),
    Measure.SUSPEND: msg("{who}: that they are suspended, why, and what they can still do."),
    Measure.RESTORE: msg("{who}: that they can book and be booked again, and why."),
}
NOTICES = {
    Measure.WARN: msg("A warning from the programme"),
    Measure.SUSPEND: msg("Your membership is suspended"),
    Measure.RESTORE: msg("Your membership is restored"),
}


def standing_facts(record: MemberRecord) -> tuple[Fact, ...]:
    """Whether they are suspended, since when and why; and how often they have been warned."""
    person, facts = record.person, list[Fact]()
    warnings = [each for each in record.decided if each.measure is Measure.WARN]
    suspensions = [each for each in record.decided if each.measure is Measure.SUSPEND]
    if person.suspended:
        state = say("suspended")
        if suspensions:
            last = suspensions[-1]
            since = when(last.at, record.reader, Show.SHORT)
            state = say("suspended since {since}: {reason}", since=since, reason=last.reason)
        facts.append((label("Membership"), state))
    if warnings:
        last = warnings[-1]
        said = say_many(
            "{n} warning, {at}: {reason}",
            "{n} warnings, the last {at}: {reason}",
            len(warnings),
            at=when(last.at, record.reader, Show.SHORT),
            reason=last.reason,
        )
        facts.append((label("Warnings"), said))
    return tuple(facts)


def decisions(person: Person) -> Row:
    """What can be decided about a member."""
    change = Measure.RESTORE if person.suspended else Measure.SUSPEND
    return row(
        Button(label(OPENS[Measure.WARN]), DecideOn(person.id, Measure.WARN)),
        Button(
            label(OPENS[change]),
            DecideOn(person.id, change),
            Style.DANGER if change is Measure.SUSPEND else Style.PLAIN,
        ),
    )


def decision_form(standing: Standing, measure: Measure) -> Layout:
    """The reason."""
    hint = label("The member reads it.")
    reason = TextField("reason", label("Reason"), multiline=True, limit=WORDS_LIMIT, hint=hint)
    previewed = say("You see what it means, and who is told what, before anything is done.")
    return Layout(
        label(FORMS[measure]),
        label("Look at it"),
        (reason,),
        (Paragraph(words(told_apart(standing.person))), Hint(previewed)),
        leave=label("Leave it as it is"),
    )


def proposed_card(proposed: Proposed) -> Card:
    """What the decision means, who is told what; and the ways on."""
    standing, measure = proposed.standing, proposed.measure
    person, draft = standing.person, proposed.draft
    told = told_of(standing, measure)
    leave = Button(label("Leave it as it is"), DiscardDecision(person.id, draft))
    return Card(
        label(ASKS[measure], who=person.name),
        (
            Paragraph(words(told_apart(person))),
            *meaning(standing, measure),
            Paragraph(lines(words(Bold(label("Who is told"))), *(words("• ", *each) for each in told))),
            Facts(((label("Reason"), (own(proposed.reason),)),)),
            Row((*_confirms(proposed), leave), columns=1),
        ),
    )


def told_of(standing: Standing, measure: Measure) -> list[Text]:
    """Who is told what, a line each."""
    told = [say(READS[measure], who=who(standing.person))]
    if measure is Measure.SUSPEND and (others := _others(standing)):
        named = all_of([*others[:NAMED], *_more(len(others) - NAMED)])
        told.append(say("{others}: what becomes of their sessions, but not why.", others=named))
    return told


def made_card(made: Made) -> Card:
    """To the admin who has decided."""
    done: list[Text] = [say("They have been told.")]
    if made.cancelled:
        done.append(say_many("{n} session is cancelled.", "{n} sessions are cancelled.", made.cancelled))
    if made.found:
        done.append(
            say_many(
                "Another mentor was found for {n} session.",
                "Other mentors were found for {n} sessions.",
                made.found,
            )
        )
    if made.left:
        done.append(
            say_many(
                "Nobody is free for {n} session; its mentee chooses how it goes on.",
                "Nobody is free for {n} sessions; their mentees choose how they go on.",
                made.left,
            )
        )
    doors = row(
        Button(label("Open member"), ShowMember(made.person.id)), Button(label("Members"), ShowMembers())
    )
    return Card(label(DONE[made.measure], who=made.person.name), (Paragraph(lines(*done)), doors))


def decided_notice(decision: Decision, person: Person, support: str) -> Card:
    """To the member: what was decided, why, and what they can do now."""
    mine = Button(label("My sessions"), ShowSessions())
    doors = row(mine)
    match decision.measure:
        case Measure.WARN:
            lead = say("An admin of the programme has given you a warning.")
            follows = say(
                "Nothing else changes for now. Please mind the reason: further warnings can end in a suspension."
            )
        case Measure.SUSPEND:
            lead = say("You cannot book sessions, be booked, or take part in new councils for now.")
            follows = say(
                "You still see your sessions, and can join, move or cancel those that were not cancelled."
            )
            if Role.MENTOR in person.roles:
                others = say("Other mentors are sought for the sessions that you were to give.")
                follows = sentences(follows, others)
        case Measure.RESTORE:
            lead = say("You can book sessions and be booked again.")
            follows = say("Sessions that were cancelled or given to other mentors meanwhile stay so.")
            doors = row(primary(label("Book a session"), BrowseMentors()), mine)
    ask = say("Questions? Ask an admin of the programme.")
    if support:
        ask = say("Questions? Write to {support}.", support=support)
    return Card(
        label(NOTICES[decision.measure]),
        (
            Paragraph(lead),
            Facts(((label("Reason"), (own(decision.reason),)),)),
            Paragraph(follows),
            Hint(ask),
            doors,
        ),
    )


def meaning(standing: Standing, measure: Measure) -> tuple[Part, ...]:
    """What the decision means for the member and their sessions."""
    match measure:
        case Measure.WARN:
            before = say("It is their first warning.")
            if standing.warnings:
                before = say_many(
                    "They have been warned {n} time before.",
                    "They have been warned {n} times before.",
                    standing.warnings,
                )
            return (Paragraph(sentences(before, say("Nothing else changes for them."))),)
        case Measure.RESTORE:
            again = say("They can book and be booked again.")
            stays = say("What was cancelled or given to other mentors meanwhile stays so.")
            return (Paragraph(sentences(again, stays)),)
        case Measure.SUSPEND:
            return _suspending(standing)


def _suspending(standing: Standing) -> tuple[Part, ...]:
    loses = say(
        "They can no longer book or be booked, take sessions over, or register for councils and call them. They "
        "can still see, join, move and cancel what stays."
    )
    if standing.person.is_admin:
        loses = sentences(loses, say("They cannot run the programme while they are suspended."))
    parts: list[Part] = [Paragraph(loses)]
    if given := standing.given:
        lead = say_many(
            "{n} session that they give is cancelled with a full refund:",
            "{n} sessions that they give are cancelled with a full refund:",
            len(given),
        )
        if standing.seeks_others:
            lead = say_many(
                "{n} session that they give goes to another mentor who is free then; where nobody is, its mentee "
                "chooses:",
                "{n} sessions that they give go to other mentors who are free then; where nobody is, the mentee "
                "chooses:",
                len(given),
            )
        parts.append(_listed(standing, lead, given))
    if asked := standing.asked:
        lead = say_many(
            "{n} booking that is not agreed yet is cancelled:",
            "{n} bookings that are not agreed yet are cancelled:",
            len(asked),
        )
        parts.append(_listed(standing, lead, asked))
    if taken := standing.taken:
        lead = say_many(
            "{n} session that they take is kept, or cancelled with a full refund, as you choose:",
            "{n} sessions that they take are kept, or cancelled with a full refund, as you choose:",
            len(taken),
        )
        parts.append(_listed(standing, lead, taken))
    return tuple(parts)


def _listed(standing: Standing, lead: Text, sessions: tuple[Session, ...]) -> Paragraph:
    named = [
        say(
            "{when} · {other} · {title}",
            when=when(each.starts_at, standing.reader, Show.SHORT),
            other=standing.parties[each.other(standing.person.id)].name,
            title=title_of(each.topic),
        )
        for each in sessions[:NAMED]
    ]
    return Paragraph(lines(lead, *named, *_more(len(sessions) - NAMED)))


def _more(count: int) -> tuple[Text, ...]:
    return (say_many("{n} more", "{n} more", count),) if count > 0 else ()


def _others(standing: Standing) -> list[Text]:
    """Who else may hear of it, each once, in the order of the sessions."""
    sessions = (*standing.given, *standing.asked, *standing.taken)
    ids = dict.fromkeys(each.other(standing.person.id) for each in sessions)
    return [words(who(standing.parties[each])) for each in ids if each in standing.parties]


def _confirms(proposed: Proposed) -> tuple[Button, ...]:
    person, draft = proposed.standing.person.id, proposed.draft
    match proposed.measure:
        case Measure.WARN:
            return (primary(label("Warn them"), ConfirmDecision(person, draft, cancels=False)),)
        case Measure.RESTORE:
            return (primary(label("Restore them"), ConfirmDecision(person, draft, cancels=False)),)
        case Measure.SUSPEND if proposed.standing.taken:
            return (
                danger(
                    label("Suspend, cancel their sessions"), ConfirmDecision(person, draft, cancels=True)
                ),
                danger(
                    label("Suspend, keep their sessions"), ConfirmDecision(person, draft, cancels=False)
                ),
            )
        case Measure.SUSPEND:
            return (danger(label("Suspend them"), ConfirmDecision(person, draft, cancels=False)),)
