"""Words of Hindi (see bot.typed.languages)."""

WORDS = """
last week: पिछले हफ़्ते, पिछले हफ्ते, पिछले सप्ताह, pichhle hafte, pichle hafte
last month: पिछले महीने, पिछले माह, pichhle mahine, pichle mahine
last year: पिछले साल, पिछले वर्ष, pichhle saal, pichle saal
this month: इस महीने, इस माह, is mahine
this year: इस साल, is saal
yesterday: बीते कल, बीता कल, beete kal
afternoon: लंच के बाद, खाने के बाद, lunch ke baad
today: aaj, आज, आज ही
tomorrow: kal, कल
day after tomorrow: parso, parson, परसों
tonight: aaj raat, aaj raat ko, आज रात
morning: subah, subah ko, subah mein, subah subah, सुबह, सुबह को, सुबह में, सुबह-सुबह, सुबह सुबह, सवेरे
afternoon: dopahar, dopahar ko, dopahar mein, dopahar me, dopahar ke baad, दोपहर, दोपहर को, दोपहर में, दोपहर के बाद
evening: shaam, shaam ko, shaam mein, शाम, शाम को, शाम में
night: raat, raat ko, raat mein, रात, रात को, रात में
baje: bje, बजे
half past: sadhe, saadhe, साढ़े
quarter past: sava, sawa, सवा
quarter to: paune, पौने
half past 1: dedh baje, ded baje, डेढ़ बजे, डेढ बजे
half past 2: dhai baje, dhaai baje, ढाई बजे
midnight: aadhi raat, aadhi raat ko, आधी रात, आधी रात को
minutes from now: minute mein, minute me, minute baad, minat mein, मिनट में, मिनट बाद
hours from now: ghante mein, ghante me, ghante main, ghante baad, ghante ke baad, घंटे में, घंटे बाद, घंटे के बाद
half an hour from now: आधे घंटे में, आधे घंटे बाद
1.5 hours from now: dedh ghante mein, dedh ghante baad, डेढ़ घंटे में, डेढ़ घंटे बाद
2.5 hours from now: dhai ghante mein, dhai ghante baad, ढाई घंटे में, ढाई घंटे बाद
half an hour: aadha ghanta, aadhe ghante, आधा घंटा, आधे घंटे
1.5 hours: dedh ghanta, dedh ghante, डेढ़ घंटा, डेढ़ घंटे
2.5 hours: dhai ghante, ढाई घंटे
days: दिन, दिनों
weeks: हफ़्ते, हफ़्ता, हफ्ते, हफ्ता, सप्ताह
days from now: din mein, din baad, दिन में, दिन बाद
weeks from now: hafte mein, hafte baad, हफ़्ते में, हफ्ते में, हफ़्ते बाद, हफ्ते बाद, सप्ताह बाद
now: abhi, turant, अभी, तुरंत, फ़ौरन, फौरन
asap: jald se jald, jitni jaldi ho sake, जितनी जल्दी हो सके, जितना जल्दी हो सके
around: karib, kareeb, lagbhag, करीब, क़रीब, लगभग
next: agle, agla, अगले, अगली, अगला
this: इस
this week: is hafte, इस हफ़्ते, इस हफ्ते, इस सप्ताह
next week: agle hafte, अगले हफ्ते, अगले हफ़्ते, अगले सप्ताह
next month: agle mahine, अगले महीने, अगले माह
weekend: सप्ताहांत, सप्ताहांत में, वीकेंड, वीकेंड में, शनि-रवि, शनिवार-रविवार
this weekend: is weekend, इस वीकेंड, इस सप्ताहांत
or: या, ya
minutes: मिनट, मि, minat
months: महीने, महीना
hours: घंटे, घंटा, घण्टे, घं, ghante, ghanta
monday: somvar, somwar, somvaar, somwaar, सोमवार, मंडे
tuesday: mangalvar, mangalwar, mangalvaar, mangalwaar, मंगलवार, ट्यूज़डे, ट्यूजडे
wednesday: budhvar, budhwar, budhvaar, budhwaar, बुधवार, वेडनेसडे, वेडनसडे
thursday: guruvar, guruwar, guruvaar, guruwaar, brihaspativar, veervar, गुरुवार, बृहस्पतिवार, वीरवार, थर्सडे
friday: shukravar, shukrawar, shukravaar, shukrawaar, शुक्रवार, फ़्राइडे, फ्राइडे
saturday: shanivar, shaniwar, shanivaar, shaniwaar, शनिवार, सैटरडे
sunday: ravivar, raviwar, ravivaar, raviwaar, itwar, itvar, itvaar, रविवार, इतवार, संडे
: ko, को
january: जनवरी
february: फरवरी, फ़रवरी
march: मार्च
april: अप्रैल
may: मई
june: जून
july: जुलाई
august: अगस्त
september: सितंबर, सितम्बर
october: अक्टूबर, अक्तूबर
november: नवंबर, नवम्बर
december: दिसंबर, दिसम्बर
...
sunday: रवि
january: जन
february: फ़र, फर
july: जुल
august: अग
september: सित
october: अक्टू, अक्तू
november: नव
december: दिस
1: ek, एक
2: do, दो
3: teen, tin, तीन
4: char, chaar, चार
5: paanch, panch, पांच, पाँच
6: chhe, chhah, छह, छः
7: saat, सात
8: aath, आठ
9: nau, नौ
10: das, दस
11: gyarah, ग्यारह
12: barah, baarah, बारह
15: pandrah, पंद्रह, पन्द्रह
20: bees, बीस
30: tees, तीस
45: paintalis, पैंतालीस
evening: sham, sham ko, sham mein
half an hour from now: aadhe ghante mein, aadhe ghante me, aadhe ghante baad, adhe ghante mein, adhe ghante baad
asap: jaldi, जल्दी, जल्दी से
monday: सोम
tuesday: mangal, मंगल
wednesday: budh, बुध
thursday: गुरु
friday: शुक्र
saturday: शनि
weekend: weekend pe, weekend par, weekend mein, वीकेंड पर
: pe, par, पर
"""

