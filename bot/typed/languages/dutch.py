"""Words of Dutch (see bot.typed.languages)."""

WORDS = """
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
"""
