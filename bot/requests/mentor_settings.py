"""What follows `/profile` and `/admin mentor @ana` about a mentor's settings."""

from bot.actions.mentor_settings import EditMentorSettings, TurnSetting
from bot.dispatch import perform
from bot.mentor_settings.cards import changed_card
from bot.turn import Turn
from bot.typed.mentor_settings import read_setting
from bot.ui import Message, Outcome
from core.mentor_settings import Setting, Switch
from core.usecases import mentor_settings


def answer_setting(turn: Turn, mentor: int | None, setting: Setting, text: str) -> Outcome:
    """Set it to what was typed, or open the form where nothing was; raises refusals."""
    if not text:
        return perform(turn, EditMentorSettings(mentor))
    seen = mentor_settings.settings(turn.desk, turn.person, mentor)
    value = read_setting(setting, text, seen.mentor)
    if isinstance(value, bool):
        return perform(turn, TurnSetting(mentor, Switch(setting.value), value))
    return Message(changed_card(mentor_settings.change(turn.desk, turn.person, mentor, {setting: value})))
