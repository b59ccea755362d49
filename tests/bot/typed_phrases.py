"""What people type for a time, and what must come of it.

Typed on Friday 20 November 2026 at 10:15 in Asia/Kolkata; the times are of that zone. `ask` has the reason
and the readings, `day` the days whose picker opens, `no` the reason.
"""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 20, 4, 45, tzinfo=UTC)
ZONE = "Asia/Kolkata"

MISREAD_BY_OTHERS = """
en | tomorrow 3pm IST | Sat 2026-11-21 15:00
en | tomorrow 3pm CST | ask zone: Sat 2026-11-21 02:30, Sat 2026-11-21 12:30, Sun 2026-11-22 02:30
en | tomorrow 3pm BST | ask zone: Sat 2026-11-21 14:30, Sat 2026-11-21 20:30
en | tomorrow 3pm PST | ask whose_day: Sat 2026-11-21 04:30, Sun 2026-11-22 04:30
en | 3 pm | Fri 2026-11-20 15:00
en | friday 5pm | Fri 2026-11-20 17:00
en | 11/25 4pm | Wed 2026-11-25 16:00
en | 5/13 4pm | Thu 2027-05-13 16:00
en | 5/6 4pm | ask day_month: Thu 2027-05-06 16:00, Sat 2027-06-05 16:00
en | tonight at 8 | Fri 2026-11-20 20:00
en | 3-4pm tomorrow | Sat 2026-11-21 15:00
en | 2h30 from now | Fri 2026-11-20 12:45
en | may | no gibberish
en | a | no gibberish
en | 1 | ask am_pm: Fri 2026-11-20 13:00, Sat 2026-11-21 01:00
en | 12 | ask am_pm: Fri 2026-11-20 12:00, Sat 2026-11-21 00:00
en | ok | no gibberish
en | in 25 15:00 | no gibberish
en | 1st 25 15:00 | no gibberish
en | 3 3 3pm | no gibberish
en | 25 nov 2026 tue 3pm | no gibberish
en | today tomorrow 3pm | no gibberish
en | monday and 25 nov 3pm | no gibberish
en | by friday 3pm | no gibberish
en | 2026-11-25 days 15:00 | no gibberish
en | 25-nov-2026 3pm berlin est | no gibberish
en | me | no gibberish
en | no | no gibberish
en | could we move | no gibberish
en | could we move it to tomorrow 3pm | no gibberish
en | 3pm tomorrow my time | Sat 2026-11-21 15:00
en | tmrw 3pm | Sat 2026-11-21 15:00
en | in half an hour | Fri 2026-11-20 10:45
en | next week tuesday 3pm | Tue 2026-11-24 15:00
en | a week from monday 10am | Mon 2026-11-30 10:00
en | last friday of november | day Fri 2026-11-27
en | last friday of november 3pm | Fri 2026-11-27 15:00
en | kal 3 baje | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
fr | demain 15h | Sat 2026-11-21 15:00
pt | amanhã às 15h | Sat 2026-11-21 15:00
de | morgen um 15 Uhr | Sat 2026-11-21 15:00
en | demain 15h | Sat 2026-11-21 15:00
en | amanhã às 15h | Sat 2026-11-21 15:00
en | morgen um 15 Uhr | Sat 2026-11-21 15:00
de | ok | no gibberish
es | me | no gibberish
es | no | no gibberish
fr | a | no gibberish
"""
"""What dateparser alone silently takes for another time."""

