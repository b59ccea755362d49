"""Words of French (see bot.typed.languages)."""

WORDS = """
last week: la semaine dernière, semaine dernière, la semaine derniere, semaine derniere, la semaine passée
last month: le mois dernier, mois dernier, le mois passé
last year: l'année dernière, l’année dernière, année dernière, l'annee derniere, l'an dernier, l’an dernier
this month: ce mois, ce mois-ci
this year: cette année, cette annee
afternoon: après le déjeuner, après déjeuner
now: maintenant, tout de suite
today: aujourd'hui, aujourdhui
tonight: ce soir
tomorrow: demain
day after tomorrow: après-demain, apres-demain, après demain, apres demain
morning: du matin, matin
afternoon: l'après-midi, l'apres-midi, de l'après-midi, de l'apres-midi, après-midi, apres-midi
evening: du soir, soir
noon: à midi, midi, 12h midi, 12 h midi
midnight: à minuit, minuit
from: à partir de, a partir de
morning: les matins
afternoon: les après-midi, les après-midis
evening: les soirs
this week: cette semaine
next week: semaine prochaine, la semaine prochaine
next: prochain, prochaine
in: dans, d'ici
half an hour: une demi-heure, demi-heure, une demi heure
h: heures, heure
2: deux
3: trois
4: quatre
5: cinq
7 h: sept heures, sept h
8: huit
9: neuf
10: dix
11: onze
12: douze
13: treize
14: quatorze
15: quinze
16: seize
17: dix-sept
18: dix-huit
19: dix-neuf
20: vingt
30: trente
12:30: midi et demi, midi et demie
0:30: minuit et demi, minuit et demie
25: vingt-cinq, vingt cinq
and a half: et demie, et demi
and a quarter: et quart
minus a quarter: moins le quart, moins quart, moins un quart
minus: moins
1st: 1er, premier, 1ère
in a week: dans 8 jours, dans huit jours, d'ici 8 jours, d'ici huit jours, sous huitaine
in 2 weeks: dans 15 jours, dans quinze jours, d'ici 15 jours, d'ici quinze jours
week: en huit
fortnight: en quinze
days: jours, jour
weeks: semaines, semaine
months: mois
monday: lundi
tuesday: mardi
wednesday: mercredi
thursday: jeudi
friday: vendredi
saturday: samedi
sunday: dimanche
january: janvier
february: février, fevrier
march: mars
april: avril
may: mai
june: juin
july: juillet
august: août, aout
september: septembre
october: octobre
november: novembre
december: décembre, decembre, déc
january: janv
february: févr, fév, fevr
april: avr
july: juil
at: à
12:30: à midi et demi, à midi et demie
0:30: à minuit et demi, à minuit et demie
in 15 minutes: dans un quart d'heure
in 45 minutes: dans trois quarts d'heure
...
early: en début de, début de, début, au début de
mid: en milieu de, milieu de
late: en fin de, fin de, fin
next week: semaine prochaine, la semaine prochaine
yesterday: hier, d'hier, d’hier
monday: lun
wednesday: mer
thursday: jeu
friday: ven
saturday: sam
sunday: dim
september: sept
: le, de, du, la, svp
this: ce, cette, cet
an: une, un
or: ou
and: et
"""

HOURS = """
closed: fermé, clos, ferme, libre, non disponible, indisponible, rien
off: congé, conge, congés, conges, en congé, en congés, vacances, en vacances, absent, absente, jour férié
off: malade
no break: sans pause, pas de pause, sans pauses
without: sans
break: pause, pauses
lunch: pause déjeuner, pause dejeuner, déjeuner, dejeuner
buffer: battement, tampon
blocked: bloqué, bloque, bloquée, occupé, occupée
open: ouvert, ouverte, disponible
every day: tous les jours, chaque jour
weekdays: en semaine, jours ouvrés, jours ouvres, jours de semaine
weekend: week-end, weekend, le week-end, le weekend, week-ends, les week-ends
mornings: le matin, les matins
afternoons: l'après-midi, les après-midi, l'apres-midi
evenings: le soir, les soirs
morning: du matin, matin
afternoon: de l'après-midi, après-midi
evening: du soir, soir
all day: toute la journée, toute la journee
every: chaque, tous les
except: sauf
copy: copier, copie
like: comme
from: à partir de, a partir de, dès, depuis
to: jusqu'à, jusqu'au, jusqu'a
and: et
mondays: le lundi, les lundis, lundis
tuesdays: le mardi, les mardis, mardis
wednesdays: le mercredi, les mercredis, mercredis
thursdays: le jeudi, les jeudis, jeudis
fridays: le vendredi, les vendredis, vendredis
saturdays: le samedi, les samedis, samedis
sundays: le dimanche, les dimanches, dimanches
...
to: à, au, a
from: de, du, des
monday: lun
tuesday: mar
wednesday: mer
thursday: jeu
friday: ven
saturday: sam
sunday: dim
: le, la, les, en
"""

