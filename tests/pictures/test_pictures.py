"""The documentation's pictures: each is one that `make pictures` takes, is shown somewhere, and stays small."""

import re
from pathlib import Path

from tests.pictures.pictures import PICTURES

ROOT = Path(__file__).parents[2]
MOST = 120_000


def test_each_picture_is_taken_shown_and_small() -> None:
    files = {file.stem: file.stat().st_size for file in (ROOT / "docs" / "pictures").iterdir()}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {
        name
        for page in pages
        for name in re.findall(r"\(\S*pictures/(\w+)\.jpg\)", page.read_text("utf-8"))
    }
    assert set(files) == set(PICTURES) == shown
    assert {name: size for name, size in files.items() if size > MOST} == {}
