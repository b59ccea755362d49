"""Words of Italian (see bot.typed.languages)."""

WORDS = """
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
this week: questa settimana
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
"""