HOURS = """
closed: बंद, छुट्टी, chutti, chhutti, खाली, उपलब्ध नहीं
off: छुट्टी पर, अवकाश, बीमार, chutti par
no break: बिना ब्रेक, कोई ब्रेक नहीं
without: बिना
break: ब्रेक, विराम
lunch: लंच, खाने का ब्रेक
buffer: बफ़र, बफर
blocked: ब्लॉक, व्यस्त
open: खुला, खुली, खुले
every day: हर दिन, रोज़, रोज, प्रतिदिन, har din, roz
weekdays: कामकाजी दिन, कामकाजी दिनों, weekdays ko
weekend: शनि-रवि, सप्ताहांत, वीकेंड
mondays: हर सोमवार
tuesdays: हर मंगलवार
wednesdays: हर बुधवार
thursdays: हर गुरुवार
fridays: हर शुक्रवार
saturdays: हर शनिवार
sundays: हर रविवार
all day: पूरा दिन, पूरे दिन, दिन भर
every: हर
copy: कॉपी
like: जैसा, की तरह
to: से, se
and: और, aur, तथा
monday: सोमवार, सोम, som
tuesday: मंगलवार, मंगल, mangal
wednesday: बुधवार, बुध, budh
thursday: गुरुवार, गुरु, बृहस्पतिवार, वीरवार, guru
friday: शुक्रवार, शुक्र, shukra
saturday: शनिवार, शनि, shani
sunday: रविवार, रवि, इतवार, ravi
: बजे, baje, तक, tak, को, ko, में, के, लिए
...
closed: band
open: khula, khule
"""

