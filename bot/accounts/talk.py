"""The accounts of one person, in the talk."""

from typing import assert_never

from bot.accounts.cards import (
    accounts_card,
    code_card,
    code_layout,
    preferred_text,
    separate_card,
    separated_card,
)
from bot.accounts.link_cards import joined_card, link_card, not_joined_card
from bot.actions.accounts import (
    AgreeLink,
    AskSeparate,
    ChoosePage,
    ChoosePlan,
    Forms,
    GetLinkCode,
    PreferChat,
    Presses,
    RefuseLink,
    SeparateAccount,
    ShowAccounts,
    ShowLink,
    TypeLinkCode,
)
from bot.labels import PLATFORMS
from bot.subject import Subject
from bot.turn import Turn
from bot.typed import command_words
from bot.ui import Layout, Message, Outcome
from core.accounts import DEEP_LINK, mark_of, tidy
from core.errors.accounts import NoSuchAccount
from core.errors.common import NotFound
from core.people import Plan
from core.usecases.accounts import linking, own_accounts


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowAccounts():
            waiting = linking.waiting(desk, person)
            return Message(
                accounts_card(own_accounts.accounts(desk, person))
                if waiting is None
                else link_card(waiting)
            )
        case GetLinkCode():
            offered = linking.offer(desk, person)
            deep = desk.telegram_link(f"{DEEP_LINK}{tidy(offered.code)}")
            is_there = desk.asker is not None and desk.asker.platform == "telegram"
            return Message(code_card(offered, None if is_there else deep), fresh=True)
        case ShowLink(link):
            return Message(link_card(linking.look(desk, person, link)))
        case AgreeLink(link, version):
            agreed = linking.agree(desk, person, link, version)
            card = link_card(agreed.view) if agreed.joined is None else joined_card(agreed.joined)
            return Message(card, live=True)
        case RefuseLink(link):
            linking.refuse(desk, person, link)
            return Message(not_joined_card(), live=True)
        case ChoosePage(link, own):
            return Message(link_card(linking.choose_page(desk, person, link, own=own)), live=True)
        case ChoosePlan(link, plan):
            return Message(link_card(linking.choose_plan(desk, person, link, plan)), live=True)
        case PreferChat(platform):
            changed = own_accounts.prefer(desk, person, platform)
            return Message(accounts_card(changed, preferred_text(changed)))
        case AskSeparate(mark):
            return Message(separate_card(*own_accounts.account(desk, person, mark)))
        case SeparateAccount(mark):
            address = own_accounts.separate(desk, person, mark)
            return Message(separated_card(address, is_here=address == desk.asker))
    assert_never(action)


def form(_turn: Turn, action: Forms) -> Layout:
    """Lay out the form."""
    match action:
        case TypeLinkCode():
            return code_layout()
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    match action:
        case TypeLinkCode():
            return enter_code(turn, values.get("code", ""))
    assert_never(action)


def enter_code(turn: Turn, code: str) -> Outcome:
    """Enter a code; where others may read it, it is good no more. Raises what entering raises, and LinkCodeInPublic."""
    if not turn.place.direct:
        linking.spoil(turn.desk, turn.person, code)
    return Message(link_card(linking.enter(turn.desk, turn.person, code)), fresh=True)


def answer_link(turn: Turn, text: str) -> Outcome | None:
    """`/link` with a code, what was chosen or agreed to, or an account to take off; None for anything else."""
    verb, _, said = text.lower().partition(" ")
    match verb:
        case "yes" | "no" | "page" | "plan":
            return _answer_waiting(turn, verb, said.strip())
        case "off":
            platform, _, sure = said.strip().partition(" ")
            return _take_off(turn, platform, sure=command_words.meant(sure) == "yes")
    return enter_code(turn, text) if any(letter.isdigit() or letter == "-" for letter in text) else None


def _answer_waiting(turn: Turn, verb: str, said: str) -> Outcome | None:
    view = linking.waiting(turn.desk, turn.person)
    if view is None:
        raise NotFound("link")
    link = view.link.id
    match verb, said:
        case "yes", "":
            return press(turn, AgreeLink(link, view.version))
        case "no", "":
            return press(turn, RefuseLink(link))
        case "page", "here" | "there":
            return press(turn, ChoosePage(link, own=said == "here"))
        case "plan", said if said in {plan.value for plan in Plan}:
            return press(turn, ChoosePlan(link, Plan(said)))
    return None


def _take_off(turn: Turn, platform: str, *, sure: bool) -> Outcome | None:
    person = own_accounts.accounts(turn.desk, turn.person)
    found = [each for each in person.addresses if each.platform == platform]
    if not found and platform not in PLATFORMS:
        return None
    if not found:
        raise NoSuchAccount(platform)
    if len(found) > 1:
        return press(turn, ShowAccounts())
    return press(turn, SeparateAccount(mark_of(found[0])) if sure else AskSeparate(mark_of(found[0])))


ACCOUNTS: Subject[Presses, Forms] = Subject(press, form, send)
