"""A problem as its parties see it: reported, asked about, added to, decided."""

from bot.actions.disputes import AddFiles, AddToProblem, ShowProblem, WithdrawProblem
from bot.actions.sessions import ShowSession, ShowSessions
from bot.disputes.words import CATEGORIES, STATUSES
from bot.labels import danger, primary, row, size_text, title_of, when
from bot.sentences import label, lines, msg, own, say, say_many, sentences, series
from bot.ui import (
    Bold,
    Button,
    Card,
    Fact,
    Facts,
    Hint,
    Money,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    choice,
    words,
)
from core.attendance import DisputeEvent, DisputeStatus, Resolution, Step
from core.evidence import MOST_BYTES, MOST_FILES, RefusedFile, Trouble
from core.usecases.reports import Added, Report

TROUBLES = {
    Trouble.TOO_BIG: msg("{name} is larger than {most} MB. Please send a smaller one, or a link."),
    Trouble.EMPTY: msg("{name} is empty."),
    Trouble.KIND: msg("{name} is of a kind that I do not keep: send pictures, PDF, text, sound or film."),
    Trouble.MARKUP: msg(
        "{name} is a page or a drawing that can carry programs, whatever its name says. Please send a picture of it."
    ),
    Trouble.GONE: msg("{name} cannot be had any more. Please send it once more."),
    Trouble.CLOSED: msg(
        "I may not read files here, so {name} was not kept. Please send a link with “Add to it”, or tell an admin that "
        "Parley needs the scope files:read."
    ),
    Trouble.ELSEWHERE: msg(
        "{name} is kept elsewhere, where I fetch nothing. Please send the file itself, or a link."
    ),
    Trouble.INCOMPLETE: msg("{name} did not arrive whole. Please send it once more."),
    Trouble.LATER: msg("{name} could not be fetched just now. Please send it once more in a minute."),
}


def report_card(report: Report) -> Card:
    """The report with what the reader has added, and what they can do now."""
    dispute = report.dispute
    parts: list[Part] = [Facts(_facts(report))]
    if dispute.is_undecided:
        parts.append(Paragraph(_waits(report)))
        buttons = []
        if report.asked is not None:
            buttons.append(primary(label("Answer"), AddToProblem(dispute.id)))
        elif report.is_mine:
            buttons.append(Button(label("Add to it"), AddToProblem(dispute.id)))
        if report.is_mine and dispute.is_report:
            buttons.append(danger(label("Take it back"), WithdrawProblem(dispute.id)))
        if buttons:
            parts.append(Row(tuple(buttons)))
        if report.is_mine or report.asked:
            parts.append(Hint(_files_wanted(report)))
    elif dispute.is_report:
        parts.append(Paragraph(_end(report)))
    parts.append(row(Button(label("Show the session"), ShowSession(report.session.id))))
    return Card(label("Report {code}", code=own(dispute.code)), tuple(parts))


def added_card(report: Report) -> Card:
    """To a party who has added words."""
    text = say("The admins read it with report {code}.", code=Bold(report.dispute.code))
    return Card(label("Added"), (Paragraph(text), Hint(_files_wanted(report)), row(_door(report))))


def files_card(added: Added) -> Card:
    """To a party who has sent files: each that was kept, and why others were not."""
    report = added.report
    told: list[Text] = []
    if added.files.kept:
        told.append(
            say(
                "Kept for report {code} ({title}): {names}.",
                code=Bold(report.dispute.code),
                title=title_of(report.session.topic),
                names=series([own(each) for each in added.files.kept]),
            )
        )
    if added.files.again:
        told.append(
            say("It was there already: {names}.", names=series([own(each) for each in added.files.again]))
        )
    told += [_trouble(each) for each in added.files.refused]
    if added.files.beyond:
        told.append(
            say(
                "A report takes {n} files, so these were not kept: {names}. Please give links for more.",
                n=MOST_FILES,
                names=series([own(each) for each in added.files.beyond]),
            )
        )
    left = say_many(
        "{n} more file fits.", "{n} more files fit.", report.room, none=msg("No more files fit.")
    )
    hint = sentences(say("Only admins can open them."), left) if report.files else left
    title = label("Files added") if added.files.kept else label("No file was added")
    return Card(title, (Paragraph(lines(*told)), Hint(hint), row(_door(report))))


