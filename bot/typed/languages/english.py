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

SENTENCES = """
...
book: book, schedule a session, schedule a call, schedule a meeting, set up a session, arrange a session
book: i need a session, get a session, i want a session, find me a mentor, book me
free: who is, who's, who is free, who's free, whos free, who is available, who's available, who has time
free: who can, anyone free, anybody free, is anyone free, is anybody free, anyone available
sessions past: past sessions, my past sessions, previous sessions, my previous sessions, my history
sessions: my sessions, my next session, my upcoming sessions, my session, my bookings, what's coming up
sessions: what is coming up, when is my session, when is my next session, do i have sessions
sessions: do i have a session, do i have any sessions
move: move, reschedule, postpone, push, shift, change the time of
cancel: cancel, call off
late: late, running late, running behind, be late, delayed
hours: my hours, my availability, my working hours, i work, set my hours, my hours are
hours off: i am off, i'm off, im off, i am on holiday, i'm on holiday, i'm on vacation, i am on vacation
hours off: i am away, i'm away
help: help, help me, what can you do, how does this work, how do i use you
quota: how many sessions do i have left, how many sessions are left, how many sessions
quota: how many do i have left, how many left, sessions left, my quota, quota, what's my quota
policies: rules, policies, the rules, cancellation policy, how late can i cancel, until when can i cancel
policies: when can i cancel, can i still cancel, what do i get back, refund policy
with: with
because: because, since, as
about: about, on the topic of, regarding, to talk about, to discuss, to learn, who knows, who know
to: to
: free, available, sorry, something, some time, i, i'd, i'll, id, like, to, want, wanna, need, can, could
: would, you, we, us, please, pls, hi, hey, hello, thanks, thank, a, an, the, my, session, sessions, meeting
: call, appointment, chat, slot, mentor, mentors, someone, somebody, anyone, some, time, it, is, are, am, i'm
: im, be, do, show, see, tell, us, what, what's, this, month, left, have, for, me, of, upcoming, next, will
: going, by, there, then, and, running
"""
