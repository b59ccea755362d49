"""The forms about disputes, and what they give."""

from collections.abc import Mapping

from bot.disputes.cards import about_session, claim, quoted
from bot.disputes.words import CATEGORIES
from bot.forms.moments import moment_field
from bot.forms.problems import FieldRefused, about_field
from bot.interventions.forms import moment_in
from bot.labels import title_of, when
from bot.sentences import label, label_many, lines, msg, own, say, sentences
from bot.turn import Turn
from bot.typed.amounts import minor_units
from bot.ui import (
    Bold,
    Field,
    Hint,
    Layout,
    Money,
    Paragraph,
    Part,
    SelectField,
    Show,
    Style,
    Text,
    TextField,
)
from core.attendance import Category
from core.disputes import DESCRIPTION_LIMIT, LINK_LIMIT, LINKS, REASON_LIMIT, Way
from core.errors.common import Missing
from core.errors.interventions import AmountUnclear
from core.evidence import MOST_BYTES, MOST_FILES
from core.interventions import NOTE_LIMIT, WORDS_LIMIT
from core.people import Role
from core.refunds import RefundKind
from core.usecases.dispute_decisions import Verdict
from core.usecases.disputes import Case
from core.usecases.reports import Report
from core.usecases.session_views import SessionView

TITLES = {
    Way.REFUND: msg("Resolve: refund"),
    Way.MOVE: msg("Resolve: another time"),
    Way.WARN: msg("Resolve: warning"),
    Way.SUSPEND: msg("Resolve: suspension"),
    Way.CLOSE: msg("Resolve: no action"),
}
READ_BY = {
    Way.REFUND: msg("Both parties read it."),
    Way.MOVE: msg("Both parties read it."),
    Way.WARN: msg("Whoever is warned reads it; the other one does not."),
    Way.SUSPEND: msg("Whoever is suspended reads it; the other one does not."),
    Way.CLOSE: msg("Both parties read it."),
}
"""Who reads the reason."""


def report_form(view: SessionView) -> Layout:
    """What it is about, in a line and in as many words as it takes, and links."""
    asked = say(
        "A problem with {title} on {time}, with {name}? An admin looks at it.",
        title=Bold(title_of(view.session.topic)),
        time=when(view.session.starts_at, view.reader, Show.SHORT),
        name=view.other.name,
    )
    kept = say(
        "{name} does not see what you write. When it is decided, you both hear of it.", name=view.other.name
    )
    kinds = tuple((each.value, label(CATEGORIES[each])) for each in Category)
    hint = label_many(
        "At most {n}; they are kept as they are.", "At most {n}; they are kept as they are.", LINKS
    )
    fields: tuple[Field, ...] = (
        SelectField("category", label("What is it about?"), kinds),
        TextField("reason", label("In one line"), limit=REASON_LIMIT),
        TextField(
            "description",
            label("What happened?"),
            required=False,
            multiline=True,
            limit=DESCRIPTION_LIMIT,
        ),
        TextField("links", label("Links"), required=False, limit=LINKS * LINK_LIMIT, hint=hint),
    )
    return Layout(
        label("Report a problem"),
        label("Report it"),
        fields,
        (Paragraph(asked), Hint(sentences(kept, _files_hint()))),
        leave=label("Do not report it"),
    )


def add_form(report: Report) -> Layout:
    """The answer to an admin's question, or something more."""
    intro: list[Part] = []
    if report.asked is not None:
        intro.append(Paragraph(say("An admin asks: “{words}”", words=own(report.asked.words))))
    intro.append(Hint(say("Only admins read it.")))
    title = label("Answer") if report.asked else label("Add to your report")
    words = TextField(
        "what",
        label("Your answer") if report.asked else label("What else?"),
        multiline=True,
        limit=DESCRIPTION_LIMIT,
    )
    return Layout(title, label("Send it"), (words,), tuple(intro))


def give_form(case: Case) -> Layout:
    """Which admin."""
    hint = label("A name or a handle of an admin")
    return Layout(
        label("Give it to …"),
        label("Give it to them"),
        (TextField("name", label("Admin"), limit=100, hint=hint),),
        _intro(case),
    )


def ask_form(case: Case) -> Layout:
    """Whom, and what."""
    assert case.dispute is not None
    by = case.dispute.by
    reporter_first = sorted((case.mentee, case.mentor), key=lambda each: each.id != by)
    whom = tuple((str(each.id), own(each.name)) for each in reporter_first)
    asked = say("The answer is added to the dispute. Whoever is asked learns that a problem was reported.")
    return Layout(
        label("Ask for more"),
        label("Ask"),
        (
            SelectField("whom", label("Whom"), whom, initial=whom[0][0]),
            TextField("question", label("Question"), multiline=True, limit=WORDS_LIMIT),
        ),
        (*_intro(case), Hint(asked)),
    )


