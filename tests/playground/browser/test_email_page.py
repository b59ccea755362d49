"""The mailbox pane in a real browser: mails as HTML and as text, and what invitations did to the calendar."""

from dataclasses import replace
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from bot.mail.letters import Brand, letter
from bot.notices.drawing import Drawing
from bot.sentences import label, own
from bot.ui import Card, Facts, Paragraph, When
from core.calendars import CalendarEntry, session_uid
from core.invitations import Parties, invite, withdraw
from core.mail import Invitation, Mail
from gateways.calendars.invitations import invitation
from gateways.mail.messages import Sender, message_of
from playground.server import Playground
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, a_notice, a_person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.spec("OPS-1", "EML-3"),
    pytest.mark.asyncio(loop_scope="session"),
]

MIA = Parties("parley@example.org", "mia@example.org", "Parley", "Mia Chen")
ENTRY = CalendarEntry(
    session_uid(42), MORNING + DAY, MORNING + DAY + HOUR, "Careers: Ana Lima and Mia Chen"
)


def mailed(playground: Playground, title: str, invited: Invitation | None = None) -> None:
    """A mail to Mia, as the bot writes it."""
    person = a_person("Mia Chen")
    card = Card(own(title), (Paragraph((own("Said in the mail <b>"),)),))
    drawn = letter(
        Drawing(a_notice(person.id), person, card, ""), Brand("Meridian"), None, "https://t.me/x"
    )
    mail = Mail(
        MIA.attendee,
        person.name,
        drawn.subject,
        drawn.text,
        drawn.html,
        f"{title}@example.org".replace(" ", "."),
    )
    sender = Sender(MIA.organizer, "Parley")
    playground.mailboxes.receive(
        MIA.attendee, message_of(replace(mail, invitation=invited), sender, MORNING)
    )


async def test_mails_are_read_as_html_and_text_and_invitations_change_the_calendar(
    page: Page, playground: Playground
):
    await page.get_by_role("button", name="Mail", exact=True).click()
    pane = page.locator("#pane-email")
    await expect(pane.get_by_text("No mail yet.")).to_be_visible()
    first = invite(None, ENTRY, 42, 1, MIA, 7, MORNING)
    assert first is not None
    mailed(playground, "Your session is confirmed", Invitation("REQUEST", invitation(ENTRY, first, MIA)))
    await expect(
        pane.frame_locator("iframe").locator("td.ink", has_text="Said in the mail <b>").last
    ).to_be_visible()
    await expect(pane.frame_locator("iframe").get_by_role("link", name="Open the chat")).to_be_visible()
    await pane.get_by_role("button", name="Text").click()
    await expect(pane.locator("pre")).to_contain_text("Open the chat: https://t.me/x")
    event = pane.locator(".mail-event")
    await expect(event).to_contain_text("Careers: Ana Lima and Mia Chen")
    gone = withdraw(first, MIA, 8, MORNING + HOUR)
    assert gone is not None
    mailed(playground, "Session Cancelled", Invitation("CANCEL", invitation(ENTRY, gone, MIA)))
    await expect(pane.locator("li button").first).to_contain_text("Session Cancelled")
    await expect(event).to_contain_text("cancelled")
    await pane.get_by_role("button", name="Your session is confirmed").click()
    await expect(pane.get_by_role("heading", name="Your session is confirmed")).to_be_visible()
    assert playground.mailboxes.faults == []


ZONE = "(America/Sao_Paulo)"
LINES_OF_THE_ZONE = """zone => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(zone);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + zone.length);
    const lines = new Set([...range.getClientRects()].map(rect => rect.top)).size;
    if (lines) return lines;  // what lists of mails show is hidden
  }
}"""


@pytest.mark.parametrize("width", [600, 360])
@pytest.mark.parametrize(("scheme", "ink"), [("light", "rgb(31, 39, 51)"), ("dark", "rgb(230, 233, 238)")])
async def test_a_mail_fits_wide_and_narrow_screens_in_light_and_dark(
    browser: Browser, width: int, scheme: Literal["light", "dark"], ink: str
):
    person = a_person("Ana Lima")
    facts = Facts(
        (
            (label("Proposed"), (When(MORNING, ZONE.strip("()")),)),
            (label("Note"), (own("W" * 80),)),
        )
    )
    drawing = Drawing(a_notice(person.id), person, Card(own("Reschedule request"), (facts,)), "")
    context = await browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = await context.new_page()
    await page.set_content(letter(drawing, Brand("Meridian"), None, "https://t.me/x").html)
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    assert await page.evaluate(LINES_OF_THE_ZONE, ZONE) == 1
    await expect(page.get_by_text("Hello Ana Lima,")).to_have_css("color", ink)
    await context.close()


async def test_a_dot_tells_of_mail_for_others(page: Page, playground: Playground):
    dot = page.locator("#email-open .dot")
    await expect(page.locator("#pane-telegram .local")).to_contain_text("New York")
    await expect(dot).to_be_hidden()
    playground.mailboxes.receive("ana@example.org", b"From: a@example.org\r\nSubject: Hi\r\n\r\nHello")
    await expect(dot).to_be_visible()
