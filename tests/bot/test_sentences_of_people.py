"""What people ask for in sentences of their own, in six languages, and what of it is of no use."""

from datetime import UTC, datetime

import pytest

from bot.typed import intentions, wishes
from bot.typed.intentions import Asked, Fits, Intention
from bot.typed.periods import read_period
from bot.typed.wishes import Wish
from core.errors.statistics import PeriodUnclear
from core.periods import Period, Usual, usual_period
from tests.bot.typed_phrases import rows

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
NAMES = {"ana", "ana lima", "@ana", "ben", "ravi", "जया"}
MET = {"leo", "leo kim"}
TOPICS = {"python", "sql", "machine learning", "rust", "kubernetes"}

SAID = """
en | book a session with ana tomorrow 3pm | book; name=ana; when=tomorrow 3pm
en | Can I book a session with Ana next week after 5? | book; name=Ana; when=next week after 5
en | I'd like to book Ana Lima thu or fri afternoon | book; name=Ana Lima; when=thu or fri afternoon
en | I need a session about python between 2 and 4 | book; topic=python; when=between 2 and 4
en | book me something with ana, mornings | book; name=ana; when=mornings
en | can you find me a mentor for machine learning asap? | book; topic=machine learning; when=asap
en | schedule a session with ben tomorrow at 4pm for 45 minutes | book; name=ben; when=tomorrow at 4pm for 45 minutes
en | i want a session about sql on friday | book; topic=sql; when=on friday
en | book python tomorrow | book; topic=python; when=tomorrow
en | please book a session with @ana on 3 December at 10:30 | book; name=@ana; when=on 3 December at 10:30
en | I want to book a session with Klingon tomorrow | book; name=Klingon; when=tomorrow
en | book a session with ana about python tomorrow 3pm | book; name=ana; topic=python; when=tomorrow 3pm
en | hi, could we set up a session with ravi in two hours? | book; name=ravi; when=in two hours
en | find me a mentor who knows kubernetes | book; topic=kubernetes
en | i need a session tomorrow morning for an hour | book; when=tomorrow morning for an hour
en | who is free tomorrow at 3pm? | free; when=tomorrow at 3pm
en | who's available on monday morning for python? | free; topic=python; when=on monday morning
en | is anyone free next week after 5 | free; when=next week after 5
en | who can help me with rust | free; topic=rust
en | anybody free asap? | free; when=asap
en | what are my sessions | sessions
en | show me my sessions next week | sessions; when=next week
en | when is my next session? | sessions
en | my past sessions please | sessions past
en | do I have any sessions on friday | sessions; when=on friday
en | move my session with ana to friday 3pm | move; name=ana; when=friday 3pm
en | can we reschedule my session to tomorrow morning? | move; when=tomorrow morning
en | please push the meeting with ben to next week | move; name=ben; when=next week
en | postpone my session | move
en | I need to move tomorrow's session | move; when=tomorrow
en | cancel my session with ana | cancel; name=ana
en | I have to cancel tomorrow's meeting because I am ill | cancel; when=tomorrow; reason=I am ill
en | please cancel my session on friday | cancel; when=on friday
en | call off the session with ben since he is travelling | cancel; name=ben; reason=he is travelling
en | I'm running late | late
en | I will be 10 minutes late for ana | late; name=ana; when=10 minutes
en | sorry, I am late | late
en | my hours are mon-fri 9-17 | hours; tail=mon-fri 9-17
en | set my hours mon-wed 10-15 | hours; tail=mon-wed 10-15
en | I'm off on friday | hours off; tail=on friday
en | I am on vacation 24-31 dec | hours off; tail=24-31 dec
en | show my availability | hours
en | help | help
en | what can you do? | help
en | help me please | help
en | how does this work | help
en | how many sessions do I have left this month? | quota
en | what's my quota | quota
en | sessions left? | quota
en | how late can I cancel? | policies
en | what are the rules | policies
en | cancellation policy please | policies
en | good morning everyone | nothing
en | thanks! | nothing
de | Ich möchte eine Sitzung mit Ana morgen um 15 Uhr buchen | book; name=Ana; when=morgen um 15 Uhr
de | Buche Ana nächste Woche nach 17 Uhr | book; name=Ana; when=nächste Woche nach 17 Uhr
de | Kann ich Do oder Fr Nachmittag mit Ben einen Termin buchen? | book; name=Ben; when=Do oder Fr Nachmittag
de | Bitte einen Termin zum Thema Python zwischen 14 und 16 Uhr buchen | book; topic=Python; when=zwischen 14 und 16 Uhr
de | bitte buche so bald wie möglich eine Sitzung über SQL | book; topic=SQL; when=so bald wie möglich
de | Buche eine Sitzung mit Ana vormittags | book; name=Ana; when=vormittags
de | Buche Ana übermorgen um 10 Uhr für 45 Minuten | book; name=Ana; when=übermorgen um 10 Uhr für 45 Minuten
de | Wer ist morgen um 15 Uhr frei? | free; when=morgen um 15 Uhr
de | Wer ist frei am Montag Vormittag? | free; when=am Montag Vormittag
de | Wer hat Zeit nächste Woche? | free; when=nächste Woche
de | wer kann Python | free; topic=Python
de | Zeig mir meine Sitzungen | sessions
de | Welche Termine habe ich nächste Woche? | sessions; when=nächste Woche
de | meine vergangenen Sitzungen | sessions past
de | Wann ist meine nächste Sitzung? | sessions
de | Verschiebe meine Sitzung mit Ana auf Freitag 15 Uhr | move; name=Ana; when=Freitag 15 Uhr
de | Ich möchte den Termin mit Ben auf nächste Woche verlegen | move; name=Ben; when=nächste Woche
de | Termin verschieben | move
de | Bitte sage die Sitzung mit Ana ab | cancel; name=Ana
de | Storniere meinen Termin am Freitag, weil ich krank bin | cancel; when=am Freitag; reason=ich krank bin
de | Ich muss die Sitzung morgen absagen | cancel; when=morgen
de | Ich verspäte mich | late
de | Ich komme 10 Minuten zu spät | late; when=10 Minuten
de | Meine Zeiten sind Mo-Fr 9-17 | hours; tail=Mo-Fr 9-17
de | Ich habe frei am 24. Dezember | hours off; tail=am 24. Dezember
de | Ich bin im Urlaub vom 24. bis 31. Dezember | hours off; tail=24. bis 31. Dezember
de | Hilfe | help
de | Was kannst du? | help
de | Wie viele Sitzungen habe ich noch diesen Monat? | quota
de | Wie ist mein Kontingent? | quota
de | Bis wann kann ich absagen? | policies
de | Was sind die Regeln? | policies
es | Quiero reservar una sesión con Ana mañana a las 15h | book; name=Ana; when=mañana a las 15h
es | Reserva a Ana la próxima semana después de las 17 | book; name=Ana; when=próxima semana después de las 17
es | ¿Puedo reservar con Ben el jueves o viernes por la tarde? | book; name=Ben; when=jueves o viernes por la tarde
es | Reserva una sesión sobre python entre las 14 y las 16 por favor | book; topic=python; when=entre las 14 y las 16
es | reservar lo antes posible una sesión de sql | book; topic=sql; when=lo antes posible
es | reserva una sesión con ana por las mañanas | book; name=ana; when=por las mañanas
es | resérvame con Ana mañana a las 10 durante 45 minutos | book; name=Ana; when=mañana a las 10 durante 45 minutos
es | ¿Quién está libre mañana a las 15h? | free; when=mañana a las 15h
es | quién puede el lunes por la mañana | free; when=lunes por la mañana
es | ¿quién está disponible para python? | free; topic=python
es | mis sesiones | sessions
es | ¿Cuándo es mi próxima sesión? | sessions
es | muéstrame mis sesiones pasadas | sessions past
es | mis sesiones la próxima semana | sessions; when=próxima semana
es | Mueve mi sesión con Ana al viernes a las 15h | move; name=Ana; when=viernes a las 15h
es | quiero cambiar la cita con Ben a la próxima semana | move; name=Ben; when=próxima semana
es | reprogramar mi sesión | move
es | Cancela mi sesión con Ana | cancel; name=Ana
es | anular la cita del viernes porque estoy enfermo | cancel; when=viernes; reason=estoy enfermo
es | tengo que cancelar la sesión de mañana | cancel; when=mañana
es | Llego tarde | late
es | voy con 10 minutos de retraso | late; when=10 minutos
es | mi horario es lunes a viernes de 9 a 17 | hours; tail=lunes a viernes de 9 a 17
es | estoy de vacaciones del 24 al 31 de diciembre | hours off; tail=24 al 31 de diciembre
es | ayuda | help
es | ¿qué puedes hacer? | help
es | ¿Cuántas sesiones me quedan este mes? | quota
es | mi cuota | quota
es | ¿Hasta cuándo puedo cancelar? | policies
es | ¿cuáles son las reglas? | policies
fr | Je voudrais réserver une séance avec Ana demain à 15h | book; name=Ana; when=demain à 15h
fr | Réserve Ana la semaine prochaine après 17h | book; name=Ana; when=semaine prochaine après 17h
fr | Puis-je réserver avec Ben jeudi ou vendredi après-midi ? | book; name=Ben; when=jeudi ou vendredi après-midi
fr | J'aimerais réserver une séance sur python entre 14h et 16h | book; topic=python; when=entre 14h et 16h
fr | réserver dès que possible une séance de sql | book; topic=sql; when=dès que possible
fr | réserve une séance avec ana le matin | book; name=ana; when=matin
fr | réserve Ana après-demain à 10h pendant 45 minutes | book; name=Ana; when=après-demain à 10h pendant 45 minutes
fr | Qui est libre demain à 15h ? | free; when=demain à 15h
fr | qui est disponible lundi matin | free; when=lundi matin
fr | qui peut m'aider en python | free; topic=python
fr | mes séances | sessions
fr | Quand est ma prochaine séance ? | sessions
fr | montre-moi mes séances passées | sessions past
fr | mes séances la semaine prochaine | sessions; when=semaine prochaine
fr | Déplace ma séance avec Ana à vendredi 15h | move; name=Ana; when=vendredi 15h
fr | je veux reporter le rendez-vous avec Ben à la semaine prochaine | move; name=Ben; when=la semaine prochaine
fr | décaler ma séance | move
fr | Annule ma séance avec Ana | cancel; name=Ana
fr | annuler le rendez-vous de vendredi parce que je suis malade | cancel; when=vendredi; reason=je suis malade
fr | je dois annuler la séance de demain | cancel; when=demain
fr | Je suis en retard | late
fr | j'aurai 10 minutes de retard | late; when=10 minutes
fr | mes horaires sont du lundi au vendredi de 9h à 17h | hours; tail=lundi au vendredi de 9h à 17h
fr | je suis en vacances du 24 au 31 décembre | hours off; tail=24 au 31 décembre
fr | aide | help
fr | que peux-tu faire ? | help
fr | Combien de séances me reste-t-il ce mois ? | quota
fr | mon quota | quota
fr | Jusqu'à quand puis-je annuler ? | policies
fr | quelles sont les règles ? | policies
pt | Quero reservar uma sessão com Ana amanhã às 15h | book; name=Ana; when=amanhã às 15h
pt | Marca com a Ana semana que vem depois das 17h | book; name=Ana; when=semana que vem depois das 17h
pt | Posso agendar com o Ben quinta ou sexta à tarde? | book; name=Ben; when=quinta ou sexta à tarde
pt | Gostaria de marcar uma sessão sobre python entre 14h e 16h | book; topic=python; when=entre 14h e 16h
pt | agendar o quanto antes uma sessão de sql | book; topic=sql; when=o quanto antes
pt | marca uma sessão com ana de manhã | book; name=ana; when=de manhã
pt | reserva Ana depois de amanhã às 10h por 45 minutos | book; name=Ana; when=depois de amanhã às 10h por 45 minutos
pt | Quem está livre amanhã às 15h? | free; when=amanhã às 15h
pt | quem está disponível segunda de manhã | free; when=segunda de manhã
pt | quem pode me ajudar com rust | free; topic=rust
pt | minhas sessões | sessions
pt | Quando é minha próxima sessão? | sessions
pt | mostra minhas sessões passadas | sessions past
pt | minhas sessões semana que vem | sessions; when=semana que vem
pt | Remarca minha sessão com Ana para sexta às 15h | move; name=Ana; when=sexta às 15h
pt | quero mudar o encontro com Ben para semana que vem | move; name=Ben; when=semana que vem
pt | adiar minha sessão | move
pt | Cancela minha sessão com Ana | cancel; name=Ana
pt | desmarcar o encontro de sexta porque estou doente | cancel; when=sexta; reason=estou doente
pt | preciso cancelar a sessão de amanhã | cancel; when=amanhã
pt | Estou atrasado | late
pt | vou chegar com 10 minutos de atraso | late; when=10 minutos
pt | meus horários são segunda a sexta das 9 às 17 | hours; tail=segunda a sexta das 9 às 17
pt | estou de férias de 24 a 31 de dezembro | hours off; tail=24 a 31 de dezembro
pt | ajuda | help
pt | o que você pode fazer? | help
pt | Quantas sessões ainda tenho este mês? | quota
pt | minha cota | quota
pt | Até quando posso cancelar? | policies
pt | quais são as regras? | policies
hi | मुझे कल दोपहर 3 बजे Ana के साथ सेशन बुक करना है | book; name=Ana; when=कल दोपहर 3 बजे
hi | जया के साथ अगले हफ़्ते 17 बजे के बाद बुक करो | book; name=जया; when=अगले हफ़्ते 17 बजे के बाद
hi | गुरुवार या शुक्रवार दोपहर को Ben के साथ बुक करें | book; name=Ben; when=गुरुवार या शुक्रवार दोपहर
hi | python के बारे में सेशन बुक करना है | book; topic=python
hi | जल्द से जल्द sql का सेशन बुक करो | book; topic=sql; when=जल्द से जल्द
hi | Ana के साथ सुबह बुक करो | book; name=Ana; when=सुबह
hi | परसों 10:00 बजे Ana के साथ 45 मिनट के लिए बुक कर दो | book; name=Ana; when=परसों 10:00 बजे 45 मिनट
hi | mujhe kal Ana ke saath session book karna hai | book; name=Ana; when=kal
hi | कल 15:00 बजे कौन खाली है? | free; when=कल 15:00 बजे
hi | कौन उपलब्ध है सोमवार सुबह | free; when=सोमवार सुबह
hi | kaun free hai kal | free; when=kal
hi | मेरे सेशन दिखाओ | sessions
hi | मेरा अगला सेशन कब है? | sessions
hi | मेरे पिछले सेशन | sessions past
hi | अगले हफ़्ते मेरे सेशन | sessions; when=अगले हफ़्ते
hi | Ana के साथ मेरे सेशन का समय बदलो शुक्रवार 15:00 बजे | move; name=Ana; when=शुक्रवार 15:00 बजे
hi | मुझे Ben के साथ सेशन का समय बदलना है | move; name=Ben
hi | Ana के साथ मेरा सेशन रद्द करो | cancel; name=Ana
hi | शुक्रवार का सेशन रद्द करें क्योंकि मैं बीमार हूँ | cancel; when=शुक्रवार; reason=मैं बीमार हूँ
hi | कल का सेशन रद्द कर दो | cancel; when=कल
hi | मुझे देर हो जाएगी | late
hi | मैं 10 मिनट देर से आऊँगा | late; when=10 मिनट
hi | मेरे घंटे सोमवार से शुक्रवार 9 से 17 | hours; tail=सोमवार से शुक्रवार 9 से 17
hi | मैं छुट्टी पर हूँ 24 से 31 दिसंबर | hours off; tail=24 से 31 दिसंबर
hi | मदद | help
hi | आप क्या कर सकते हैं? | help
hi | इस महीने मेरे कितने सेशन बचे हैं? | quota
hi | मेरा कोटा | quota
hi | मैं कब तक रद्द कर सकता हूँ? | policies
hi | नियम क्या हैं? | policies
en | set up a call with Ana on Thursday afternoon | book; name=Ana; when=on Thursday afternoon
en | is Ana free tomorrow afternoon? | free; name=Ana; when=tomorrow afternoon
en | when is Ben available? | free; name=Ben
en | which mentors are free on Saturday? | free; when=on Saturday
en | any mentor for python this week? | book; topic=python; when=this week
en | I need help with kubernetes on Monday | free; topic=kubernetes; when=on Monday
en | tomorrow I'd like a session with Ana at 3pm | book; name=Ana; when=tomorrow at 3pm
en | book 30 minutes with Ana tomorrow | book; name=Ana; when=30 minutes tomorrow
en | do I have anything tomorrow? | sessions; when=tomorrow
en | who am I meeting tomorrow? | sessions; when=tomorrow
en | change my session tomorrow to 5pm | move; when=5pm
en | move my session with Ana from Friday to Monday 10am | move; name=Ana; when=Monday 10am
en | I can't make it on Friday | cancel; when=on Friday
en | cancel my session tomorrow, I'm on vacation | cancel; when=tomorrow
en | Ana, I'm stuck in traffic and will be 20 minutes late | late; name=Ana; when=20 minutes
en | be there in 10 minutes | late; when=10 minutes
en | I'm available Monday to Friday 9 to 5 | hours; tail=Monday to Friday 9 to 5
en | I am not available on 24 December | hours off; tail=on 24 December
en | I will be away next week | hours off; tail=next week
en | Tomorrow I'm off until noon | hours off; tail=Tomorrow until noon
en | have I used up my sessions? | quota
en | can I get my money back | policies
en | how do I use this? | help
en | the weather is nice | nothing
de | Kann ich morgen mit Ana sprechen? | book; name=Ana; when=morgen
de | Ich hätte gern eine Stunde mit Ana diese Woche | book; name=Ana; when=eine Stunde diese Woche
de | Ich suche einen Mentor für Rust | book; topic=Rust
de | Hat Ana morgen Zeit? | free; name=Ana; when=morgen
de | Welche Mentoren sind morgen Abend frei? | free; when=morgen Abend
de | Meine nächsten Termine | sessions
de | Können wir den Termin morgen auf 17 Uhr schieben? | move; when=17 Uhr
de | Bitte streiche meine Sitzung morgen | cancel; when=morgen
de | Sag meinen Termin ab, ich bin im Urlaub | cancel
de | Morgen habe ich frei | hours off; tail=Morgen
de | Ich bin nächste Woche nicht da | hours off; tail=nächste Woche
de | Welche Regeln gelten für Absagen? | policies
de | Ich bin spät dran | late
de | Der Link geht nicht | nothing
es | Quiero hablar con Ana mañana por la tarde | book; name=Ana; when=mañana por la tarde
es | Necesito un mentor de rust | book; topic=rust
es | ¿Tiene Ana tiempo mañana? | free; name=Ana; when=mañana
es | ¿Qué tengo mañana? | sessions; when=mañana
es | Pasa mi sesión con Ana al lunes a las 11 | move; name=Ana; when=lunes a las 11
es | No puedo ir el viernes | cancel; when=viernes
es | Llegaré 15 minutos tarde | late; when=15
es | Estoy disponible de lunes a viernes de 9 a 17 | hours; tail=lunes a viernes de 9 a 17
es | El viernes no estoy disponible | hours off; tail=viernes
es | Cambia mi horario | hours
fr | Je veux parler à Ana demain après-midi | book; name=Ana; when=demain après-midi
fr | J'ai besoin d'un mentor en rust | book; topic=rust
fr | Quand Ben est-il disponible ? | free; name=Ben
fr | Qu'est-ce que j'ai demain ? | sessions; when=demain
fr | Je ne peux pas venir vendredi | cancel; when=vendredi
fr | Je suis disponible du lundi au vendredi de 9h à 17h | hours; tail=lundi au vendredi de 9h à 17h
fr | Vendredi je ne suis pas disponible | hours off; tail=Vendredi
fr | Quelle est la politique d'annulation ? | policies
fr | Annule ma séance de demain, je suis en vacances | cancel; when=demain
pt | Quero falar com a Ana amanhã à tarde | book; name=Ana; when=amanhã à tarde
pt | Preciso de um mentor de rust | book; topic=rust
pt | A Ana está livre amanhã? | free; name=Ana; when=amanhã
pt | O que eu tenho amanhã? | sessions; when=amanhã
pt | Passa minha sessão com a Ana para segunda às 11h | move; name=Ana; when=segunda às 11h
pt | Não posso ir na sexta | cancel; when=na sexta
pt | Estou disponível de segunda a sexta das 9h às 17h | hours; tail=segunda a sexta das 9h às 17h
pt | Amanhã não trabalho | hours off; tail=Amanhã
pt | Qual é a política de cancelamento? | policies
hi | कल शाम को Ana से बात करनी है | book; name=Ana; when=कल शाम
hi | क्या मैं Ben के साथ इस हफ़्ते सेशन ले सकती हूँ? | book; name=Ben; when=इस हफ़्ते
hi | मुझे sql के लिए मेंटर चाहिए | book; topic=sql
hi | एक घंटे का सेशन Ben के साथ सोमवार को बुक करना है | book; name=Ben; when=सोमवार एक घंटे
hi | Ana के साथ कल 2 से 4 बजे के बीच सेशन चाहिए | book; name=Ana; when=कल 2 से 4 बजे के बीच
hi | python कौन सिखा सकता है? | free; topic=python
hi | क्या Ana कल खाली है | free; name=Ana; when=कल
hi | मेरे आने वाले सेशन दिखाइए | sessions
hi | मेरा कल का सेशन परसों कर दो | move; when=परसों
hi | Ana का शुक्रवार वाला सेशन सोमवार को कर दीजिए | move; name=Ana; when=सोमवार
hi | मैं शुक्रवार को नहीं आ सकती, रद्द कर दो | cancel; when=शुक्रवार
hi | आधे घंटे की देर हो जाएगी | late; when=आधे घंटे
hi | मैं सोमवार से शुक्रवार 10 से 6 उपलब्ध हूँ | hours; tail=सोमवार से शुक्रवार 10 से 6
hi | 15 दिसंबर को मेरी छुट्टी है | hours off; tail=15 दिसंबर
hi | कैंसिल करने के नियम क्या हैं? | policies
hi | kal shaam 5 baje Ana ke saath session book karo | book; name=Ana; when=kal shaam 5 baje
hi | Ben se sql ke bare mein baat karni hai kal | book; name=Ben; topic=sql; when=kal
hi | python ke liye mentor chahiye | book; topic=python
hi | kal kaun free hai | free; when=kal
hi | mera kal ka session parso kar do | move; when=parso
hi | Ana wala session cancel karna hai kyunki main bimar hoon | cancel; name=Ana; reason=main bimar hoon
hi | main aadhe ghante late ho jaungi | late; when=aadhe ghante
hi | somvar se shukravar 10 se 6 available hoon | hours; tail=somvar se shukravar 10 se 6
hi | kal meri chutti hai | hours off; tail=kal
hi | kitne session bache hain | quota
hi | kab tak cancel kar sakta hoon | policies
hi | help me book a session with Ana tomorrow | book; name=Ana; when=tomorrow
hi | cancel my session with Ana, I am not free | cancel; name=Ana
en | I'd like an hour with Ben on Friday after lunch | book; name=Ben; when=on Friday after lunch
en | book a 30 minute call with Ana on 12 Dec around 4pm | book; name=Ana; when=30 minute on 12 Dec around 4pm
en | book ana first thing tomorrow | book; name=ana; when=first thing tomorrow
en | book Ana not before Wednesday | book; name=Ana; when=not before Wednesday
en | show me Ana's free times | free; name=Ana
en | Are there any slots tomorrow? | free; when=tomorrow
en | please change it to Tuesday 4pm | move; when=Tuesday 4pm
en | no longer need the session with Ben | cancel; name=Ben
en | on my way, 5 minutes | late; when=5 minutes
en | what's on this week | sessions; when=this week
en | what happens if I cancel late? | policies
en | vacation from 20 to 30 December | hours off; tail=20 to 30 December
en | I'm sick tomorrow | hours off; tail=tomorrow
de | Kann ich am Freitag nach dem Mittagessen mit Ana reden? | book; name=Ana; when=am Freitag nach dem Mittagessen
de | Wer hat in einer Stunde Zeit? | free; when=in einer Stunde
de | Gibt es morgen noch freie Termine? | free; when=morgen
de | Stehe im Stau, 15 Minuten | late; when=15 Minuten
de | Was passiert, wenn ich zu spät absage? | policies
de | Ich bin morgen krank | hours off; tail=morgen
es | ¿Quién está libre ahora? | free; when=ahora
es | ¿Está Ben libre mañana al mediodía? | free; name=Ben; when=mañana al mediodía
fr | Qui est libre maintenant ? | free; when=maintenant
fr | Ben est-il libre demain midi ? | free; name=Ben; when=demain midi
pt | Quem está livre agora? | free; when=agora
pt | O Ben está livre amanhã ao meio-dia? | free; name=Ben; when=amanhã ao meio-dia
hi | शुक्रवार को लंच के बाद Ana से मिलना है | book; name=Ana; when=शुक्रवार को लंच के बाद
hi | मंगलवार या गुरुवार 10 से 12 बजे के बीच Ben के साथ बुक करो | book; name=Ben; when=मंगलवार या गुरुवार 10 से 12 बजे के बीच
hi | इस हफ़्ते कभी भी Ana से बात हो सकती है? | book; name=Ana; when=इस हफ़्ते
hi | मुझे अब Ben वाला सेशन नहीं चाहिए | cancel; name=Ben
hi | मैं रास्ते में हूँ, 5 मिनट | late; when=5 मिनट
hi | देर से रद्द करूँ तो क्या होगा? | policies
hi | कल मैं बीमार हूँ | hours off; tail=कल
hi | aaj ke session | sessions; when=aaj
hi | ek ghante baad kaun khali hai | free; when=ek ghante baad
hi | main raste mein hoon 5 minute | late; when=5 minute
en | Can I see Ravi on Thursday at 10 about python? | book; name=Ravi; topic=python; when=on Thursday at 10
en | I'd like to meet Ravi on Thursday at 10 | book; name=Ravi; when=on Thursday at 10
en | could I catch up with ben next week? | book; name=ben; when=next week
en | is Ravi there on Thursday? | book; name=Ravi; when=on Thursday
en | what does Ravi do? | book; name=Ravi
en | ravi thursday 10am | book; name=ravi; when=thursday 10am
en | Ravi jueves 10h | book; name=Ravi; when=jueves 10h
en | ravi | book; name=ravi
en | python | free; topic=python
en | tomorrow 3pm | free; when=tomorrow 3pm
en | 3 | nothing
en | when do I meet Ana? | sessions; name=Ana
en | can I see my sessions | sessions
en | thanks Ana! | nothing
en | good morning Ana | nothing
en | Ana told me she is busy tomorrow | nothing
en | see you tomorrow | nothing
de | Kann ich Ravi am Donnerstag um 10 sehen? | book; name=Ravi; when=am Donnerstag um 10
de | Ich würde gerne Ana nächste Woche kennenlernen | book; name=Ana; when=nächste Woche
de | Ravi Donnerstag 10 Uhr | book; name=Ravi; when=Donnerstag 10 Uhr
de | morgen um 15 Uhr | free; when=morgen um 15 Uhr
fr | Est-ce que je peux voir Ravi jeudi à 10h ? | book; name=Ravi; when=jeudi à 10h
fr | Ravi jeudi 10h | book; name=Ravi; when=jeudi 10h
es | ¿Puedo ver a Ravi el jueves a las 10? | book; name=Ravi; when=jueves a las 10
es | Ravi jueves 10h | book; name=Ravi; when=jueves 10h
pt | Posso ver o Ravi na quinta às 10h? | book; name=Ravi; when=na quinta às 10h
pt | Ravi quinta 10h | book; name=Ravi; when=quinta 10h
hi | क्या मैं गुरुवार को 10 बजे Ravi से मिल सकता हूँ? | book; name=Ravi; when=गुरुवार को 10 बजे
hi | Ravi गुरुवार 10 बजे | book; name=Ravi; when=गुरुवार 10 बजे
hi | kya main kal Ravi se mil sakta hoon | book; name=Ravi; when=kal
de | bis morgen | nothing
fr | à demain ! | nothing
es | nos vemos mañana | nothing
pt | até amanhã | nothing
hi | कल मिलते हैं | nothing
en | What did I do last month with Ana? | sessions past; name=Ana; when=last month
en | sessions last week | sessions past; when=last week
en | my past sessions with Leo Kim in October | sessions past; name=Leo Kim; when=in October
en | did I have a session with Ben last Monday? | sessions past; name=Ben; when=last Monday
en | my sessions on Monday | sessions; when=on Monday
de | Was habe ich letzten Monat mit Ana gemacht? | sessions past; name=Ana; when=letzten Monat
de | Sitzungen letzte Woche | sessions past; when=letzte Woche
de | Wen habe ich gestern getroffen? | sessions past; when=gestern
de | meine vergangenen Sitzungen im Oktober | sessions past; when=Oktober
es | ¿Qué hice el mes pasado con Ana? | sessions past; name=Ana; when=mes pasado
es | sesiones de la semana pasada | sessions past; when=semana pasada
es | ¿Qué sesiones tuve este año con Ben? | sessions past; name=Ben; when=este año
fr | Qu'ai-je fait le mois dernier avec Ana ? | sessions past; name=Ana; when=mois dernier
fr | séances de la semaine dernière | sessions past; when=semaine dernière
fr | mes séances d'hier | sessions past; when=d'hier
pt | O que eu fiz no mês passado com a Ana? | sessions past; name=Ana; when=no mês passado
pt | sessões da semana passada | sessions past; when=semana passada
pt | minhas sessões passadas em outubro | sessions past; when=outubro
hi | पिछले महीने मैंने Ana के साथ क्या किया? | sessions past; name=Ana; when=पिछले महीने
hi | पिछले हफ़्ते के सेशन | sessions past; when=पिछले हफ़्ते
hi | pichhle mahine Ana ke saath kya kiya | sessions past; name=Ana; when=pichhle mahine
en | put me down with Ravi for Monday 9:30 | book; name=Ravi; when=Monday 9:30
en | sign me up with ana tomorrow at 3pm | book; name=ana; when=tomorrow at 3pm
en | am I booked with ana this week? | sessions; name=ana; when=this week
en | what have I got coming up | sessions
en | which mentors are around on the weekend | free; when=on the weekend
en | I won't be able to attend tomorrow's session, sick kid | cancel; when=tomorrow; rest=sick kid
en | running 15 min behind | late; when=15 min
de | Hat Ana am Mittwochabend noch etwas frei? | free; name=Ana; when=am Mittwochabend
de | Ich möchte Ana am Freitagmorgen sehen | book; name=Ana; when=am Freitagmorgen
de | Trag mich bei Ravi für Montag 9:30 ein | book; name=Ravi; when=Montag 9:30
de | Ich schaffe es morgen nicht | cancel; when=morgen
de | Ich kann am Freitag leider nicht kommen. | cancel; when=am Freitag
de | Ich bin vom 20. bis 31. Dezember im Urlaub | hours off; tail=20. bis 31. Dezember
de | was steht diese Woche an? | sessions; when=diese Woche
de | Wie viele Stunden habe ich diesen Monat noch? | quota
de | Kannst du meine Sitzung mit Ana auf Dienstag 14 Uhr verlegen? | move; name=Ana; when=Dienstag 14 Uhr
es | ¿Tiene Ana hueco el miércoles por la tarde? | free; name=Ana; when=miércoles por la tarde
fr | Réserve-moi une demi-heure avec Ben après-demain à 8h | book; name=Ben; when=demi-heure après-demain à 8h
fr | Combien de séances me reste-t-il ce mois-ci ? | quota
pt | A Ana tem horário na quarta à noite? | free; name=Ana; when=na quarta à noite
hi | इस हफ्ते मेरा क्या है | sessions; when=इस हफ्ते
en | could you get me in with ana sometime next week in the afternoon? | book; name=ana; when=next week in the afternoon
en | got anything free tomorrow after lunch | free; when=tomorrow after lunch
en | any chance of a slot with ravi before friday | book; name=ravi; when=before friday
en | can we do tuesday instead of monday | move; when=tuesday
en | can we make it 4pm instead | move; when=4pm
en | let's do friday at 10 with ana instead | book; name=ana; when=friday at 10
en | ana asked me to move to thursday 2pm | move; name=ana; when=thursday 2pm
en | something came up, I need to cancel tomorrow | cancel; when=tomorrow
en | what's on my calendar for friday | sessions; when=friday
en | how many have I used | quota
en | is it free to cancel | policies
en | what are your cancellation terms | policies; rest=your
en | I'd rather meet ben on thursday | book; name=ben; when=on thursday
en | quick 30 min chat with ben tomorrow? | book; name=ben; when=30 min tomorrow
en | can I move it to later today | move; when=later today
en | bring my session with ben forward to monday | move; name=ben; when=monday
en | drop tomorrow's session please | cancel; when=tomorrow
en | forget about the session on friday | cancel; when=on friday
en | please remind me of my sessions | sessions
en | when could ana see me next week? | free; name=ana; when=next week
en | give me the earliest slot with ben | book; name=ben; rest=give
en | put me in with ben at 10 on friday | book; name=ben; when=at 10 on friday
en | i have a question about sql, who can help? | free; topic=sql
en | who mentors rust | free; topic=rust
en | is it possible to move ana's session to next week | move; name=ana; when=next week
en | i must cancel, sorry | cancel
en | please take me off friday's session | cancel; when=friday
en | i won't be there tomorrow | cancel; when=tomorrow
en | i'm not coming on friday | cancel; when=on friday
en | give me 5 more minutes | late; when=5
en | i will join 10 minutes late | late; when=10 minutes
en | block friday for me | hours off; tail=friday
en | add hours on saturday 10-12 | hours; tail=on saturday 10-12
en | what have I booked | sessions
en | anything tomorrow? | sessions; when=tomorrow
en | which sessions did I miss | sessions past
en | remaining quota | quota
en | am i out of sessions | quota
en | how much notice do I have to give to cancel | policies
en | what can I type | help
en | i don't understand | help
de | Ich brauche Hilfe bei Python, am liebsten Dienstag | free; topic=Python; when=Dienstag
de | Geht auch Dienstag statt Montag? | move; when=Dienstag
de | Können wir uns lieber am Freitag um 10 treffen? | book; when=am Freitag um 10
de | Ich schaff es morgen nicht | cancel; when=morgen
de | Ich schaffs morgen nicht | cancel; when=morgen
de | Ich kann morgen leider doch nicht | cancel; when=morgen
de | Mir ist was dazwischengekommen, ich muss morgen absagen | cancel; when=morgen
de | verspäte mich um 5 Minuten | late; when=5 Minuten
de | Bin in 10 Minuten da | late; when=10 Minuten
de | Freitags arbeite ich nicht | hours off; tail=Freitags
de | Habe ich morgen etwas? | sessions; when=morgen
de | Wie oft kann ich noch buchen? | quota
de | Ich hätte gern einen Termin bei Ravi übermorgen früh | book; name=Ravi; when=übermorgen früh
de | Den Termin mit Ben brauche ich nicht mehr | cancel; name=Ben
de | Ziehe die Sitzung mit Ben auf Montag vor | move; name=Ben; when=Montag
de | Wann könnte mich Ana nächste Woche nehmen? | book; name=Ana; when=nächste Woche
de | Gib mir den frühesten Termin bei Ben | book; name=Ben
de | Wann ist der früheste Termin bei Ana? | book; name=Ana
de | Ich habe eine Frage zu SQL, wer kann helfen? | free; topic=SQL
de | Wer macht Rust? | free; topic=Rust
de | Gibt es diese Woche Mentoren für Python? | free; topic=Python; when=diese Woche
de | Tausche meine Sitzung am Freitag gegen Montag | move; when=Montag
de | Ist es möglich, Anas Sitzung auf nächste Woche zu legen? | move; name=Ana; when=nächste Woche
de | Ich komme morgen nicht | cancel; when=morgen
de | Ich werde am Freitag nicht da sein | hours off; tail=am Freitag
de | Gib mir noch 5 Minuten | late; when=5
de | Blocke mir den Freitag | hours off; tail=Freitag
de | Meine Arbeitszeiten sind Mo-Fr 9-17 | hours; tail=Mo-Fr 9-17
de | Wann arbeite ich? | hours
de | Was habe ich gebucht? | sessions
de | Restkontingent | quota
de | Wie lange vorher muss ich absagen? | policies
de | Was kann ich tippen? | help
de | Ich verstehe das nicht | help
es | Necesito ayuda con Python, mejor el martes | free; topic=Python; when=martes
es | ¿Puede ser el martes en vez del lunes? | move; when=martes
es | ¿Podemos pasarla a las 16? | move; when=a las 16
es | ¿Podemos quedar mejor el viernes a las 10? | book; when=viernes a las 10
es | Mañana no puedo | cancel; when=Mañana
es | No voy a poder ir mañana | cancel; when=mañana
es | Me ha surgido algo, tengo que cancelar la de mañana | cancel; when=mañana
es | Estoy llegando, 5 minutos | late; when=5 minutos
es | ¿Tengo algo mañana? | sessions; when=mañana
es | ¿Cuándo veo a Ana? | sessions; name=Ana
es | ¿Qué pasa si cancelo tarde? | policies
es | ¿Cómo reservo? | book
es | Quiero una cita con Ravi pasado mañana temprano | book; name=Ravi; when=pasado mañana temprano
es | Ya no necesito la sesión con Ben | cancel; name=Ben
es | Adelanta la sesión con Ben al lunes | move; name=Ben; when=lunes
es | ¿Cuándo puede verme Ana la semana que viene? | book; name=Ana; when=la semana que viene
es | Dame la primera hora libre con Ben | book; name=Ben
es | Ponme con Ben el viernes a las 10 | book; name=Ben; when=viernes a las 10
es | Tengo una duda de SQL, ¿quién me ayuda? | free; topic=SQL
es | ¿Quién enseña Rust? | free; topic=Rust
es | ¿Hay mentores de Python esta semana? | free; topic=Python; when=esta semana
es | ¿Es posible mover la sesión de Ana a la semana que viene? | move; name=Ana; when=la semana que viene
es | Mañana no voy | cancel; when=Mañana
es | No estaré el viernes | cancel; when=viernes
es | Dame 5 minutos más | late; when=5
es | Se me hace tarde | late
es | Bloquea el viernes | hours off; tail=viernes
es | ¿Qué sesiones tengo reservadas? | sessions
es | ¿Me devuelven el dinero? | policies
es | ¿Con cuánta antelación hay que cancelar? | policies
es | No entiendo | help
fr | Ana a-t-elle un créneau la semaine prochaine ? | free; name=Ana; when=semaine prochaine
fr | J'ai besoin d'aide en Python, plutôt mardi | free; topic=Python; when=mardi
fr | Peut-on faire mardi au lieu de lundi ? | move; when=mardi
fr | On peut décaler à 16 h ? | move; when=16 h
fr | Plutôt vendredi à 10 h ? | free; when=vendredi à 10 h
fr | Demain je ne peux pas | cancel; when=Demain
fr | J'arrive dans 10 minutes | late; when=10 minutes
fr | J'ai quelque chose demain ? | sessions; when=demain
fr | Quand est-ce que je vois Ana ? | sessions; name=Ana
fr | Que se passe-t-il si j'annule trop tard ? | policies
fr | Comment réserver ? | book
fr | déplacer ma séance de jeudi à vendredi | move; when=vendredi
fr | Je n'ai plus besoin de la séance avec Ben | cancel; name=Ben
fr | Avance la séance avec Ben à lundi | move; name=Ben; when=lundi
fr | Quand Ana peut-elle me voir la semaine prochaine ? | book; name=Ana; when=semaine prochaine
fr | Donne-moi le premier créneau de Ben | book; name=Ben
fr | J'ai une question sur SQL, qui peut m'aider ? | free; topic=SQL
fr | Qui enseigne Rust ? | free; topic=Rust
fr | Y a-t-il des mentors Python cette semaine ? | free; topic=Python; when=cette semaine
fr | Déplace ma séance de vendredi à lundi | move; when=lundi
fr | Est-il possible de reporter la séance d'Ana à la semaine prochaine ? | move; name=Ana; when=la semaine prochaine
fr | Mon enfant est malade, on peut décaler demain ? | move; when=demain; rest=enfant malade,
fr | Je ne viens pas demain | cancel; when=demain
fr | Je ne serai pas là vendredi | cancel; when=vendredi
fr | Donnez-moi encore 5 minutes | late; when=5
fr | Bloque vendredi | hours off; tail=vendredi
fr | Quelles séances ai-je réservées ? | sessions
fr | Est-ce que je suis remboursé ? | policies
fr | Combien de temps avant dois-je annuler ? | policies
fr | Je ne comprends pas | help
pt | Preciso de ajuda com Python, de preferência terça | free; topic=Python; when=terça
pt | Pode ser terça em vez de segunda? | move; when=terça
pt | Dá para passar para as 16h? | move; when=16h
pt | Vamos marcar melhor na sexta às 10? | book; when=na sexta às 10
pt | Amanhã não posso | cancel; when=Amanhã
pt | Não vou conseguir ir amanhã | cancel; when=amanhã
pt | Surgiu um imprevisto, preciso cancelar a de amanhã | cancel; when=amanhã
pt | Chego em 10 minutos | late; when=10 minutos
pt | Às sextas não trabalho | hours off; tail=Às sextas
pt | Tenho alguma coisa amanhã? | sessions; when=amanhã
pt | Quando encontro a Ana? | sessions; name=Ana
pt | O que acontece se eu cancelar em cima da hora? | policies
pt | Como faço para marcar? | book
pt | Queria um horário com o Ravi depois de amanhã cedo | book; name=Ravi; when=depois de amanhã cedo
pt | Não preciso mais da sessão com o Ben | cancel; name=Ben
pt | Adianta a sessão com o Ben para segunda | move; name=Ben; when=segunda
pt | Quando a Ana pode me atender semana que vem? | book; name=Ana; when=semana que vem
pt | Me dá o primeiro horário com o Ben | book; name=Ben
pt | Me coloca com o Ben na sexta às 10 | book; name=Ben; when=na sexta às 10
pt | Tenho uma dúvida de SQL, quem me ajuda? | free; topic=SQL
pt | Quem ensina Rust? | free; topic=Rust
pt | Tem mentores de Python esta semana? | free; topic=Python; when=esta semana
pt | Troca minha sessão de sexta para segunda | move; when=segunda
pt | É possível passar a sessão da Ana para a semana que vem? | move; name=Ana; when=semana que vem
pt | Não vou amanhã | cancel; when=amanhã
pt | Não estarei na sexta | cancel; when=na sexta
pt | Me dá mais 5 minutos | late; when=5
pt | Bloqueia sexta | hours off; tail=sexta
pt | Que sessões tenho marcadas? | sessions
pt | Recebo meu dinheiro de volta? | policies
pt | Com quanta antecedência preciso cancelar? | policies
pt | Não entendi | help
hi | क्या मैं कल दोपहर जया से बात कर सकता हूँ? | book; name=जया; when=कल दोपहर
hi | जया के पास अगले हफ़्ते समय है? | free; name=जया; when=अगले हफ़्ते
hi | क्या सोमवार की जगह मंगलवार हो सकता है? | move; when=मंगलवार
hi | क्या इसे शाम 4 बजे कर सकते हैं? | move; when=शाम 4 बजे
hi | कल नहीं हो पाएगा | cancel; when=कल
hi | कुछ काम आ गया, कल का सत्र रद्द करना है | cancel; when=कल
hi | 10 मिनट में पहुँच रही हूँ | late; when=10 मिनट
hi | मैं सोमवार और बुधवार 9 से 12 खाली हूँ | hours; tail=सोमवार और बुधवार 9 से 12
hi | कल कुछ है क्या? | sessions; when=कल
hi | जया से कब मिलना है? | sessions; name=जया
hi | कितने सत्र बचे हैं? | quota
hi | देर से रद्द करने पर क्या होगा? | policies
hi | शुक्रवार का सत्र हटा दो | cancel; when=शुक्रवार
hi | kal Ana se baat ho sakti hai kya | book; name=Ana; when=kal
hi | मुझे जया का सबसे पहला समय दो | book; name=जया
hi | SQL के बारे में सवाल है, कौन मदद कर सकता है? | free; topic=SQL
hi | Rust कौन सिखाता है? | free; topic=Rust
hi | मेरा शुक्रवार का सत्र सोमवार को कर दो | move; when=सोमवार
hi | बच्चा बीमार है, कल का सत्र आगे बढ़ा सकते हैं? | move; rest=बच्चा बीमार
hi | माफ़ कीजिए, रद्द करना पड़ेगा | cancel
hi | मैं कल नहीं आऊँगी | cancel; when=कल
hi | मुझे 5 मिनट और दो | late; when=5
hi | मैं 24 से 31 दिसंबर तक नहीं हूँ | hours off; tail=24 से 31 दिसंबर
hi | मेरे काम के घंटे सोम-शुक्र 9-17 | hours; tail=सोम-शुक्र 9-17
hi | मैंने क्या बुक किया है? | sessions
hi | पिछले हफ़्ते के सत्र | sessions past; when=पिछले हफ़्ते
hi | समझ नहीं आया | help
hi | Ana ka pehla slot do | book; name=Ana
hi | main kal nahi aaungi | cancel; when=kal
hi | mere kitne session baaki hain | quota
en | when's my next call | sessions
en | do i have a meeting with ana today? | sessions; name=ana; when=today
en | when did i last see ben | sessions past; name=ben
en | i can't make my session with ana tomorrow | cancel; name=ana; when=tomorrow
en | change my hours to mon-thu 10-16 | hours; tail=mon-thu 10-16
en | i only work tuesdays 9-12 | hours; tail=tuesdays 9-12
en | taking friday off | hours off; tail=friday
en | how many can i still book this month | quota
en | do i have any sessions left | quota
en | what's the latest i can cancel? | policies
en | my mentees | schedule mentees
en | who do i meet this week | sessions; when=this week
en | who's booked with me tomorrow | sessions; when=tomorrow
en | who am i mentoring today? | sessions; when=today
de | Gibt es diese Woche noch was bei Ana? | free; name=Ana; when=diese Woche
de | Wann ist mein Termin mit Ana? | sessions; name=Ana
de | Hab ich heute noch Termine? | sessions; when=heute
de | Was hab ich diese Woche? | sessions; when=diese Woche
de | Wann war ich zuletzt bei Ana? | sessions past; name=Ana
de | Lass uns lieber Dienstag um 9 machen | book; when=Dienstag um 9
de | morgen wird nix, sorry | cancel; when=morgen
de | Ich krieg das morgen nicht hin | cancel; when=morgen
de | Kannst du meinen Termin am Freitag löschen? | cancel; when=am Freitag
de | Ich bin 10 min später da | late; when=10 min
de | sorry, wird 5 Minuten später | late; when=5 Minuten
de | Ich bin ab jetzt Mo-Do 10-16 verfügbar | hours; tail=Mo-Do 10-16
de | Am 24. Dezember habe ich keine Zeit | hours off; tail=Am 24. Dezember
de | Ich nehm mir Freitag frei | hours off; tail=Freitag
de | Hab ich noch Sitzungen übrig? | quota; rest=übrig?
de | Was geht hier alles? | help
de | meine mentees | schedule mentees
de | Mein Plan für morgen | sessions; when=morgen
de | mein Stundenplan | sessions
es | a qué hora es mi sesión de mañana? | sessions; when=mañana
es | cuando es mi cita con ana | sessions; name=ana
es | tengo sesion hoy? | sessions; when=hoy
es | cuándo fue mi última sesión con Ben? | sessions past; name=Ben
es | puedo cambiar la sesion de mañana para el viernes? | move; when=viernes
es | borra mi cita del lunes | cancel; when=lunes
es | voy 10 min tarde | late; when=10 min
es | me tomo libre el viernes | hours off; tail=viernes
es | me quedan sesiones? | quota
es | hasta cuando se puede cancelar | policies
es | qué sabes hacer? | help
es | mis mentees | schedule mentees
es | con quién me reúno esta semana? | sessions; when=esta semana
es | a quién veo mañana? | sessions; when=mañana
es | cómo está mi semana? | sessions
fr | Ravi est dispo la semaine prochaine ? | free; name=Ravi; when=semaine prochaine
fr | qui s'y connait en kubernetes ? | free; topic=kubernetes
fr | à quelle heure est ma séance demain ? | sessions; when=demain
fr | j'ai des rdv cette semaine ? | sessions; when=cette semaine
fr | quand est mon rendez-vous avec Ana ? | sessions; name=Ana
fr | c'était quand ma dernière séance avec Ben ? | sessions past; name=Ben
fr | je ne pourrai pas être là demain | cancel; when=demain
fr | désolé je peux pas venir demain | cancel; when=demain
fr | je suis dispo le lundi et le mercredi de 17h à 19h | hours; tail=lundi et le mercredi de 17h à 19h
fr | je prends mon vendredi | hours off; tail=vendredi
fr | il me reste des séances ? | quota
fr | jusqu'à quand on peut annuler ? | policies
fr | tu sais faire quoi ? | help
fr | mes mentorés | schedule mentees
fr | qui je vois cette semaine ? | sessions; when=cette semaine
fr | avec qui ai-je rendez-vous demain ? | sessions; when=demain
fr | à quoi ressemble ma semaine ? | sessions
pt | que horas é minha sessão amanhã? | sessions; when=amanhã
pt | quando é meu encontro com a Ana? | sessions; name=Ana
pt | tenho sessão hoje? | sessions; when=hoje
pt | quando foi minha última sessão com o Ben? | sessions past; name=Ben
pt | dá pra mudar a sessão de amanhã pra sexta? | move; when=sexta
pt | não vai dar pra mim amanhã, desculpa | cancel; when=amanhã
pt | tô preso no trânsito, chego em 15 minutos | late; when=15 minutos
pt | muda meu horário para segunda a quinta das 10 às 16 | hours; tail=segunda a quinta das 10 às 16
pt | vou estar de férias semana que vem | hours off; tail=semana que vem
pt | tô de folga sexta | hours off; tail=sexta
pt | até quando dá pra cancelar? | policies
pt | como eu marco uma sessão? | book
pt | o que vc faz? | help
pt | meus mentorados | schedule mentees
pt | quem eu encontro essa semana? | sessions; when=essa semana
pt | com quem tenho sessão amanhã? | sessions; when=amanhã
pt | como está minha semana? | sessions
hi | Ana के पास गुरुवार को कोई स्लॉट है? | free; name=Ana; when=गुरुवार
hi | शुक्रवार से पहले Ana से मिलना है | book; name=Ana; when=शुक्रवार से पहले
hi | मेरी अगली मीटिंग कब है? | sessions
hi | is hafte mere kaunse session hain | sessions; when=is hafte
hi | Ben से आखिरी बार कब मिला था? | sessions past; name=Ben
hi | kal wala session shukravar ko karna hai | move; when=shukravar
hi | क्या हम इसे अगले हफ़्ते कर सकते हैं? | move; when=अगले हफ़्ते; rest=हम
hi | मैं कल नहीं आ पाऊंगा | cancel; when=कल
hi | aaj ka session radd kar dijiye | cancel; when=aaj
hi | cancel karne par paise milenge? | policies
hi | tum kya kar sakte ho | help
hi | मेरे मेंटी | schedule mentees
hi | mere mentees | schedule mentees
hi | इस हफ़्ते मैं किससे मिल रहा हूँ? | sessions; when=इस हफ़्ते
hi | kal kisse milna hai | sessions; when=kal
hi | मेरा हफ़्ता कैसा है? | sessions
hi | mera schedule dikhao | sessions
en | thanks for your help ana | nothing
en | ben was late again yesterday | nothing
en | my mentees love python | nothing
en | i'm out of ideas | nothing
de | Lösch meine Daten | nothing
en | my mentees this week | sessions; when=this week
de | Danke für die Hilfe, Ana | nothing
de | Sag mal, wie war dein Tag? | nothing
de | Sag Ana schöne Grüße | nothing
es | gracias por tu ayuda | nothing
es | el libro de python es bueno | nothing
es | mis alumnos son geniales | nothing
fr | merci pour votre aide | nothing
pt | a Ana disse que não pode amanhã | nothing
pt | não vou mentir, adorei | nothing
pt | obrigado pela ajuda | nothing
hi | madad ke liye dhanyavaad | nothing
hi | python की किताब अच्छी है | nothing
"""

