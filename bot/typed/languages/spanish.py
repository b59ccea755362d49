"""Time words of Spanish (see bot.typed.languages)."""

WORDS = """
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
midnight: a medianoche, a la medianoche
1st: 1o, 1ro, primero
12:30: mediodía y media
in 15 minutes: en un cuarto de hora, dentro de un cuarto de hora
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
"""
