"""Time words of French (see bot.typed.languages)."""

WORDS = """
today: aujourd'hui, aujourdhui
tonight: ce soir
tomorrow: demain
day after tomorrow: après-demain, apres-demain, après demain, apres demain
morning: du matin, matin
afternoon: l'après-midi, l'apres-midi, de l'après-midi, de l'apres-midi, après-midi, apres-midi
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
12:30: à midi et demi, à midi et demie
0:30: à minuit et demi, à minuit et demie
in 15 minutes: dans un quart d'heure
in 45 minutes: dans trois quarts d'heure
...
: le, de, du, la, svp
this: ce, cette, cet
an: une, un
or: ou
and: et
"""