COMMANDS = """
upcoming: à venir, prochaines
past: passées, passees, passés, passes
week: semaine
week next: semaine prochaine, la semaine prochaine
edit: modifier
reschedule: déplacer, deplacer, reporter, décaler
counter: contre-proposition, contre-proposer
accept: accepter
decline: refuser
withdraw: retirer
cancel: annuler
continue: continuer
feedback: avis
no-show: absent
report: signaler, problème, probleme
pay: payer
paid: payé, paye
leave: quitter
receipt: reçu, recu
join: rejoindre
calendar: calendrier, agenda
calendars: calendriers, agendas
list: liste
mentees: mentorés
new: nouveau, nouvelle
register: inscrire, m'inscrire
out: me retirer
answer: répondre, repondre
answers: réponses, reponses
hours: heures, horaires
times: dates
extend: prolonger
choose: choisir
decide: décider, decider
suggest: suggérer, suggerer, proposer
explain: expliquer
save: enregistrer
discard: abandonner
confirm: confirmer
preview: aperçu, apercu
typing: taper, écrire
quiet: heures calmes, silence
language: langue
rate: tarif, prix
tags: sujets, thèmes, themes
headline: accroche
bio: à propos
seniority: expérience, experience
active: actif, active
accepting: nouvelles séances, accepte
verified: vérifié, verifie
link: lien
mail: e-mail, courriel
forget: oublier
plan: formule, forfait
data: données, donnees
members: membres
policies: règles, regles
sessions: séances, seances
session: séance, seance
disputes: litiges
dispute: litige
stats: statistiques
analytics: analyses
health: santé, sante, état, etat
failed: échecs, echecs
channels: canaux
here: ici
stop: arrêter, arreter
warn: avertir
suspend: suspendre
restore: rétablir, retablir
technical: technique
behaviour: comportement
refund: argent, remboursement
quality: qualité, qualite
other: autre
yes: oui
no: non
on: activer, activé, active, allumé
off: désactiver, désactivé, desactive, éteint
maybe: peut-être, peut-etre
all: tous, toutes, tout
none: aucun, aucune, rien
available: disponible
again: à nouveau, encore, de nouveau
late: en retard, retard
record: enregistrement
open: ouvrir
ask: demander
notes: notes
note: note
accounts: comptes
notices: messages
reminders: rappels
polls: sondages
news: nouvelles, nouveautés
export: exporter
erase: effacer, supprimer
keep: conserver, garder
page: page
there: là-bas, là
individual: individuel, individuelle
council: conseil, conseils
mentors: mentors
mentor: mentor, mentore
with: avec
browse: chercher
zone: fuseau, fuseau horaire
weekdays: en semaine
evenings: en soirée, le soir
weekends: les week-ends, week-ends, le week-end
usual: habituel, habituelle
"""

ADMIN = """
...
none: aucun
members: membres
member: membre
mentor: mentor, mentore
mentees: mentorés
mentee: mentoré, mentorée
admins: administrateurs
admin: admin, administrateur
plans: formules, forfaits
plan: formule, forfait
individual: individuel
council: conseil, conseils
active: actifs, actives, actif
inactive: inactifs, inactives, inactif
suspended: suspendus, suspendues, suspendu
full: épuisés, épuisé
role: rôle
activity: activité
no plan: sans formule, sans forfait
remove: retirer
policies: règles
sessions: séances
session: séance
move: déplacer
jobs: tâches
stop: arrêter
disputes: litiges
dispute: litige
stats: statistiques
analytics: analyses
health: santé
here: ici
channels: canaux
failed: échecs
warn: avertir
suspend: suspendre
restore: rétablir
availability: disponibilités
status: état, statut
from: depuis
to: jusqu’à, jusqu'à
on: jour
refund: remboursement
reassigned: réattribuées, réattribuée
pending: en attente
search: recherche
sort: tri
limit: limite
desc: décroissant
asc: croissant
video: vidéo
audio: téléphone
in_person: sur place, en personne
scheduled: planifiées, planifiée, prévues, prévue
requested: demandées, demandée
awaiting_payment: impayées, impayée
in_progress: en cours
completed: terminées, terminée
cancelled: annulées, annulée
no_show: absences, absence
when: date
created: création
title: titre
minutes: durée
rate: tarif, prix
reschedules: déplacements
views: vues
view: vue
save: enregistrer
delete: supprimer
rename: renommer
cancel: annuler
message: écrire
both: deux
all: tous, toutes, tout
mine: miens
open: ouverts, ouvert
resolved: réglés, réglé, résolus, résolu
dismissed: classés, classé, rejetés, rejeté
low: basse
medium: moyenne
high: haute
urgent: urgente
priority: priorité
category: catégorie
take: prendre
give: confier
ask: demander
reporter: auteur, signaleur
other: autre
dismiss: classer, rejeter
confirm: confirmer
close: clore
file: fichier
complete: terminer
reassign: réattribuer
clear: effacer
override: exception
acts: actions
timeline: chronologie
notices: messages
for: pour
bonus: bonus, supplément
set: définir
use: utiliser
by: de
copy from: copier de
off: désactiver, désactivé
mentors: mentors
page: page
quota: quota
type: type
note: note
notes: notes
audit: audit
chat: chat
presets: prédéfinies, predefinies, modèles
workspaces: espaces de travail, espaces
connect: connecter, relier
technical: technique
behaviour: comportement
quality: qualité
money: argent
none: aucun, aucune
processed: remboursé, remboursés
declined: refusé, refusés
withdrawn: retiré, retirés
pending_approval: à approuver
code: code
this month: ce mois-ci, ce mois
last month: le mois dernier, mois dernier
last 30 days: les 30 derniers jours, 30 derniers jours
this year: cette année
last year: l’année dernière, l'année dernière, année dernière
this week: cette semaine
last week: la semaine dernière, semaine dernière
reschedule: décaler
deadline: délai, delai
accept: accepter, acceptation
request: demande
no limit: sans limite
"""