def which_report_card(reports: tuple[Report, ...], draft: int, count: int) -> Card:
    """Asks to which of several reports the files belong."""
    asked = say_many(
        "To which report does this file belong?", "To which report do these {n} files belong?", count
    )
    options = tuple(
        Option(
            label(
                "{code}: {title}",
                code=own(each.dispute.code),
                title=title_of(each.session.topic),
            ),
            AddFiles(each.dispute.id, draft),
        )
        for each in reports
    )
    return Card(label("Your files"), (Paragraph(asked), choice(label("Choose a report"), options)))


def no_report_card(count: int) -> Card:
    """Files came from somebody who has reported nothing."""
    text = say_many(
        "I take files for a problem that you have reported, and there is none that waits. This one was not kept.",
        "I take files for a problem that you have reported, and there is none that waits. These were not kept.",
        count,
    )
    how = say("Open the session, press “Report a problem”, then send the files again.")
    mine = row(Button(label("My sessions"), ShowSessions()))
    return Card(
        label("What are they for?") if count > 1 else label("What is it for?"),
        (Paragraph(sentences(text, how)), mine),
    )


def form_first_card() -> Card:
    """Files came while a form is being filled in."""
    text = say(
        "Please answer the open question first, or close it. I take files afterwards: send them again then."
    )
    return Card(label("One thing after the other"), (Paragraph(text),))


# --- notices


def reported_notice(report: Report) -> Card:
    """To whoever has reported a problem."""
    said = say(
        "Your report about {title} on {time} is with the admins. I tell you what comes of it.",
        title=Bold(title_of(report.session.topic)),
        time=when(report.session.starts_at, report.reader, Show.SHORT),
    )
    return Card(
        label("Reported: {code}", code=own(report.dispute.code)),
        (Paragraph(said), Facts(_said(report)), row(_door(report)), Hint(_files_wanted(report))),
    )


def asked_notice(report: Report, event: DisputeEvent) -> Card:
    """An admin wants to know more."""
    about = say(
        "It is about {title} on {time}, with {name}.",
        title=Bold(title_of(report.session.topic)),
        time=when(report.session.starts_at, report.reader, Show.SHORT),
        name=report.other.name,
    )
    lead = about if report.is_mine else sentences(say("A problem was reported."), about)
    buttons = (primary(label("Answer"), AddToProblem(report.dispute.id)), _door(report))
    return Card(
        label("An admin asks you"),
        (
            Paragraph(lead),
            Paragraph(say("“{words}”", words=own(event.words))),
            Row(buttons),
            Hint(sentences(say("Only admins read your answer."), _files_wanted(report))),
        ),
    )


def asked_settled(report: Report, event: DisputeEvent) -> Card:
    """What becomes of that message."""
    asked = Paragraph(say("“{words}”", words=own(event.words)))
    text = say("You have answered.")
    if not report.dispute.is_undecided:
        text = say("Report {code} is decided.", code=report.dispute.code)
    return Card(label("An admin asked you"), (asked, Paragraph(text), row(_door(report))))


def closed_notice(report: Report, event: DisputeEvent) -> Card:
    """What has become of a report, to either party."""
    session = report.session
    time = when(session.starts_at, report.reader, Show.SHORT)
    title = Bold(title_of(session.topic))
    about = say("About {title} on {time}, with {name}.", title=title, time=time, name=report.other.name)
    if report.is_mine:
        heading = label("Your report {code} is closed", code=own(report.dispute.code))
        facts: tuple[Fact, ...] = ((label("You reported"), words(own(report.dispute.reason))),)
    else:
        heading = label("A report about your session is closed")
        facts = ((label("Reported"), words(label(CATEGORIES[report.dispute.category]))),)
    parts: list[Part] = [Paragraph(about), Facts(facts), Paragraph(_end(report))]
    if event.step is not Step.WITHDRAWN and report.dispute.words:
        parts.append(Facts(((label("The admin says"), words(own(report.dispute.words))),)))
    door = Button(label("Show the session"), ShowSession(session.id))
    return Card(heading, (*parts, row(door)))


