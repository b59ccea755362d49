"""HTML parse mode against what python-telegram-bot writes, and against what breaks it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity

from playground.telegram.errors import ApiError
from playground.telegram.html import parse_html
from playground.telegram.text import checked_url, runs, trimmed, utf16, with_found

pytestmark = pytest.mark.spec("OPS-1", "SAF-3")


@given(st.text())
def test_escaped_text_survives_unchanged(text: str) -> None:
    assert parse_html(f"<b>{html.escape(text)}</b>")[0] == text


@pytest.mark.parametrize(
    "source",
    [
        "<b>bold <i>and italic</i></b> <u>u</u> <s>s</s> <tg-spoiler>hush</tg-spoiler>",
        '<a href="https://example.org/?a=1&amp;b=2">link</a> <code>x &lt; y</code>',
        "<blockquote>quote</blockquote> <blockquote expandable>long</blockquote>",
        '𝄞 <tg-time unix="1795512600" format="wDt">Tue 24 Nov, 09:30 UTC</tg-time>',
        '<span class="tg-spoiler">x</span> <strong>y</strong> <em>z</em> <del>d</del> <ins>i</ins>',
    ],
)
def test_entities_mean_what_the_library_means(source: str) -> None:
    text, entities = parse_html(source)
    message = Message(
        1,
        None,  # type: ignore[arg-type]
        Chat(1, "private"),
        text=text,
        entities=[MessageEntity.de_json(entity) for entity in entities],
    )
    assert parse_html(message.text_html) == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<b", "Unclosed start tag at byte offset 0"),
        ("é<b class", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<tg-time unix="soon">x</tg-time>', "Invalid date specified"),
        ('<tg-time unix="1795512600" format="HH">x</tg-time>', "Invalid date format used"),
        ("<b>Dr. <A<B></b>", 'Unsupported start tag "a<b"'),
    ],
)
def test_what_is_wrong_is_said_in_the_services_words(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description.startswith(f"Bad Request: can't parse entities: {why}")


def test_a_code_block_names_its_language() -> None:
    entities = parse_html('<pre><code class="language-python">print()</code></pre>')[1]
    assert entities == [{"type": "pre", "language": "python", "offset": 0, "length": 7}]


def test_ampersands_and_unknown_literals_stand_for_themselves() -> None:
    assert parse_html("a & b &copy; &#65;&#x42; &lt")[0] == "a & b &copy; AB <"


def test_offsets_count_utf16_units_and_move_with_the_trimming() -> None:
    text, entities = trimmed(*parse_html("  \n😀 <b>x</b>  "))
    assert (text, entities) == ("😀 x", [{"type": "bold", "offset": 3, "length": 1}])
    assert utf16(text) == 4
    assert [run.text for run in runs(text, entities)] == ["😀 ", "x"]


def test_commands_links_and_mentions_are_found_outside_of_code() -> None:
    text, entities = parse_html("/book @ana_lima see https://x.org/a. <code>/no @no</code> 1/2 mail@x.org")
    found = {text[e["offset"] : e["offset"] + e["length"]]: e["type"] for e in with_found(text, entities)}
    assert found == {
        "/book": "bot_command",
        "@ana_lima": "mention",
        "https://x.org/a": "url",
        "/no @no": "code",
        "mail@x.org": "email",
    }


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("example.org/x", "http://example.org/x"),
        ("http://127.0.0.1:8080/j", "http://127.0.0.1:8080/j"),
        ("tg://user?id=1", "tg://user?id=1"),
        ("http://localhost:8080/j", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("http://[x", None),
    ],
)
def test_addresses_need_a_dotted_host(url: str, kept: str | None) -> None:
    assert checked_url(url) == kept
