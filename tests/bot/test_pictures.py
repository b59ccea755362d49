"""Pictures of weeks: small, light, readable, and true to what they are of."""

from io import BytesIO

import pytest
from PIL import Image

from bot.drawings import Box, Tone, WeekDrawing
from bot.pictures.letters import drawable, fitting, font
from bot.pictures.week import PAPER, TONES, week_png

DAYS = tuple(
    f"{name} {23 + at}" for at, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
)
LIMIT = 40_000


def drawn(*boxes: Box, today: int | None = None, minute: int = 0) -> tuple[Image.Image, int]:
    """The picture, and how many bytes it has."""
    png = week_png(WeekDrawing("23 – 29 November 2026", "Europe/Berlin", DAYS, boxes, today, minute))
    return Image.open(BytesIO(png)).convert("RGB"), len(png)


def colours(image: Image.Image) -> dict[str, int]:
    """How many pixels there are of each colour."""
    return {"#{:02x}{:02x}{:02x}".format(*colour): count for count, colour in image.getcolors(1 << 20)}


@pytest.mark.spec("SES-5")
def test_a_weeks_picture_is_small_and_light() -> None:
    image, size = drawn(
        *(Box(day, 540 + 90 * at, 600 + 90 * at, "Ben W.") for day in range(5) for at in range(3)),
        today=1,
        minute=700,
    )
    assert size < LIMIT
    assert image.width == 1000
    assert image.height < 1000
    most = max(image.getcolors(1 << 20))
    assert most[1] == (255, 255, 255)


@pytest.mark.spec("SES-5")
def test_sessions_that_wait_and_that_are_over_look_otherwise() -> None:
    for tone in Tone:
        image, _ = drawn(Box(2, 600, 660, "Ben W.", tone))
        found = colours(image)
        assert {*TONES[tone], PAPER} <= {*found}
        assert (
            max((fill for fill, _, _ in TONES.values()), key=lambda fill: found.get(fill, 0))
            == TONES[tone][0]
        )


@pytest.mark.spec("SES-5")
@pytest.mark.parametrize(
    "boxes",
    [
        (),
        (Box(0, 1410, 1440, "Ben W."), Box(1, 0, 30, "Ben W.")),
        tuple(Box(day, 30 * at, 30 * at + 30, "Ben W.") for day in range(7) for at in range(48)),
        (Box(6, 600, 615, "x" * 200), Box(6, 615, 630, "")),
    ],
)
def test_every_week_can_be_drawn(boxes: tuple[Box, ...]) -> None:
    image, _ = drawn(*boxes, today=0, minute=0)
    assert image.height <= image.width


@pytest.mark.spec("SES-5")
def test_names_are_drawn_in_the_letters_that_come_with_us_and_cut_to_their_room() -> None:
    assert all(drawable(name) for name in ("Zoë O.", "Łukasz W.", "Иван П.", "Αθηνά Κ.", "Nguyễn T."))
    assert not drawable("陳美")
    cut = fitting("Maximiliane von Troschke", 23, 100)
    assert cut.endswith("…")
    assert font(23, bold=True).getlength(cut) <= 100
    assert fitting("Ben", 23, 100) == "Ben"
    assert fitting("Ben", 23, 1) == ""


@pytest.mark.spec("SES-5")
def test_letters_that_are_not_there_leave_the_time() -> None:
    assert colours(drawn(Box(2, 600, 630, "陳美"))[0]) == colours(drawn(Box(2, 600, 630, ""))[0])
