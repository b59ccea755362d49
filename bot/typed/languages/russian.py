"""Time words of Russian (see bot.typed.languages)."""

WORDS = """
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
next: в следующий, в следующую, в следующее, следующий, следующую
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
"""
