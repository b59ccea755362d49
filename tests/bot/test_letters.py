"""Cards as mail: what of them is kept, and that nothing of anybody's becomes markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions.sessions import ShowSessions
from bot.language import reading_as
from bot.mail.letters import Brand, Letter, letter, letter_of
from bot.mail.subjects import read_subjects
from bot.notices.drawing import Drawing
from bot.sentences import label, own, say
from bot.ui import (
    Bold,
    Button,
    Card,
    Cell,
    Choice,
    Code,
    Facts,
    Hint,
    Line,
    Link,
    Option,
    Paragraph,
    Picture,
    Row,
    Style,
    Table,
    When,
    Who,
)
from core.notices import Kind
from tests.conftest import MORNING
from tests.depth import examples
from tests.storage.samples import a_notice, a_person

pytestmark = pytest.mark.spec("EML-1", "EML-4")

BRAND = Brand("Meridian Mentors", "help@meridian.example")
CHAT = "https://t.me/meridian_bot?start=S-7F3K"
OUT = "https://meridian.example/mail/off/abc"
START = datetime(2026, 3, 3, 14, tzinfo=UTC)
CARD = Card(
    own("Your session is confirmed"),
    (
        Paragraph(say("{who} booked {what}.", who=Who("Ana Lima"), what=Bold("Careers & more"))),
        Facts(((label("When"), (When(START, "Europe/Berlin"),)), (label("Title"), (own("<b>Talk</b>"),)))),
        Row(
            (
                Button(own("Cancel"), ShowSessions()),
                Link(own("Add to Outlook"), "https://outlook.example/?a=1&b=2"),
            )
        ),
        Hint(say("I will remind you before the start.")),
    ),
)


class Page(HTMLParser):
    """What a mail program reads in the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title"}:
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())

    @property
    def links(self) -> list[str | None]:
        return [attrs.get("href") for tag, attrs in self.tags if tag == "a"]


def mailed(card: Card = CARD, kind: Kind = Kind.BOOKED, name: str = "Ben Wolff") -> Letter:
    person = a_person(name)
    drawing = Drawing(a_notice(person.id, MORNING, kind), person, card, "")
    return letter(drawing, BRAND, OUT, CHAT)


def test_a_mail_says_what_the_card_says_with_one_button_that_opens_the_chat() -> None:
    made = mailed()
    page = Page(made.html)
    assert made.subject == "Your session is confirmed"
    for said in (page.text, " ".join(made.text.split())):
        for part in ("Hello Ben Wolff,", "Careers & more", "Tue 3 Mar 2026, 15:00", "<b>Talk</b>"):
            assert part in said
        for foot in ("I will remind you", "Meridian Mentors", "help@meridian.example"):
            assert foot in said
        assert "Cancel" not in said, "that is pressed in the chat"
    assert page.links == ["https://outlook.example/?a=1&b=2", CHAT, OUT]
    assert page.open == [], "every tag is closed"
    for url in page.links:
        assert f": {url}\n" in made.text


def test_lists_of_mails_show_its_first_words_or_facts_behind_the_subject() -> None:
    def preview(card: Card) -> str:
        return re.findall(r'overflow:hidden;">(.*)</div>', mailed(card).html)[0]  # type: ignore[no-any-return]

    assert preview(CARD) == "Ana Lima booked Careers &amp; more."
    facts = Facts(((label("With"), (own("Ana Lima"),)), (label("When"), (When(START, "Europe/Berlin"),))))
    assert (
        preview(Card(own("T"), (Paragraph(()), facts)))
        == "Ana Lima · Tue 3 Mar 2026, 15:00 (Europe/Berlin)"
    )


def test_what_is_to_be_answered_says_so_on_the_button() -> None:
    accept = Button(own("Accept"), ShowSessions(), Style.PRIMARY)
    asked = replace(CARD, parts=(*CARD.parts, Row((accept,))))
    assert "Answer in the chat: https://" in mailed(asked, Kind.REQUESTED).text
    assert "Answer in the chat: https://" in mailed(kind=Kind.COUNCIL_POLL).text
    assert "Open the chat: https://" in mailed(kind=Kind.FEEDBACK).text, (
        "to a mentor there is nothing to answer"
    )
    assert "Open the chat: https://" in mailed(asked, Kind.BOOKED).text


