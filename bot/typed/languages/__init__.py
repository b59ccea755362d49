"""Time words by language.

One line per English word: what people type for it. Below the dots stand words that are taken only from
people of that language, because they mean something else to others.
"""

from bot.typed.languages import dutch, english, french, german, hindi, italian, portuguese, russian, spanish

LANGUAGES = {
    "en": english.WORDS,
    "de": german.WORDS,
    "fr": french.WORDS,
    "es": spanish.WORDS,
    "pt": portuguese.WORDS,
    "it": italian.WORDS,
    "nl": dutch.WORDS,
    "hi": hindi.WORDS,
    "ru": russian.WORDS,
}
