"""Files as evidence: told by their content, whatever their name says; names that do no harm; links as they are."""

import pytest

from core.disputes import LINKS, links_in
from core.errors.disputes import LinkUnclear, TooManyLinks
from core.evidence import LOOKED_AT, NAME_LIMIT, Trouble, kind_of, safe_name

KEPT = {
    b"\x89PNG\r\n\x1a\n....": "image/png",
    b"\xff\xd8\xff\xe0....": "image/jpeg",
    b"GIF89a....": "image/gif",
    b"RIFF....WEBPVP8 ": "image/webp",
    b"....ftypheic....": "image/heic",
    b"%PDF-1.7\n": "application/pdf",
    b"....ftypisom....": "video/mp4",
    b"....ftypqt  ....": "video/quicktime",
    b"\x1aE\xdf\xa3....": "video/webm",
    b"RIFF....WAVEfmt ": "audio/wav",
    b"OggS....": "audio/ogg",
    b"ID3\x04....": "audio/mpeg",
    b"plain words\n": "text/plain",
    "\ufeffWörter".encode(): "text/plain",
    b"a < b and c > d": "text/plain",
}
REFUSED = {
    b"": Trouble.EMPTY,
    b"<!DOCTYPE html><html>": Trouble.MARKUP,
    b"\n\n  <svg xmlns='http://www.w3.org/2000/svg'>": Trouble.MARKUP,
    b"\xef\xbb\xbf<?xml version='1.0'?>": Trouble.MARKUP,
    b"words first <script>alert(1)</script>": Trouble.MARKUP,
    b"[click](javascript:alert(1))": Trouble.MARKUP,
    b"MZ\x90\x00\x03": Trouble.KIND,
    b"PK\x03\x04\x14\x00": Trouble.KIND,
    b"\x7fELF\x02\x01": Trouble.KIND,
    b"caf\xe9 in another code": Trouble.KIND,
}


@pytest.mark.spec("AFT-4")
@pytest.mark.parametrize("head", KEPT)
def test_what_is_kept_is_told_by_its_first_bytes(head: bytes) -> None:
    known = kind_of(head)
    assert not isinstance(known, Trouble)
    assert known[0] == KEPT[head]


@pytest.mark.spec("AFT-4", "SAF-3")
@pytest.mark.parametrize("head", REFUSED)
def test_what_can_do_harm_is_not_kept_whatever_it_is_called(head: bytes) -> None:
    assert kind_of(head) is REFUSED[head]


@pytest.mark.spec("AFT-4")
def test_a_letter_that_the_first_look_cuts_through_is_still_text() -> None:
    long = ("ä" * LOOKED_AT).encode()
    assert kind_of(b"a" + long[: LOOKED_AT - 1]) == ("text/plain", "txt")


@pytest.mark.spec("AFT-4", "SAF-3")
@pytest.mark.parametrize(
    ("given", "ending", "kept"),
    [
        ("shot.png", "png", "shot.png"),
        ("Foto.JPEG", "jpg", "Foto.jpeg"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\temp\\shot.png", "png", "shot.png"),
        ("page.html", "png", "page.html.png"),
        ("invoice\u202egnp.exe", "png", "invoicegnp.exe.png"),
        ("a\x00b\nc\td.txt", "txt", "abcd.txt"),
        ("<b>@channel</b>.png", "png", "b_.png"),
        ("", "pdf", "file.pdf"),
        ("...", "pdf", "file.pdf"),
        (".png", "png", "png.png"),
    ],
)
def test_a_name_loses_what_could_mislead_and_ends_as_its_content_says(
    given: str, ending: str, kept: str
) -> None:
    assert safe_name(given, ending) == kept


@pytest.mark.spec("SAF-3")
def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("x" * 5000 + ".png", "png")
    assert len(name) == NAME_LIMIT
    assert name.endswith(".png")


@pytest.mark.spec("AFT-4", "SAF-3")
def test_links_are_kept_once_each_and_what_is_none_is_named() -> None:
    assert links_in("") == ()
    assert links_in("https://a.example/x, https://a.example/x\nhttp://b.example") == (
        "https://a.example/x",
        "http://b.example",
    )
    for wrong in ("javascript:alert(1)", "file:///etc/passwd", "a.example", "https://a.example/<x>"):
        with pytest.raises(LinkUnclear) as refused:
            links_in(f"https://a.example {wrong}")
        assert refused.value.text == wrong
    with pytest.raises(TooManyLinks):
        links_in(" ".join(f"https://a.example/{n}" for n in range(LINKS + 1)))