def test_a_mail_without_a_chat_or_a_group_has_no_empty_links() -> None:
    made = letter_of(CARD, Brand("Meridian Mentors"))
    assert Page(made.html).links == ["https://outlook.example/?a=1&b=2"]
    assert "None" not in made.text + made.html
    assert "Questions?" not in made.text


def test_every_part_of_a_card_has_a_place_or_none() -> None:
    options = (Option(own("First"), ShowSessions()), Option(own("Second"), ShowSessions(past=True)))
    table = Table(own("List"), (own("Name"),), (Line((Cell("Ana"),), (own("Ana: 3 sessions"),)),))
    parts = (Paragraph((Code("/sessions"),)), Choice(own("Which?"), options), table)
    page = Page(letter_of(Card(own("T"), parts), BRAND).html)
    assert "/sessions Ana: 3 sessions" in page.text
    assert "Which?" not in page.text
    assert "First" not in page.text
    assert ("code", {}) in page.tags
    assert Picture not in {type(part) for part in parts}


@pytest.mark.spec("SAF-3")
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://evil.example", "HTTPS:evil"]
)
def test_only_safe_links_are_kept(url: str) -> None:
    made = letter_of(Card(own("T"), (Row((Link(own("Go"), url),)),)), BRAND)
    assert Page(made.html).links == []
    assert url not in made.text


@pytest.mark.spec("SAF-3")
@settings(max_examples=examples(40, 400))
@given(st.text(), st.text(), st.text())
def test_nobodys_text_becomes_markup(title: str, name: str, said: str) -> None:
    facts = Facts(((own(said), (own(said),)),))
    made = mailed(
        Card(own(title), (Paragraph((Bold(said), Who(name), said)), facts, Hint((said,)))), name=name
    )
    plainly = mailed(
        Card(
            own("T"),
            (Paragraph((Bold("x"), Who("x"), "x")), Facts(((own("x"), (own("x"),)),)), Hint(("x",))),
        )
    )
    shape = [tag for tag, _ in Page(made.html).tags if tag != "br"]
    assert shape == [tag for tag, _ in Page(plainly.html).tags if tag != "br"]
    assert not re.search(r"[\r\n\x00-\x08\x7f]", made.subject)
    assert len(made.subject) <= 150
    assert "\x00" not in made.html + made.text


def test_a_mail_is_drawn_in_its_readers_language_and_direction() -> None:
    with reading_as("de"):
        german = letter_of(CARD, BRAND).html
    with reading_as("ar"):
        arabic = letter_of(CARD, BRAND).html
    assert '<html lang="de" dir="ltr">' in german
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "Di., 3. März 2026, 15:00" in german


def test_a_mail_fits_into_every_mailbox() -> None:
    html = mailed().html
    assert len(html) < 20_000, "Gmail cuts off what is over 102 kB"
    tables = [attrs for tag, attrs in Page(html).tags if tag == "table"]
    assert all(attrs.get("role") == "presentation" for attrs in tables)
    assert [attrs["width"] for attrs in tables if attrs.get("width") not in {None, "100%"}] == ["600"]
    for never in ("flex", "border-radius", "background-image", "<svg", "<img", "#000000", "#ffffff"):
        assert never not in html, never


def test_an_operator_chooses_subjects_by_kind_of_mail() -> None:
    subjects = read_subjects(" booked = See you soon: {title} ; cancelled=Called off;")
    drawing = Drawing(a_notice(1, MORNING, Kind.BOOKED), a_person(), CARD, "")
    assert letter(drawing, Brand("M", "", subjects)).subject == "See you soon: Your session is confirmed"
    other = replace(drawing, notice=a_notice(1, MORNING, Kind.CANCELLED))
    assert letter(other, Brand("M", "", subjects)).subject == "Called off"
    assert "<title>Called off</title>" in letter(other, Brand("M", "", subjects)).html


@pytest.mark.parametrize(
    "text", ["nothing = x", "join = x", "booked", "booked =", "booked = {name}", "booked = {"]
)
def test_a_subject_that_makes_no_sense_says_what_would(text: str) -> None:
    with pytest.raises(ValueError, match="The kinds are allowed, announcement, assigned, booked"):
        read_subjects(text)
