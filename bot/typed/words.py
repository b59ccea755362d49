"""Time words of several languages, turned into the English ones that the grammars read.

One line per English word: what people type for it. Below the dots stand words that are taken only from
people of that language, because they mean something else to others.
"""

import re
from functools import cache
from unicodedata import normalize

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip

_LANGUAGES = {
    "en": """
        tomorrow: tmrw, tmr, tmw, tmrow, tmro, tomorow, tommorow, tommorrow, tomorro, 2moro, 2morrow, 2mrw
        today: 2day, tdy
        tonight: tonite, 2nite, 2night, this night
        day after tomorrow: overmorrow, day after tmrw, day after tmr
        next: nxt
        week: wk
        weeks: wks
        hours: hrs, hr, hour
        minutes: mins, min, minute
        monday: mon, mondays
        tuesday: tue, tues, tuesdays
        wednesday: wed, weds, wednesdays
        thursday: thu, thur, thurs, thursdays
        friday: fri, fridays
        saturday: sat, saturdays
        sunday: sun, sundays
        january: jan
        february: feb
        march: mar
        april: apr
        june: jun
        july: jul
        august: aug
        september: sep, sept
        october: oct
        november: nov
        december: dec
        1: one
        2: two, zwei, deux, dos
        3: three, drei, trois, tres
        4: four, vier, quatre, cuatro
        5: five
        6: six
        7: seven
        8: eight
        9: nine
        10: ten
        11: eleven
        12: twelve
        noon: midday, 12 noon, 12noon, 12 o'clock noon
        midnight: 12 midnight, 12midnight
    """,
    "de": """
        today: heute
        tonight: heute abend, heute nacht
        tomorrow: morgen
        tomorrow morning: morgen früh, morgen vormittag
        day after tomorrow: übermorgen, uebermorgen
        morning: vormittag, vormittags, morgens, am morgen, am vormittag
        noon: mittag, mittags, am mittag
        afternoon: nachmittag, nachmittags, am nachmittag
        evening: abend, abends, am abend
        night: nachts, in der nacht
        midnight: mitternacht
        next week: nächste woche, naechste woche, kommende woche
        next: nächsten, nächster, nächstes, naechsten
        coming: kommenden, kommender
        this: diesen, dieser
        in: in einer, in einem
        half an hour: halben stunde, halbe stunde
        hours: stunden, stunde
        minutes: minuten
        days: tagen, tage
        weeks: wochen
        monday: montag
        tuesday: dienstag
        wednesday: mittwoch
        thursday: donnerstag
        friday: freitag
        saturday: samstag, sonnabend
        sunday: sonntag
        january: januar, jänner
        february: februar
        march: märz, maerz
        may: mai
        june: juni
        july: juli
        october: oktober
        december: dezember
        at: um
        ...
        : den, der, am, bitte
        to: bis
        monday: mo
        tuesday: di
        wednesday: mi
        thursday: do
        friday: fr
        saturday: sa
        sunday: so
        march: mrz
        october: okt
        december: dez
        week: woche
    """,
    "fr": """
        today: aujourd'hui, aujourdhui
        tonight: ce soir
        tomorrow: demain
        day after tomorrow: après-demain, apres-demain, après demain, apres demain
        morning: du matin, matin
        afternoon: de l'après-midi, de l'apres-midi, après-midi, apres-midi
        evening: du soir, soir
        noon: à midi, midi
        midnight: à minuit, minuit
        next week: semaine prochaine, la semaine prochaine
        next: prochain, prochaine
        in: dans, d'ici
        half an hour: une demi-heure, demi-heure, une demi heure
        h: heures, heure
        minutes: minutes
        days: jours, jour
        weeks: semaines, semaine
        monday: lundi
        tuesday: mardi
        wednesday: mercredi
        thursday: jeudi
        friday: vendredi
        saturday: samedi
        sunday: dimanche
        january: janvier
        february: février, fevrier
        march: mars
        april: avril
        may: mai
        june: juin
        july: juillet
        august: août, aout
        september: septembre
        october: octobre
        november: novembre
        december: décembre, decembre
        at: à
        ...
        : le, de, du, la, svp
        this: ce, cette
        an: une
    """,
    "es": """
        today: hoy
        tonight: esta noche
        tomorrow: mañana
        day after tomorrow: pasado mañana, pasado manana
        morning: por la mañana, de la mañana, por la manana, de la manana
        afternoon: por la tarde, de la tarde
        night: por la noche, de la noche
        noon: mediodía, mediodia, al mediodía
        midnight: medianoche
        next week: próxima semana, proxima semana, la semana que viene, la próxima semana, la proxima semana
        next: próximo, proximo, que viene
        at: a las, a la
        in: dentro de
        half an hour: media hora
        h: horas, hora
        minutes: minutos
        days: días, dias
        weeks: semanas
        monday: lunes
        tuesday: martes
        wednesday: miércoles, miercoles
        thursday: jueves
        friday: viernes
        saturday: sábado, sabado
        sunday: domingo
        january: enero
        february: febrero
        march: marzo
        april: abril
        may: mayo
        june: junio
        july: julio
        august: agosto
        september: septiembre, setiembre
        october: octubre
        november: noviembre
        december: diciembre
        ...
        tomorrow: manana
        : el, de, del, la
        in: en
        this: este, esta
        january: ene
        april: abr
        august: ago
        december: dic
        1: una
    """,
    "pt": """
        today: hoje
        tonight: hoje à noite, hoje a noite, esta noite
        tomorrow: amanhã, amanha
        day after tomorrow: depois de amanhã, depois de amanha
        morning: da manhã, da manha, de manhã, de manha
        afternoon: da tarde, à tarde
        night: da noite, à noite
        noon: meio-dia, meio dia, ao meio-dia
        midnight: meia-noite, meia noite
        next week: próxima semana, semana que vem, na próxima semana, na semana que vem
        next: próxima, proxima, que vem
        at: às
        in: daqui a
        half an hour: meia hora
        h: horas, hora
        monday: segunda-feira, segunda feira
        tuesday: terça-feira, terça feira, terça
        wednesday: quarta-feira, quarta feira
        thursday: quinta-feira, quinta feira
        friday: sexta-feira, sexta feira
        january: janeiro
        february: fevereiro
        march: março
        may: maio
        june: junho
        july: julho
        september: setembro
        october: outubro
        november: novembro
        december: dezembro
        ...
        monday: segunda
        tuesday: terca
        wednesday: quarta
        thursday: quinta
        friday: sexta
        at: as
        : na, no, de
        in: em
    """,
    "it": """
        today: oggi
        tonight: stasera, questa sera
        tomorrow: domani
        day after tomorrow: dopodomani
        morning: di mattina, mattina
        afternoon: del pomeriggio, pomeriggio
        evening: di sera
        noon: mezzogiorno
        midnight: mezzanotte
        next: prossimo, prossima
        at: alle, alle ore
        half an hour: mezz'ora
        monday: lunedì, lunedi
        tuesday: martedì, martedi
        wednesday: mercoledì, mercoledi
        thursday: giovedì, giovedi
        friday: venerdì, venerdi
        saturday: sabato
        sunday: domenica
        january: gennaio
        february: febbraio
        april: aprile
        may: maggio
        june: giugno
        july: luglio
        september: settembre
        october: ottobre
        december: dicembre
        ...
        : il, di
        in: tra, fra
        h: ore, ora
        days: giorni
    """,
    "nl": """
        today: vandaag
        tonight: vanavond
        day after tomorrow: overmorgen
        next week: volgende week
        next: volgende
        monday: maandag
        tuesday: dinsdag
        wednesday: woensdag
        thursday: donderdag
        friday: vrijdag
        saturday: zaterdag
        sunday: zondag
        january: januari
        february: februari
        march: maart
        may: mei
        august: augustus
        ...
        at: om
        uhr: uur
        : de
        this: deze
        evening: 's avonds
        afternoon: 's middags
        morning: 's ochtends, 's morgens
    """,
    "hi": """
        today: aaj, आज
        tomorrow: kal, कल
        day after tomorrow: parso, parson, परसों
        tonight: aaj raat, aaj raat ko, आज रात
        morning: subah, सुबह, subah ko
        afternoon: dopahar, dopahar ko, dopahar mein, दोपहर
        evening: shaam, shaam ko, शाम, शाम को
        night: raat, raat ko, रात, रात को
        baje: bje, बजे
        half past: sadhe, saadhe, साढ़े
        quarter past: sava, sawa, सवा
        quarter to: paune, पौने
        hours from now: ghante mein, ghante me, ghante main, ghante baad, ghante ke baad, घंटे में, घंटे बाद
        days from now: din mein, din baad, दिन में, दिन बाद
        next: agle, agla, अगले
        next week: agle hafte, अगले हफ्ते
        monday: somvar, somwar, somvaar, सोमवार
        tuesday: mangalvar, mangalwar, मंगलवार
        wednesday: budhvar, budhwar, बुधवार
        thursday: guruvar, guruwar, गुरुवार
        friday: shukravar, shukrawar, shukravaar, शुक्रवार
        saturday: shanivar, shaniwar, शनिवार
        sunday: ravivar, raviwar, itwar, रविवार
        : ko, को
        ...
        evening: sham, sham ko
        half an hour from now: aadhe ghante mein, aadhe ghante me, aadhe ghante baad
    """,
}

