"""What follows `/admin sessions` and `/admin session S-7F3K`."""

import re

from bot.actions.admin_sessions import DeleteView, ListSessions, ShowAdminSession, ShowViews
from bot.admin_sessions.cards import namesakes_card, saved_card, sessions_card
from bot.admin_sessions.filters import asked
from bot.dispatch import perform
from bot.requests.admin_acts import answer_act
from bot.requests.admin_jobs import answer_listed, split_list
from bot.requests.unused import besides, unknown
from bot.requests.verbs import admin_session_action
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.session_queries import StoredQuery
from core.usecases import admin_sessions
from core.usecases.interventions import acts

_RENAMED = re.compile(r"\"?(?P<old>.+?)\"? (?:to|as|->|into) \"?(?P<new>.+?)\"?", re.IGNORECASE)


def answer_sessions(turn: Turn, text: str) -> Outcome:
    """Carry out `/admin sessions text`: filters, an act on what they find, or a saved view; raises refusals."""
    if not text:
        return perform(turn, ListSessions())
    if acts := split_list(text):
        filters, act, said = acts
        listed = admin_sessions.find(turn.desk, turn.person, asked(turn, filters).query)
        return answer_listed(turn, listed.stored, act, said)
    verb, _, rest = text.partition(" ")
    name = rest.strip().removeprefix("as ").strip().strip('"“”')
    match verb.lower():
        case "views":
            return besides(perform(turn, ShowViews()), rest)
        case "view" | "open" if name:
            return perform(turn, ListSessions(_view(turn, name).id))
        case "view" | "open":
            return perform(turn, ShowViews())
        case "save" if name:
            return Message(saved_card(admin_sessions.save_view(turn.desk, turn.person, None, name)))
        case "delete" | "forget" if name:
            return perform(turn, DeleteView(_view(turn, name).id))
        case "rename" if found := _RENAMED.fullmatch(rest.strip()):
            view = _view(turn, found["old"])
            return Message(
                saved_card(admin_sessions.rename_view(turn.desk, turn.person, view.id, found["new"]))
            )
        case "save" | "delete" | "forget" | "rename":
            return unknown(turn, "admin", f"sessions {text}")
    wanted = asked(turn, text)
    return Message(sessions_card(admin_sessions.find(turn.desk, turn.person, wanted.query, wanted.page)))


def answer_session(turn: Turn, text: str) -> Outcome:
    """Carry out `/admin session S-7F3K verb`; raises NotAdmin, NotFound."""
    code, _, verb = text.partition(" ")
    found = admin_sessions.coded(turn.desk, turn.person, code)
    if len(found) > 1:
        card = namesakes_card(found, turn.person, turn.desk.now())
        return besides(Message(card), verb)
    [only] = found
    if not verb:
        return perform(turn, ShowAdminSession(only.session.id))
    first, _, rest = verb.partition(" ")
    case = acts.acts(turn.desk, turn.person, only.session.id).case
    if (outcome := answer_act(turn, case, first, rest)) is not None:
        return outcome
    if action := admin_session_action(first, only.session.id):
        return besides(perform(turn, action), rest)
    return besides(perform(turn, ShowAdminSession(only.session.id)), verb)


def _view(turn: Turn, name: str) -> StoredQuery:
    return admin_sessions.view_called(turn.desk, turn.person, name)
