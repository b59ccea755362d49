"""The colours of a picture: few, and chosen beforehand, so that the file is small and none of them is lost."""

from functools import lru_cache

from PIL import Image, ImageColor

STEPS = 6
ALIKE = 90  # sum of the differences of red, green and blue: nothing has to lie between two such colours


@lru_cache(maxsize=4)
def palette(blends: tuple[tuple[str, str], ...]) -> Image.Image:
    """An image with both colours of each pair, and what lies between them where one is drawn over the other."""
    found: dict[tuple[int, ...], None] = {}
    for one, other in blends:
        ends = tuple(zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True))
        near = sum(abs(a - b) for a, b in ends) < ALIKE
        for step in (0, STEPS - 1) if near else range(STEPS):
            found[tuple(a + (b - a) * step // (STEPS - 1) for a, b in ends)] = None
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in found for part in colour])
    return image
