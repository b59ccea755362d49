"""Words of Spanish (see bot.typed.languages)."""

WORDS = """
last week: la semana pasada, semana pasada
last month: el mes pasado, mes pasado
last year: el año pasado, año pasado, el ano pasado, ano pasado
this month: este mes
this year: este año, este ano
yesterday: ayer
afternoon: después de comer, después del almuerzo
now: ahora, ahora mismo, ya mismo
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
from: a partir de las, a partir de la, a partir de
morning: por las mañanas, las mañanas
afternoon: por las tardes, las tardes
night: por las noches, las noches
this week: esta semana, en esta semana
next week: próxima semana, proxima semana, la semana que viene, la próxima semana, la proxima semana
next: próximo, proximo, que viene
at: a las, a la
in: dentro de
half an hour: media hora
h: horas, hora, hs, hrs
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
days: días, dias, día, dia
weeks: semanas
1 days: 1 día, 1 dia, un día, un dia
1 weeks: 1 semana, una semana
1 months: 1 mes, un mes
months: meses
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
early: a principios de, principios de, a comienzos de, al principio de
mid: a mediados de, mediados de
late: a finales de, finales de, a fines de, al final de
morning: temprano
monday: lun
wednesday: mié, mie
thursday: jue
friday: vie
saturday: sáb, sab
sunday: dom
september: sept, set
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

HOURS = """
closed: cerrado, cerrada, libre, libres, no disponible, nada
off: vacaciones, de vacaciones, fuera, ausente, festivo, día libre, dia libre, días libres, enfermo, enferma
no break: sin descanso, sin pausa, sin descansos, sin pausas
without: sin
break: pausa, pausas, descanso, descansos
lunch: almuerzo, comida
buffer: margen
blocked: bloqueado, bloqueada, ocupado, ocupada
open: abierto, abierta, disponible
every day: todos los días, todos los dias, cada día, cada dia, a diario, diario
weekdays: entre semana, días laborables, dias laborables, días de semana, laborables
weekend: fin de semana, el fin de semana, fines de semana, los fines de semana
mornings: por las mañanas, las mañanas
afternoons: por las tardes, las tardes
evenings: por las noches, las noches
morning: por la mañana, de la mañana
afternoon: por la tarde, de la tarde
evening: por la noche, de la noche
all day: todo el día, todo el dia
every: cada, todos los, todas las
except: excepto, salvo, menos
copy: copiar, copia
like: como, igual que
from: desde las, desde la, desde
to: hasta las, hasta la, hasta el, hasta
mondays: los lunes
tuesdays: los martes
wednesdays: los miércoles, los miercoles
thursdays: los jueves
fridays: los viernes
saturdays: los sábados, los sabados, sábados, sabados
sundays: los domingos, domingos
...
to: a, a las, al
from: de, de las, del
and: y, e
monday: lun
tuesday: mar
wednesday: mié, mie
thursday: jue
friday: vie
saturday: sáb, sab
sunday: dom
: el, la, las, los, en
"""

COMMANDS = """
upcoming: próximas, proximas
past: pasadas, anteriores
week: semana
week next: próxima semana, proxima semana, semana que viene, la próxima semana
edit: editar, cambiar
reschedule: mover, reprogramar, aplazar
counter: contrapropuesta, contraproponer
accept: aceptar
decline: rechazar
withdraw: retirar
cancel: cancelar, anular
continue: continuar, seguir
feedback: valorar, opinión, opinion
notes: notas
no-show: no vino, no se presentó
report: problema, avisar, denunciar, reportar
pay: pagar
paid: pagado, pagada
leave: salir, dejar
receipt: recibo
join: entrar, unirse
calendar: calendario
calendars: calendarios
list: lista
new: nuevo, nueva
register: inscribirme, inscribirse
out: retirarme
answer: responder
answers: respuestas
hours: horario, horas
times: fechas
extend: ampliar, prolongar
choose: elegir
decide: decidir
suggest: sugerir, proponer
explain: explicar
note: nota
mentors: mentores
save: guardar
discard: descartar
confirm: confirmar
preview: vista previa
typing: escribir
quiet: silencio, horas de silencio
language: idioma, lengua
rate: tarifa, precio
tags: temas
headline: titular
bio: sobre mí, sobre mi
seniority: experiencia
active: activo, activa
accepting: acepta, aceptando
verified: verificado, verificada
link: enlace
mail: correo
forget: olvidar
plan: plan
data: datos
members: miembros
policies: reglas, normas
sessions: sesiones
session: sesión, sesion
disputes: disputas
dispute: disputa
stats: estadísticas, estadisticas
analytics: análisis, analisis
health: estado
failed: fallidos
channels: canales
here: aquí, aqui
stop: detener, parar
warn: advertir
suspend: suspender
restore: restaurar
technical: técnico, tecnico
behaviour: comportamiento
refund: dinero, reembolso
quality: calidad
other: otro
yes: sí, si
no: no
on: activar, activado, encendido
off: desactivar, desactivado, apagado
maybe: quizás, quizas, quizá, tal vez
all: todos, todas, todo
none: ninguno, ninguna, nada
available: disponible
again: de nuevo, otra vez, repetir
late: retraso, llego tarde, tarde
record: grabación, grabacion, grabar
open: abrir
ask: preguntar
accounts: cuentas
notices: mensajes, avisos
reminders: recordatorios
polls: encuestas
news: novedades
export: exportar
erase: borrar, eliminar
keep: conservar
page: página, pagina
there: allí, alli
individual: individual
council: consejos, consejo
mentees: aprendices
mentor: mentor, mentora
with: con
browse: buscar
zone: zona
weekdays: días laborables, dias laborables, entre semana
evenings: noches, por las noches
weekends: fines de semana, los fines de semana
usual: habitual
"""

ADMIN = """
...
none: ninguno
members: miembros
member: miembro
mentors: mentores
mentor: mentor, mentora
mentees: aprendices
mentee: aprendiz
admins: administradores
admin: administrador
plans: planes
council: consejos, consejo
active: activos, activas, activo
inactive: inactivos, inactivas, inactivo
suspended: suspendidos, suspendidas, suspendido
full: agotados, agotado
page: página, pagina
role: rol
activity: actividad
no plan: sin plan
quota: cupo
remove: quitar
policies: reglas
sessions: sesiones
session: sesión, sesion
move: mover
jobs: tareas
stop: detener
disputes: disputas
dispute: disputa
stats: estadísticas, estadisticas
analytics: análisis, analisis
health: salud
here: aquí, aqui
channels: canales
failed: fallidos, fallidas
warn: advertir
suspend: suspender
restore: restaurar
availability: disponibilidad
status: estado
from: desde
to: hasta
on: día, dia
type: tipo
refund: reembolso
reassigned: reasignadas, reasignada
pending: pendientes, pendiente
search: buscar
sort: orden
limit: límite, limite
desc: descendente
asc: ascendente
video: vídeo
audio: teléfono, telefono
in_person: presencial, en persona
scheduled: programadas, programada
requested: solicitadas, solicitada
awaiting_payment: sin pagar
in_progress: en curso
completed: completadas, completada
cancelled: canceladas, cancelada
no_show: ausencias, ausencia
when: cuándo, fecha
created: creación
title: título, titulo
minutes: duración, duracion
rate: tarifa, precio
reschedules: cambios
views: vistas
view: vista
save: guardar
delete: borrar, eliminar
rename: renombrar
cancel: cancelar
message: avisar
both: ambos
all: todas, todos
mine: mías, mias
open: abiertas, abierta
resolved: resueltas, resuelta
dismissed: desestimadas, desestimada
low: baja
medium: media
high: alta
urgent: urgente
priority: prioridad
category: categoría, categoria
take: asumir
give: asignar
ask: preguntar
reporter: denunciante
other: otro, otra
dismiss: desestimar
confirm: confirmar
close: cerrar
file: archivo
note: nota
complete: completar
reassign: reasignar
clear: limpiar
override: excepción, excepcion
acts: acciones
timeline: cronología, cronologia
notices: mensajes, avisos
audit: auditoría, auditoria
notes: notas
for: para, por
bonus: bonificación, bonificacion, extra
set: fijar
use: usar
by: en
copy from: copiar de
off: desactivar, desactivado
individual: individual
plan: plan
chat: chat
presets: predefinidas, plantillas
workspaces: espacios de trabajo, espacios
connect: conectar
technical: técnico, tecnico
behaviour: comportamiento
quality: calidad
money: dinero
none: ninguno, ninguna
processed: tramitado, reembolsado, reembolsada
declined: no aprobado, rechazado, rechazada
withdrawn: retirado, retirada
pending_approval: por aprobar
code: código, codigo
this month: este mes
last month: mes pasado, el mes pasado
last 30 days: últimos 30 días, ultimos 30 dias, los últimos 30 días
this year: este año
last year: año pasado, el año pasado
this week: esta semana
last week: semana pasada, la semana pasada
reschedule: reprogramar
deadline: plazo
accept: aceptar, aceptación, aceptacion
request: solicitar, solicitud
no limit: sin límite, sin limite
"""

PARTED = """
voy … tarde
dame … minutos más
dame … minutos
"""

SENTENCES = """
...
schedule mentees: mis mentees, quiénes son mis mentees, mis alumnos, quiénes son mis alumnos, mis mentorizados
polite: gracias por tu ayuda, gracias por su ayuda, gracias por la ayuda, muchas gracias por tu ayuda
sessions: a qué hora es mi sesión, a qué hora es mi cita, cuándo es mi cita, cuándo es mi próxima cita, tengo sesión
sessions: tengo una sesión, tengo cita, tengo una cita, con quién me reúno, a quién veo, cómo está mi semana
sessions: mi semana
sessions past: cuándo fue mi última sesión, cuándo fue mi última cita, cuándo vi a
free: aprender, quiero aprender, cuándo tiene
cancel: borra mi cita, borra mi sesión, borra la cita, borra la sesión, borrar mi cita, cancélala, cancélalo, anúlala
late: atasco, voy tarde
hours: cambia mi horario a
hours off: me tomo libre, me tomo el día libre
quota: me quedan sesiones, me quedan, tengo sesiones disponibles
policies: hasta cuándo se puede cancelar, hasta cuándo se puede, hasta qué hora puedo cancelar
help: qué sabes hacer, qué comandos hay, comandos
not: nada
to: para el, para la, para las
: tienes, se puede, llegar, gustaría, puede
book: ponme, apúntame con, la primera hora libre, primera hora, el primer hueco, primer hueco, la primera cita
book: puede verme, puede atenderme
free: quién enseña, quien enseña, hay mentores, hay mentoras, quién me ayuda, quien me ayuda, mentores de
cancel alone: no voy
cancel: no iré, no estaré, no estare, no asistiré, no puedo venir
late: dame minutos más, dame minutos, necesito minutos más, se me hace tarde
hours off: bloquea, bloquear
hours: cuándo trabajo, cuando trabajo, mi horario es
sessions: tengo reservadas, tengo reservado, qué he reservado, qué sesiones tengo reservadas
policies: con cuánta antelación, con cuanta antelación, con cuánta antelación hay que cancelar, el dinero, mi dinero
policies: me devuelven el dinero
help: no entiendo, qué puedo escribir, que puedo escribir, estoy perdido, estoy perdida
: duda, una duda, pregunta, una pregunta, posible, dame, quién, quien
instead: en vez de, en vez del, en lugar de, en lugar del
move: adelantar, adelanta, adelántala, posponer, pospón, pasarla, pasarlo, moverla, moverlo, cambiarla, retrasar
move: retrasa, posponerla, aplazarla, adelantarla
cancel: no voy a poder ir, no voy a poder, no podré, no llego a, ya no necesito, no necesito, cancelarla, anularla
cancel alone: no puedo, no me es posible, me es imposible, no me viene bien
late alone: llego en, estoy llegando, estaré ahí en, estoy ahí en, voy a llegar en
sessions: cuándo veo a, cuando veo a, cuándo veo, cuando veo, cuándo me reúno con, cuándo quedo con
sessions: tengo algo, qué hay, recuérdame mis sesiones, mi agenda
book: quiero una cita, quiero una sesión, quiero cita, necesito una cita, pedir cita, pedir una cita, cómo reservo
book: como reservo, verme con, prefiero ver a
quota: cuántas me quedan, cuántas puedo, cuántas sesiones puedo, cuántas veces puedo reservar, cuántas he usado
policies: qué pasa si cancelo, que pasa si cancelo, si cancelo, qué pasa si cancelo tarde, cancelar gratis
: mejor, preferiblemente, ha surgido, me ha surgido, surgió, puede ser, podría ser, preferiría, prefiero
: cómo, la de, lo de, el de
book: apúntame, apuntame, resérvame, reservame
free: tiene hueco, tienen hueco, hay hueco, huecos, hueco, tiene disponibilidad
: lamentablemente, desafortunadamente, por desgracia
cancel: no podré ir, no podre ir, no podré asistir, no puedo asistir
polite: hasta mañana, hasta luego, hasta pronto, nos vemos, nos vemos mañana, adiós, chao
: conocer, verme, vernos, podría
sessions past: qué hice, que hice, qué he hecho, que he hecho, qué sesiones tuve, que sesiones tuve, qué citas tuve
sessions past: con quién hablé, con quién me reuní, mis últimas sesiones, mis ultimas sesiones, tuve sesiones
session: sesión, sesion, sesiones, cita, citas
polite: hola, gracias, muchas gracias, buenos días, buenos dias, buenas tardes, buenas noches, buenas, ok, vale
free: quién sabe, quien sabe
sessions: tengo sesiones, tengo citas
: horas
book: hablar, quedar, reunirme, agéndame, agendame, necesito un mentor, necesito una mentora, busco un mentor
book: busco una mentora, busco mentor
free: libre, libres, disponible, disponibles, tiempo, qué mentores, que mentores, hay alguien
sessions: qué tengo, que tengo, mis próximas citas, mis proximas citas, mis próximas sesiones
sessions: mis proximas sesiones
move: pasa mi, pasa la
cancel: no puedo ir, no puedo asistir, no podré ir, no podre ir, no puedo venir
late: minutos tarde, un poco tarde
hours: estoy disponible
hours off: no trabajo, no estoy disponible, estaré fuera, estare fuera, estoy fuera, día libre
policies: recuperar mi dinero, me devuelven
: todavía, todavia
: aún, esto, un poco, poco, me, tiene, hay, está, esta, están, alguien, con el, con la
book: reservar, reserva, resérvame, reservame, agendar, agenda
free: quién está libre, quien esta libre, quién está disponible, quien esta disponible, quién puede
free: quien puede, quién tiene tiempo
sessions past: sesiones pasadas, mis sesiones pasadas, sesiones anteriores, mis sesiones anteriores
sessions: mis sesiones, mi próxima sesión, mi proxima sesion, qué sesiones, mis citas, cuándo es mi sesión
move: mover, mueve, cambiar, cambia, reprogramar, reprograma, aplazar, aplaza, pasar
cancel: cancelar, cancela, anular, anula
late: llego tarde, voy tarde, llegaré tarde, llegare tarde, de retraso, retraso, me retraso
hours: mis horas, mi horario, mis horarios, mi disponibilidad, trabajo
hours off: estoy de vacaciones, tengo libre, tengo vacaciones, estaré de vacaciones
help: ayuda, ayúdame, ayudame, qué puedes hacer, que puedes hacer, cómo funciona, como funciona
quota: cuántas sesiones me quedan, cuantas sesiones me quedan, cuántas sesiones, cuantas sesiones
quota: cuántas me quedan, mi cupo, cupo, mi cuota, cuota
policies: reglas, normas, hasta cuándo puedo cancelar, hasta cuando puedo cancelar, política de cancelación
policies: condiciones
book: reserve, reserves, agende, agendes
move: mueva, muevas, cambie, cambies, reprograme, reprogrames, aplace, aplaces
cancel: cancele, canceles, anule, anules
not: no, no quiero, no quisiera, no querría, no deseo, no me gustaría, no voy a, no hace falta, ya no quiero
not: no me, no la, no lo, nunca
late: llegar tarde
: por qué no, por que no
with: con
because: porque
about: sobre, acerca de, de tema, tema
to: al
: cuándo, cuando, cuáles, cuales, cuál, son, libre, disponible, perdón, lo siento, algo, a, tengo que, al
: quiero, quisiera, querría, me gustaría, gustaría, necesito, puedo, puedes, podrías, podemos, por favor
: una, un, la, el, los, las, mi, mis, mentor, mentora, mentoría
: con alguien, alguien, ver, muéstrame, muestrame, enséñame, de, del, es, que, qué, este, mes, quedan, tengo
: voy, estoy, llego, llegaré, próxima, proxima, en, para
"""
