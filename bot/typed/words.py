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
        2: two
        3: three
        4: four
        5: five
        6: six
        7: seven
        8: eight
        9: nine
        10: ten
        11: eleven
        12: twelve
        15: fifteen
        20: twenty
        25: twenty-five, twenty five
        30: thirty, half-an-hour
        45: forty-five, forty five
        noon: midday, 12 noon, 12noon, 12 o'clock noon, twelve noon
        midnight: 12 midnight, 12midnight, twelve midnight
        5 before: five to, five till, five before, 5 mins to, 5 minutes to
        10 before: ten to, ten till, ten before, 10 mins to, 10 minutes to
        20 before: twenty to, twenty till, twenty before, 20 mins to, 20 minutes to
        25 before: twenty-five to, twenty five to
        quarter past: a quarter past, quarter after, a quarter after
        quarter to: a quarter to, quarter till, a quarter till, quarter of, a quarter before
        half past: half after
        day after tomorrow: the day after tomorrow
    """,
    "de": """
        today: heute
        tonight: heute abend, heute nacht
        tomorrow: morgen
        tomorrow morning: morgen früh, morgen vormittag
        day after tomorrow: übermorgen, uebermorgen
        morning: vormittag, vormittags, morgens, am morgen, am vormittag
        noon: mittag, mittags, am mittag, 12 uhr mittags, zwölf uhr mittags, zwölf mittags, 12 mittags
        afternoon: nachmittag, nachmittags, am nachmittag
        evening: abend, abends, am abend
        night: nachts, in der nacht
        midnight: mitternacht, um mitternacht
        next week: nächste woche, naechste woche, kommende woche
        next: nächsten, nächster, nächstes, naechsten
        coming: kommenden, kommender
        this: diesen, dieser
        in an: in einer, in einem
        in half an hour: in einer halben stunde, in 'ner halben stunde, in ner halben stunde
        half an hour: halben stunde, halbe stunde, eine halbe stunde
        1.5: anderthalb, eineinhalb
        2.5: zweieinhalb
        3.5: dreieinhalb
        and a half: und eine halbe
        in about a week: in acht tagen, in 8 tagen
        in a week: heute in einer woche
        in 2 weeks: in 14 tagen, in vierzehn tagen
        2: zwei, zwo
        3: drei
        4: vier
        5: fünf, fuenf
        6: sechs
        7: sieben
        8: acht
        9: neun
        10: zehn
        12: zwölf, zwoelf
        13: dreizehn
        14: vierzehn
        15: fünfzehn, fuenfzehn
        16: sechzehn
        17: siebzehn
        18: achtzehn
        19: neunzehn
        20: zwanzig
        30: dreißig, dreissig
        cet: mez
        cest: mesz
        quarter past: viertel nach
        quarter to: viertel vor, dreiviertel, drei viertel
        5 before: fünf vor, fuenf vor, 5 vor, 5 min vor, 5 minuten vor
        10 before: zehn vor, 10 vor, 10 min vor, 10 minuten vor
        20 before: zwanzig vor, 20 vor, 20 min vor, 20 minuten vor
        5 past: fünf nach, fuenf nach, 5 nach, 5 min nach, 5 minuten nach
        10 past: zehn nach, 10 nach, 10 min nach, 10 minuten nach
        20 past: zwanzig nach, 20 nach, 20 min nach, 20 minuten nach
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
        1: ein, eins
        an: eine, einer
        11: elf
        or: oder
        and: und
    """,
    "fr": """
        today: aujourd'hui, aujourdhui
        tonight: ce soir
        tomorrow: demain
        day after tomorrow: après-demain, apres-demain, après demain, apres demain
        morning: du matin, matin
        afternoon: de l'après-midi, de l'apres-midi, après-midi, apres-midi
        evening: du soir, soir
        noon: à midi, midi, 12h midi, 12 h midi
        midnight: à minuit, minuit
        next week: semaine prochaine, la semaine prochaine
        next: prochain, prochaine
        in: dans, d'ici
        half an hour: une demi-heure, demi-heure, une demi heure
        h: heures, heure
        2: deux
        3: trois
        4: quatre
        5: cinq
        7 h: sept heures, sept h
        8: huit
        9: neuf
        10: dix
        11: onze
        12: douze
        13: treize
        14: quatorze
        15: quinze
        16: seize
        17: dix-sept
        18: dix-huit
        19: dix-neuf
        20: vingt
        30: trente
        12:30: midi et demi, midi et demie
        0:30: minuit et demi, minuit et demie
        25: vingt-cinq, vingt cinq
        and a half: et demie, et demi
        and a quarter: et quart
        minus a quarter: moins le quart, moins quart, moins un quart
        minus: moins
        1st: 1er, premier, 1ère
        in a week: dans 8 jours, dans huit jours, d'ici 8 jours, d'ici huit jours, sous huitaine
        in 2 weeks: dans 15 jours, dans quinze jours, d'ici 15 jours, d'ici quinze jours
        week: en huit
        fortnight: en quinze
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
        december: décembre, decembre, déc
        january: janv
        february: févr, fév, fevr
        april: avr
        july: juil
        at: à
        ...
        : le, de, du, la, svp
        this: ce, cette
        an: une, un
        or: ou
        and: et
    """,
    "es": """
        today: hoy
        tonight: esta noche
        tomorrow: mañana
        day after tomorrow: pasado mañana, pasado manana
        morning: por la mañana, de la mañana, por la manana, de la manana
        afternoon: por la tarde, de la tarde, en la tarde
        night: por la noche, de la noche
        noon: mediodía, mediodia, al mediodía, al mediodia
        noon: 12 del mediodía, 12 del mediodia, doce del mediodía, doce del mediodia
        midnight: medianoche
        next week: próxima semana, proxima semana, la semana que viene, la próxima semana, la proxima semana
        next: próximo, proximo, que viene
        at: a las, a la
        in: dentro de
        half an hour: media hora
        h: horas, hora
        minutes: minutos, minuto
        2: dos
        3: tres
        4: cuatro
        5: cinco
        6: seis
        7: siete
        8: ocho
        9: nueve
        10: diez
        12: doce
        15: quince
        20: veinte
        30: treinta
        25: veinticinco
        and a half: y media
        and a quarter: y cuarto
        minus a quarter: menos cuarto, menos un cuarto
        minus: menos
        in about a week: en ocho días, en 8 días, dentro de ocho días, dentro de 8 días
        in about 2 weeks: en quince días, en 15 días, dentro de quince días, dentro de 15 días
        or: o bien
        in an h and a half: en hora y media, dentro de hora y media
        13: trece
        14: catorce
        16: dieciséis, dieciseis
        17: diecisiete
        18: dieciocho
        19: diecinueve
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
        1: una, uno
        an: un
        11: once
        and: y
        or: o, u
    """,
    "pt": """
        today: hoje
        tonight: hoje à noite, hoje a noite, esta noite
        tomorrow: amanhã, amanha
        day after tomorrow: depois de amanhã, depois de amanha
        morning: da manhã, da manha, de manhã, de manha
        afternoon: da tarde, à tarde
        night: da noite, à noite
        noon: meio-dia, meio dia, ao meio-dia, ao meio dia, 12 do meio-dia
        midnight: meia-noite, meia noite, à meia-noite, à meia noite
        next week: próxima semana, semana que vem, na próxima semana, na semana que vem
        next: próxima, proxima, que vem
        at: às, pelas
        in: daqui a, dentro de
        2: duas, dois
        3: três, tres
        4: quatro
        5: cinco
        6: seis
        7: sete
        8: oito
        9: nove
        10: dez
        12: doze
        13: treze
        14: catorze, quatorze
        15: quinze
        16: dezesseis, dezasseis
        17: dezessete, dezassete
        18: dezoito
        19: dezenove, dezanove
        20: vinte
        30: trinta
        and a half: e meia, e meio
        and a quarter: e um quarto, e quarto
        minus a quarter: menos um quarto, menos quarto
        in about a week: daqui a oito dias, daqui a 8 dias
        in about 2 weeks: daqui a quinze dias, daqui a 15 dias
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
        at: as, à
        1: uma
        an: um
        11: onze
        and: e
        or: ou
        saturday: sábado, sabado
        : na, no, de
        in: em
    """,
    "it": """
        today: oggi
        tonight: stasera, questa sera
        tomorrow: domani
        day after tomorrow: dopodomani
        morning: di mattina, mattina, del mattino, della mattina
        afternoon: del pomeriggio, pomeriggio
        evening: di sera, della sera
        night: di notte, della notte
        noon: mezzogiorno
        midnight: mezzanotte
        next: prossimo, prossima
        at: alle, alle ore
        half an hour: mezz'ora, mezzora
        3: tre
        4: quattro
        5: cinque
        7: sette
        8: otto
        9: nove
        10: dieci
        12: dodici
        13: tredici
        14: quattordici
        15: quindici
        16: sedici
        17: diciassette
        18: diciotto
        19: diciannove
        20: venti
        30: trenta
        and a half: e mezza, e mezzo
        and a quarter: e un quarto
        minus a quarter: meno un quarto
        minus: meno
        in about a week: tra otto giorni, fra otto giorni, tra 8 giorni, fra 8 giorni
        in about 2 weeks: tra quindici giorni, fra quindici giorni, tra 15 giorni, fra 15 giorni
        march: marzo
        august: agosto
        november: novembre
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
        2: due
        6: sei
        11: undici
        1: una
        an: un, un'
        in an h: tra un'ora, fra un'ora
        and: e
        or: o
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
        1: één, een
        2: twee
        3: drie
        5: vijf
        6: zes
        7: zeven
        9: negen
        10: tien
        11: elf
        12: twaalf
        halb: half
        half past: half past
        half an hour: half an hour, half hour
        quarter past: kwart over
        quarter to: kwart voor
        5 before: vijf voor, 5 voor
        10 before: tien voor, 10 voor
        5 past: vijf over, 5 over
        10 past: tien over, 10 over
        in an: in een
        in: over
        an hours: een uur, een uurtje
        in 2 hours: over 2 uur, over twee uur
        in 3 hours: over 3 uur, over drie uur
        in 4 hours: over 4 uur, over vier uur
        1.5 hours: anderhalf uur
        half an hour: een half uur, half uur
        hours from now: uur vanaf nu
        days: dagen
        in about a week: over acht dagen, over 8 dagen
        and: en
        or: of
        tomorrow: morgen
        to: tot
        noon: twaalf uur 's middags, 12 uur 's middags
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
        january: जनवरी
        february: फरवरी, फ़रवरी
        march: मार्च
        april: अप्रैल
        may: मई
        june: जून
        july: जुलाई
        august: अगस्त
        september: सितंबर, सितम्बर
        october: अक्टूबर, अक्तूबर
        november: नवंबर, नवम्बर
        december: दिसंबर, दिसम्बर
        ...
        1: ek, एक
        2: do, दो
        3: teen, tin, तीन
        4: char, chaar, चार
        5: paanch, panch, पांच, पाँच
        6: chhe, chhah, छह, छः
        7: saat, सात
        8: aath, आठ
        9: nau, नौ
        10: das, दस
        11: gyarah, ग्यारह
        12: barah, baarah, बारह
        evening: sham, sham ko
        half an hour from now: aadhe ghante mein, aadhe ghante me, aadhe ghante baad
    """,
    "ru": """
        today: сегодня
        tonight: сегодня вечером
        tomorrow: завтра
        day after tomorrow: послезавтра
        morning: утром, утра
        afternoon: днём, днем, дня
        evening: вечером, вечера
        night: ночью, ночи
        noon: полдень, в полдень
        midnight: полночь, в полночь
        o'clock: часа, часов, час
        monday: понедельник
        tuesday: вторник
        wednesday: среда, среду
        thursday: четверг
        friday: пятница, пятницу
        saturday: суббота, субботу
        sunday: воскресенье
        coming monday: в понедельник
        coming tuesday: во вторник
        coming wednesday: в среду
        coming thursday: в четверг
        coming friday: в пятницу
        coming saturday: в субботу
        coming sunday: в воскресенье
        january: января
        february: февраля
        march: марта
        april: апреля
        may: мая
        june: июня
        july: июля
        august: августа
        september: сентября
        october: октября
        november: ноября
        december: декабря
        in an hours: через час, через 1 час
        in half an hour: через полчаса
        in a week: через неделю
        in 2 days: через 2 дня, через два дня
        in 3 days: через 3 дня, через три дня
        in 4 days: через 4 дня, через четыре дня
        in 2 hours: через два часа, через 2 часа
        in 3 hours: через три часа, через 3 часа
        in 1.5 hours: через полтора часа
        2: два
        3: три
        4: четыре
        5: пять
        6: шесть
        7: семь
        8: восемь
        9: девять
        10: десять
        11: одиннадцать
        12: двенадцать
        ...
        at: в, во
        and: и
        or: или
    """,
}

_TO = (
    r"through|thru|thro|up to|till|until|to|bis(?: zum| einschließlich| inkl\.?)?|hasta(?: el)?|al?|"
    r"jusqu['’]?(?:au|à|a)|au|à|até(?: o| ao)?|ate|ao|fino al?|tot(?: en met)?|t/m|по|до|से|se"
)
_RANGE_WORD = re.compile(rf"(?<=[\s.])(?:{_TO})(?=\s)", re.IGNORECASE)
_FIRST_WORD = re.compile(
    r"^(?:from|vom|von|del?|desde(?: el)?|du|dès|do|da|dal|van|с|со|от)\s", re.IGNORECASE
)
_OF = re.compile(r"(?<=[\d.rºo])\sde(?:l| la)?\s")
_LAST_WORD = re.compile(
    r"\s(?:तक|tak|inclusive|included|incl\.?|inklusive|inkl\.?|einschließlich)$", re.IGNORECASE
)
_AND_WORD = re.compile(
    r"\s*(?:[,&+]|(?<!\S)(?:and|plus|und|sowie|y|et|e|en|и|और|aur)(?!\S))\s*", re.IGNORECASE
)


def ranged(phrase: str) -> str:
    """A phrase of dates with "to" for every word or sign between first and last, in whatever language."""
    said = _LAST_WORD.sub("", phrase)
    bare = _FIRST_WORD.sub("", said)
    ranged = _OF.sub(" of ", _RANGE_WORD.sub("to", bare))
    return f"from {ranged}" if bare != said and ranged == bare and "-" not in ranged else ranged


def listed(phrase: str) -> list[str]:
    """The pieces between commas and the words for "and", in whatever language."""
    return [piece for piece in _AND_WORD.split(phrase) if piece]


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
                english, _, typed = line.partition(": ")
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
