"""The reader's language: set once for each delivery and each drawn notice, read wherever words are made."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

ENGLISH = "en"
CATALOGUES = Path(__file__).parent / "locale"
_catalogues: dict[str, NullTranslations] = {}
untranslated: Counter[str] = Counter()
"""How often a sentence was said in English because a catalogue lacks it, by its language."""
_reader: ContextVar[str] = ContextVar("reader's locale", default=ENGLISH)
_by_mail: ContextVar[bool] = ContextVar("the reader reads a mail", default=False)


@contextmanager
def reading_as(locale: str) -> Iterator[None]:
    """Words made inside are for a reader of this locale ("de", "pt-BR"); English where it is unknown."""
    token = _reader.set(known(locale))
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def reading_by_mail() -> Iterator[None]:
    """Words made inside are for a mail, where nothing is pressed or typed."""
    token = _by_mail.set(True)
    try:
        yield
    finally:
        _by_mail.reset(token)


def reads_mail() -> bool:
    """Whether the reader reads a mail, and no chat."""
    return _by_mail.get()


def reader_locale() -> str:
    """The reader's locale in Babel's spelling, such as `pt_BR`."""
    return _reader.get()


def translations() -> NullTranslations:
    """The catalogue of the reader's language; English, which is the source, where there is none."""
    locale = _reader.get()
    if locale not in _catalogues:
        _catalogues[locale] = _catalogue(locale)
    return _catalogues[locale]


def languages() -> tuple[str, ...]:
    """The locales that can be read: English, and those with a catalogue, such as `pt_BR`."""
    return ENGLISH, *sorted(file.parts[-3] for file in CATALOGUES.glob("*/LC_MESSAGES/parley.po"))


def install(locale: str, catalogue: NullTranslations) -> None:
    """Use these translations for readers of a locale, in place of its file."""
    _catalogues[known(locale)] = catalogue


@cache
def known(locale: str) -> str:
    """The locale in Babel's spelling (`pt-BR` becomes `pt_BR`); English where it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(locale.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return ENGLISH


def _catalogue(locale: str) -> NullTranslations:
    """The nearest one: of the place, of the language, of the language as it is spoken elsewhere."""
    language = locale.partition("_")[0]
    for name in (locale, language, *(each for each in languages() if each.startswith(f"{language}_"))):
        file = CATALOGUES / name / "LC_MESSAGES" / "parley.po"
        if file.exists():
            return read_catalogue(file)
    return NullTranslations()


def read_catalogue(file: Path) -> NullTranslations:
    """The translations of a `.po` file; fuzzy and empty ones are left out: English stands there, and is counted."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    catalogue = GNUTranslations(compiled)
    catalogue.add_fallback(_InEnglish(file.parts[-3]))
    return catalogue


class _InEnglish(NullTranslations):
    """What a catalogue lacks."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        untranslated[self._language] += 1
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        untranslated[self._language] += 1
        return msgid1 if n == 1 else msgid2
