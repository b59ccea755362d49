"""What is typed in one's own words, in each language that Parley speaks: times, hours, days off, commands, answers."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from bot.councils.hours import read_hours
from bot.disputes import list_cards as disputes
from bot.labels import day_label, length
from bot.language import CATALOGUES, languages, reading_as
from bot.members import list_cards as members
from bot.profile.quiet_hours import read_quiet
from bot.sentences import label
from bot.typed import command_words, examples, hours, lengths, session_filters, wishes
from bot.typed.hours import CopyHours, DayHours, DayPauses, Off
from bot.typed.policy_values import read_value, yes_or_no
from bot.typed.spans import read_first
from bot.typed.times import Understood
from core.policies import Policies
from core.quiet import Quiet
from core.sessions import Status
from tests.bot.typed_phrases import rows

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
"""A Saturday."""
BERLIN = "Europe/Berlin"
TODAY = date(2026, 11, 20)
"""A Friday."""

TIMES = """
de | heute 15 Uhr | Sat 28 15:00
de | morgen früh um 9 | Sun 29 09:00
de | morgen Abend um 8 | Sun 29 20:00
de | übermorgen Nachmittag | Mon 30 12:00-18:00
de | nächsten Dienstag um halb vier nachmittags | Tue 1 15:30
de | nächste Woche Montag 10 Uhr | Mon 30 10:00
de | Donnerstag oder Freitag Nachmittag | Thu 3/Fri 4 12:00-18:00
de | zwischen 14 und 16 Uhr am Montag | Mon 30 14:00-16:00
de | Montag ab 15 Uhr | Mon 30 15:00-24:00
de | Montag vor 12 Uhr | Mon 30 0:00-12:00
de | am 3. Dezember um 14:30 | Thu 3 14:30
de | in zwei Stunden | Sat 28 12:00
de | nächste Woche nach 17 Uhr | Mon 30 17:00-24:00
de | vormittags | 0:00-12:00
de | so bald wie möglich | soon
de | morgen 45 Minuten um 16 Uhr | Sun 29 16:00 45min
es | hoy a las 15h | Sat 28 15:00
es | mañana por la mañana a las 9 | Sun 29 09:00
es | mañana por la noche a las 8 | Sun 29 20:00
es | pasado mañana por la tarde | Mon 30 12:00-18:00
es | el próximo martes a las 15:30 | Tue 1 15:30
es | jueves o viernes por la tarde | Thu 3/Fri 4 12:00-18:00
es | el lunes entre las 14 y las 16 | Mon 30 14:00-16:00
es | el lunes a partir de las 15 | Mon 30 15:00-24:00
es | el lunes antes de las 12 | Mon 30 0:00-12:00
es | el 3 de diciembre a las 14:30 | Thu 3 14:30
es | en dos horas | Sat 28 12:00
es | la próxima semana después de las 17 | Mon 30 17:00-24:00
es | por las mañanas | 0:00-12:00
es | lo antes posible | soon
es | mañana a las 16 durante 45 minutos | Sun 29 16:00 45min
es | mar 15:00 | Tue 1 15:00
es | mar o mié por la tarde | Tue 1/Wed 2 12:00-18:00
es | 10 mar 15:00 | Wed 10 15:00
es | mar 10 de la mañana | Tue 1 10:00
es | mar 15 hs | Tue 1 15:00
es | jueves 15hs | Thu 3 15:00
es | mar 14-16 h | Tue 1 14:00-16:00
es | mar 14-16 | Sun 14/Mon 15/Tue 16
es | mar 10 a las 15h | Wed 10 15:00
es | mar, 1 dic, 15:00 | Tue 1 15:00
fr | aujourd'hui à 15h | Sat 28 15:00
fr | demain matin à 9h | Sun 29 09:00
fr | demain soir à 8h | Sun 29 20:00
fr | après-demain après-midi | Mon 30 12:00-18:00
fr | mardi prochain à 15h30 | Tue 1 15:30
fr | jeudi ou vendredi après-midi | Thu 3/Fri 4 12:00-18:00
fr | lundi entre 14h et 16h | Mon 30 14:00-16:00
fr | lundi à partir de 15h | Mon 30 15:00-24:00
fr | lundi avant midi | Mon 30 0:00-12:00
fr | le 3 décembre à 14h30 | Thu 3 14:30
fr | dans deux heures | Sat 28 12:00
fr | la semaine prochaine après 17h | Mon 30 17:00-24:00
fr | le matin | 0:00-12:00
fr | dès que possible | soon
fr | demain à 16h pendant 45 minutes | Sun 29 16:00 45min
fr | mar 15h | Tue 1 15:00
fr | 10 mar 15h | Wed 10 15:00
fr | mar 8 heures du matin | Tue 1 08:00
fr | mar 15 h 30 | Tue 1 15:30
fr | mar de 14 à 16h | Tue 1 14:00-16:00
fr | mar 2 mars 15 h | Tue 2 15:00
fr | mar 10 | Wed 10
fr | mar 10 15h | Wed 10 15:00
pt | hoje às 15h | Sat 28 15:00
pt | amanhã de manhã às 9 | Sun 29 09:00
pt | amanhã à noite às 8 | Sun 29 20:00
pt | depois de amanhã à tarde | Mon 30 12:00-18:00
pt | próxima terça às 15h30 | Tue 1 15:30
pt | quinta ou sexta à tarde | Thu 3/Fri 4 12:00-18:00
pt | segunda entre 14h e 16h | Mon 30 14:00-16:00
pt | segunda a partir das 15h | Mon 30 15:00-24:00
pt | segunda antes do meio-dia | Mon 30 0:00-12:00
pt | 3 de dezembro às 14h30 | Thu 3 14:30
pt | daqui a duas horas | Sat 28 12:00
pt | semana que vem depois das 17h | Mon 30 17:00-24:00
pt | de manhã | 0:00-12:00
pt | o quanto antes | soon
pt | amanhã às 16h por 45 minutos | Sun 29 16:00 45min
hi | आज 15:00 बजे | Sat 28 15:00
hi | कल सुबह 9 बजे | Sun 29 09:00
hi | कल शाम 8 बजे | Sun 29 20:00
hi | परसों दोपहर | Mon 30 12:00-18:00
hi | अगले मंगलवार 15:30 | Tue 1 15:30
hi | गुरुवार या शुक्रवार दोपहर | Thu 3/Fri 4 12:00-18:00
hi | सोमवार 14 से 16 बजे के बीच | Mon 30 14:00-16:00
hi | सोमवार 15 बजे के बाद | Mon 30 15:00-24:00
hi | सोमवार 12 बजे से पहले | Mon 30 0:00-12:00
hi | 3 दिसंबर 14:30 | Thu 3 14:30
hi | दो घंटे में | Sat 28 12:00
hi | अगले हफ़्ते 17 बजे के बाद | Mon 30 17:00-24:00
hi | सुबह | 0:00-12:00
hi | जल्द से जल्द | soon
hi | कल 16:00 बजे 45 मिनट के लिए | Sun 29 16:00 45min
hi | कल दोपहर ढाई बजे | Sun 29 14:30
hi | कल दोपहर डेढ़ बजे आधे घंटे के लिए | Sun 29 13:30 30min
hi | कल सुबह 9 बजे से 11 बजे तक | Sun 29 9:00-11:00
hi | कल शाम पाँच बजे के बाद | Sun 29 17:00-24:00
hi | सोमवार 11 बजे के आसपास | Mon 30 10:00-12:00
hi | सोमवार दोपहर 2 बजे से | Mon 30 14:00-18:00
hi | इस हफ़्ते शाम को | Sat 28 17:00-24:00
hi | इस शुक्रवार दोपहर 3 बजे | Fri 4 15:00
hi | 5 तारीख़ को दोपहर 3 बजे | Sat 5 15:00
hi | बृहस्पतिवार या संडे दोपहर | Sun 29/Thu 3 12:00-18:00
hi | दो हफ़्ते बाद | Sat 12
hi | 10 मिनट में | Sat 28 10:10
hi | जितनी जल्दी हो सके | soon
hi | kal subah das baje | Sun 29 10:00
hi | veervar ko shaam saat baje | Thu 3 19:00
hi | parso dopahar dhai baje ek ghante ke liye | Mon 30 14:30 60min
hi | mangal ko 4 baje ke baad | Tue 1 16:00-24:00
hi | kal 2 se 4 baje tak | Sun 29 14:00-16:00
hi | aadhe ghante mein | Sat 28 10:30
hi | is hafte | Sat 28
de | diese Woche nach 17 Uhr | Sat 28 17:00-24:00
fr | cette semaine après 17h | Sat 28 17:00-24:00
es | esta semana después de las 17 | Sat 28 17:00-24:00
pt | essa semana depois das 17h | Sat 28 17:00-24:00
en | this week after 5pm | Sat 28 17:00-24:00
en | next week after 5 | Mon 30 17:00-24:00
en | thu or fri afternoon | Thu 3/Fri 4 12:00-18:00
en | between 2 and 4 | 14:00-16:00
en | mornings | 0:00-12:00
en | asap | soon
en | tomorrow 4pm for 45 minutes | Sun 29 16:00 45min
"""

HOURS = """
de | montags bis freitags von 9 bis 17 Uhr | Mo Tu We Th Fr 9-17
de | Mo-Fr 9-17 Uhr, Sa geschlossen | Mo Tu We Th Fr 9-17, Sa off
de | werktags 9-17 außer mittwochs | Mo Tu Th Fr 9-17
de | Montag vormittags | Mo 9-12
de | Dienstag frei | Tu off
de | kopiere Mo auf Mi | copy Mo to We
de | Mittagspause 12-13 | break 12-13
de | Urlaub 24.-31. Dezember | 24-31 Dec off
de | 24.-31. Dezember Urlaub | 24-31 Dec off
de | täglich 10-16 | Mo Tu We Th Fr Sa Su 10-16
es | lunes a viernes de 9 a 17 | Mo Tu We Th Fr 9-17
es | lun-vie 9:00-17:00 | Mo Tu We Th Fr 9-17
es | martes cerrado | Tu off
es | sábados y domingos libre | Sa Su off
es | lunes y miércoles de 9 a 13 y de 15 a 18 | Mo We 9-13 15-18
es | entre semana 9-17 excepto miércoles | Mo Tu Th Fr 9-17
es | los lunes por la mañana | Mo 9-12
es | lunes de 9 de la mañana a 5 de la tarde | Mo 9-17
es | vacaciones del 24 al 31 de diciembre | 24-31 Dec off
es | 24 de diciembre libre | 24 Dec off
es | libre mañana por la tarde | 21 Nov off 12-18
es | descanso 12-13 | break 12-13
es | copiar lunes a martes | copy Mo to Tu
es | todos los días de 10 a 16 | Mo Tu We Th Fr Sa Su 10-16
es | día libre el 3 de diciembre de 9 a 12 médico | 3 Dec off 9-12 médico
fr | du lundi au vendredi de 9h à 17h | Mo Tu We Th Fr 9-17
fr | lun-ven 9h-12h, 14h-18h | Mo Tu We Th Fr 9-12 14-18
fr | mardi fermé | Tu off
fr | le lundi matin | Mo 9-12
fr | en semaine de 9h à 17h sauf le mercredi | Mo Tu Th Fr 9-17
fr | congés du 24 au 31 décembre | 24-31 Dec off
fr | 24 décembre absent | 24 Dec off
fr | tous les jours 10h-16h | Mo Tu We Th Fr Sa Su 10-16
fr | pause déjeuner 12h-13h | break 12-13
fr | copier lundi à mercredi | copy Mo to We
pt | segunda a sexta das 9 às 17 | Mo Tu We Th Fr 9-17
pt | seg-sex 9h-17h | Mo Tu We Th Fr 9-17
pt | terça fechado | Tu off
pt | sábado e domingo livre | Sa Su off
pt | dias úteis 9-17 exceto quarta | Mo Tu Th Fr 9-17
pt | férias de 24 a 31 de dezembro | 24-31 Dec off
pt | folga amanhã | 21 Nov off
pt | todos os dias das 10h às 16h | Mo Tu We Th Fr Sa Su 10-16
pt | intervalo 12-13 | break 12-13
pt | copiar segunda para quarta | copy Mo to We
hi | सोमवार से शुक्रवार 9 से 17 | Mo Tu We Th Fr 9-17
hi | सोम-शुक्र 9-17 | Mo Tu We Th Fr 9-17
hi | सोमवार से शुक्रवार सुबह 9 से शाम 5 बजे तक | Mo Tu We Th Fr 9-17
hi | मंगलवार छुट्टी | Tu off
hi | शनिवार और रविवार बंद | Sa Su off
hi | हर दिन 10-16 | Mo Tu We Th Fr Sa Su 10-16
hi | 24 दिसंबर से 31 दिसंबर तक छुट्टी | 24-31 Dec off
hi | छुट्टी 24-31 दिसंबर | 24-31 Dec off
hi | कल छुट्टी | 21 Nov off
hi | ब्रेक 12-13 | break 12-13
hi | somvar se shukravar 9 se 17 | Mo Tu We Th Fr 9-17
en | 24-31 dec off | 24-31 Dec off
en | tomorrow off dentist | no unknown_day
es | bla bla 9 | no unknown_day
fr | lundi bientôt | no unclear
de | Ferien vom 24. bis 31. Dezember | 24-31 Dec off
es | lunes 1-5 | no night_or_day
fr | absent demain matin | 21 Nov off 0-12
pt | segunda das 9 da manhã às 5 da tarde | Mo 9-17
hi | शुक्रवार सुबह | Fr 9-12
de | freitags 9-12 ohne Pause | no unclear
es | cerrado cada viernes | Fr off
fr | lundi et mercredi 9h30-12h | Mo We 9.5-12
pt | férias amanhã à tarde | 21 Nov off 12-18
hi | सोमवार 1-5 | no night_or_day
hi | mangal band | Tu off
"""

COMMANDS = """
es | sessions S-7F3K cancelar porque estoy enfermo | S-7F3K cancel porque estoy enfermo
de | sessions S-7F3K verschieben morgen 15 Uhr | S-7F3K reschedule morgen 15 Uhr
fr | sessions s-7f3k déplacer demain 15h | s-7f3k reschedule demain 15h
hi | sessions S-7F3K रद्द करें बीमार हूँ | S-7F3K cancel बीमार हूँ
hi | sessions S-7F3K समय बदलें कल 3 बजे | S-7F3K reschedule कल 3 बजे
pt | sessions passadas | past
es | sessions semana 24 nov | week 24 nov
es | sessions próxima semana | week next
de | profile Sprache Deutsch | language Deutsch
de | profile e-mail du@example.org | mail du@example.org
de | admin Mitglieder Mentoren inaktiv | members mentors inactive
de | admin Sitzungen Stand:abgesagt Mentor:Ana ab:2026-01-01 | sessions status:cancelled mentor:Ana from:2026-01-01
de | admin Sitzung S-7F3K absagen 50% ein Sturm am Meer | session S-7F3K cancel 50% ein Sturm am Meer
de | admin Streitfall D-7F3K verwarnen Mentor kam zu spät | dispute D-7F3K warn mentor kam zu spät
es | admin mentor @ana tarifa 40 EUR | mentor @ana rate 40 EUR
es | admin plan @ben consejo | plan @ben council
es | admin sesiones mentor:ana avisar aprendices La sala es otra | sessions mentor:ana message mentees La sala es otra
fr | admin litiges miens | disputes mine
fr | admin litige D-7F3K priorité haute | dispute D-7F3K priority high
fr | admin déplacer @ana vendredi de +1h une tempête | move @ana vendredi by +1h une tempête
pt | admin remover mentora @ana | remove mentor @ana
pt | admin sessões salvar Canceladas | sessions save Canceladas
hi | admin सदस्य मेंटर्स निष्क्रिय | members mentors inactive
hi | admin सेशन्स स्थिति:पेमेंट बाकी मेंटर:ana | sessions status:awaiting_payment mentor:ana
hi | admin विवाद सूची मेरे | disputes mine
hi | profile मेंटर | mentor
hi | schedule अगले हफ़्ते | week next
hi | council C-7F3K मेंटर्स @ana | C-7F3K mentors @ana
hi | council C-7F3K समय बढ़ाएँ 24h | C-7F3K extend 24h
hi | sessions S-7F3K नामंज़ूर करें उस दिन नहीं | S-7F3K decline उस दिन नहीं
hi | sessions S-7F3K radd karo bimar hoon | S-7F3K cancel bimar hoon
hi | link ji haan | yes
hi | admin सेशन S-7F3K की ओर से मेंटी cancel | session S-7F3K for mentee cancel
en | admin members Mina Alle | members Mina Alle
de | profile ruhezeiten aus | quiet off
de | profile preis 40 EUR | rate 40 EUR
hi | profile भाषा हिन्दी | language हिन्दी
en | profile quiet 22-7 | quiet 22-7
en | sessions S-7F3K cancel I am ill | S-7F3K cancel I am ill
fr | availability enregistrer | save
fr | availability lundi 9h-17h | lundi 9h-17h
es | council nuevo Tema libre | new Tema libre
es | council C-7F3K responder 1 sí 2 no | C-7F3K answer 1 sí 2 no
de | admin mitglieder | members
de | admin @ana | @ana
en | admin ben | ben
de | sessions S-7F3K melden technisch Link kaputt | S-7F3K report technical Link kaputt
"""


SHORT_DAYS = {
    "de": "Mo Di Mi Do Fr Sa So",
    "es": "lun mar mié jue vie sáb dom",
    "fr": "lun mar mer jeu ven sam dim",
    "pt": "seg ter qua qui sex sáb dom",
    "hi": "सोम मंगल बुध गुरु शुक्र शनि रवि",
}
"""From Monday on."""


def wished(typed: str, locale: str) -> str:
    """A wish in one line: `Sun 29 16:00 45min`, `Thu 3/Fri 4 12:00-18:00`, `soon`, `no gibberish`."""
    wish = wishes.read(typed, now=NOW, zone=BERLIN, locale=locale)
    if not wish.understood:
        return f"no {wish.meant.why}"
    said = []
    if isinstance(wish.meant, Understood):
        said.append(f"{wish.meant.at.astimezone(ZoneInfo(BERLIN)):%a %-d %H:%M}")
    if wish.days:
        said.append("/".join(f"{day:%a %-d}" for day in wish.days))
    if wish.window:
        said.append("-".join(f"{minute // 60}:{minute % 60:02}" for minute in wish.window))
    if wish.minutes:
        said.append(f"{wish.minutes}min")
    return " ".join([*said, *["soon"] * wish.soon])


def edited(typed: str, locale: str) -> str:
    """Edits in one line: `Mo Tu 9-12 13-17`, `Sa off`, `24-31 Dec off`, `break 12-13`, `no unclear`."""
    found = hours.understand(typed, TODAY, locale)
    if isinstance(found, hours.HoursProblem):
        return f"no {found.trouble}"
    days: dict[str, list[str]] = {}
    for edit in found:
        match edit:
            case DayHours(weekday, blocks):
                days.setdefault(spans(blocks) or "off", []).append(name(weekday))
            case DayPauses((), pauses):
                days["break " + spans(tuple((each.start, each.end) for each in pauses))] = []
            case CopyHours(source, targets):
                days[f"copy {name(source)} to {' '.join(map(name, targets))}"] = []
            case Off(first, last, start, end, reason):
                until = "" if first == last else f"-{last:%-d}"
                timed = "" if start is None else f" {spans(((start, end),))}"
                days[f"{first:%-d}{until} {last:%b} off{timed} {reason}".strip()] = []
            case other:
                days[type(other).__name__] = []
    return ", ".join(" ".join([*weekdays, said]) for said, weekdays in days.items())


def name(weekday: int) -> str:
    return "MoTuWeThFrSaSu"[weekday * 2 :][:2]


def spans(blocks: tuple[tuple[int, int], ...]) -> str:
    return " ".join(f"{start / 60:g}-{end / 60:g}" for start, end in blocks)


@pytest.mark.spec("CHT-6", "SLT-5")
@pytest.mark.parametrize(("locale", "typed", "meant"), rows(TIMES))
def test_times_are_understood_in_ones_own_words(locale: str, typed: str, meant: str) -> None:
    assert wished(typed, locale) == meant


@pytest.mark.spec("CHT-6", "SLT-5")
@pytest.mark.parametrize(("locale", "names"), SHORT_DAYS.items())
@pytest.mark.parametrize("dot", ["", "."])
@pytest.mark.parametrize(
    "said",
    ["{day} 15:00", "{day} 15h", "{day} 15 h", "{day}, 15h", "15h {day}", "{day} 3pm", "{day} 3 pm"],
)
def test_a_weekday_of_a_few_letters_is_one_where_an_hour_stands_beside_it(
    locale: str, names: str, dot: str, said: str
) -> None:
    read = [wished(said.format(day=f"{each}{dot}"), locale) for each in names.split()]
    assert read == [
        f"{each} 15:00" for each in ("Mon 30", "Tue 1", "Wed 2", "Thu 3", "Fri 4", "Sat 28", "Sun 29")
    ]


@pytest.mark.spec("CHT-6", "AVL-3")
@pytest.mark.parametrize(("locale", "typed", "meant"), rows(HOURS))
def test_hours_and_days_off_are_understood_in_ones_own_words(locale: str, typed: str, meant: str) -> None:
    assert edited(typed, locale) == meant


@pytest.mark.spec("CHT-6", "CHT-1")
@pytest.mark.parametrize(("locale", "typed", "meant"), rows(COMMANDS))
def test_words_behind_a_command_are_understood_in_ones_own_language(
    locale: str, typed: str, meant: str
) -> None:
    command, _, text = typed.partition(" ")
    with reading_as(locale):
        assert command_words.behind(command, text) == meant


HINT = re.compile(r'Code\(\s*(own_command\(\s*)?f?"/((?!book|timezone|help)[a-z]+) ([^"{}]+)"')
"""A command in a card, with words behind it that languages have words for."""


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", ["en", "de", "es", "fr", "pt_BR", "hi"])
def test_each_command_that_a_card_speaks_of_is_shown_in_ones_own_words_and_understood(locale: str) -> None:
    hints = [found for path in Path("bot").rglob("*.py") for found in HINT.findall(path.read_text())]
    assert len(hints) > 20
    with reading_as(locale):
        for wrapped, name, text in hints:
            assert wrapped, f"/{name} {text} is shown in English to everybody"
            shown = command_words.own(f"/{name} {text}").removeprefix("/").partition(" ")[2]
            head, ending = examples.without(text)
            said = f"{head} {label(ending)}".strip() if ending else head
            assert command_words.behind(name, shown) == command_words.behind(name, said)


def read_alone(example: str, locale: str) -> object:
    """What an example that stands alone means where it is shown: in a form or a refusal."""
    with reading_as(locale):
        shown = command_words.own_example(example)
        if example == "until 5pm":
            return read_hours(shown)[0][1]
        if example in ("wed, fri", "weekdays"):
            return edited(f"copy mon to {shown}", locale)
        if example in ("closed", "9-17 break 12-13"):
            return edited(f"mon {shown}", locale)
        if example in ("24 dec", "24-31 dec", "24 Nov - 4 Dec"):
            return read_first(shown, TODAY, locale[:2])
        found = wishes.read(shown, now=datetime(2026, 11, 20, 9, tzinfo=UTC), zone=BERLIN, locale=locale)
        assert found.understood
        return found


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", ["de", "es", "fr", "pt_BR", "hi"])
@pytest.mark.parametrize("example", examples.ALONE)
def test_each_example_alone_is_shown_in_ones_own_words_and_understood(example: str, locale: str) -> None:
    assert read_alone(example, locale) == read_alone(example, "en")
    with reading_as(locale):
        assert command_words.own_example(example) != example


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", ["de", "es", "fr", "pt_BR", "hi"])
def test_each_filter_that_a_list_offers_is_shown_in_ones_own_words_and_understood(locale: str) -> None:
    offered = {
        "members": members.TYPED,
        "disputes": disputes.TYPED,
        "sessions": (*session_filters.FILTERS, *(f"status:{each}" for each in Status)),
    }
    with reading_as(locale):
        for subject, filters in offered.items():
            command = command_words.own(f"/admin {subject}").removeprefix("/admin ")
            for each in filters:
                shown = command_words.own_behind(f"/admin {subject}", each)
                assert command_words.behind("admin", f"{command} {shown}") == f"{subject} {each}"
        assert command_words.own_behind("/admin sessions", "status:cancelled") != "status:cancelled"


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize(
    ("locale", "yes", "no", "none"),
    [
        ("de", "ja", "Nein", "keine"),
        ("es", "sí", "no", "ninguno"),
        ("fr", "oui", "non", "aucun"),
        ("pt_BR", "Sim", "não", "nenhum"),
        ("hi", "हाँ", "नहीं", "कोई नहीं"),
    ],
)
def test_yes_and_no_are_understood_in_ones_own_language(locale: str, yes: str, no: str, none: str) -> None:
    with reading_as(locale):
        assert yes_or_no(yes) is True
        assert yes_or_no(no) is False
        assert yes_or_no("perhaps") is None
        assert command_words.meant(none) == "none"


@pytest.mark.spec("CHT-6", "AVL-2")
@pytest.mark.parametrize(
    ("locale", "day", "month"),
    [
        ("de", "1 Tag", "2 Monate"),
        ("es", "un día", "2 meses"),
        ("fr", "1 jour", "2 mois"),
        ("pt_BR", "1 dia", "2 meses"),
        ("hi", "1 दिन", "2 महीने"),
    ],
)
def test_days_and_months_are_understood_in_ones_own_words(locale: str, day: str, month: str) -> None:
    with reading_as(locale):
        assert lengths.amount(day) == 1440
        assert lengths.day_count(month) == 60


@pytest.mark.spec("CHT-6", "CNL-4")
@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("de", "1,2 ja 3 vielleicht 4 nein"),
        ("es", "1,2 sí 3 quizás 4 no"),
        ("fr", "1,2 oui 3 peut-être 4 non"),
        ("pt_BR", "1,2 sim 3 talvez 4 não"),
        ("hi", "1,2 हाँ 3 शायद 4 नहीं"),
        ("hi", "1,2 haan 3 shayad 4 nahi"),
    ],
)
def test_answers_to_a_poll_are_understood_in_ones_own_language(locale: str, typed: str) -> None:
    with reading_as(locale):
        assert command_words.answers(typed) == "1,2 yes 3 maybe 4 no"


@pytest.mark.spec("CHT-6", "AVL-2")
@pytest.mark.parametrize(
    ("locale", "half", "minutes", "hours", "weeks"),
    [
        ("en", "half an hour", "15 min", "2 hours", "6 weeks"),
        ("de", "eine halbe Stunde", "15 Minuten", "2 Stunden", "6 Wochen"),
        ("es", "media hora", "15 minutos", "2 horas", "6 semanas"),
        ("fr", "une demi-heure", "15 minutes", "2 heures", "6 semaines"),
        ("pt_BR", "meia hora", "15 minutos", "2 horas", "6 semanas"),
        ("hi", "आधा घंटा", "15 मिनट", "2 घंटे", "6 हफ़्ते"),
    ],
)
def test_lengths_are_understood_in_ones_own_words(
    locale: str, half: str, minutes: str, hours: str, weeks: str
) -> None:
    with reading_as(locale):
        assert [lengths.amount(each) for each in (half, minutes, hours)] == [30, 15, 120]
        assert lengths.shift(f"-{minutes}") == -15
        assert lengths.day_count(weeks) == 42


@pytest.mark.spec("CHT-6", "AVL-2")
@pytest.mark.parametrize("locale", ["en", "de", "es", "fr", "pt_BR", "hi"])
def test_a_length_can_be_typed_as_it_is_shown(locale: str) -> None:
    with reading_as(locale):
        assert [lengths.amount(str(length(minutes))) for minutes in (30, 60, 90, 120)] == [30, 60, 90, 120]


@pytest.mark.spec("CHT-6", "NTF-4")
@pytest.mark.parametrize(
    ("locale", "typed", "off"),
    [
        ("de", "von 22 bis 7 Uhr", "aus"),
        ("es", "de 22 a 7", "apagado"),
        ("fr", "de 22h à 7h", "désactivé"),
        ("pt_BR", "das 22h às 7h", "desligado"),
        ("hi", "22 से 7 बजे तक", "बंद"),
    ],
)
def test_quiet_hours_are_understood_in_ones_own_words(locale: str, typed: str, off: str) -> None:
    with reading_as(locale):
        assert read_quiet(typed) == Quiet(22 * 60, 7 * 60)
        assert read_quiet(off) is None


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize(
    ("locale", "key", "typed", "english"),
    [
        ("de", "plans_that_book", "keine, einzeln, rat", "none, individual, council"),
        ("es", "plans_that_book", "ninguno, individual, consejo", "none, individual, council"),
        ("fr", "plans_that_book", "aucune, individuel, conseil", "none, individual, council"),
        ("pt_BR", "plans_that_book", "nenhum, individual, conselho", "none, individual, council"),
        ("hi", "plans_that_book", "कोई नहीं, व्यक्तिगत, काउंसिल", "none, individual, council"),
        ("de", "monthly_sessions", "einzeln 3, rat unbegrenzt", "individual 3, council no limit"),
        ("es", "monthly_sessions", "individual 3, consejo sin límite", "individual 3, council no limit"),
        ("fr", "monthly_sessions", "individuel 3, conseil sans limite", "individual 3, council no limit"),
        (
            "pt_BR",
            "monthly_sessions",
            "individual 3, conselho sem limite",
            "individual 3, council no limit",
        ),
        ("hi", "monthly_sessions", "व्यक्तिगत 3, काउंसिल बिना सीमा", "individual 3, council no limit"),
        ("de", "count_reschedules_on", "anfragen", "request"),
        ("es", "count_reschedules_on", "aceptar", "accept"),
        ("fr", "count_reschedules_on", "demande", "request"),
        ("pt_BR", "dispute_then", "arquivar", "dismiss"),
        ("fr", "dispute_then", "remboursement", "refund"),
        ("hi", "dispute_then", "रिफ़ंड", "refund"),
        ("hi", "count_reschedules_on", "अनुरोध", "request"),
        ("hi", "plans_that_book", "इंडिविजुअल, काउंसिल", "individual, council"),
        ("hi", "monthly_sessions", "इंडिविजुअल 3, काउंसिल कोई सीमा नहीं", "individual 3, council no limit"),
        ("de", "plans_that_book", "alle", "all"),
        ("de", "weekly_summary", "nein", "no"),
        ("fr", "dispute_days", "6 semaines", "6 weeks"),
    ],
)
def test_values_of_rules_are_understood_in_ones_own_words(
    locale: str, key: str, typed: str, english: str
) -> None:
    with reading_as(locale):
        assert read_value(key, typed, Policies()) == read_value(key, english, Policies())


QUOTED = re.compile(r"[“„«]\s*(.+?)\s*[”“»]")


def hours_quoted(sentence: str, locale: str) -> list[str]:
    """What can be typed as hours and stands in quotes in a sentence, in short."""
    quoted = (each for each in QUOTED.findall(sentence) if "{" not in each)
    return [read for each in quoted if not (read := edited(each, locale)).startswith("no ")]


@pytest.mark.spec("CHT-6", "AVL-3")
@pytest.mark.parametrize("locale", [each for each in languages() if each != "en"])
def test_hours_that_a_sentence_quotes_are_understood_as_its_reader_reads_them(locale: str) -> None:
    with (CATALOGUES / locale / "LC_MESSAGES" / "parley.po").open("rb") as source:
        said = {
            m.id: m.string for m in read_po(source) if isinstance(m.id, str) and hours_quoted(m.id, "en")
        }
    assert len(said) >= 2
    assert {each: hours_quoted(mine, locale) for each, mine in said.items()} == {
        each: hours_quoted(each, "en") for each in said
    }


@pytest.mark.spec("CHT-6", "SLT-5")
@pytest.mark.parametrize("locale", ["en", "de", "es", "es_MX", "fr", "pt_BR", "hi"])
@pytest.mark.parametrize("behind", [", 15:00", " 15:00"])
def test_a_day_can_be_typed_as_it_is_shown(locale: str, behind: str) -> None:
    days = [NOW.date() + timedelta(days=ahead) for ahead in range(1, 300, 4)]
    with reading_as(locale):
        shown = [day_label(day) for day in days]
        read = [wishes.read(f"{each}{behind}", now=NOW, zone=BERLIN, locale=locale).meant for each in shown]
    assert [
        (each, isinstance(is_, Understood) and is_.at.date()) for each, is_ in zip(shown, read, strict=True)
    ] == [*zip(shown, days, strict=True)]
