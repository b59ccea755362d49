"""Words of German (see bot.typed.languages)."""

WORDS = """
last week: letzte woche, letzter woche, vorige woche, vergangene woche
last month: letzten monat, letzter monat, im letzten monat, vorigen monat, vergangenen monat
last year: letztes jahr, im letzten jahr, voriges jahr, vergangenes jahr
this month: diesen monat, dieser monat, in diesem monat
this year: dieses jahr, in diesem jahr
yesterday: gestern
afternoon: nach dem mittagessen, nach der mittagspause
today: heute
tonight: heute abend, heute nacht
tomorrow: morgen
tomorrow morning: morgen früh, morgen vormittag
day after tomorrow: übermorgen, uebermorgen
morning: vormittag, vormittags, morgens, am morgen, am vormittag
noon: mittag, mittags, am mittag, 12 uhr mittags, zwölf uhr mittags, zwölf mittags, 12 mittags
afternoon: nachmittag, nachmittags, am nachmittag
evening: abend, abends, am abend
night: nachts, in der nacht
midnight: mitternacht, um mitternacht
this week: diese woche, in dieser woche, dieser woche
next week: nächste woche, naechste woche, kommende woche
next: nächsten, nächster, nächstes, naechsten, kommenden, kommender, kommendes
in 45 minutes: in einer dreiviertelstunde
coming: kommenden, kommender
this: diesen, dieser
in an: in einer, in einem
in half an hour: in einer halben stunde, in 'ner halben stunde, in ner halben stunde
half an hour: halben stunde, halbe stunde, eine halbe stunde
1.5: anderthalb, eineinhalb
2.5: zweieinhalb
3.5: dreieinhalb
and a half: und eine halbe
in about a week: in acht tagen, in 8 tagen
in a week: heute in einer woche
in 2 weeks: in 14 tagen, in vierzehn tagen
2: zwei, zwo
3: drei
4: vier
5: fünf, fuenf
6: sechs
7: sieben
8: acht
9: neun
10: zehn
12: zwölf, zwoelf
13: dreizehn
14: vierzehn
15: fünfzehn, fuenfzehn
16: sechzehn
17: siebzehn
18: achtzehn
19: neunzehn
20: zwanzig
30: dreißig, dreissig
cet: mez
cest: mesz
quarter past: viertel nach
quarter to: viertel vor, dreiviertel, drei viertel
5 before: fünf vor, fuenf vor, 5 vor, 5 min vor, 5 minuten vor
10 before: zehn vor, 10 vor, 10 min vor, 10 minuten vor
20 before: zwanzig vor, 20 vor, 20 min vor, 20 minuten vor
5 past: fünf nach, fuenf nach, 5 nach, 5 min nach, 5 minuten nach
10 past: zehn nach, 10 nach, 10 min nach, 10 minuten nach
20 past: zwanzig nach, 20 nach, 20 min nach, 20 minuten nach
hours: stunden, stunde, std
minutes: minuten
days: tagen, tage, tag
1 days: 1 tag, ein tag
1 weeks: 1 woche, eine woche
1 months: 1 monat, ein monat
weeks: wochen
months: monate, monaten
monday: montag
tuesday: dienstag
wednesday: mittwoch
thursday: donnerstag
friday: freitag
saturday: samstag, sonnabend
sunday: sonntag
january: januar, jänner
february: februar
march: märz, maerz
may: mai
june: juni
july: juli
october: oktober
december: dezember
at: um
morning: in der früh
uhr morning: uhr früh
in 15 minutes: in einer viertelstunde
...
early: anfang, am anfang
mid: mitte
late: ende, am ende, gegen ende
day after tomorrow morning: übermorgen früh
next week: nächster woche, der nächsten woche
this week: dieser woche
: den, der, am, bitte
to: bis
monday: mo
tuesday: di
wednesday: mi
thursday: do
friday: fr
saturday: sa
sunday: so
march: mrz
october: okt
december: dez
week: woche
1: ein, eins
an: eine, einer
11: elf
or: oder
and: und
1st: ersten, erster, erste
"""