_DOTTED = re.compile(r"(?<=[^\W\d])\.(?=[\s,]|$)")
"""The dot of "nov."; that of "25." stays."""
_GLUED = re.compile(r"(?<=\d)(?=(?!(?:moro|morrow|mrw|mro|day|nite|night)\b)[^\W\d_]{3,}\.?(?:[\s,]|$))")
"""Where "25nov" and "30min" come apart, but not "2moro"."""


@cache
def _table(language: str) -> dict[str, str]:
    shared: dict[str, str] = {}
    own: dict[str, str] = {}
    for name, block in _LANGUAGES.items():
        for_all, _, for_own = block.partition("...")
        for part, target in ((for_all, shared), (for_own, own if name == language else {})):
            for line in part.strip().splitlines():
                english, _, typed = line.partition(":")
                for word in typed.split(","):
                    target.setdefault(normalize("NFKC", " ".join(word.split())), english.strip())
    return shared | own


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_table(language), key=len, reverse=True)
    return re.compile(r"(?<![^\s,])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\s,])")


def language_of(locale: str) -> str:
    """The language of a locale: "pt" of "pt-BR"."""
    return re.split(r"[-_]", locale, maxsplit=1)[0].lower()


def in_english(text: str, language: str) -> str:
    """Lower-case `text` with the time words of every known language in English."""
    known = language if language in _LANGUAGES else ""
    table = _table(known)
    text = _DOTTED.sub("", _GLUED.sub(" ", text))
    return " ".join(_pattern(known).sub(lambda found: table[found[0]], text).split())