DENIED = """
en | i never asked to move it | move; denied=never asked to move
de | Bitte nichts absagen | cancel; denied=nichts absagen
fr | surtout n'annule rien | cancel; denied=n'annule rien
pt | não vou cancelar a sessão | cancel; denied=não vou cancelar
es | no puedo cancelar | cancel; denied=no puedo cancelar
fr | je ne vais pas annuler | cancel; denied=ne vais pas annuler
en | I don't want to cancel my session with Ana | cancel; denied=don't want to cancel
en | please do not move it | move; denied=do not move
en | don't book anything | book; denied=don't book
en | I'm not late | late; denied=not late
en | I will not be late for Ana | late; denied=will not be late
en | I'd rather not cancel | cancel; denied=rather not cancel
de | Ich möchte nicht absagen | cancel; denied=nicht absagen
de | Sag die Sitzung mit Ana nicht ab | cancel; denied=Sag ab die Sitzung mit Ana nicht
de | Verschieb sie bitte nicht! | move; denied=Verschieb sie bitte nicht
de | Ich will keine Sitzung buchen | book; denied=keine Sitzung buchen
de | Ich komme nicht zu spät | late; denied=nicht zu spät
es | No quiero cancelar mi sesión | cancel; denied=No quiero cancelar
es | no canceles mi sesión con Ana | cancel; denied=no canceles
es | no la muevas | move; denied=no la muevas
es | no reserves nada | book; denied=no reserves
es | No llego tarde | late; denied=No llego tarde
fr | Je ne veux pas annuler | cancel; denied=ne veux pas annuler
fr | N'annulez pas ma séance avec Ana | cancel; denied=N'annulez pas
fr | ne déplacez pas la séance | move; denied=ne déplacez
fr | ne réserve rien | book; denied=ne réserve
fr | Je ne suis pas en retard | late; denied=pas en retard
pt | não quero cancelar | cancel; denied=não quero cancelar
pt | não mude a sessão com Ana | move; denied=não mude
pt | não marque nada | book; denied=não marque
pt | não estou atrasado | late; denied=não estou atrasado
hi | मैं सेशन रद्द नहीं करना चाहता | cancel; denied=रद्द नहीं
hi | समय मत बदलो | move; denied=मत बदलो
hi | बुक न करें | book; denied=बुक न करें
hi | मुझे देर नहीं होगी | late; denied=देर नहीं
hi | session cancel mat karo | cancel; denied=cancel mat
en | session cancel mat karo | cancel; denied=cancel mat
en | no quiero cancelar mi sesión | cancel; denied=no quiero cancelar
hi | don't cancel my session | cancel; denied=don't cancel
"""
MEANT_ALL_THE_SAME = """
en | don't cancel, move my session to Friday 3pm | move; when=Friday 3pm; rest=don't
en | No, cancel it | cancel; rest=No,
en | cancel my session, I do not need it | cancel; rest=do not
en | I don't have time please cancel | cancel; rest=don't
en | Why not book Ana tomorrow at 3pm? | book; name=Ana; when=tomorrow at 3pm
en | I can't make it | cancel
en | I don't work on friday | hours off; tail=on friday
de | Storniere meine Sitzung, ich kann nicht | cancel
de | Ich kann am Freitag nicht und will Ana verschieben | move; name=Ana; when=am Freitag; rest=und
de | Der Link geht nicht | nothing
es | No, cancela mi sesión | cancel; rest=No
es | no tengo tiempo cancela mi sesión | cancel; rest=no
fr | je ne peux pas venir, annule ma séance | cancel
pt | não posso ir na sexta | cancel; when=na sexta
hi | कल फ्री नहीं हूँ रद्द कर दो | cancel; when=कल; rest=नहीं
hi | cancel kar do na | cancel; rest=na
"""


