"""Sentences can be found, and their fields are filled, in every language."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest

from bot.language import CATALOGUES, ENGLISH, languages
from tests.architecture.extraction import extract
from tests.architecture.sentences import ROOT, SAYERS, said

FILES = sorted((ROOT / "bot").rglob("*.py"))
BROKEN = """
msgid "{who} changed {what}."
msgstr "{wer} hat {what} geändert."

msgid "{n} session with {who}"
msgid_plural "{n} sessions with {who}"
msgstr[0] "eine Sitzung mit {who}"
msgstr[1] "{n} Sitzungen"
"""


def calls() -> Iterator[tuple[Path, ast.Call, list[ast.expr]]]:
    for file in FILES:
        if file.name != "sentences.py":
            for call, sentences in said(ast.parse(file.read_text(encoding="utf-8"))):
                yield file, call, sentences


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def odd_fields(file: Path) -> Iterator[str]:
    """Messages of a catalogue whose translation has other fields than they have."""
    from babel.messages.pofile import read_po

    with file.open("rb") as source:
        for message in read_po(source):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted, may_lack = fields(ids[-1]), {"n"} if len(ids) > 1 else set()
            for string in strings if ids[0] else ():
                if string and not wanted - may_lack <= fields(string) <= wanted:
                    yield f"{ids[0]}: {string}"


@pytest.mark.spec("CHT-6")
def test_sentences_are_literals_so_that_they_can_be_found() -> None:
    made = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file, call, sentences in calls()
        if any(
            isinstance(each, ast.JoinedStr | ast.BinOp | ast.Call) and _is_made(each) for each in sentences
        )
    ]
    assert made == []


def _is_made(sentence: ast.expr) -> bool:
    """Whether it is put together; a marked one may come out of a table by a call."""
    return not isinstance(sentence, ast.Call) or ast.unparse(sentence.func) in {"str", "format", "join"}


@pytest.mark.spec("CHT-6")
def test_each_field_of_a_sentence_is_given() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{call.lineno} {each.value}"
        for file, call, sentences in calls()
        if ast.unparse(call.func) != "msg"
        for each in sentences
        if isinstance(each, ast.Constant) and not fields(each.value) <= _given(call, len(sentences))
    ]
    assert wrong == []


def _given(call: ast.Call, sentences: int) -> set[str | None]:
    return {keyword.arg for keyword in call.keywords} | ({"n"} if sentences > 1 else set())


ENDS = re.compile(r"[.?!:]”?$|: .*\}”?$")
"""A full stop or its like, or what was said or asked behind a colon."""
TOLD = re.compile(
    r"(?:\{at\}: )?(?:You|\{(?:who|name|mentor|mentee|other)\}) (?!of |and |or |with |in |by |at )(?:[a-z]+ ?){1,4}"
)
"""How a sentence begins that tells what somebody does."""
LISTED = {"bot/admin_sessions/timeline.py", "bot/disputes/steps.py"}
"""What happened, in a list with its times: these lines have no end, as in any table."""
TITLES = {"{who} has been warned", "{who} is suspended", "{who} is restored"}


@pytest.mark.spec("CHT-6")
def test_a_sentence_ends() -> None:
    endless = [
        f"{file.relative_to(ROOT)}:{call.lineno} {each.value}"
        for file, call, sentences in calls()
        if ast.unparse(call.func) in {"say", "say_many", "msg"}
        and str(file.relative_to(ROOT)) not in LISTED
        for each in sentences
        if isinstance(each, ast.Constant)
        and TOLD.match(each.value)
        and not ENDS.search(each.value)
        and each.value not in TITLES
    ]
    assert endless == []


@pytest.mark.spec("CHT-6")
def test_translations_have_the_fields_of_their_sentences(tmp_path: Path) -> None:
    broken = tmp_path / "de.po"
    broken.write_text(BROKEN, encoding="utf-8")
    assert len(list(odd_fields(broken))) == 2
    assert [odd for file in sorted(CATALOGUES.rglob("*.po")) for odd in odd_fields(file)] == []
    assert set(SAYERS) == {"say", "say_many", "label", "label_many", "msg"}


@pytest.mark.spec("CHT-6")
def test_sentences_are_found_wherever_they_stand() -> None:
    source = b"""
# Translators: a greeting
say("plain")
f"<p>{label('in a string')}</p>"
say("around {it}", it=say_many("one", "{n}", 2, none=msg("nobody")))
say(table[key])
"""
    found = list(extract(BytesIO(source), {"say", "say_many", "label", "msg"}, ["Translators:"], {}))
    assert [(name, texts) for _, name, texts, _ in found] == [
        ("say", "plain"),
        ("label", "in a string"),
        ("say", "around {it}"),
        ("say_many", ("one", "{n}", None)),
        ("msg", "nobody"),
    ]
    assert found[0][3] == ["Translators: a greeting"]


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", [each for each in languages() if each != ENGLISH])
def test_a_catalogue_has_every_sentence(locale: str) -> None:
    from babel.messages.pofile import read_po

    with (CATALOGUES / locale / "LC_MESSAGES" / "parley.po").open("rb") as source:
        known = {message.id[0] if message.pluralizable else message.id for message in read_po(source)}
    english = {sentences[0].value for _, _, sentences in calls() if isinstance(sentences[0], ast.Constant)}
    assert not {each for each in english if each} - known, "run `make messages`, and translate what is new"


@pytest.mark.spec("CHT-6")
def test_french_keeps_its_signs_with_their_words_and_says_vous() -> None:
    odd = [
        text
        for text in translations("fr")
        if re.search(r" [;:!?»]|« |'", text) or re.search(r"\b(?:tu|toi|tes|ton|ta)\b", text, re.IGNORECASE)
    ]
    assert odd == []


def translations(locale: str) -> Iterator[str]:
    """All that is said in a language."""
    from babel.messages.pofile import read_po

    with (CATALOGUES / locale / "LC_MESSAGES" / "parley.po").open("rb") as source:
        for message in read_po(source):
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from strings if message.id else ()