HOURS = """
closed: geschlossen, zu, frei, keine, kein termin, nicht verfügbar, nicht da
off: urlaub, abwesend, nicht da, krank, ferien, freier tag, freie tage
no break: keine pause, ohne pause, keine pausen, ohne pausen
without: ohne
break: pause, pausen
lunch: mittagspause, mittagessen
buffer: puffer
blocked: gesperrt, blockiert, belegt
open: offen, geöffnet, wieder da
every day: täglich, jeden tag
weekdays: werktags, werktage, unter der woche, wochentags
weekend: wochenende, am wochenende, wochenenden
mornings: vormittags, morgens
afternoons: nachmittags
evenings: abends
all day: ganztags, ganztägig, den ganzen tag
every: jeden, jede
except: außer, ausser
copy: kopiere, kopier
like: wie
to: bis
from: von, vom, ab
and: und
mondays: montags
tuesdays: dienstags
wednesdays: mittwochs
thursdays: donnerstags
fridays: freitags
saturdays: samstags
sundays: sonntags
...
: uhr, am, um
"""

COMMANDS = """
upcoming: kommende, anstehende
past: vergangene, frühere
week: woche
week next: nächste woche, kommende woche
edit: bearbeiten, ändern
reschedule: verschieben, verlegen, umbuchen
counter: gegenvorschlag
accept: annehmen, zusagen
decline: ablehnen
withdraw: zurückziehen
cancel: absagen, stornieren
continue: weitermachen, fortfahren
notes: notizen
no-show: nicht erschienen
report: melden, problem
pay: bezahlen, zahlen
paid: bezahlt
leave: verlassen, abmelden
receipt: beleg, zahlungsbeleg, quittung
join: beitreten, teilnehmen
calendar: kalender
calendars: kalender verbinden
list: liste
mentees: mentees
new: neu, neuer, neue
register: anmelden
out: aussteigen
answer: antworten
answers: antworten zeigen
hours: zeiten
times: zeiten hinzufügen
extend: verlängern
choose: wählen
decide: entscheiden
suggest: vorschlagen
explain: erklären
note: notiz
save: speichern
discard: verwerfen
confirm: bestätigen
preview: vorschau
typing: tippen, schreiben
quiet: ruhezeiten, ruhezeit
language: sprache
rate: preis
tags: themen
headline: kurzbeschreibung
bio: über mich
seniority: erfahrung
active: aktiv
accepting: annahme, nimmt an
verified: geprüft
mail: e-mail
forget: vergessen
plan: plan
data: daten
members: mitglieder
policies: regeln
sessions: sitzungen
session: sitzung
disputes: streitfälle
dispute: streitfall
stats: statistik
analytics: auswertung
health: zustand
failed: fehlgeschlagen
channels: kanäle
here: hier
stop: anhalten
warn: verwarnen
suspend: sperren
restore: entsperren
technical: technisch
behaviour: verhalten
refund: geld, erstattung
quality: qualität
other: anderes
yes: ja
no: nein
on: an, ein
off: aus
maybe: vielleicht
all: alle
none: keine, keiner, kein
available: verfügbar, passt
again: erneut, noch einmal, nochmal, wieder
late: verspätet, zu spät, später
record: aufzeichnung, aufzeichnen
open: öffnen
ask: fragen
feedback: feedback, bewertung
accounts: konten
notices: nachrichten, benachrichtigungen
reminders: erinnerungen
polls: umfragen
news: neuigkeiten
export: exportieren, export
erase: löschen
keep: behalten
page: seite
there: dort
individual: einzeln, einzel
council: rat, gremium
mentors: mentoren
mentor: mentor, mentorin
link: link
with: mit
browse: suchen
zone: zeitzone
weekdays: werktags
evenings: abends
weekends: am wochenende, wochenenden
usual: üblich, wie üblich
"""

