"""Files that somebody sends in the chat: a list of plans from an admin, else evidence for a report."""

from dataclasses import replace

from bot import form_flow
from bot.actions.members import AssignPlans
from bot.disputes.files import answer_files, question_of
from bot.inbound import Said, SharedFile
from bot.members.plan_cards import plan_list_card
from bot.tokens import to_token
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.people import Address
from core.usecases import forms as drafts
from core.usecases import plans, reports

LISTS = (".csv", ".tsv")


def answer_sent(turn: Turn, sender: Address, said: Said, words: str) -> Outcome:
    """Show what a list of plans would change; everything else is evidence. Raises refusals."""
    files = said.files
    if not turn.person.is_admin or len(files) != 1:
        return answer_files(turn, sender, files, words, said.album)
    draft = drafts.current_draft(turn.desk, turn.person)
    asked = draft is not None and draft.purpose == to_token(AssignPlans())
    if not asked and not names_plans(words) and not _is_list(turn, files[0]):
        return answer_files(turn, sender, files, words, said.album)
    shown = Message(
        plan_list_card(plans.propose_file(turn.desk, turn.person, question_of(sender, files[0]))),
        fresh=True,
    )
    if not asked:
        return shown
    # The delivery took effect with the list; the form that asked for it is of no use any more.
    left = form_flow.leave_typed(replace(turn, desk=replace(turn.desk, delivery=None)))
    return shown if left is None else replace(shown, settles=left.settles)


def names_plans(words: str) -> bool:
    """Whether a file comes with `/admin plans`."""
    return " ".join(words.lower().split()).removeprefix("/").removeprefix("parley ") in (
        "admin plans",
        "plans",
    )


def _is_list(turn: Turn, file: SharedFile) -> bool:
    """Whether it is a table, and no report of theirs waits for files."""
    return file.name.lower().endswith(LISTS) and not reports.taking_files(turn.desk, turn.person)
