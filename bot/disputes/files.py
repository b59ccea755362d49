"""Files that somebody sends in the chat: for which report, and what became of them."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from bot.disputes.report_cards import files_card, form_first_card, no_report_card, which_report_card
from bot.inbound import SharedFile
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.evidence import FileQuestion
from core.people import Address
from core.usecases import forms as drafts
from core.usecases import reports
from core.usecases.reports import AddedFiles

_QUESTION = TypeAdapter(FileQuestion)
_ADDED = TypeAdapter(AddedFiles)
_FILES = "files"


def answer_files(
    turn: Turn, sender: Address, files: Sequence[SharedFile], words: str, album: str | None = None
) -> Message:
    """Keep the files for the report that waits for some; asks which where there are several. Raises refusals.

    Of an `album`, whose files arrive one by one, one answer tells what became of all of them.
    """
    if album is None:
        return _answered(turn, sender, files, words)
    before = drafts.album(turn.desk, turn.person, album)
    told = dict(before.values) if before else {}
    answer = _answered(turn, sender, files, words, told)
    draft = drafts.keep_album(turn.desk, turn.person, album, before, told)
    return replace(answer, fresh=before is None, asks=draft.id)


def _answered(
    turn: Turn,
    sender: Address,
    files: Sequence[SharedFile],
    words: str,
    told: dict[str, str] | None = None,
) -> Message:
    """The answer; `told` is what became of files of the same album before, and then of these as well."""
    if not turn.modals and drafts.current_draft(turn.desk, turn.person):
        return Message(form_first_card(), fresh=True)
    found = reports.taking_files(turn.desk, turn.person)
    if not found:
        return Message(no_report_card(len(files)), fresh=True)
    asked = [question_of(sender, each) for each in files]
    if len(found) == 1:
        return _added(turn, found[0].dispute.id, asked, words, told)
    kept = [_QUESTION.dump_json(each).decode() for each in asked]
    draft = drafts.keep_files(turn.desk, turn.person, kept, words)
    return Message(which_report_card(found, draft.id, len(drafts.files_in(draft))), fresh=True)


def takes_files(turn: Turn) -> bool:
    """Whether something waits for files of the person's: then the words with them are no command."""
    return bool(reports.taking_files(turn.desk, turn.person))


def question_of(sender: Address, file: SharedFile) -> FileQuestion:
    """What is to be fetched."""
    return FileQuestion(
        sender.platform, sender.workspace, file.ref, file.name, file.size, file.type, file.url
    )


def add_kept(turn: Turn, dispute: int, draft: int) -> Outcome:
    """Put the files that were sent before to the report that was chosen; raises refusals."""
    kept, words = drafts.kept_files(turn.desk, turn.person, draft)
    outcome = _added(turn, dispute, [_QUESTION.validate_json(each) for each in kept], words)
    drafts.forget(turn.desk, draft)
    return outcome


def _added(
    turn: Turn,
    dispute: int,
    files: Sequence[FileQuestion],
    words: str,
    told: dict[str, str] | None = None,
) -> Message:
    added = reports.add_files(turn.desk, turn.person, dispute, files, words)
    if told is not None:
        added = added.after(_ADDED.validate_json(told[_FILES])) if _FILES in told else added
        told[_FILES] = _ADDED.dump_json(added.files).decode()
    return Message(files_card(added), fresh=True)