def _end(report: Report) -> Text:
    """How it ended, as far as the reader may know."""
    dispute, session = report.dispute, report.session
    if dispute.closed_by == dispute.by and dispute.status is DisputeStatus.DISMISSED:
        if report.is_mine:
            return say("You have taken it back.")
        return say("{name} has taken it back.", name=report.other.name)
    lead = (
        say("No admin had decided in time, so the rule of the programme did.")
        if dispute.closed_by is None
        else ()
    )
    if dispute.status is DisputeStatus.DISMISSED:
        if report.is_mine:
            return sentences(lead, say("It is dismissed: nothing changes."))
        return sentences(lead, say("It is dismissed: nothing changes for you."))
    return sentences(
        lead, _resolved(report, Money(session.refund.amount, session.currency) if session.refund else None)
    )


def _resolved(report: Report, back: Money | None) -> Text:
    dispute, session = report.dispute, report.session
    mentee = report.reader.id == report.mentee.id
    match dispute.resolution:
        case Resolution.REFUND_ISSUED if back is not None and back.minor:
            if mentee:
                return say("It is resolved with a refund. In all you get back {amount}.", amount=back)
            return say("It is resolved with a refund: {name} gets money back.", name=report.mentee.name)
        case Resolution.REFUND_ISSUED:
            return say("It is resolved with a refund, which another admin has to approve.")
        case Resolution.SESSION_RESCHEDULED:
            return say(
                "It is resolved: the session is now on {time}.",
                time=when(session.starts_at, report.reader),
            )
        case Resolution.WARNING_SENT | Resolution.ACCOUNT_SUSPENDED:
            return say("It is resolved: an admin has acted on it.")
    if dispute.closed_by is None and mentee:
        return say("It is resolved: the session does not count for your month.")
    return say("It is resolved: nothing else had to be done.")


def _trouble(refused: RefusedFile) -> Text:
    return say(TROUBLES[refused.trouble], name=Bold(own(refused.name)), most=MOST_BYTES // 2**20)


def _waits(report: Report) -> Text:
    if report.asked is not None:
        return say("An admin asks: “{words}”", words=own(report.asked.words))
    return say("It is with the admins. I tell you what comes of it.")


def _files_wanted(report: Report) -> Text:
    if not report.room:
        return say("It has as many files as it takes; give links for more.")
    return say_many(
        "Files as evidence? Send them to me here: {n} more, at most {most} MB.",
        "Files as evidence? Send them to me here: up to {n} more, each at most {most} MB.",
        report.room,
        most=MOST_BYTES // 2**20,
    )


def _facts(report: Report) -> tuple[Fact, ...]:
    session, dispute = report.session, report.dispute
    rows: list[Fact] = [
        (
            label("Session"),
            say("{title} {code}", title=Bold(title_of(session.topic)), code=own(session.code)),
        ),
        (label("When"), words(when(session.starts_at, report.reader))),
        (label("With"), words(report.other.name)),
        (label("Status"), words(label(STATUSES[dispute.status]))),
    ]
    if report.is_mine:
        rows += _said(report)
    answers = [each.words for each in report.events if each.step in {Step.ANSWERED, Step.ADDED}]
    rows += [(label("You added"), words(own(each))) for each in answers]
    if report.files:
        named = [
            label("{name} ({size})", name=own(each.file.name), size=size_text(each.file.size))
            for each in report.files
        ]
        rows.append((label("Files"), series(named)))
    return tuple(rows)


def _said(report: Report) -> tuple[Fact, ...]:
    """What was reported."""
    dispute = report.dispute
    rows: list[Fact] = [(label("About"), words(label(CATEGORIES[dispute.category])))]
    said = [own(each) for each in (dispute.reason, dispute.description) if each]
    if said:
        rows.append((label("Words"), lines(*(words(each) for each in said))))
    if dispute.links:
        rows.append((label("Links"), series([own(each) for each in dispute.links])))
    return tuple(rows)


def _door(report: Report) -> Button:
    return Button(label("Show the report"), ShowProblem(report.dispute.id))
