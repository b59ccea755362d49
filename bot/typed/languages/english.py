"""Words of English (see bot.typed.languages)."""

WORDS = """
afternoon: after lunch
tomorrow: tmrw, tmr, tmw, tmrow, tmro, tomorow, tommorow, tommorrow, tomorro, 2moro, 2morrow, 2mrw
today: 2day, tdy
in 2 weeks: in a fortnight
2 weeks from: a fortnight from, fortnight from
tonight: tonite, 2nite, 2night, this night
day after tomorrow: overmorrow, day after tmrw, day after tmr
next: nxt
morning: first thing
early: at the beginning of, beginning of, start of, at the start of, first half of, early in
mid: middle of, in the middle of
late: at the end of, end of, second half of, late in
today: later today
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

PARTED = """
taking … off.
give me … more minutes
give me … minutes more
need … more minutes
take me … off
bring … forward
push … back
call … off
won't … be able to
running … behind
running … late
"""

SENTENCES = """
...
schedule mentees: my mentees, who are my mentees, list of my mentees, the list of my mentees
polite: thanks for your help, thanks for the help, thank you for your help, thank you for the help
sessions: do i have a meeting, do i have a call, when's my next session, when's my next call, when is my next call
sessions: when's my session, when is my meeting, who do i meet, who do i see, whom do i meet, who am i mentoring
sessions: what does my week look like, how does my week look, my week, schedule for, who's booked with me
sessions: who is booked with me, what time is my session, what time is my meeting
sessions past: when did i last see, when did i last meet, when did i see
hours: i only work, change my hours to, set my hours to
hours off: taking off, i'm taking off
hours off alone: i'm out, i am out
quota: do i have any sessions left, have any sessions left, can i still book, how many can i still book
policies: the latest i can cancel, latest i can cancel, how do refunds work
free: does anyone have time
book: grab, pencil me in
cancel: can't make my session, can't make our session, can't make the session, can't make
move: can we change, could we change
not: never asked to, didn't ask to, did not ask to, never wanted to, don't have to, do not have to, nothing to
: gonna
with: w/
book: put me in, the earliest slot, earliest slot, first slot, next slot, earliest session, next free slot
free: who mentors, who teaches, who could teach, are there mentors, any mentors, when could, when can
cancel: take me off, get me out of, won't be there, will not be there, not coming, isn't happening
late: give me more minutes, i need more minutes, few more minutes, a few more minutes
hours: when do i work, add hours, change my availability, my working times
hours off: block
sessions: what have i booked, anything coming up, what did i book, do i have something
sessions alone: anything
sessions past: did i miss, which sessions did i miss, sessions did i miss, have i missed
quota: am i out of sessions, out of sessions, remaining quota, quota left
policies: how much notice, notice do i have to give to cancel, how much notice do i have to give to cancel
policies: how early do i have to cancel
help: what can i type, i don't understand, i dont understand, i'm lost, what now, what can i say
: must, possible, question, i have a question, join
instead: instead of, rather than, in place of
move: can we make it, could we make it, let's make it, move forward, bring forward, push back, put off
book: get me in, any chance of a slot, any chance of a session, rather meet, rather see, let's meet, let's do
free: got anything, anything free, any openings, any availability
cancel: drop, scrap, forget about, call it off, call off
cancel alone: can't, cannot, can't do, won't manage
late alone: arriving in, arrive in
quota: have i used, how many have i used, have i used up, have i used up my sessions
quota: how often can i still book, how often can i book
policies: free to cancel, cancel for free, cancellation terms, cancellation fee, terms
sessions: remind me of my sessions, what's on my calendar, on my calendar, my calendar, what is on
: came up, asked, asked me, quick, rather, prefer, i'd prefer, preferably, ideally, instead, good, work, works
book: put me down, sign me up, squeeze me in, fit me in
sessions: what have i got, what's coming up, am i booked, who am i booked with, what do i have coming up
cancel: won't be able to attend, won't be able to make it, won't be able to come, not able to attend
cancel: unable to attend, unable to make it, unable to come
: unfortunately, sadly, around, coming up, booked, till, until
polite: see you, see you tomorrow, see you later, see you soon, see you then, bye, goodbye, cheers
sessions: when do i see, when do i meet
: meet, meeting up, catch up, get together, could you, does, may, hear
sessions past: what did i do, what have i done, who did i meet, who have i met, whom did i meet, did i have
sessions past: what sessions did i have, which sessions did i have, what were my sessions, who did i talk to
session: session, sessions, meeting, meetings, appointment, call
book: chat with
free: free times, any slots, what times
move: rebook, change it, swap
cancel: no longer need, have to skip, need to skip
late: on my way
sessions: my next meeting, what's on
quota: remaining sessions
policies: if i cancel, cancellation rules
hours off: i'm sick, i am sick, vacation
help: how does booking work, what is this
: a bit, bit, instead, sometime, love, traffic, happens
book: i'd like an hour, i'd like some time, i want some time
polite: hi, hey, hello, thanks, thank you, ok, okay, good morning, good evening, good night, good afternoon
book: find time, find a time
sessions: am i meeting, who am i meeting
: from, slot, slots, how do i, how can i
book: talk to, talk with, speak to, speak with, meet with, set up a call, set up a meeting, schedule something
book: need a mentor, looking for a mentor, any mentor, mentor for, i'd like a session
free: free, available, which mentors, what mentors, who could, who has a slot
sessions: do i have anything, what do i have, my schedule, my appointments, my meetings, what's next
sessions: when am i meeting
sessions past: what did i have, my last sessions
move: change my session, change my meeting, change the time
cancel: drop my session, can't make it, cannot make it, can not make it, won't make it, can't come
cancel: cannot come, can't attend, cannot attend
late: be there in, stuck in traffic
hours: i'm available, i am available, change my hours
hours off: i'm not free, i am not free, i'm not available, i am not available, i'm unavailable
hours off: i am unavailable, i will be away
hours off: i'll be away, i'll be off, i will be off, day off, out of office, on leave
help: how do i use this, how does it work, what commands, commands
quota: how many bookings, used up my sessions, how many more
policies: get a refund, get my money back, refunds
: so much, very much, list, everything, any
: which, let's, just, also, really, still, that, again, did, talk, when, make
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
not: not, don't, dont, do not, never, don't want to, dont want to, do not want to, don't want you to
not: do not want you to, don't need to, do not need to, don't wish to, no longer want to, rather not, not going to
not: not on, won't, will not, didn't want to, did not want to
: why not
hours off: i don't work, i dont work, i do not work
with: with
because: because, since, as
about: about, on the topic of, regarding, to talk about, to discuss, to learn, who knows, who know
to: to
: free, available, sorry, something, some time, i, i'd, i'll, id, like, to, want, wanna, need, can, could
: would, you, we, us, please, pls, thank, a, an, the, my
: chat, slot, mentor, mentors, someone, somebody, anyone, some, time, it, is, are, am, i'm
: im, be, do, show, see, tell, us, what, what's, this, month, left, have, for, me, of, upcoming, next, will
: going, by, there, then, and, running
"""