PARTED = """
donne-moi encore … minutes
donnez-moi encore … minutes
donne-moi … minutes
donnez-moi … minutes
"""

SENTENCES = """
...
schedule mentees: mes mentorés, qui sont mes mentorés, mes mentees, mes élèves
polite: merci pour votre aide, merci pour ton aide, merci pour l'aide, merci de votre aide, merci de ton aide
sessions: à quelle heure est ma séance, à quelle heure est mon rendez-vous, quand est mon rendez-vous
sessions: quand est ma séance
sessions: quand est mon rdv, ai-je rendez-vous, avec qui ai-je rendez-vous, j'ai des rdv, ai-je un rdv, qui je vois
sessions: mes rdv, à quoi ressemble ma semaine, ma semaine, c'est quand ma prochaine séance
sessions: c'est quand mon prochain rdv
sessions past: c'était quand ma dernière séance, quand était ma dernière séance, ma dernière séance, mon dernier rdv
session: rdv
free: dispo, qui s'y connaît, qui s'y connaît en, qui s'y connait, qui s'y connait en, apprendre, veux apprendre
cancel: ne pourrai pas être là, peux pas venir, pourrai pas venir
hours: je suis dispo
hours off: je prends mon, je prends congé
quota: me reste des séances, il me reste des séances, reste des séances
policies: jusqu'à quand on peut annuler, jusqu'à quand peut-on annuler, jusqu'à quand on peut, serai remboursé
policies: serai remboursée
help: tu sais faire quoi, quelles sont les commandes, les commandes, commandes
not beside: rien
: d'avoir, tu, me faudrait, il me faudrait, qu'on pourrait, l'heure de, c'est
book: le premier créneau, premier créneau, peut-elle me voir, peut-il me voir, peut me recevoir
free: qui enseigne, qui mentore, y a-t-il des mentors, des mentors, qui peut m'aider, qui peut m’aider
cancel: ne viens pas, ne viens plus, ne serai pas présent, ne serai pas présente
late: donne-moi encore minutes, donnez-moi encore minutes, donne-moi minutes, donnez-moi minutes
hours off: bloque, bloquer, bloquez
hours: quand est-ce que je travaille, mes horaires sont
sessions: ai-je réservées, ai-je réservé, qu'ai-je réservé, réservées
policies: suis remboursé, suis remboursée, est-ce que je suis remboursé, combien de temps avant dois-je annuler
policies: combien de temps avant, combien de temps à l'avance
help: ne comprends pas, que puis-je écrire, je suis perdu, je suis perdue
: question, une question, possible, est-il possible, donne-moi, donnez-moi
instead: au lieu de, au lieu du, plutôt que, à la place de, à la place du
move: avancer, avance, avancez, repousser, repousse, repoussez, peut-on faire au lieu
cancel: n'ai plus besoin, n’ai plus besoin, plus besoin de, laisse tomber, ne viendrai pas, ne serai pas là
cancel: ne peux plus venir, supprime, supprimer
cancel alone: ne peux pas, peux pas, ne pourrai pas, pas possible, impossible
late alone: j'arrive dans, j’arrive dans, arrive dans, je serai là dans, suis là dans
sessions: quand est-ce que je vois, quand je vois, quand vois-je, j'ai quelque chose, j’ai quelque chose
sessions: ai-je quelque chose, qu'y a-t-il, qu’est-ce que j’ai, mon agenda, mon planning, rappelle-moi mes séances
quota: combien de fois puis-je encore réserver, combien puis-je encore, combien m'en reste, me reste-t-il
policies: si j'annule, si j’annule, si j'annule trop tard, si j’annule trop tard, annuler gratuitement
policies: annulation gratuite
free: besoin d'aide, besoin d’aide, j'ai besoin d'aide, j’ai besoin d’aide, a-t-elle un créneau, a-t-il un créneau
free: a-t-elle du temps, a-t-il du temps
: plutôt, de préférence, se passe-t-il, que se passe-t-il, comment, peut, peut-on, faire, on peut, ce serait
: d'aide, trop tard
book: réserve-moi, réservez-moi, inscris-moi, mets-moi
free: a un créneau, as un créneau, des créneaux, un créneau
cancel: serai pas là, ne serai pas disponible
: malheureusement, ce mois-ci, cette semaine-ci
polite: à demain, à bientôt, à plus tard, à tout à l'heure, au revoir
: est-ce, est-ce que, connaître, pourrait-on, pouvons-nous
sessions past: qu'ai-je fait, qu’ai-je fait, qu'est-ce que j'ai fait, quelles séances ai-je eues
sessions past: mes dernières séances
sessions past: qui ai-je rencontré, avec qui ai-je parlé, j'ai eu
session: séance, seance, séances, seances, session, sessions, rendez-vous
polite: bonjour, bonsoir, salut, merci, merci beaucoup, d'accord, ok, bonne journée, bonne soirée
free: qui connaît, qui connait, qui sait
sessions: ai-je des séances, ai-je une séance, ai-je un rendez-vous
book: parler, prends-moi un rendez-vous, prends un rendez-vous, fixer un rendez-vous, besoin d'un mentor
book: besoin d'une mentore, cherche un mentor, cherche une mentore, rencontrer
free: libre, libres, disponible, disponibles, quels mentors, y a-t-il quelqu'un
sessions: mes prochains rendez-vous, mes prochaines séances, qu'est-ce que j'ai, qu'ai-je
cancel: ne peux pas venir, ne pourrai pas venir, j'ai un empêchement
hours: je suis disponible
hours off: je ne suis pas disponible, je serai absent, je serai absente
policies: politique d'annulation, me faire rembourser, remboursement
: beaucoup, peut-on, peu, un peu, encore, j'arrive
: arrive, j'ai, est-elle, est-il, on, quels, sa, y
book: réserver, reserver, réserve, reserve, prendre rendez-vous, prendre un rendez-vous
free: qui est libre, qui est disponible, qui peut, qui a du temps
sessions past: séances passées, mes séances passées, seances passees, sessions passées
sessions: mes séances, mes seances, mes sessions, ma prochaine séance, ma prochaine session, mes rendez-vous
sessions: quelles séances
move: déplacer, deplacer, déplace, deplace, reporter, reporte, décaler, décale, changer
cancel: annuler, annule
late: en retard, de retard, retard
hours: mes horaires, mes heures, mes disponibilités, ma disponibilité, je travaille
hours off: je suis en vacances, je suis en congé, je serai en vacances, je suis absent, je suis absente
help: aide, aide-moi, aidez-moi, que sais-tu faire, comment ça marche, que peux-tu faire
quota: combien de séances me reste-t-il, combien de séances, combien de seances, combien de sessions
quota: combien m'en reste-t-il, mon quota, quota
policies: règles, regles, jusqu'à quand puis-je annuler, jusqu'à quand je peux annuler
policies: conditions d'annulation, conditions
book: réservez, reservez
move: déplacez, deplacez, reportez, décalez, changez
cancel: annulez, l'annule, l'annuler, l'annulez, l’annule, l’annuler, l’annulez
cancel: n'annule, n'annulez, n’annule, n’annulez
hours off: je ne travaille pas
: pourquoi pas
not beside: pas, jamais, ne, ne la, ne le, ne me, ne veux pas, ne voudrais pas, ne souhaite pas, ne vais pas
with: avec, chez
because: parce que, car
about: sur, à propos de, au sujet de, sujet
to: au, à
: m'aider, aider, libre, disponible, désolé, désolée, pardon, j'aurai, dois, sont, quand, quelles
: quelle, je, j'aimerais, aimerais, voudrais, veux, souhaite, souhaiterais, puis-je, peux, peux-tu
: pouvez-vous, pourrais, s'il te plaît, s'il vous plaît, s'il te plait, svp, une, un
: la, le, les, ma, mes, mon, mentor, mentore
: mentorat, quelqu'un, montre, montre-moi, voir, de, du, des, est, que, ce, mois, il, reste, reste-t-il, pour
: suis, ai, serai, besoin, d'une, d'un, prochaine, en
"""