def read(text: str, locale: str) -> Asked | None:
    def is_time(said: str) -> Wish | None:
        wish = wishes.read(said, now=NOW, zone="Europe/Berlin", locale=locale, guess=False)
        return wish if wish.understood else None

    def is_past(said: str) -> Period | None:
        try:
            period = read_period(said, NOW.date(), locale)
        except PeriodUnclear:
            return None
        if isinstance(period, Usual):
            period = usual_period(period, NOW.date(), None)
        return period if period.first <= NOW.date() else None

    def is_over(said: str) -> Period | None:
        period = is_past(said)
        return period if period and period.last < NOW.date() and not is_time(said) else None

    fits = Fits(
        time=is_time,
        name=lambda said: said.lower() in NAMES,
        topic=lambda said: said.lower().removeprefix("#") in TOPICS,
        met=lambda said: said.lower() in MET,
        past=is_past,
        over=is_over,
    )
    return intentions.read(text, locale, fits)


def in_parts(asked: Asked | None) -> str:
    """`book; name=Ana; when=friday 3pm`."""
    if asked is None:
        return "nothing"
    hours = asked.intention in (Intention.HOURS, Intention.OFF)
    parts = ("tail",) if hours else ("name", "topic", "when", "reason", "rest")
    said = [f"{part}={getattr(asked, part)}" for part in parts if getattr(asked, part)]
    return "; ".join([asked.intention.value, *said])


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(("locale", "said", "meant"), rows(SAID))
def test_sentences_are_taken_apart(locale: str, said: str, meant: str) -> None:
    assert in_parts(read(said, locale)) == meant


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(("locale", "said", "meant"), rows(DENIED))
def test_what_somebody_does_not_want_is_denied(locale: str, said: str, meant: str) -> None:
    asked = read(said, locale)
    assert asked is not None
    assert f"{asked.intention.value}; denied={asked.denied}" == meant


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(("locale", "said", "meant"), rows(MEANT_ALL_THE_SAME))
def test_a_no_beside_what_is_wanted_denies_nothing(locale: str, said: str, meant: str) -> None:
    asked = read(said, locale)
    assert asked is None or not asked.denied
    assert in_parts(asked) == meant


