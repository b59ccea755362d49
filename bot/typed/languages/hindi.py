"""Time words of Hindi (see bot.typed.languages)."""

WORDS = """
today: aaj, आज
tomorrow: kal, कल
day after tomorrow: parso, parson, परसों
tonight: aaj raat, aaj raat ko, आज रात
morning: subah, सुबह, subah ko
afternoon: dopahar, dopahar ko, dopahar mein, दोपहर
evening: shaam, shaam ko, शाम, शाम को
night: raat, raat ko, रात, रात को
baje: bje, बजे
half past: sadhe, saadhe, साढ़े
quarter past: sava, sawa, सवा
quarter to: paune, पौने
hours from now: ghante mein, ghante me, ghante main, ghante baad, ghante ke baad, घंटे में, घंटे बाद
days from now: din mein, din baad, दिन में, दिन बाद
next: agle, agla, अगले
next week: agle hafte, अगले हफ्ते
monday: somvar, somwar, somvaar, सोमवार
tuesday: mangalvar, mangalwar, मंगलवार
wednesday: budhvar, budhwar, बुधवार
thursday: guruvar, guruwar, गुरुवार
friday: shukravar, shukrawar, shukravaar, शुक्रवार
saturday: shanivar, shaniwar, शनिवार
sunday: ravivar, raviwar, itwar, रविवार
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
evening: sham, sham ko
half an hour from now: aadhe ghante mein, aadhe ghante me, aadhe ghante baad
"""