COMMANDS = """
upcoming: आने वाले, आगामी
past: बीते, बीती, पिछले, पिछली, पुराने
week: हफ़्ता, हफ्ता, सप्ताह, इस हफ़्ते
week next: अगले हफ़्ते, अगले हफ्ते, अगला हफ़्ता
edit: विवरण बदलें, विवरण बदलो, बदलें, बदलो, बदलाव
reschedule: समय बदलें, समय बदलो, समय बदलना
counter: दूसरा समय, जवाबी प्रस्ताव
accept: मंज़ूर, मंजूर, मंज़ूर करें, मंजूर करें, स्वीकार, स्वीकार करें
decline: नामंज़ूर, नामंजूर, नामंज़ूर करें, नामंजूर करें, मना, मना करें, अस्वीकार, अस्वीकार करें
withdraw: वापस लें, वापस लो, वापस
cancel: रद्द, रद्द करें, रद्द करो, कैंसल
continue: जारी रखें, जारी
feedback: फ़ीडबैक, फीडबैक
notes: नोट, नोट्स
no-show: ग़ैरहाज़िर, गैरहाज़िर, गैरहाजिर, नहीं आए, नहीं आईं, अटेंड नहीं किया
report: रिपोर्ट, शिकायत, समस्या
pay: पेमेंट, पेमेंट करें, भुगतान
paid: पेमेंट कर दिया, पेमेंट हो गया
leave: छोड़ें, छोड़ो
receipt: रसीद
join: जुड़ें, जुड़ो
calendar: कैलेंडर
calendars: कैलेंडर जोड़ें
list: सूची
mentees: मेंटी
new: नई, नया, नयी
register: रजिस्टर, रजिस्टर करें
out: नाम वापस लें, हट जाएँ, हटें
answer: जवाब
answers: सभी जवाब
hours: घंटे
extend: समय बढ़ाएँ, बढ़ाएँ, समय दें
choose: चुनें
decide: फ़ैसला, फैसला
suggest: सुझाएँ
explain: समझाएँ
mentors: मेंटर्स, मेंटरों
mentor: मेंटर
times: समय जोड़ें, समय
note: टिप्पणी
save: सेव, सेव करें
discard: छोड़ दें
confirm: पुष्टि, पुष्टि करें
preview: झलक
typing: लिखना, टाइप
quiet: शांत घंटे, शांत
language: भाषा, bhasha
rate: रेट, दर
tags: विषय
headline: परिचय
bio: मेरे बारे में
seniority: अनुभव
active: सक्रिय
accepting: सेशन लेना
verified: वेरिफ़ाइड, वेरिफाइड, जाँचा हुआ
link: लिंक
mail: ईमेल, मेल
forget: भूल जाएँ
plan: प्लान
data: डेटा
members: सदस्य
policies: नियम
sessions: सेशन
disputes: विवाद
stats: आँकड़े
analytics: विश्लेषण
health: सेहत
failed: अटके
channels: चैनल
here: यहाँ
stop: रोकें
warn: चेतावनी
suspend: निलंबित
restore: बहाल
technical: तकनीकी
behaviour: व्यवहार
refund: पैसा, रिफ़ंड, रिफंड
quality: गुणवत्ता
other: अन्य, कुछ और
yes: हाँ, हां, जी, जी हाँ, हाँ जी, ठीक है, haan, han
no: नहीं, जी नहीं, नही, nahi, nahin
on: चालू
off: बंद
maybe: शायद, shayad
all: सभी, सब
none: कोई नहीं, कुछ नहीं
available: उपलब्ध
again: फिर से, दोबारा
late: देर, देरी
record: रिकॉर्डिंग, रिकॉर्ड
open: खोलें
ask: पूछें
accounts: खाते
notices: सूचनाएँ, सूचनाएं
reminders: रिमाइंडर
polls: पोल, मतदान
news: ख़बरें, खबरें
export: एक्सपोर्ट
erase: मिटाएँ, मिटाएं
keep: रखें
page: पेज
there: वहाँ, वहां
individual: व्यक्तिगत
council: काउंसिल
session: यह सेशन
dispute: यह विवाद
with: के साथ
browse: खोजें
zone: समय क्षेत्र
weekdays: कामकाजी दिन
evenings: शाम को
weekends: सप्ताहांत
usual: सामान्य
...
past: purane, pichhle, pichle, beete
upcoming: aane wale, aanewale
week: hafta, is hafte
week next: agle hafte, agla hafta
edit: badlo, badlen
reschedule: samay badlo, samay badlen, time badlo
counter: doosra samay, dusra samay
accept: manzoor, manjoor, manzur
decline: namanzoor, namanjoor, mana, mana karo
withdraw: wapas, wapas lo, vapas
cancel: radd, radd karo, radd karen
continue: jaari rakho, jari rakho
leave: chhodo, chodo
join: judo, juden
new: nayi, naya, nai
answer: jawab, javab
choose: chuno
suggest: sujhao
decide: faisla
extend: badhao
confirm: pakka, pakka karo
available: khali, khaali, uplabdh
all: sab, sabhi
none: koi nahi, kuch nahi
yes: haa, ji, ji haan, theek hai, thik hai
no: nai, ji nahi
on: chalu, chaalu
off: band
stop: roko
"""