def dismiss_form(case: Case) -> Layout:
    """Why nothing follows from it."""
    told = say(
        "{mentor} and {mentee} are told that it is dismissed, and why. The session stays as it is.",
        mentor=case.mentor.name,
        mentee=case.mentee.name,
    )
    reason = TextField(
        "reason", label("Reason"), multiline=True, limit=WORDS_LIMIT, hint=label("Both parties read it.")
    )
    return Layout(
        label("Dismiss the dispute"),
        label("Dismiss it"),
        (reason,),
        (*_intro(case), Hint(told)),
        leave=label("Leave it open"),
        style=Style.DANGER,
    )


def decide_form(case: Case, way: Way) -> Layout:
    """What this way of deciding takes, the reason, and a note for admins."""
    reason = label("Reason") if way is not Way.CLOSE else label("What you tell them")
    fields: list[Field] = [
        *_fields_of(case, way),
        TextField("reason", reason, multiline=True, limit=WORDS_LIMIT, hint=label(READ_BY[way])),
        TextField(
            "notes",
            label("Internal note"),
            required=False,
            multiline=True,
            limit=NOTE_LIMIT,
            hint=label("Only admins read it."),
        ),
    ]
    previewed = say("You see what it means, and who is told what, before anything is done.")
    return Layout(
        label(TITLES[way]),
        label("Look at it"),
        tuple(fields),
        (*_intro(case), Hint(previewed)),
        leave=label("Leave it open"),
    )


def verdict_of(turn: Turn, values: Mapping[str, str], case: Case, way: Way) -> Verdict:
    """What the form gives; raises FieldRefused, ZoneMissing."""
    words, notes = values.get("reason", ""), values.get("notes", "").strip()
    match way:
        case Way.REFUND:
            kind, amount = RefundKind(values.get("kind") or "full"), None
            if kind is not RefundKind.FULL:
                with about_field("amount", AmountUnclear):
                    amount = minor_units(values.get("amount", ""), case.session.currency)
            return Verdict(way, words, notes, kind=kind, amount=amount)
        case Way.MOVE:
            asked_by = Role(values.get("asked_by") or Role.MENTEE.value)
            start = moment_in(turn, values, "when")
            return Verdict(way, words, notes, start=start, asked_by=asked_by)
        case Way.WARN | Way.SUSPEND:
            whom = values.get("whom", "")
            if whom not in {Role.MENTOR.value, Role.MENTEE.value}:
                raise FieldRefused("whom", Missing("whom"))
            return Verdict(way, words, notes, whom=Role(whom))
        case Way.CLOSE:
            return Verdict(way, words, notes)


def _fields_of(case: Case, way: Way) -> list[Field]:
    session = case.session
    roles = ((Role.MENTOR.value, own(case.mentor.name)), (Role.MENTEE.value, own(case.mentee.name)))
    match way:
        case Way.REFUND:
            left = label("All that is left: {amount}", amount=Money(session.refundable, session.currency))
            kinds = [
                (RefundKind.FULL.value, left),
                (RefundKind.PARTIAL.value, label("A part of it")),
                (RefundKind.BONUS.value, label("A bonus, beyond what was paid")),
            ]
            hint = label("In {currency}; only for a part and for a bonus", currency=session.currency)
            return [
                SelectField(
                    "kind", label("Which refund"), tuple(kinds if session.refundable else kinds[2:])
                ),
                TextField("amount", label("Amount"), required=False, limit=20, hint=hint),
            ]
        case Way.MOVE:
            return [
                moment_field("when", label("New time"), case.reader),
                SelectField("asked_by", label("Whose wish it is"), roles, initial=Role.MENTEE.value),
            ]
        case Way.WARN | Way.SUSPEND:
            return [SelectField("whom", label("Whom"), roles)]
        case Way.CLOSE:
            return []


def _intro(case: Case) -> tuple[Part, ...]:
    assert case.dispute is not None
    return (Paragraph(lines(about_session(case), claim(case, case.dispute), *quoted(case.dispute)[:1])),)


def _files_hint() -> Text:
    return say(
        "Files come afterwards: send them to me here, up to {n} of at most {most} MB.",
        n=MOST_FILES,
        most=MOST_BYTES // 2**20,
    )
