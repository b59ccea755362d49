"""Words of Portuguese (see bot.typed.languages)."""

WORDS = """
last week: na semana passada, a semana passada, semana passada
last month: no mês passado, mês passado, no mes passado, mes passado
last year: no ano passado, ano passado
this month: este mês, neste mês, neste mes
this year: este ano, neste ano
yesterday: ontem
afternoon: depois do almoço
now: agora, agora mesmo
today: hoje
tonight: hoje à noite, hoje a noite, esta noite
tomorrow: amanhã, amanha
day after tomorrow: depois de amanhã, depois de amanha
morning: da manhã, da manha, de manhã, de manha
afternoon: da tarde, à tarde
night: da noite, à noite
noon: meio-dia, meio dia, ao meio-dia, ao meio dia, 12 do meio-dia
midnight: meia-noite, meia noite, à meia-noite, à meia noite
from: a partir das, a partir da, a partir do, a partir de
morning: pelas manhãs, manhãs
afternoon: pelas tardes, tardes
night: noites
this week: esta semana, essa semana, nesta semana, nessa semana
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
h: horas, hora, hs, hrs
minutes: minutos, minuto
days: dias
1 days: 1 dia, um dia
weeks: semanas
1 weeks: 1 semana, uma semana
1 months: 1 mês, um mês, 1 mes, um mes
months: meses
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
early: no começo da, começo da, no início da, início da, no começo de, início de, no comeco da, inicio da
mid: no meio da, meio da
late: no fim da, fim da, no final da, final da, no fim de, no final de
next week: semana que vem, próxima semana
morning: cedo
monday: seg
tuesday: ter
wednesday: qua
thursday: qui
friday: sex
saturday: sáb, sab
sunday: dom
february: fev
april: abr
may: mai
august: ago
september: set
october: out
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

HOURS = """
closed: fechado, fechada, livre, livres, indisponível, indisponivel, nada
off: férias, ferias, de férias, de ferias, folga, de folga, ausente, fora, feriado, doente, dia livre
no break: sem pausa, sem intervalo, sem pausas, sem intervalos
without: sem
break: pausa, pausas, intervalo, intervalos
lunch: almoço, almoco
buffer: margem
blocked: bloqueado, bloqueada, ocupado, ocupada
open: aberto, aberta, disponível, disponivel
every day: todos os dias, todo dia, cada dia
weekdays: dias úteis, dias uteis, durante a semana, dias de semana
weekend: fim de semana, fins de semana, nos fins de semana, no fim de semana
mornings: de manhã, pelas manhãs, manhãs
afternoons: à tarde, tardes, pelas tardes
evenings: à noite, noites
morning: da manhã, da manha
afternoon: da tarde
evening: da noite
all day: o dia todo, o dia inteiro, dia todo
every: cada, todas as, todos os, toda, todo
except: exceto, menos, salvo
copy: copiar, copia
like: como, igual a
from: a partir das, a partir de, desde as, desde
to: até as, até às, até, ate
monday: segundas, seg, segunda, segunda-feira, segunda feira
tuesday: terças, tercas, terça, terça-feira, terça feira
wednesday: quartas, quarta-feira, quarta feira
thursday: quintas, quinta-feira, quinta feira
friday: sextas, sexta-feira, sexta feira
mondays: às segundas, nas segundas, toda segunda
tuesdays: às terças, nas terças, toda terça
wednesdays: às quartas, nas quartas, toda quarta
thursdays: às quintas, nas quintas, toda quinta
fridays: às sextas, nas sextas, toda sexta
saturdays: aos sábados, nos sábados, sábados, todo sábado
sundays: aos domingos, nos domingos, domingos, todo domingo
...
to: a, às, as, ao, para
from: de, das, da, do
and: e
wednesday: quarta, qua
thursday: quinta, qui
friday: sexta, sex
tuesday: ter
saturday: sáb, sab, sábado, sabado
sunday: dom, domingo
: na, no, nas, nos, em
"""

COMMANDS = """
upcoming: próximas, proximas, futuras
past: passadas, anteriores
week: semana
week next: próxima semana, proxima semana, semana que vem
edit: editar, alterar
reschedule: remarcar, reagendar, mudar
counter: contraproposta
accept: aceitar
decline: recusar
withdraw: retirar
cancel: cancelar, desmarcar
continue: continuar
feedback: avaliar, avaliação
notes: notas, anotações
no-show: não veio, nao veio
report: relatar, denunciar, problema
pay: pagar
paid: pago, paga
leave: sair
receipt: recibo
join: entrar, participar
calendar: calendário, calendario, agenda
calendars: calendários, calendarios
list: lista
mentees: mentorados
new: novo, nova
register: inscrever, me inscrever
out: desistir
answer: responder
answers: respostas
hours: horários, horarios, horas
times: datas
extend: prorrogar, prolongar, estender
choose: escolher
decide: decidir
suggest: sugerir, propor
explain: explicar
note: nota
mentors: mentores
save: salvar, guardar
discard: descartar
confirm: confirmar
preview: prévia, previa
typing: digitar, escrever
quiet: silêncio, silencio
language: idioma, língua, lingua
rate: valor, preço, preco
tags: assuntos, temas
headline: apresentação, apresentacao, título
bio: sobre mim
seniority: experiência, experiencia
active: ativo, ativa
accepting: aceita, aceitando
verified: verificado, verificada
mail: e-mail, correio
forget: esquecer
plan: plano
data: dados
members: membros
policies: regras
sessions: sessões, sessoes
session: sessão, sessao
disputes: disputas
dispute: disputa
stats: estatísticas, estatisticas
analytics: análises, analises
health: saúde, saude
failed: falhas
channels: canais
here: aqui
stop: parar
warn: advertir
suspend: suspender
restore: restaurar
technical: técnico, tecnico
behaviour: comportamento
refund: dinheiro, reembolso
quality: qualidade
other: outro
yes: sim
no: não, nao
on: ativar, ativado, ligado
off: desativar, desativado, desligado
maybe: talvez
all: todos, todas, tudo
none: nenhum, nenhuma, nada
available: disponível, disponivel
again: de novo, outra vez
late: atrasado, atrasada, atraso
record: gravação, gravacao, gravar
open: abrir
ask: perguntar
accounts: contas
notices: mensagens
reminders: lembretes
polls: enquetes
news: novidades
export: exportar
erase: apagar, excluir
keep: manter
page: página, pagina
there: lá
individual: individual
council: conselhos, conselho
mentor: mentor, mentora
link: link
with: com
browse: procurar, buscar
zone: fuso, fuso horário
weekdays: dias úteis, dias uteis, em dias úteis
evenings: noites, à noite
weekends: fins de semana, nos fins de semana
usual: habitual, padrão
"""

ADMIN = """
...
none: nenhum
members: membros
member: membro
mentors: mentores
mentor: mentor, mentora
mentees: mentorados
mentee: mentorado, mentorada
admins: administradores
admin: administrador
plans: planos
plan: plano
council: conselhos, conselho
active: ativos, ativas, ativo
inactive: inativos, inativas, inativo
suspended: suspensos, suspensas, suspenso
full: esgotados, esgotado
page: página, pagina
role: papel, função
activity: atividade
no plan: sem plano
quota: cota
remove: remover
policies: regras
sessions: sessões, sessoes
session: sessão, sessao
move: mover
jobs: tarefas
stop: parar
disputes: disputas
dispute: disputa
stats: estatísticas, estatisticas
analytics: análises, analises
health: saúde, saude
here: aqui
channels: canais
failed: falhas
warn: advertir
suspend: suspender
restore: restaurar
availability: disponibilidade
status: status, situação, situacao
from: desde
to: até
on: dia
type: tipo
refund: reembolso
reassigned: reatribuídas, reatribuída
pending: pendentes, pendente
search: busca
sort: ordem
limit: limite
desc: decrescente
asc: crescente
video: vídeo
audio: telefone
in_person: presencial, pessoalmente
scheduled: agendadas, agendada
requested: solicitadas, solicitada
awaiting_payment: sem pagamento
in_progress: em andamento
completed: concluídas, concluída
cancelled: canceladas, cancelada
no_show: faltas, falta
when: data
created: criação
title: título, titulo
minutes: duração, duracao
rate: valor, preço, preco
reschedules: remarcações
views: visões
view: visão
save: salvar
delete: excluir, apagar
rename: renomear
cancel: cancelar
message: avisar
both: ambos
all: todas, todos
mine: minhas
open: abertas, aberta
resolved: resolvidas, resolvida
dismissed: arquivadas, arquivada, rejeitadas, rejeitada
low: baixa
medium: média
high: alta
urgent: urgente
priority: prioridade
category: categoria
take: assumir
give: atribuir
ask: perguntar
reporter: denunciante
other: outro, outra
dismiss: arquivar, rejeitar
confirm: confirmar
close: fechar
file: arquivo
note: nota
complete: concluir
reassign: reatribuir
clear: limpar
override: exceção, excecao
acts: ações
timeline: linha do tempo, histórico
notices: mensagens
audit: auditoria
notes: notas
for: por
bonus: bônus
set: definir
use: usar
by: em
copy from: copiar de
off: desativar, desligado
individual: individual
chat: chat
presets: prontas, modelos
workspaces: workspaces, espaços de trabalho, espaços, espacos
connect: conectar
technical: técnico, tecnico
behaviour: comportamento
quality: qualidade
money: dinheiro
none: nenhum, nenhuma
processed: processado, reembolsado, reembolsada
declined: não aprovado, nao aprovado, recusado, recusada
withdrawn: retirado, retirada
pending_approval: a aprovar
code: código, codigo
this month: este mês, este mes
last month: mês passado, mes passado, o mês passado
last 30 days: últimos 30 dias, ultimos 30 dias, os últimos 30 dias
this year: este ano
last year: ano passado, o ano passado
this week: esta semana
last week: semana passada, a semana passada
reschedule: remarcar
deadline: prazo
accept: aceitar, aceitação, aceitacao
request: solicitar, pedido
no limit: sem limite
"""

PARTED = """
me dá mais … minutos
me dá … minutos
"""

SENTENCES = """
...
schedule mentees: meus mentorados, quem são meus mentorados, meus mentees, meus alunos
polite: obrigado pela ajuda, obrigada pela ajuda, valeu pela ajuda
sessions: que horas é minha sessão, a que horas é minha sessão, quando é minha sessão, quando é meu encontro
sessions: tenho sessão, tenho uma sessão, com quem tenho sessão, quem eu encontro, com quem eu me encontro
sessions: como está minha semana, minha semana
sessions past: quando foi minha última sessão, quando foi meu último encontro
free: aprender, quero aprender, quem manja, quem manja de, tem algum horário, algum horário
cancel: apaga minha sessão, apaga a sessão
late: tô atrasado, tô atrasada, preso no trânsito, presa no trânsito, tô preso no trânsito, tô presa no trânsito
hours: muda meu horário para, mude meu horário para
hours off: vou estar de férias, tô de folga, tô de férias
policies: até quando dá pra cancelar, até quando dá para cancelar, até quando dá, tem reembolso
book: como eu marco, como eu reservo, como eu agendo
help: o que vc faz, o que você faz, o que vc pode fazer, quais são os comandos, comandos
not: nada
to: pra, pras, pra as, pro
: vc, tô, algum, pra mim
book: me coloca, coloca, o primeiro horário, primeiro horário, pode me atender, me atender
free: quem ensina, tem mentores, tem mentoras, quem me ajuda, mentores de
move: troca, trocar, troque
cancel alone: não vou, não vai dar
cancel: não irei, não estarei, nao estarei, não vou estar, não posso comparecer
late: me dá mais minutos, me dá minutos, preciso de mais minutos
hours off: bloqueia, bloquear, bloqueie
hours: quando trabalho, meu horário é
sessions: que sessões tenho marcadas, sessões tenho marcadas, tenho marcado, tenho marcada, o que marquei, marcadas
policies: meu dinheiro de volta, recebo meu dinheiro de volta, dinheiro de volta, com quanta antecedência
policies: com quanta antecedência preciso cancelar, reembolso
help: não entendi, nao entendi, não entendo, o que posso escrever, estou perdido, estou perdida
: dúvida, uma dúvida, pergunta, possível, é possível, quem, mais
instead: em vez de, em vez da, em vez do, ao invés de, ao invés da, ao invés do, no lugar de, no lugar da
move: adiantar, adianta, antecipar, antecipa, passar para, pode passar, jogar para, empurrar, empurra
cancel: não preciso mais, nao preciso mais, não vou conseguir ir, nao vou conseguir ir, não vou poder
cancel: não consigo comparecer, desistir
cancel alone: não posso, nao posso, não consigo, nao consigo, não dá, nao da, não dá para mim, não vai dar
late alone: chego em, estou chegando em, estou aí em, chego aí em, estou chegando
sessions: quando encontro, quando me encontro, quando vejo, tenho alguma coisa, tenho algo, minha agenda
sessions: o que tem, me lembra das minhas sessões
book: quero um horário, queria um horário, quero marcar, como faço para marcar, como marco, como agendo, como reservo
book: preciso de um horário, horário com
quota: quantas vezes posso, quantas sessões posso, quantas já usei, quantas tenho
policies: se eu cancelar, se eu cancelar em cima da hora, cancelar de graça, custa cancelar
policies: se cancelar
free: preciso de ajuda, ajuda com
: melhor, de preferência, prefiro, vamos, dá, dá para, surgiu, imprevisto, pode ser, poderia ser, como, faço
: a de, acontece, surgiu um imprevisto
book: me marca, me agenda, me encaixa
free: tem horário, tem horario, tem vaga, tem agenda, horários livres, horarios livres
: infelizmente
cancel: não consigo ir, nao consigo ir, não vou conseguir, nao vou conseguir, não poderei
polite: até amanhã, até logo, até mais, até breve, tchau, nos vemos, nos vemos amanhã
: encontrar, conhecer, me encontrar, poderíamos
sessions past: o que eu fiz, o que fiz, que sessões tive, quais sessões tive, quais sessões eu tive
sessions past: com quem falei, com quem eu falei, minhas últimas sessões, minhas ultimas sessoes
session: sessão, sessao, sessões, sessoes, encontro, encontros
polite: oi, olá, ola, obrigado, obrigada, muito obrigado, muito obrigada, bom dia, boa tarde, boa noite, ok, valeu
polite: tudo bem
free: quem sabe, quem conhece
sessions: tenho sessões, tenho sessoes, tenho encontros
book: falar, conversar, marca um horário, marcar um horário, preciso de um mentor, preciso de uma mentora
book: procuro um mentor, procuro uma mentora
free: livre, livres, disponível, disponivel, disponíveis, quais mentores, tem alguém, tem alguem
sessions: meus próximos encontros, minhas próximas sessões, o que eu tenho, o que tenho
move: passa minha, passa a
cancel: não posso ir, nao posso ir, não vou poder ir, não consigo ir, não posso comparecer
late: minutos atrasado, minutos atrasada
hours: estou disponível
hours off: não estou disponível, não trabalho, nao trabalho, estarei fora, vou estar fora
to: para as, para a, para o
: podemos, pouco, um pouco
: qual, tem, está, esta, estão, todas
book: reservar, reserva, agendar, agenda, marcar, marca
free: quem está livre, quem esta livre, quem está disponível, quem esta disponivel, quem pode, quem tem tempo
sessions past: sessões passadas, minhas sessões passadas, sessoes passadas, sessões anteriores
sessions: minhas sessões, minhas sessoes, minha próxima sessão, minha proxima sessao, quais sessões
sessions: meus encontros
move: remarcar, remarca, reagendar, reagenda, mudar, muda, adiar, adia, passar
cancel: cancelar, cancela, desmarcar, desmarca
late: atrasado, atrasada, atrasar, de atraso, atraso
hours: meus horários, meus horarios, meu horário, minha disponibilidade, trabalho
hours off: estou de férias, estou de folga, estarei de férias, tenho folga
help: ajuda, me ajuda, me ajude, o que você sabe fazer, o que você pode fazer, como funciona
quota: quantas sessões ainda tenho, quantas sessões me restam, quantas sessões, quantas sessoes
quota: quantas me restam, minha cota, cota
policies: regras, até quando posso cancelar, ate quando posso cancelar, política de cancelamento, condições
book: reserve, agende, marque
move: remarque, reagende, mude, adie, altere
cancel: cancele, desmarque
not: não, nao, não quero, nao quero, não queria, não gostaria de, não desejo, não vou, não precisa, não me, nunca
not: não estou, nao estou, não vou me, não vou chegar
: por que não, por que nao
with: com
because: porque
about: sobre, a respeito de, tema
to: para
: ajudar, livre, disponível, desculpe, desculpa, algo, são, quando, quais, eu, quero, queria, gostaria
: preciso, posso, pode, poderia, você, voce, por favor, uma, um, a, o, as
: os, minha, minhas, meu, meus, mentor, mentora, mentoria, alguém
: alguem, ver, mostra, mostre, de, da, do, é, que, este, esse, mês, mes, restam, tenho, ainda, vou, estou
: chegar, próxima, proxima, em, para, ter, me
"""