ADMIN = """
...
none: कोई नहीं
money: पैसा
members: सदस्य
mentors: मेंटर्स
mentor: मेंटर
mentees: मेंटीज़
mentee: मेंटी
admins: एडमिन्स, एडमिनों
admin: एडमिन
plans: प्लान्स, प्लानों
plan: प्लान
individual: इंडिविजुअल, व्यक्तिगत
council: काउंसिल
active: सक्रिय
inactive: निष्क्रिय
suspended: निलंबित
full: पूरे
page: पेज
role: रोल, भूमिका
activity: गतिविधि
no plan: बिना प्लान
quota: कोटा
remove: हटाएँ, हटाएं
policies: नियम
sessions: सेशन्स, सेशंस, सेशनों
session: सेशन
move: खिसकाएँ
jobs: काम
stop: रोकें
disputes: विवाद सूची, विवादों
dispute: विवाद
stats: आँकड़े
analytics: विश्लेषण
health: सेहत, हाल
here: यहाँ, यहां
channels: चैनल
failed: फ़ेल, फेल, अटके, विफल
warn: चेतावनी
suspend: निलंबित करें
restore: बहाल करें
availability: उपलब्धता
status: स्थिति
from: से
to: तक
on: दिन
type: तरीका, प्रकार
refund: रिफ़ंड, रिफंड
reassigned: मेंटर बदला, पुनर्नियुक्त
pending: लंबित
search: खोज
sort: क्रम
limit: सीमा
desc: घटते
asc: बढ़ते
video: वीडियो
audio: ऑडियो
chat: चैट
in_person: आमने-सामने
scheduled: तय, निर्धारित
requested: अनुरोध वाले, अनुरोधित
awaiting_payment: पेमेंट बाकी
in_progress: जारी, चल रहे
completed: पूरे हुए, पूर्ण
cancelled: रद्द
no_show: ग़ैरहाज़िर, गैरहाज़िर, गैरहाजिर, अनुपस्थित
when: समय
created: बुकिंग, निर्माण
title: शीर्षक, टाइटल
minutes: अवधि
rate: रेट, दर
reschedules: बदलाव
views: व्यू सूची
view: व्यू
save: सेव करें, सेव, सहेजें
delete: मिटाएँ, मिटाएं
rename: नाम बदलें
cancel: रद्द करें
message: मैसेज, संदेश
both: दोनों
all: सभी
mine: मेरे
open: खुले
resolved: सुलझे
dismissed: ख़ारिज, खारिज
low: कम
medium: मध्यम
high: ज़्यादा
urgent: तत्काल
priority: प्राथमिकता
category: श्रेणी
take: लें
give: सौंपें
ask: पूछें
reporter: शिकायतकर्ता
other: दूसरा
dismiss: ख़ारिज करें, खारिज करें
confirm: पुष्टि
close: बंद करें
file: फ़ाइल
note: नोट
complete: पूरा करें
reassign: मेंटर बदलें, पुनर्नियुक्त करें
clear: साफ़ करें
override: छूट, अपवाद
acts: कार्रवाइयाँ
timeline: समयरेखा
notices: सूचनाएँ
audit: ऑडिट
notes: नोट्स
for: की ओर से
bonus: बोनस
set: तय करें
use: लागू करें
by: अंतर, बदलकर
copy from: कॉपी, नकल
off: बंद
member: मेंबर
admins: एडमिन्स
presets: तैयार नियम
workspaces: वर्कस्पेस
connect: जोड़ें
technical: तकनीकी
behaviour: व्यवहार
quality: गुणवत्ता
money: पैसा, पैसे
none: कोई नहीं
processed: लौटाया गया
declined: अस्वीकृत
withdrawn: वापस लिया गया
pending_approval: मंज़ूरी बाकी
code: कोड
this month: इस महीने, यह महीना
last month: पिछले महीने, पिछला महीना
last 30 days: पिछले 30 दिन
this year: इस साल
last year: पिछले साल
this week: इस हफ़्ते
last week: पिछले हफ़्ते
reschedule: समय बदलें
deadline: समय सीमा
accept: मंज़ूर करें, मंजूर करें, मंज़ूरी
request: अनुरोध
no limit: बिना सीमा, कोई सीमा नहीं
"""

