"""What people type, by language and by what it is about.

One line per English word: what people type for it. Below the dots stand words that are taken only from
people of that language, because they mean something else to others. `WORDS` are those of times, `HOURS` those of weekly
hours and days off, `COMMANDS` what stands behind a command, `ADMIN`
what stands behind `/admin` besides, `SENTENCES` what is wanted in a sentence: the words that
say it, marks such as "with", words that deny it such as "not", what a "session" is called, the words of greetings and
thanks as "polite" and, without English, words that only make it a sentence.
"""

from bot.typed.languages import dutch, english, french, german, hindi, italian, portuguese, russian, spanish

LANGUAGES = {
    "en": english,
    "de": german,
    "fr": french,
    "es": spanish,
    "pt": portuguese,
    "it": italian,
    "nl": dutch,
    "hi": hindi,
    "ru": russian,
}