ADMIN = """
...
none: keine
members: mitglieder
member: mitglied
mentors: mentoren
mentor: mentor, mentorin
admins: admins, administratoren
admin: admin, administrator
plans: pläne
individual: einzeln, einzel
council: rat, gremium
active: aktiv, aktive
inactive: inaktiv, inaktive
suspended: gesperrt, gesperrte
full: voll, ausgeschöpft
page: seite
role: rolle
activity: aktivität
no plan: ohne plan, kein plan
quota: kontingent
remove: entfernen, entziehen
policies: regeln
sessions: sitzungen
session: sitzung
move: verlegen
jobs: aufträge, auftrag
stop: anhalten, stoppen
disputes: streitfälle
dispute: streitfall
stats: statistik
analytics: auswertung
health: zustand
here: hier
channels: kanäle
failed: fehlgeschlagen
warn: verwarnen
suspend: sperren
restore: entsperren
availability: verfügbarkeit
status: stand
from: von, ab
to: bis
on: am
type: art
refund: erstattung
reassigned: neu zugewiesen
pending: ausstehend, offene anfrage
search: suche
sort: sortierung
limit: anzahl
desc: absteigend
asc: aufsteigend
audio: telefon
in_person: vor ort, persönlich
scheduled: geplant, gebucht
requested: angefragt
awaiting_payment: unbezahlt
in_progress: laufend, in arbeit
completed: abgeschlossen
cancelled: abgesagt
no_show: nicht erschienen
when: zeit
created: erstellt
title: titel
minutes: länge
rate: preis
reschedules: verschiebungen
views: ansichten
view: ansicht
save: speichern
delete: löschen
rename: umbenennen
cancel: absagen
message: benachrichtigen
both: beide
all: alle
mine: meine
open: offen
resolved: gelöst
dismissed: abgewiesen
low: niedrig
medium: mittel
high: hoch
urgent: dringend
priority: priorität
category: kategorie
take: übernehmen
give: übergeben
ask: fragen
reporter: melder
other: andere, anderer
dismiss: abweisen
confirm: bestätigen
close: schließen
file: datei
note: notiz
complete: abschließen
reassign: zuweisen
clear: bereinigen
override: ausnahme
acts: eingriffe
timeline: verlauf
notices: nachrichten
audit: protokoll
notes: notizen
for: für
set: setzen
use: verwenden
by: um
copy from: kopieren von
off: aus
mentees: mentees
mentee: mentee
plan: plan
video: video
chat: chat
bonus: bonus
presets: fertige, vorlagen
workspaces: workspaces, arbeitsbereiche
connect: verbinden
technical: technisch
behaviour: verhalten
quality: qualität
money: geld
none: keine, kein
processed: ausgeführt, ausgezahlt
declined: abgelehnt
withdrawn: zurückgezogen
pending_approval: zu genehmigen
code: kürzel
this month: diesen monat, dieser monat
last month: letzter monat, letzten monat, voriger monat, vorigen monat
last 30 days: letzte 30 tage, letzten 30 tage, die letzten 30 tage
this year: dieses jahr
last year: letztes jahr, voriges jahr
this week: diese woche
last week: letzte woche, vorige woche
reschedule: verschieben
deadline: frist
accept: annehmen, annahme
request: anfragen, anfrage
no limit: unbegrenzt, ohne grenze
"""

PARTED = """
termin … löschen
bin ab jetzt … verfügbar
sag … ab.
sage … ab.
nehm mir … frei.
nehme mir … frei.
krieg das … nicht hin
kriege das … nicht hin
bin … später da
wird … später.
habe ich … termine
habe ich … noch termine
hab ich … noch termine
hab ich … termine
hat bei mir … gebucht
gibt es … noch was
gibt es … noch etwas
komme … nicht. = komme gar nicht
gib mir noch … minuten
gib mir … minuten
brauche noch … minuten
bin … nicht dabei.
werde … nicht da sein
schaffs … nicht.
schaff es … nicht.
schaff das … nicht.
klappt … nicht.
kann … nicht.
bin in … da.
brauche … nicht mehr.
brauche ich … nicht mehr.
ziehe … vor.
zieh … vor.
fällt … aus.
lass … ausfallen.
habe ich … etwas.
habe ich … was.
steht … etwas an.
schaffe es … nicht.
kann … nicht kommen
kann … leider nicht.
trag mich … ein.
trage mich … ein.
steht … an.
habe ich … noch.
ich bin … im urlaub.
ich bin … weg.
ich bin … nicht da.
"""

