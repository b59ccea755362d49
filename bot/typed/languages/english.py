"""Words of English (see bot.typed.languages)."""

WORDS = """
tomorrow: tmrw, tmr, tmw, tmrow, tmro, tomorow, tommorow, tommorrow, tomorro, 2moro, 2morrow, 2mrw
today: 2day, tdy
in 2 weeks: in a fortnight
2 weeks from: a fortnight from, fortnight from
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
"""

HOURS = """
closed: day off
off: on holiday, on vacation, on leave
"""

COMMANDS = """
reschedule: change time
cancel: call off
receipt: bill
yes: yeah, yep, yup
no: nope
"""
