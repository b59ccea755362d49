"""Pictures of weeks and charts: small, light, readable, and true to what they are of."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from bot.drawings import Box, Chart, ChartsDrawing, Hue, Series, Tone, WeekDrawing
from bot.pictures import letters
from bot.pictures.charts import HUES, charts_png
from bot.pictures.examination import examine
from bot.pictures.letters import drawable, fitting, font, width, write
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
    assert width(cut, 23, bold=True) <= 100
    assert fitting("Ben", 23, 100) == "Ben"
    assert fitting("Ben", 23, 1) == ""


@pytest.mark.spec("SES-5")
def test_letters_that_are_not_there_leave_the_time() -> None:
    assert colours(drawn(Box(2, 600, 630, "陳美"))[0]) == colours(drawn(Box(2, 600, 630, ""))[0])


# --- Devanagari


def ink(text: str, *, shaped: bool = True) -> Image.Image:
    """The letters, cut out; each for itself where they are not `shaped`."""
    its = font(60, devanagari=True)
    if not shaped:
        its = its.font_variant(layout_engine=ImageFont.Layout.BASIC)
        its.set_variation_by_axes([420])
    image = Image.new("L", (400, 160))
    ImageDraw.Draw(image).text((20, 100), text, 255, its, anchor="ls")
    return image.crop(image.getbbox())


@pytest.mark.spec("SES-5", "CHT-6")
@pytest.mark.skipif(not features.check("raqm"), reason="libfribidi is not there")
def test_devanagari_is_put_together_as_it_is_written() -> None:
    joined, letters_alone = ink("क्ष"), ink("क्ष", shaped=False)
    assert joined.width < 0.8 * letters_alone.width, "क and ष become one sign, without a visible virama"
    assert ink("र्क").width <= ink("क").width + 6, "र stands above क"
    assert ink("र्क").height > ink("क").height
    ka, ki = ink("क"), ink("कि")
    right = ki.crop((ki.width - ka.width // 2, ki.height - ka.height, ki.width, ki.height))
    assert right.tobytes() == ka.crop((ka.width - ka.width // 2, 0, ka.width, ka.height)).tobytes(), (
        "ि is spoken after क and stands before it"
    )
    assert ink("कि").tobytes() != ink("कि", shaped=False).tobytes()


@pytest.mark.spec("SES-5", "CHT-6")
@pytest.mark.skipif(not features.check("raqm"), reason="libfribidi is not there")
def test_each_script_has_its_letters_and_is_cut_between_signs() -> None:
    assert drawable("Łukasz और प्रिया, 25 नवंबर ₹500")
    seen = colours(drawn(Box(2, 600, 690, "क्षमा"))[0])
    assert seen != colours(drawn(Box(2, 600, 690, ""))[0])
    for room in range(20, 200, 10):
        cut = fitting("विद्यार्थी कार्तिक क्षितिज", 23, room)
        assert width(cut, 23, bold=True) <= room
        assert not cut.endswith("्…"), "a half letter would show its virama"
    image = Image.new("L", (600, 80))
    write(ImageDraw.Draw(image), (300, 40), "Ana और प्रिया", "white", 30, anchor="mm")
    left, _, right, _ = image.getbbox()
    assert abs((left + right) / 2 - 300) < 5
    assert abs(right - left - width("Ana और प्रिया", 30)) < 8


@pytest.mark.spec("SES-5", "CHT-6")
def test_without_shaping_devanagari_is_left_out_and_the_doctor_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters, "shapes", lambda: False)
    assert not drawable("क")
    assert drawable("Иван П.")
    assert colours(drawn(Box(2, 600, 630, "क्षमा"))[0]) == colours(drawn(Box(2, 600, 630, ""))[0])
    monkeypatch.setattr("bot.pictures.examination.shapes", lambda: False)
    assert "libfribidi0" in examine().mend


# --- charts


def chart(
    *counts: int, labels: tuple[str, ...] = (), name: str = "Completed", upright: bool = True
) -> Chart:
    labels = labels or tuple(f"{at + 1} Nov" for at in range(len(counts)))
    marks = ((0, "0"), (max(*counts, 1), "999,999"))
    sums = () if upright else tuple(str(count) for count in counts)
    return Chart(
        "Sessions over time", labels, (Series(name, Hue.NAVY, counts),), marks, sums, upright=upright
    )


def drawn_chart(*charts: Chart, title: str = "Statistics") -> tuple[Image.Image, int]:
    png = charts_png(ChartsDrawing(title, "November 2026", charts))
    return Image.open(BytesIO(png)).convert("RGB"), len(png)


def margin_is_clear(image: Image.Image) -> bool:
    """Whether nothing reaches the edge of the picture, where it would be cut."""
    rim = ImageChops.difference(image, Image.new("RGB", image.size, "white"))
    rim.paste((0, 0, 0), (6, 6, image.width - 6, image.height - 6))
    return rim.getbbox() is None


LONG = "Found another solution elsewhere, which is a very long reason to give " * 3


@pytest.mark.spec("ADM-6")
@pytest.mark.parametrize(
    "charts",
    [
        (chart(7),),
        (chart(0),),
        (chart(0, upright=False),),
        (chart(*range(100)),),
        (chart(10**9, 1),),
        (chart(*range(31), labels=(LONG,) * 31),),
        (chart(3, 2, labels=(LONG, "x"), name=LONG, upright=False),),
        (chart(3, 2, labels=("没有理由", "مرحبا"), name="陳美", upright=False),),
        (chart(3, 2, labels=("没有理由", "陳美"), name="陳美"),),
        (chart(1), chart(*range(12), upright=False), chart(*range(30))),
    ],
    ids=["one", "zero", "zero bar", "a hundred", "huge", "long", "long bars", "script", "script columns", "three"],
)  # fmt: skip
def test_every_chart_can_be_drawn_small_light_and_uncut(charts: tuple[Chart, ...]) -> None:
    image, size = drawn_chart(*charts)
    assert size < LIMIT
    assert image.width == 1000
    assert max(image.getcolors(1 << 20))[1] == (255, 255, 255)
    assert margin_is_clear(image)


@pytest.mark.spec("ADM-6")
def test_columns_and_bars_are_as_long_as_their_counts() -> None:
    navy = (0x2B, 0x4C, 0x7E)
    twice = chart(10, 20)
    image, _ = drawn_chart(twice)
    heights = [
        sum(image.getpixel((x, y)) == navy for y in range(image.height))
        for x in range(150, image.width - 40)
    ]
    assert sorted({height for height in heights if height > 20}) == [150, 300]
    image, _ = drawn_chart(chart(10, 20, upright=False))
    wide = [
        sum(image.getpixel((x, y)) == navy for x in range(image.width)) for y in range(180, image.height)
    ]
    long, short = max(wide), min(each for each in wide if each > 100)
    assert abs(long - 2 * short) <= 4


@pytest.mark.spec("ADM-6")
def test_every_hue_can_be_told_from_the_others() -> None:
    series = tuple(Series(hue.value, hue, (10,)) for hue in Hue)
    image, _ = drawn_chart(Chart("All", ("Nov",), series, ((0, "0"), (50, "50")), (), upright=True))
    assert set(HUES.values()) <= {*colours(image)}