SENTENCES = """
...
schedule mentees: meine mentees, wer sind meine mentees
polite: danke für die hilfe, danke für deine hilfe, danke für ihre hilfe, danke für eure hilfe
sessions: wann ist mein termin, wann ist meine sitzung, wann ist mein treffen, wann treffe ich, wen treffe ich
sessions: habe ich noch termine, hab ich noch termine, hab ich termine, was hab ich
book: lass uns
sessions: wie sieht meine woche aus, meine woche, mein plan, mein stundenplan, mein wochenplan, bei mir gebucht
sessions: wer hat bei mir gebucht
sessions past: wann war ich zuletzt, wann habe ich zuletzt
book: reservier, reserviere, reservieren, ich bräuchte, bräuchte
free: gibt es noch was, gibt es noch etwas, lernen
cancel: wird nix, wird nichts, kriege das nicht hin, krieg das nicht hin
cancel: termin löschen, meinen termin löschen, sitzung löschen, lösche meinen termin, lösche den termin
late: wird später, bin später da
hours: bin ab jetzt verfügbar, ich bin ab jetzt verfügbar
hours off: habe ich keine zeit, ich habe keine zeit, nehme mir frei, nehm mir frei, ich nehme mir frei
hours off: ich nehm mir frei
quota: habe ich noch sitzungen übrig, habe ich noch sitzungen, noch sitzungen übrig, noch termine übrig
help: was geht hier, was geht hier alles
not: nichts, nicht gesagt
: machen, hast, nen, möglichst, gehts, man
book: den frühesten termin, frühesten termin, der früheste termin, früheste termin, nächsten freien termin
book: nächster freier termin, frühesten, nehmen, empfangen
free: wer macht, wer unterrichtet, wer erklärt, gibt es mentoren, mentoren für, wer hilft
move: tausche, tauschen, tausch, zu legen, lege, leg
cancel: komme gar nicht, kann nicht dabei sein, bin nicht dabei, nehme nicht teil
late: gib mir noch minuten, gib mir minuten, brauche noch minuten, ich brauche noch minuten
hours: meine arbeitszeiten, arbeitszeiten, wann arbeite ich
hours off: blocke, blockiere, sperre, nicht da sein
sessions: was habe ich gebucht, was ist gebucht, gebucht, was steht im kalender
quota: restkontingent, was ist übrig
policies: wie lange vorher muss ich absagen, wie lange vorher, wie früh muss ich absagen, wie kurzfristig
help: was kann ich tippen, was kann ich schreiben, verstehe das nicht, verstehe ich nicht, verstehe nicht
help: was soll ich tun, was nun
: frage, eine frage, helfen, möglich, ist es möglich, gibt es, gib
instead: statt, anstatt, anstelle von
move: vorziehen, ziehe vor, zieh vor, vorverlegen, nach hinten schieben
cancel: schaffs nicht, schaff's nicht, schaff es nicht, schaff das nicht, schaffe das nicht
cancel: klappt nicht, klappt leider nicht
cancel: brauche nicht mehr, brauche ich nicht mehr, lass ausfallen, ausfallen lassen, fällt aus, entfällt
cancel alone: kann nicht, kann ich nicht, kann doch nicht, geht nicht, geht es nicht, passt nicht, passt mir nicht
late: bin in da, verspäte mich um, komme zu spät
hours off: arbeite ich nicht, habe urlaub, mache urlaub
sessions: habe ich etwas, habe ich was, liegt was an, liegt an, steht etwas an, steht was an
quota: wie oft kann ich noch buchen, wie oft kann ich noch, wie oft darf ich noch, wie viele habe ich
policies: was kostet das absagen, kostet das absagen, kann ich kostenlos absagen
: lieber, am liebsten, bitte lieber, doch, doch lieber, auch, geht, geht auch, passt, dazwischengekommen
: dazwischen gekommen, ist was, ist etwas
book: trag mich ein, trage mich ein
quota: wie viele stunden habe ich noch, wie viele stunden
: leider, kannst, könnt ihr, habt ihr, euch
polite: bis dann, bis morgen, bis bald, bis später, tschüss, tschüs, ciao, auf wiedersehen
: sehen, sieht, kennenlernen, kennen lernen, dürfte
sessions past: was habe ich gemacht, was hatte ich, welche sitzungen hatte ich, welche termine hatte ich
sessions past: wen habe ich, mit wem habe ich, meine letzten sitzungen, letzte sitzungen
: im, gemacht, getan, gehabt, gesprochen, getroffen
session: sitzung, sitzungen, termin, termine, session
free: welche zeiten, freien zeiten
late: im stau
hours off: krank
policies: wenn ich absage, wenn ich zu spät absage
: gibt, gibt es, passiert, würde gerne, stehe
: wer, gerade
polite: hallo, hi, danke, dankeschön, vielen dank, guten morgen, guten tag, guten abend, ok, okay, alles klar
free: freie termine, freie zeiten, wer kennt sich, wer weiß
sessions: treffe ich
: wem, aus, sich
book: mach mir einen termin, mach einen termin, termin ausmachen, sprechen, reden, treffen, suche einen mentor
book: suche eine mentorin, suche jemanden, brauche einen mentor, brauche eine mentorin, hätte gern
book: hätte gerne
free: frei, verfügbar, zeit, welche mentoren
sessions: was steht an, wann bin ich dran, meine nächsten termine, meine nächsten sitzungen
sessions: habe ich einen termin, habe ich termine, was habe ich
move: verleg, verschieb, schieben, schieb
cancel: streiche, streich, streichen, kann nicht kommen, kann leider nicht, schaffe es nicht
late: spät dran, komme später, minuten später
hours: ich bin verfügbar, ich bin erreichbar
hours off: ich bin nicht da, nicht da, ich bin nicht verfügbar, nicht verfügbar, ich bin weg, ich bin abwesend
hours off: nehme mir frei, nehme frei
help: wie funktioniert das, welche befehle
policies: welche regeln, geld zurück, stornoregeln, regeln für absagen
: hat, haben, darf
: bekomme, gelten, welche, mach, es, wird
book: buchen, buche, buch, vereinbaren, termin machen
free: wer ist, wer ist frei, wer ist verfügbar, wer hat zeit, wer kann
sessions past: vergangene sitzungen, vergangenen sitzungen, meine vergangenen sitzungen, vergangene termine
sessions past: frühere sitzungen
sessions: meine sitzungen, meine termine, meine nächste sitzung, mein nächster termin, welche sitzungen
sessions: welche termine
move: verschieben, verschiebe, verlegen, verlege, umbuchen
cancel: absagen, sage ab, sag ab, stornieren, storniere
late: verspäte, verspätung, zu spät, später dran
hours: meine zeiten, meine verfügbarkeit, ich arbeite
hours off: ich habe frei, habe ich frei, ich habe urlaub, habe ich urlaub, ich bin im urlaub, bin ich im urlaub
help: hilfe, hilf, was kannst du, wie geht das, wie funktioniert
quota: wie viele sitzungen habe ich noch, wie viele sitzungen, wie viele termine, wie viele habe ich noch
quota: kontingent, guthaben
policies: regeln, wie lange kann ich absagen, bis wann kann ich absagen, bis wann kann ich stornieren
policies: stornobedingungen, was bekomme ich zurück
not within: nicht
: warum nicht, wieso nicht
hours off: ich arbeite nicht
not: keine sitzung, keinen termin, niemals
with: mit, bei
because: weil, denn
about: über, zum thema, zu, thema, wegen
to: auf, gegen
: mir, mich, wann, was, sind, frei, verfügbar, ab, uns, du, entschuldigung, sorry, etwas, muss, ich, möchte
: will, würde, gern, gerne, kann, könnte, könntest, du, bitte, eine, einen, ein, einer, die
: der, den, das, meine, meinen, meiner, mein, sitzungstermin
: mentor, mentorin, jemand, jemanden, dann, mal, für, ist, zeig, zeige, uns, wir, können, brauche, es, noch
: diesen, monat, habe, von, vom, komme, kommen, bin, werde, wird, mentoring, wie, viele, sage, ab, dran
: nächste, nächsten
"""