PARTED = """
के पास … कोई स्लॉट
इसे … कर सकते हैं
मुझे … मिनट और दो
के पास … समय है
के पास … टाइम है
ke paas … time hai
ke pas … time hai
"""

SENTENCES = """
...
schedule mentees: मेरे मेंटी, मेरे मेंटी कौन हैं, mere mentee, mere mentee kaun hain, mere mentees
polite: मदद के लिए धन्यवाद, मदद के लिए शुक्रिया, madad ke liye dhanyavaad, madad ke liye shukriya
sessions: मेरी अगली मीटिंग, मेरी अगली मीटिंग कब है, mere kaunse session, मेरे कौनसे सेशन, mera schedule
sessions: mera schedule dikhao
sessions: मेरा शेड्यूल, किससे मिल रहा हूँ, किससे मिल रही हूँ, किससे मिलना है, kisse milna hai, kisse mil raha hoon
sessions: kisse mil rahi hoon, मेरा हफ़्ता, मेरा हफ़्ता कैसा है, mera hafta, mera hafta kaisa hai
sessions past: आखिरी बार कब मिला था, आखिरी बार कब मिली थी, aakhri baar kab mila tha
free: के पास कोई स्लॉट है, के पास कोई स्लॉट, ke paas koi slot hai, किसे आता है, kise aata hai
book: kardo, book kardo, कैसे बुक करूँ, kaise book karun
move: इसे कर सकते हैं, को करना है, ko karna hai, aage kar do, आगे कर दो
cancel: radd kar dijiye, cancel kar dijiye, nahi aa paaunga
late: ट्रैफ़िक में फँसा हूँ, traffic mein phasa hoon
policies: cancel karne par, cancel karne par paise milenge, paise milenge
help: tum kya kar sakte ho, aap kya kar sakte hain, aap kya kar sakte ho
: थोड़ा, thoda, lagenge, कितने बजे, kitne baje, sorry, जाऊंगा
book: सबसे पहला समय, पहला समय, पहला स्लॉट, pehla slot, pehla time, sabse pehla slot, समय दो
free: कौन सिखाता है, कौन सिखाती है, कौन पढ़ाता है, kaun sikhata hai, kaun sikhati hai
move: आगे बढ़ा सकते हैं, आगे बढ़ा सकते, आगे बढ़ा
cancel: नहीं आऊँगी, नहीं आऊँगा, नहीं आऊंगी, नहीं आऊंगा, nahi aaungi, nahi aaunga, nahi aungi, nahi aunga
late: मिनट और दो, मुझे मिनट और दो, minute aur do
hours: काम के घंटे, मेरे काम के घंटे, kaam ke ghante
hours off: तक नहीं हूँ, tak nahi hoon
sessions: क्या बुक किया है, क्या बुक किया, maine kya book kiya
quota: कितने बाकी, session baaki, kitne session baaki, kitne session baaki hain
policies: पैसे वापस मिलेंगे, paise wapas milenge
help: समझ नहीं आया, समझ में नहीं आया, samajh nahi aaya, क्या लिखूँ, kya likhu
: सवाल, माफ़ कीजिए, maaf kijiye, पड़ेगा, padega, तक, tak, किया
hours: खाली हूँ, फ़्री हूँ, फ्री हूँ, khali hoon, khali hun, free hoon, free hun
behind instead: की जगह, के बजाय, की बजाय, ki jagah, ke bajay
book: बात कर, बात कर सकता, बात कर सकती, baat ho sakti, baat kar, baat kar sakta, baat kar sakti
book: का समय चाहिए, समय चाहिए, milna chahta, milna chahti
free: के पास समय है, के पास समय, ke paas time hai, ke pas time hai, के पास टाइम है
cancel: हटा दो, हटाओ, हटाना, हटा दीजिए, hata do, नहीं हो पाएगा, नहीं हो पायेगा, nahi ho payega, nahi ho paayega
cancel alone: नहीं हो सकता, nahi ho sakta, नहीं कर सकता, नहीं कर सकती
late alone: में पहुँच रही हूँ, में पहुँच रहा हूँ, में आ रहा हूँ, में आ रही हूँ, mein pahunch raha hoon
late alone: mein aa raha hoon, me aa raha hoon, me aa rahi hoon
move: पहले कर दो, जल्दी कर दो, को कर सकते, बजे कर सकते हैं
sessions: कुछ है क्या, कुछ है, कब मिलना है, से कब मिलना है, kuch hai kya, kab milna hai
quota: कितने सत्र बचे हैं, कितने सत्र, कितनी बार बुक
policies: रद्द करने पर, रद्द करने पर क्या होगा, देर से रद्द करने पर, देर से रद्द करने पर क्या होगा, radd karne par
session: सत्र
: काम आ गया, कुछ काम आ गया, कुछ, आ गया, हो सकता, इसे, दोपहर में
sessions: मेरा क्या है, मेरा क्या प्रोग्राम है, mera kya hai
: अफ़सोस, दुर्भाग्य से
cancel: नहीं आ सकता, नहीं आ सकती, नहीं आ सकूँगा, नहीं आ सकूँगी, nahi aa sakta, nahi aa sakti, nahi aa paunga
polite: फिर मिलेंगे, कल मिलते हैं, कल मिलेंगे, अलविदा, phir milenge, kal milte hain, kal milenge, bye
: मिल, मिलने, मिलूँ, mil, milne
sessions past: क्या किया, क्या क्या किया, कौन से सेशन थे, किससे मिला, किससे मिली, किससे बात की, मेरे सेशन थे
sessions past: kya kiya, kya kya kiya, kisse mila, kisse mili, kisse baat ki, kaun se session the
: मैंने, maine
session: सेशन, मीटिंग, session, sessions, meeting
book: बात हो सकती, दोबारा बुक
cancel: सेशन नहीं चाहिए, session nahi chahiye
late: ट्रैफ़िक में, ट्रैफिक में, रास्ते में, raste mein, traffic mein
sessions: के सेशन, ke session, ke sessions
quota: कितने बचे हैं, कितने बचे, kitne bache hain
policies: देर से रद्द करूँ, रद्द करूँ तो
hours off: बीमार हूँ, bimar hoon, bimar hun
hours: काम करता हूँ, काम करती हूँ
help: यह क्या है, कैसे करें, kaise kare, kaise karen
: किस, स्लॉट, slot, slots, koi, दोबारा, अब, तो, कभी भी, लगेंगे, लगेगा, होगा, karwana
polite: नमस्ते, नमस्कार, धन्यवाद, शुक्रिया, बहुत धन्यवाद, बहुत शुक्रिया, ठीक है, शुभ प्रभात, हाय, ओके, namaste
polite: dhanyavaad
polite: dhanyawad, shukriya, theek hai, thik hai, ok, okay, hi, hello, thanks, thank you
sessions: मेरा कोई सेशन, मेरे कौन से सेशन, कौन से सेशन, mera koi session
: जानते, जानता, मिलेंगे, मिलेगा, aur, le, कोई
book: बुक, बुक करो, बुक करें, बुक करना, बुक कर दो, बुक कर दीजिए, बुक करवाना, बुक कर, फिक्स करो, फ़िक्स करो
book: फिक्स कर दो, बात करनी, बात करना, मिलना, मिलना है, मेंटर चाहिए, मेंटर ढूँढो, सेशन चाहिए, मीटिंग चाहिए
book: सेशन ले, सेशन लेना, सीखना, book karo, book karna, book kar do, book karwana, baat karni, baat karna, milna
book: mentor chahiye, session chahiye, fix karo, fix kar do, seekhna
free: कौन खाली है, कौन उपलब्ध है, कौन फ़्री है, कौन फ्री है, कौन आ सकता है, कौन सिखा सकता है, कौन से मेंटर
free: कौन मदद कर सकता है, खाली, फ़्री, फ्री, उपलब्ध, kaun free hai, kaun khali hai, kaun available hai, free
free: khali, available, kaun sikha sakta hai
sessions past: पिछले सेशन, मेरे पिछले सेशन, बीते सेशन, मेरे बीते सेशन, पुराने सेशन, मेरे पुराने सेशन
sessions past: purane session, pichhle session, mere purane session
sessions: मेरे सेशन, मेरा सेशन, मेरा सेशन कब है, मेरा अगला सेशन, मेरे आने वाले सेशन, आने वाले सेशन, मेरी बुकिंग
sessions: मेरी मीटिंग, mere sessions, mere session, mera session, mera agla session, meri booking, meri meeting
move: समय बदलो, समय बदलें, समय बदल दो, समय बदलना, समय बदल दीजिए, टाइम बदलो, टाइम बदलना, टाइम बदल दो, बदलो, बदलना
move: बदल दो, बदल दीजिए, आगे बढ़ाओ, आगे बढ़ा दो, आगे बढ़ाना, शिफ़्ट करो, शिफ्ट करो, शिफ़्ट कर दो, शिफ्ट कर दो
move: शिफ़्ट करना, शिफ्ट करना, कर दो, कर दीजिए, move karo, move kar do, time badlo, time badalna, samay badlo
move: badlo, badalna, badal do, shift karo, shift kar do, aage badhao, kar do
cancel: रद्द, रद्द करो, रद्द करें, रद्द कर दो, रद्द कर दीजिए, रद्द करना, कैंसल, कैंसिल, कैंसल करो, कैंसिल करो
cancel: कैंसल कर दो, कैंसिल कर दो, कैंसल करना, कैंसिल करना, कैंसिल कर दीजिए, नहीं आ पाऊँगा, नहीं आ पाऊँगी
cancel: नहीं आ सकता, नहीं आ सकती, cancel karo, cancel kar do, cancel karna, nahi aa paunga, nahi aa paungi
cancel: nahi aa sakta, nahi aa sakti, radd karo, radd kar do
late: देर, देर से, देरी, लेट, थोड़ी देर, थोड़ी देर से, der, der se, thodi der, late, late ho jaunga, late ho jaungi
hours: मेरे घंटे, मेरी उपलब्धता, मेरा समय, मैं काम करता हूँ, मैं काम करती हूँ, उपलब्ध हूँ, उपलब्ध रहूँगा
hours: उपलब्ध रहूँगी, mere ghante, available hoon, available hun
hours off: मैं छुट्टी पर हूँ, छुट्टी पर हूँ, छुट्टी पर रहूँगा, छुट्टी पर रहूँगी, मेरी छुट्टी है, मेरी छुट्टी
hours off: उपलब्ध नहीं हूँ, उपलब्ध नहीं रहूँगा, उपलब्ध नहीं रहूँगी, chutti par hoon, chutti par hun, meri chutti hai
hours off: chutti pe hoon, available nahi hoon
help: मदद, सहायता, तुम क्या कर सकते हो, आप क्या कर सकते हैं, कैसे इस्तेमाल करूँ, कैसे काम करता है
help: कैसे करूँ, madad, help, kaise use karu, kaise kaam karta hai
quota: कितने सेशन बचे हैं, कितने सेशन बाकी हैं, कितने सेशन, मेरा कोटा, कोटा, kitne session bache hain
quota: kitne session bache hai, kitne session, mera quota
policies: नियम, कब तक रद्द कर सकता हूँ, कब तक रद्द कर सकती हूँ, कब तक रद्द कर सकते हैं, कब तक कैंसल कर सकते हैं
policies: कब तक कैंसिल कर सकते हैं, कैंसिल करने के नियम, रद्द करने के नियम, रिफ़ंड के नियम, रिफंड के नियम
policies: पैसा वापस, पैसे वापस, niyam, kab tak cancel kar sakta hoon, kab tak cancel kar sakti hoon, refund
policies: paise wapas
because: क्योंकि, kyunki, kyonki
book: book
move: move, shift
cancel: cancel
not beside: मत, नहीं, न, न करें, न करो, न करना, mat, nahi, nahin, na karo, na kare, na karen, na karna
hours off: काम नहीं करता, काम नहीं करती, kaam nahi karta, kaam nahi karti
: क्यों न, क्यों नहीं, kyon na, kyun na
behind with: के साथ, से, ke saath, ke sath, se
behind about: के बारे में, ke bare mein, ke baare mein, ke baare me
behind of: का, की, वाला, वाली, ka, ki, wala, wali
: माफ़ करें, सॉरी, कब, दिखा, मैं, मुझे, मेरा, मेरी, मेरे, एक, मेंटर, करना
: करो, करें, कर, दो, है, हैं, हूँ, हूं, चाहता, चाहती, चाहिए, कृपया, प्लीज़, प्लीज, के
: को, में, लिए, क्या, सकता, सकती, सकते, दिखाओ, दिखाएँ, इस, महीने, बचे, बाकी, वाले, हो, रही, रहा
: जाऊँगा, जाएगी, जाएगा, होगी, आऊँगा, आऊँगी, पहुँचूँगा, पहुँचूँगी, अगला, अगले, ek, mujhe, mera, meri, mere, hai
: hain, karna, karo, chahiye, ke, ko, liye, ho, कौन, दिखाइए, दीजिए, जाऊँगी, बुकिंग, टाइम, समय, और, बताओ, बताइए
: सीखने, यह, करनी, लेना, बहुत, बहुत बहुत, ठीक, जी, पाऊँगा, सिखा
: dikhao, main, mai, kar, do, kab, jaunga, jaungi, jayegi, jayega, hoon, hun, sakta, sakti, sakte, kya
: please, plz, time, samay, mentor, batao
: par, mein, me, आप
"""
