"""Text as it is kept and asked for in searches."""

from core.folding import fold, words_of

ESCAPE = "!"
_MOST_WORDS = 6
_LONGEST_WORD = 40
_LONGEST_TEXT = 200  # SQLite refuses patterns of 50,000 bytes, and one character may fold to eighteen


def in_words(text: str) -> str:
    """The words, each after a space, so that ` an` is found where a word begins."""
    return "".join(f" {word}" for word in words_of(text))


def in_lines(headline: str, tags: tuple[str, ...]) -> str:
    """The words of a headline, then those of each tag, a line each."""
    return "".join(f"{in_words(line)}\n" for line in (headline, *tags))


def sought(text: str) -> list[str]:
    """The words to search by: those of hostile texts are cut short and end somewhere."""
    return [word[:_LONGEST_WORD] for word in words_of(text[: _MOST_WORDS * _LONGEST_WORD])[:_MOST_WORDS]]


def patterns(text: str) -> dict[str, str]:
    """LIKE patterns (with `ESCAPE`): equal to the text, or beginning, a word beginning, or holding it."""
    literal = fold(text.strip()[:_LONGEST_TEXT])
    for special in (ESCAPE, "%", "_"):
        literal = literal.replace(special, ESCAPE + special)
    return {"equal": literal, "begins": f"{literal}%", "word": f"% {literal}%", "contains": f"%{literal}%"}