@pytest.mark.spec("CHT-6")
def test_each_intention_is_known_in_six_languages() -> None:
    table = rows(SAID)
    assert len(table) >= 200
    for locale in ("en", "de", "es", "fr", "pt", "hi"):
        known = {meant.partition(";")[0] for language, _, meant in table if language == locale}
        assert {intention.value for intention in Intention} <= known, locale


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("kal shaam 5 baje Ana ke saath session book karo", "book; name=Ana; when=kal shaam 5 baje"),
        ("mujhe kal ka session cancel karna hai", "cancel; when=kal"),
        ("mera session shukravar ko shift kar do", "move; when=shukravar"),
        ("main 10 minute late ho jaunga", "late; when=10 minute"),
        ("preciso cancelar a sessão de amanhã", "cancel; when=amanhã"),
        ("cancel the session with the reporter", "cancel; rest=reporter"),
    ],
)
def test_whoever_reads_english_is_understood_in_the_language_that_says_more(said: str, meant: str) -> None:
    assert in_parts(read(said, "en")) == meant


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", ["ja", "ru", "de"])
def test_other_languages_than_ones_own_are_tried(locale: str) -> None:
    assert in_parts(read("cancel my session with Ana", locale)) == "cancel; name=Ana"
    assert in_parts(read("reservar con Ana mañana a las 15h", locale)).startswith("book; name=Ana")


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    ("locale", "said", "of", "when"),
    [
        ("en", "move my session with Ana from Friday to Monday 10am", "Friday", "Monday 10am"),
        ("de", "Verschiebe meine Sitzung von Freitag auf Montag 10 Uhr", "Freitag", "Montag 10 Uhr"),
        ("hi", "मेरा कल का सेशन परसों कर दो", "कल", "परसों"),
        ("en", "can we do Tuesday instead of Monday", "Monday", "Tuesday"),
        ("de", "Geht auch Dienstag statt Montag?", "Montag", "Dienstag"),
        ("es", "¿Puede ser el martes en vez del lunes?", "lunes", "martes"),
        ("fr", "Peut-on faire mardi au lieu de lundi ?", "lundi", "mardi"),
        ("pt", "Pode ser terça em vez de segunda?", "segunda", "terça"),
        ("hi", "क्या सोमवार की जगह मंगलवार हो सकता है?", "सोमवार", "मंगलवार"),
        ("fr", "déplacer ma séance de jeudi à vendredi", "jeudi", "vendredi"),
        ("hi", "mera kal ka session parso kar do", "kal", "parso"),
    ],
)
def test_a_move_says_from_when_to_when(locale: str, said: str, of: str, when: str) -> None:
    asked = read(said, locale)
    assert asked is not None
    assert (asked.of, asked.when) == (of, when)


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(
    ("locale", "said", "polite"),
    [
        ("en", "thank you so much", True),
        ("en", "are you there?", False),
        ("en", "is this free?", False),
        ("de", "Guten Morgen", True),
        ("de", "Meine Sitzung", False),
        ("es", "buenos días", True),
        ("fr", "merci beaucoup", True),
        ("pt", "muito obrigada", True),
        ("hi", "बहुत बहुत धन्यवाद", True),
        ("hi", "theek hai", True),
        ("en", "dhanyavaad", True),
        ("de", "merci beaucoup", True),
    ],
)
def test_only_a_greeting_or_thanks_is_polite(locale: str, said: str, polite: bool) -> None:
    assert intentions.is_polite(said, locale) is polite
    assert read(said, locale) is None


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "come va?", "x" * 5000, "book " * 200, "with with about", "İ book İ"]
)
@pytest.mark.parametrize("locale", ["en", "hi", "it", "ja", "ru"])
def test_no_text_breaks_it(text: str, locale: str) -> None:
    read(text, locale)
    assert not intentions.is_polite(text, locale)
