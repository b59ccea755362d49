"""Table files: quoted as RFC 4180 says, and no formula in them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports import csv_line, safe

DANGEROUS = "=+-@\t\0\r\n＝＋－＠"


@pytest.mark.spec("ADM-5")
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_what_is_written_is_read_back(fields: list[str]) -> None:
    fields = [field.replace("\0", "") for field in fields]
    [read] = csv.reader(io.StringIO(csv_line(fields), newline=""))
    assert read == fields
    assert csv_line(fields).endswith('"\r\n')


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize("first", DANGEROUS)
@pytest.mark.parametrize("before", ["", " ", "   "])
def test_no_text_begins_as_a_formula_does(first: str, before: str) -> None:
    text = f"{before}{first}HYPERLINK(1)"
    assert safe(text) == f"'{text}"


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize("text", ["", "Ana", "1 = 1", "’=", "a@b.org"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text