PHRASES = """
en | tomorrow 3pm | Sat 2026-11-21 15:00
en | 3pm | Fri 2026-11-20 15:00
en | 9am | Sat 2026-11-21 09:00
en | friday 9am | Fri 2026-11-27 09:00
en | 5/6 10:00 | ask day_month: Thu 2027-05-06 10:00, Sat 2027-06-05 10:00
en | tonight 8:30 | Fri 2026-11-20 20:30
en | 3 | ask am_pm: Fri 2026-11-20 15:00, Sat 2026-11-21 03:00
en | could we move to tomorrow | no gibberish
en | 3pm your time | no whose_zone
en | in 2h | Fri 2026-11-20 12:15
en | in 90 min | Fri 2026-11-20 11:45
en | in an hour and a half | Fri 2026-11-20 11:45
en | kal shaam 5 baje | Sat 2026-11-21 17:00
en | kal subah 10 baje | Sat 2026-11-21 10:00
en | parso 15:00 | Sun 2026-11-22 15:00
en | aaj raat 9 baje | Fri 2026-11-20 21:00
en | 2 ghante mein | Fri 2026-11-20 12:15
en | next tue 15:00 | Tue 2026-11-24 15:00
en | next friday 10am | Fri 2026-11-27 10:00
en | next sunday 10am | ask which_week: Sun 2026-11-22 10:00, Sun 2026-11-29 10:00
en | 25 Nov 4pm | Wed 2026-11-25 16:00
en | Nov 25 4pm | Wed 2026-11-25 16:00
en | nov 25th at 16:00 | Wed 2026-11-25 16:00
en | 25th november 2026, 4 pm | Wed 2026-11-25 16:00
en | wed 25 nov 4pm | Wed 2026-11-25 16:00
en | thu 25 nov 4pm | no gibberish
en | the 25th at 4pm | Wed 2026-11-25 16:00
en | 2026-11-25 15:00 | Wed 2026-11-25 15:00
en | 2026-11-25T15:00Z | Wed 2026-11-25 20:30
en | 2026-11-25T15:00+01:00 | Wed 2026-11-25 19:30
en | 2026-11-25 15:00-16:00 | Wed 2026-11-25 15:00
en | 25.11. 15:00 | Wed 2026-11-25 15:00
en | 25.11.2026 15.30 | Wed 2026-11-25 15:30
en | 25.11.26 16:00 | Wed 2026-11-25 16:00
en | 5.6. 10:00 | Sat 2027-06-05 10:00
en | tomorrow noon | Sat 2026-11-21 12:00
en | tomorrow midnight | ask midnight: Sat 2026-11-21 00:00, Sun 2026-11-22 00:00
en | midnight | Sat 2026-11-21 00:00
en | noon | Fri 2026-11-20 12:00
en | tonight midnight | Sat 2026-11-21 00:00
en | tomorrow 12am | ask midnight: Sat 2026-11-21 00:00, Sun 2026-11-22 00:00
en | tomorrow at 3 | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
en | tomorrow 3 | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
en | tomorrow 15 | Sat 2026-11-21 15:00
en | tomorrow 15.30 | Sat 2026-11-21 15:30
en | 10.30 | Fri 2026-11-20 10:30
en | 15.30 | Fri 2026-11-20 15:30
en | 15 | no gibberish
en | 3:00 | ask am_pm: Fri 2026-11-20 15:00, Sat 2026-11-21 03:00
en | tomorrow 9:30 | Sat 2026-11-21 09:30
en | tomorrow morning | day Sat 2026-11-21
en | tomorrow morning at 9 | Sat 2026-11-21 09:00
en | tomorrow evening 7 | Sat 2026-11-21 19:00
en | tomorrow night at 1 | ask am_pm: Sat 2026-11-21 01:00, Sun 2026-11-22 01:00
en | this evening 7 | Fri 2026-11-20 19:00
en | half past 3 tomorrow | ask am_pm: Sat 2026-11-21 03:30, Sat 2026-11-21 15:30
en | quarter to 4 tomorrow pm | no gibberish
en | tomorrow 1530 hrs | Sat 2026-11-21 15:30
en | tomorrow at 1530 | Sat 2026-11-21 15:30
en | monday 3pm Berlin | Mon 2026-11-23 19:30
en | monday 3pm berlin time | Mon 2026-11-23 19:30
en | monday 3pm in New York | Tue 2026-11-24 01:30
en | monday 3pm ET | Tue 2026-11-24 01:30
en | mon 15:00 UTC | Mon 2026-11-23 20:30
en | mon 15:00 GMT+5:30 | Mon 2026-11-23 15:00
en | mon 15:00 utc-3 | Mon 2026-11-23 23:30
en | 25 nov 3pm BST | ask zone: Wed 2026-11-25 14:30, Wed 2026-11-25 20:30
en | mon 3pm birmingham | ask zone: Mon 2026-11-23 20:30, Tue 2026-11-24 02:30
en | yesterday 3pm | no past
en | 19 nov 3pm | no past
en | 25 oct 3pm | no past
en | 25 dec 2028 3pm | no too_far
en | weekend | day Sat 2026-11-21 or Sun 2026-11-22
en | weekend 3pm | ask which_day: Sat 2026-11-21 15:00, Sun 2026-11-22 15:00
en | next week | day Mon 2026-11-23
en | next week 3pm | day Mon 2026-11-23
en | tomorrow 3pm or 4pm | no gibberish
en | not tomorrow 3pm | no gibberish
en | every monday 3pm | no gibberish
en | 25:00 | no gibberish
en | tomorrow 25:00 | no gibberish
en | tomorrow 3:75 | no gibberish
en | 32 nov 3pm | no gibberish
en | friday 13th 3pm | no gibberish
en | 2h | no gibberish
en | 15h | Fri 2026-11-20 15:00
en | demain à 15h | Sat 2026-11-21 15:00
en | mañana a las 3 de la tarde | Sat 2026-11-21 15:00
en | in 2 days 4pm | Sun 2026-11-22 16:00
en | in 3 days | day Mon 2026-11-23
en | two weeks from now at 3pm | Fri 2026-12-04 15:00
en | saturday 4p | Sat 2026-11-21 16:00
en | today at 11 | ask am_pm: Fri 2026-11-20 11:00, Fri 2026-11-20 23:00
en | today 3 | Fri 2026-11-20 15:00
en | TOMORROW AT 3PM | Sat 2026-11-21 15:00
en | tomorrow @ 3pm? | Sat 2026-11-21 15:00
en | can we do tomorrow 3pm | Sat 2026-11-21 15:00
en | tomorrow 15:00 pm | Sat 2026-11-21 15:00
en | 4pm 25nov | Wed 2026-11-25 16:00
en | 25nov 4pm | Wed 2026-11-25 16:00
en | tue 4 | ask am_pm: Tue 2026-11-24 04:00, Tue 2026-11-24 16:00
en | monday 3pm eastern | Tue 2026-11-24 01:30
en | monday 3pm pacific time | Tue 2026-11-24 04:30
en | 3pm pt tomorrow | ask whose_day: Sat 2026-11-21 04:30, Sun 2026-11-22 04:30
en | tomorrow 3pm EST | ask whose_day: Sat 2026-11-21 01:30, Sun 2026-11-22 01:30
en | first monday of december 10am | Mon 2026-12-07 10:00
en | christmas 3pm | no gibberish
en | easter 3pm | no gibberish
en | a fortnight 3pm | no gibberish
en | tomorrow at 3pm please | Sat 2026-11-21 15:00
en | how about tomorrow 3pm | Sat 2026-11-21 15:00
en | let's say monday 11am | Mon 2026-11-23 11:00
en | ok, tuesday 4pm | Tue 2026-11-24 16:00
en | 3pm on the 25th | Wed 2026-11-25 15:00
en | the 1st at 10am | Tue 2026-12-01 10:00
en | 1st dec 10:00 | Tue 2026-12-01 10:00
en | dec 1 10:00 | Tue 2026-12-01 10:00
en | 1/12 10:00 | ask day_month: Tue 2026-12-01 10:00, Tue 2027-01-12 10:00
en | 12/1 10:00 | ask day_month: Tue 2026-12-01 10:00, Tue 2027-01-12 10:00
en | 25/12 10:00 | Fri 2026-12-25 10:00
en | 31/12/2026 10:00 | Thu 2026-12-31 10:00
en | 12/31/2026 10:00 | Thu 2026-12-31 10:00
en | 2027-01-05 09:00 | Tue 2027-01-05 09:00
en | 2027/01/05 09:00 | Tue 2027-01-05 09:00
en | 5 jan 9am | Tue 2027-01-05 09:00
en | jan 5th 9am | Tue 2027-01-05 09:00
en | mon 9 | ask am_pm: Mon 2026-11-23 09:00, Mon 2026-11-23 21:00
en | mon 9am | Mon 2026-11-23 09:00
en | monday morning | day Mon 2026-11-23
en | sunday noon | Sun 2026-11-22 12:00
en | sun 11am | Sun 2026-11-22 11:00
en | wednesday 17h | Wed 2026-11-25 17:00
en | wed @ 5:30pm | Wed 2026-11-25 17:30
en | wed 5.30pm | Wed 2026-11-25 17:30
en | wed at 5:30 | ask am_pm: Wed 2026-11-25 05:30, Wed 2026-11-25 17:30
en | thursday 8 p.m. | Thu 2026-11-26 20:00
en | thursday 8 pm IST | Thu 2026-11-26 20:00
en | tomorrow 3pm ist | Sat 2026-11-21 15:00
en | tomorrow 15:00 hrs | Sat 2026-11-21 15:00
en | tomorrow 3 o'clock | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
en | tomorrow afternoon at 3 | Sat 2026-11-21 15:00
en | tomorrow 3 in the afternoon | Sat 2026-11-21 15:00
en | tomorrow 8 at night | Sat 2026-11-21 20:00
en | tonight | day Fri 2026-11-20
en | tonight 10pm | Fri 2026-11-20 22:00
en | today 5pm | Fri 2026-11-20 17:00
en | today 9am | no past
en | now | no gibberish
en | asap | no gibberish
en | later | no gibberish
en | in 5 minutes | Fri 2026-11-20 10:20
en | in 2 hours | Fri 2026-11-20 12:15
en | in 1.5 hours | Fri 2026-11-20 11:45
en | in 1h30 | Fri 2026-11-20 11:45
en | in 3 hrs | Fri 2026-11-20 13:15
en | 2 hours from now | Fri 2026-11-20 12:15
en | half an hour from now | Fri 2026-11-20 10:45
en | an hour from now | Fri 2026-11-20 11:15
en | in 2 days | day Sun 2026-11-22
en | in 2 days at 10am | Sun 2026-11-22 10:00
en | 3 days from now 10am | Mon 2026-11-23 10:00
en | in a week | day Fri 2026-11-27
en | in a week 3pm | Fri 2026-11-27 15:00
en | in two weeks 3pm | Fri 2026-12-04 15:00
en | day after tomorrow 3pm | Sun 2026-11-22 15:00
en | a day after tomorrow 3pm | no gibberish
en | coming friday 3pm | ask which_week: Fri 2026-11-20 15:00, Fri 2026-11-27 15:00
en | this friday 5pm | Fri 2026-11-20 17:00
en | this friday 9am | no past
en | this monday 3pm | Mon 2026-11-23 15:00
en | next monday 3pm | Mon 2026-11-23 15:00
en | monday week 3pm | Mon 2026-11-30 15:00
en | monday next week 3pm | Mon 2026-11-23 15:00
en | next week on monday at 3pm | Mon 2026-11-23 15:00
en | last friday of november at 3pm | Fri 2026-11-27 15:00
en | second tuesday of december 10am | Tue 2026-12-08 10:00
en | last friday 3pm | no gibberish
en | next month | no gibberish
en | next year | no gibberish
en | tomorrow and friday 3pm | no gibberish
en | tomorrow 3pm-4pm | Sat 2026-11-21 15:00
en | tomorrow 11-1pm | Sat 2026-11-21 11:00
en | tomorrow from 3 to 4pm | Sat 2026-11-21 15:00
en | tomorrow 3 to 4 | no gibberish
en | between 3 and 5pm tomorrow | no gibberish
en | after 3pm tomorrow | no gibberish
en | before 3pm tomorrow | no gibberish
en | around 3pm tomorrow | no gibberish
en | tomorrow 00:00 | Sat 2026-11-21 00:00
en | tomorrow 24:00 | Sun 2026-11-22 00:00
en | tomorrow 3pm London | Sat 2026-11-21 20:30
en | tomorrow 3pm london time | Sat 2026-11-21 20:30
en | tomorrow 15:00 CET | Sat 2026-11-21 19:30
en | tomorrow 9am Pacific/Auckland | Sat 2026-11-21 01:30
en | tomorrow 3pm GMT+5:30 | Sat 2026-11-21 15:00
en | 25 nov 3pm PST | Thu 2026-11-26 04:30
en | 25 nov 3pm IST | Wed 2026-11-25 15:00
en | today 3pm PST | Sat 2026-11-21 04:30
en | 3pm PST | Sat 2026-11-21 04:30
en | 29 feb 10am | no too_far
en | 30 feb 10am | no gibberish
en | 31 nov 10am | no gibberish
en | tmr 4pm | Sat 2026-11-21 16:00
en | 2moro 4pm | Sat 2026-11-21 16:00
en | 2day 4pm | Fri 2026-11-20 16:00
en | nxt tue 4pm | Tue 2026-11-24 16:00
en | kal | day Sat 2026-11-21
en | kal 10:30 baje | ask am_pm: Sat 2026-11-21 10:30, Sat 2026-11-21 22:30
en | somvar ko 11 baje subah | Mon 2026-11-23 11:00
en | shukravar shaam 6 baje | Fri 2026-11-20 18:00
en | aaj shaam 7 baje | Fri 2026-11-20 19:00
en | kal dopahar 2 baje | Sat 2026-11-21 14:00
en | kal sadhe 3 baje dopahar | Sat 2026-11-21 15:30
en | 3 baje kal | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
en | aaj 4 baje | Fri 2026-11-20 16:00
en | kal 4pm | Sat 2026-11-21 16:00
en | kal subah | day Sat 2026-11-21
en | 4pm kal ko | Sat 2026-11-21 16:00
en | mon tue 3pm | no gibberish
en | 1234567890 | no gibberish
en | 99:99 | no gibberish
en | 3pm 4pm | no gibberish
en | 3 3 | no gibberish
en | pm | no gibberish
en | 25 | no gibberish
en | 0 | no gibberish
en | -3 | no gibberish
en | 3pm! | Fri 2026-11-20 15:00
en | 3pm??? | Fri 2026-11-20 15:00
en | (tomorrow 3pm) | Sat 2026-11-21 15:00
en | "tomorrow 3pm" | Sat 2026-11-21 15:00
en | tomorrow,3pm | Sat 2026-11-21 15:00
en | tomorrow-3pm | no gibberish
en | 3pm, tomorrow | Sat 2026-11-21 15:00
en | 15:00 25 November 2026 | Wed 2026-11-25 15:00
en | Wednesday, November 25, 2026 at 4:00 PM | Wed 2026-11-25 16:00
en | Wed, 25 Nov 2026 16:00 | Wed 2026-11-25 16:00
en | 25-nov-2026 16:00 | Wed 2026-11-25 16:00
en | 25/11/26 16:00 | Wed 2026-11-25 16:00
en | 20/11/2026 16:00 | Fri 2026-11-20 16:00
en | 20 nov 9am | no past
en | 20 nov 2027 9am | Sat 2027-11-20 09:00
en | 21 nov 2027 9am | no too_far
en | next friday | day Fri 2026-11-27
en | friday | day Fri 2026-11-20
en | fri | day Fri 2026-11-20
en | the 15th 3pm | Tue 2026-12-15 15:00
en | meet me at 3 | no gibberish
en | hello | no gibberish
en | book me | no gibberish
en | what times are free | no gibberish
en | see you tomorrow at 3pm | no gibberish
en | tomorrow at three | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
en | three pm tomorrow | Sat 2026-11-21 15:00
en | noon tomorrow | Sat 2026-11-21 12:00
en | midnight friday | ask midnight: Sat 2026-11-21 00:00, Fri 2026-11-27 00:00
en | friday 12am | ask midnight: Sat 2026-11-21 00:00, Fri 2026-11-27 00:00
en | friday 12pm | Fri 2026-11-20 12:00
en | friday 12:30am | Fri 2026-11-27 00:30
en | friday 12 | ask am_pm: Fri 2026-11-20 12:00, Sat 2026-11-21 00:00, Fri 2026-11-27 00:00
en | 12:30 tomorrow | Sat 2026-11-21 12:30
en | 00:30 tomorrow | Sat 2026-11-21 00:30
de | morgen 15 Uhr | Sat 2026-11-21 15:00
de | nächsten Dienstag um 10:30 | Tue 2026-11-24 10:30
de | am Montag um 9 | ask am_pm: Mon 2026-11-23 09:00, Mon 2026-11-23 21:00
de | heute Abend um 8 | Fri 2026-11-20 20:00
de | halb 4 morgen | ask am_pm: Sat 2026-11-21 03:30, Sat 2026-11-21 15:30
de | 25. November 15 Uhr | Wed 2026-11-25 15:00
de | 25.11. um 15:30 | Wed 2026-11-25 15:30
de | 5.6. 10:00 | Sat 2027-06-05 10:00
de | übermorgen 14h | Sun 2026-11-22 14:00
de | in einer halben Stunde | Fri 2026-11-20 10:45
de | in 2 Stunden | Fri 2026-11-20 12:15
de | Freitag 17 Uhr | Fri 2026-11-20 17:00
de | morgen früh um 9 | Sat 2026-11-21 09:00
de | nächste Woche Dienstag 15 Uhr | Tue 2026-11-24 15:00
fr | demain à 15h30 | Sat 2026-11-21 15:30
fr | mardi prochain à 10h | Tue 2026-11-24 10:00
fr | lundi 9h | Mon 2026-11-23 09:00
fr | ce soir à 8h | Fri 2026-11-20 20:00
fr | après-demain 14h | Sun 2026-11-22 14:00
fr | dans 2 heures | Fri 2026-11-20 12:15
fr | le 25 novembre à 16h | Wed 2026-11-25 16:00
fr | demain midi | Sat 2026-11-21 12:00
es | mañana a las 15:00 | Sat 2026-11-21 15:00
es | mañana a las 3 | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
es | el martes a las 10 de la mañana | Tue 2026-11-24 10:00
es | próximo lunes 9:30 | Mon 2026-11-23 09:30
es | 25 de noviembre a las 4pm | Wed 2026-11-25 16:00
es | pasado mañana 16:00 | Sun 2026-11-22 16:00
es | hoy a las 8 de la noche | Fri 2026-11-20 20:00
es | en media hora | Fri 2026-11-20 10:45
ru | завтра в 15:00 | Sat 2026-11-21 15:00
ru | в пятницу в 17:00 | ask which_week: Fri 2026-11-20 17:00, Fri 2026-11-27 17:00
ru | через 3 дня | day Mon 2026-11-23
ru | 25 ноября 16:00 | Wed 2026-11-25 16:00
hi | कल 3 बजे | ask am_pm: Sat 2026-11-21 03:00, Sat 2026-11-21 15:00
hi | कल शाम 5 बजे | Sat 2026-11-21 17:00
zh | 明天 15:00 | Sat 2026-11-21 15:00
ru | завтра в половине четвёртого | ask am_pm: Sat 2026-11-21 03:30, Sat 2026-11-21 15:30
ru | завтра без четверти четыре | ask am_pm: Sat 2026-11-21 03:45, Sat 2026-11-21 15:45
ru | первого декабря в 15:00 | Tue 2026-12-01 15:00
pt | 1º de dezembro às 15h | Tue 2026-12-01 15:00
pt | quinze para as quatro da tarde amanhã | Sat 2026-11-21 15:45
es | el primero de diciembre a las 15:00 | Tue 2026-12-01 15:00
de | am ersten Dezember um 15 Uhr | Tue 2026-12-01 15:00
fr | demain à midi et demi | Sat 2026-11-21 12:30
fr | dans un quart d'heure | Fri 2026-11-20 10:30
en | tomorrow 930am | Sat 2026-11-21 09:30
ja | 12月1日15時30分 | Tue 2026-12-01 15:30
zh | 明天下午3点 | Sat 2026-11-21 15:00
pl | jutro 15:00 | Sat 2026-11-21 15:00
de | heute 17 Uhr | Fri 2026-11-20 17:00
de | morgen 9:30 | Sat 2026-11-21 09:30
de | morgen um halb 10 | ask am_pm: Sat 2026-11-21 09:30, Sat 2026-11-21 21:30
de | morgen Mittag | Sat 2026-11-21 12:00
de | Montag in einer Woche 10 Uhr | Mon 2026-11-30 10:00
de | kommenden Mittwoch 14 Uhr | Wed 2026-11-25 14:00
de | in zwei Stunden | Fri 2026-11-20 12:15
de | Mi 14:00 | Wed 2026-11-25 14:00
de | 3. Dezember um 14 Uhr | Thu 2026-12-03 14:00
de | 03.12. 14 Uhr | Thu 2026-12-03 14:00
de | 3.12.2026 14:00 | Thu 2026-12-03 14:00
de | letzten Freitag 10 Uhr | no gibberish
de | jeden Montag 10 Uhr | no gibberish
de | bis Freitag 10 Uhr | no gibberish
de | Montag oder Dienstag 10 Uhr | no gibberish
fr | demain | day Sat 2026-11-21
fr | demain matin à 9h | Sat 2026-11-21 09:00
fr | mercredi 14h30 | Wed 2026-11-25 14:30
fr | 3 décembre 10h | Thu 2026-12-03 10:00
fr | jeudi à 8h du soir | Thu 2026-11-26 20:00
fr | dans une heure | Fri 2026-11-20 11:15
fr | la semaine prochaine | day Mon 2026-11-23
fr | lundi ou mardi 10h | no gibberish
fr | avant vendredi 10h | no gibberish
fr | vendredi 15h | Fri 2026-11-20 15:00
es | viernes 17:00 | Fri 2026-11-20 17:00
es | hoy 17:00 | Fri 2026-11-20 17:00
es | mañana 10h | Sat 2026-11-21 10:00
es | el 3 de diciembre a las 16:00 | Thu 2026-12-03 16:00
es | mañana por la tarde a las 4 | Sat 2026-11-21 16:00
es | lunes que viene 10:00 | Mon 2026-11-23 10:00
es | dentro de 2 horas | Fri 2026-11-20 12:15
es | a las 3 y media de la tarde | Fri 2026-11-20 15:30
es | esta noche a las 9 | Fri 2026-11-20 21:00
es | lunes o martes 10:00 | no gibberish
es | antes del viernes 10:00 | no gibberish
ru | до пятницы 10:00 | no gibberish
ru | каждый понедельник 10:00 | no gibberish
ru | понедельник 10:00 | Mon 2026-11-23 10:00
pt | sexta 15h | Fri 2026-11-20 15:00
it | domani alle 15 | Sat 2026-11-21 15:00
nl | morgen om 15 uur | Sat 2026-11-21 15:00
ja | 明日 15:00 | Sat 2026-11-21 15:00
ko | 내일 15:00 | Sat 2026-11-21 15:00
ar | غدا 15:00 | Sat 2026-11-21 15:00
hi | शुक्रवार शाम 6 बजे | Fri 2026-11-20 18:00
hi | परसों 4pm | Sun 2026-11-22 16:00
hi | कल सुबह 10 बजे | Sat 2026-11-21 10:00
hi | २५ नवंबर 16:00 | Wed 2026-11-25 16:00
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    """Locale, phrase and expectation of each line."""
    lines = (line.split(" | ") for line in table.strip().splitlines())
    return [(locale, phrase, expected) for locale, phrase, expected in lines]
