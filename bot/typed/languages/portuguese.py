"""Time words of Portuguese (see bot.typed.languages)."""

WORDS = """
today: hoje
tonight: hoje à noite, hoje a noite, esta noite
tomorrow: amanhã, amanha
day after tomorrow: depois de amanhã, depois de amanha
morning: da manhã, da manha, de manhã, de manha
afternoon: da tarde, à tarde
night: da noite, à noite
noon: meio-dia, meio dia, ao meio-dia, ao meio dia, 12 do meio-dia
midnight: meia-noite, meia noite, à meia-noite, à meia noite
next week: próxima semana, semana que vem, na próxima semana, na semana que vem
next: próxima, proxima, que vem
at: às, pelas
in: daqui a, dentro de
2: duas, dois
3: três, tres
4: quatro
5: cinco
6: seis
7: sete
8: oito
9: nove
10: dez
12: doze
13: treze
14: catorze, quatorze
15: quinze
16: dezesseis, dezasseis
17: dezessete, dezassete
18: dezoito
19: dezenove, dezanove
20: vinte
30: trinta
and a half: e meia, e meio
and a quarter: e um quarto, e quarto
minus a quarter: menos um quarto, menos quarto
in about a week: daqui a oito dias, daqui a 8 dias
in about 2 weeks: daqui a quinze dias, daqui a 15 dias
half an hour: meia hora
h: horas, hora
monday: segunda-feira, segunda feira
tuesday: terça-feira, terça feira, terça
wednesday: quarta-feira, quarta feira
thursday: quinta-feira, quinta feira
friday: sexta-feira, sexta feira
january: janeiro
february: fevereiro
march: março
may: maio
june: junho
july: julho
september: setembro
october: outubro
november: novembro
december: dezembro
1st: primeiro
12:30: meio-dia e meia, meio dia e meia
quarter to: quinze para as, 15 para as
5 before: cinco para as, 5 para as
10 before: dez para as, 10 para as
20 before: vinte para as, 20 para as
25 before: vinte e cinco para as, 25 para as
...
monday: segunda
tuesday: terca
wednesday: quarta
thursday: quinta
friday: sexta
at: as, à
1: uma
an: um
11: onze
and: e
or: ou
saturday: sábado, sabado
: na, no, de
in: em
: dia
"""
