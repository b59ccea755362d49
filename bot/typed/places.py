"""Cities, countries and abbreviations that people type for a time zone. Data only.

Cities that are the second half of an IANA name ("Europe/Berlin") are not repeated here. A zone may have
several lines. A name that stands with two zones is asked back.
"""

PLACES = """
Africa/Abidjan: ivory coast, cote d'ivoire
Africa/Accra: ghana, kumasi
Africa/Addis_Ababa: ethiopia
Africa/Algiers: algeria, oran
Africa/Cairo: egypt, alexandria, giza
Africa/Casablanca: morocco, rabat, marrakesh, marrakech, fez, tangier
Africa/Dakar: senegal
Africa/Dar_es_Salaam: tanzania, dodoma, zanzibar
Africa/Harare: zimbabwe
Africa/Johannesburg: south africa, cape town, durban, pretoria, joburg
Africa/Kampala: uganda
Africa/Khartoum: sudan
Africa/Kigali: rwanda
Africa/Kinshasa: congo
Africa/Lagos: nigeria, abuja, kano, ibadan, port harcourt
Africa/Luanda: angola
Africa/Lusaka: zambia
Africa/Maputo: mozambique
Africa/Nairobi: kenya, mombasa
Africa/Tripoli: libya
Africa/Tunis: tunisia
America/Argentina/Buenos_Aires: argentina, buenos aires, rosario
America/Argentina/Cordoba: cordoba
America/Bogota: colombia, medellin, cali
America/Boise: idaho
America/Caracas: venezuela
America/Chicago: dallas, houston, austin, san antonio, fort worth, minneapolis, st louis, saint louis
America/Chicago: kansas city, milwaukee, new orleans, nashville, memphis, oklahoma city, omaha, madison
America/Chicago: texas, illinois, usa, us, united states, america, central, us central, birmingham
America/Chicago: birmingham alabama
America/Costa_Rica: costa rica, san jose costa rica, san jose
America/Denver: colorado, utah, salt lake city, boulder, albuquerque, mountain, us mountain, usa, us
America/Denver: united states, america
America/Detroit: michigan, ann arbor
America/Edmonton: alberta, calgary, canada
America/El_Salvador: san salvador
America/Guatemala: guatemala city
America/Guayaquil: ecuador, quito
America/Halifax: nova scotia, atlantic, canada
America/Havana: cuba
America/Indiana/Indianapolis: indiana, indianapolis
America/Kentucky/Louisville: louisville
America/La_Paz: bolivia
America/Lima: peru
America/Los_Angeles: san francisco, sf, bay area, silicon valley, la, l.a., seattle, san diego
America/Los_Angeles: san jose, san jose california, portland, portland oregon, las vegas, oakland
America/Los_Angeles: palo alto, mountain view, sacramento, berkeley, california, oregon
America/Los_Angeles: washington state, pacific, us pacific, west coast, redmond, usa, us, united states
America/Los_Angeles: america
America/Manaus: brazil, brasil
America/Mexico_City: mexico, cdmx, guadalajara, puebla
America/Monterrey: monterrey
America/Montevideo: uruguay
America/New_York: nyc, new york city, boston, washington, washington dc, dc, philadelphia, miami
America/New_York: atlanta, baltimore, pittsburgh, charlotte, orlando, tampa, cleveland, columbus
America/New_York: cincinnati, raleigh, buffalo, brooklyn, manhattan, new jersey, portland maine
America/New_York: portland, florida, georgia usa, georgia, massachusetts, eastern, us eastern
America/New_York: east coast, usa, us, united states, america
America/Panama: panama
America/Anchorage: alaska
America/Phoenix: arizona, tucson
America/Puerto_Rico: puerto rico, san juan
America/Regina: saskatchewan, saskatoon
America/Santiago: chile
America/Santo_Domingo: dominican republic
America/Sao_Paulo: brazil, brasil, rio, rio de janeiro, brasilia, sao paulo, são paulo, belo horizonte
America/Sao_Paulo: curitiba, porto alegre, salvador
America/St_Johns: newfoundland, st john's
America/Tijuana: tijuana
America/Toronto: canada, ontario, ottawa, montreal, quebec, waterloo, mississauga
America/Vancouver: canada, british columbia, bc
America/Winnipeg: manitoba, canada
Asia/Almaty: kazakhstan, astana
Asia/Amman: jordan
Asia/Baghdad: iraq, basra, erbil
Asia/Baku: azerbaijan
Asia/Bangkok: thailand, chiang mai, phuket
Asia/Beirut: lebanon
Asia/Colombo: sri lanka
Asia/Damascus: syria
Asia/Dhaka: bangladesh, dacca, chittagong, sylhet
Asia/Dubai: uae, united arab emirates, emirates, abu dhabi, sharjah
Asia/Ho_Chi_Minh: vietnam, hanoi, saigon, ho chi minh, ho chi minh city, da nang
Asia/Hong_Kong: hk, hongkong
Asia/Jakarta: indonesia, bandung, surabaya
Asia/Makassar: indonesia, bali, denpasar
Asia/Jayapura: indonesia
Asia/Jerusalem: israel, tel aviv, haifa
Asia/Kabul: afghanistan
Asia/Karachi: pakistan, lahore, islamabad, rawalpindi, faisalabad, hyderabad pakistan, hyderabad
Asia/Kathmandu: nepal, katmandu, pokhara
Asia/Kolkata: india, calcutta, mumbai, bombay, delhi, new delhi, bangalore, bengaluru, chennai, madras
Asia/Kolkata: hyderabad, hyderabad india, pune, ahmedabad, jaipur, surat, lucknow, kanpur, nagpur
Asia/Kolkata: indore, bhopal, patna, noida, gurgaon, gurugram, kochi, cochin, coimbatore, chandigarh
Asia/Kolkata: goa, trivandrum, thiruvananthapuram, mysore, mysuru, visakhapatnam, vizag, vadodara
Asia/Kolkata: bhubaneswar, guwahati, bharat
Asia/Kuala_Lumpur: malaysia, kl, penang, johor
Asia/Kuwait: kuwait city
Asia/Manila: philippines, cebu, davao, quezon city
Asia/Muscat: oman
Asia/Phnom_Penh: cambodia
Asia/Qatar: doha
Asia/Riyadh: saudi arabia, saudi, ksa, jeddah, mecca, medina, dammam
Asia/Seoul: korea, south korea, busan, incheon
Asia/Shanghai: china, beijing, peking, shenzhen, guangzhou, chengdu, hangzhou, nanjing, wuhan, xian
Asia/Shanghai: tianjin
Asia/Taipei: taiwan
Asia/Tashkent: uzbekistan
Asia/Tbilisi: georgia, georgia country
Asia/Tehran: iran
Asia/Tokyo: japan, osaka, kyoto, yokohama, nagoya, fukuoka, sapporo
Asia/Ulaanbaatar: mongolia
Asia/Vientiane: laos
Asia/Yangon: myanmar, burma, rangoon
Asia/Yekaterinburg: ekaterinburg
Asia/Yerevan: armenia
Atlantic/Canary: canary islands, tenerife, las palmas
Atlantic/Reykjavik: iceland
Australia/Adelaide: south australia
Australia/Brisbane: queensland, gold coast, australia
Australia/Darwin: northern territory
Australia/Hobart: tasmania
Australia/Melbourne: australia
Australia/Perth: western australia, australia
Australia/Sydney: canberra, new south wales, australia
Europe/Amsterdam: netherlands, the netherlands, holland, rotterdam, the hague, utrecht, eindhoven
Europe/Athens: greece, thessaloniki
Europe/Belgrade: serbia, novi sad
Europe/Berlin: germany, deutschland, munich, münchen, muenchen, hamburg, frankfurt, cologne, köln
Europe/Berlin: koeln, stuttgart, düsseldorf, dusseldorf, duesseldorf, leipzig, dresden, hannover
Europe/Berlin: hanover, nuremberg, nürnberg, bremen, bonn, dortmund, essen, karlsruhe, heidelberg
Europe/Berlin: potsdam, aachen, freiburg
Europe/Bratislava: slovakia
Europe/Brussels: belgium, antwerp, ghent, bruxelles, bruges
Europe/Bucharest: romania, cluj
Europe/Budapest: hungary
Europe/Chisinau: moldova
Europe/Copenhagen: denmark, aarhus
Europe/Dublin: ireland, cork, galway
Europe/Helsinki: finland, espoo, tampere
Europe/Istanbul: istanbul, turkey, türkiye, turkiye, ankara, izmir, antalya
Europe/Kyiv: ukraine, kiev, lviv, kharkiv, odesa, odessa
Europe/Lisbon: portugal, porto, lisboa
Europe/Ljubljana: slovenia
Europe/London: uk, u.k., united kingdom, britain, great britain, gb, england, scotland, wales
Europe/London: northern ireland, manchester, birmingham, birmingham uk, edinburgh, glasgow, leeds
Europe/London: liverpool, bristol, oxford, cambridge, belfast, cardiff, sheffield
Europe/Luxembourg: luxemburg
Europe/Madrid: spain, españa, espana, barcelona, valencia, seville, sevilla, malaga, bilbao, zaragoza
Europe/Minsk: belarus
Europe/Moscow: russia, moskva, saint petersburg, st petersburg
Asia/Novosibirsk: russia
Asia/Vladivostok: russia
Europe/Oslo: norway, bergen, trondheim
Europe/Paris: france, lyon, marseille, toulouse, bordeaux, lille, nantes, strasbourg, montpellier
Europe/Paris: grenoble
Europe/Prague: czech republic, czechia, praha, brno
Europe/Riga: latvia
Europe/Rome: italy, italia, milan, milano, roma, naples, turin, torino, florence, bologna, venice
Europe/Sarajevo: bosnia
Europe/Skopje: north macedonia, macedonia
Europe/Sofia: bulgaria
Europe/Stockholm: sweden, gothenburg, malmo, malmö, uppsala
Europe/Tallinn: estonia, tartu
Europe/Tirane: albania, tirana
Europe/Vienna: austria, österreich, wien, graz, salzburg, linz, innsbruck
Europe/Vilnius: lithuania
Europe/Warsaw: poland, krakow, kraków, cracow, wroclaw, gdansk, poznan, warszawa
Europe/Zagreb: croatia
Europe/Zurich: switzerland, schweiz, suisse, zürich, geneva, genf, genève, basel, bern, berne, lausanne
Indian/Mauritius: port louis
Pacific/Auckland: new zealand, nz, wellington, christchurch
Pacific/Honolulu: hawaii
UTC: utc, etc/utc, zulu, universal time
"""

RENAMED = {
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Europe/Kiev": "Europe/Kyiv",
    "US/Alaska": "America/Anchorage",
    "US/Arizona": "America/Phoenix",
    "US/Central": "America/Chicago",
    "US/Eastern": "America/New_York",
    "US/Hawaii": "Pacific/Honolulu",
    "US/Mountain": "America/Denver",
    "US/Pacific": "America/Los_Angeles",
}
"""Old IANA names that browsers and people still give."""

NOT_PLACES = frozenset({
    "act", "bahia", "casey", "center", "central", "christmas", "davis", "easter", "eastern", "factory",
    "general", "knox", "lhi", "localtime", "met", "midway", "mountain", "nome", "north", "nsw", "oral",
    "pacific", "palmer", "south", "troll", "universal", "victoria", "wake", "west"
})  # fmt: skip
"""Last parts of IANA names that mean something else in a sentence, or that nobody types for a zone."""

ABBREVIATIONS: dict[str, tuple[int | None, tuple[str, ...]]] = {
    "ACDT": (630, ("Australia/Adelaide",)),
    "ACST": (570, ("Australia/Adelaide", "Australia/Darwin")),
    "ADT": (-180, ("America/Halifax",)),
    "AEDT": (660, ("Australia/Sydney",)),
    "AEST": (600, ("Australia/Sydney", "Australia/Brisbane")),
    "AKDT": (-480, ("America/Anchorage",)),
    "AKST": (-540, ("America/Anchorage",)),
    "ART": (-180, ("America/Argentina/Buenos_Aires",)),
    "AST": (None, ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh")),
    "AWST": (480, ("Australia/Perth",)),
    "BRT": (-180, ("America/Sao_Paulo",)),
    "BST": (None, ("Europe/London", "Asia/Dhaka")),
    "CAT": (120, ("Africa/Harare",)),
    "CDT": (-300, ("America/Chicago",)),
    "CEST": (120, ("Europe/Berlin",)),
    "CET": (60, ("Europe/Berlin",)),
    "CST": (None, ("America/Chicago", "Asia/Shanghai", "Asia/Taipei")),
    "CT": (None, ("America/Chicago",)),
    "EAT": (180, ("Africa/Nairobi",)),
    "EDT": (-240, ("America/New_York",)),
    "EEST": (180, ("Europe/Helsinki",)),
    "EET": (120, ("Europe/Helsinki", "Africa/Cairo")),
    "EST": (-300, ("America/New_York",)),
    "ET": (None, ("America/New_York",)),
    "GMT": (0, ("UTC", "Europe/London", "Africa/Accra")),
    "GST": (240, ("Asia/Dubai",)),
    "HKT": (480, ("Asia/Hong_Kong",)),
    "HST": (-600, ("Pacific/Honolulu",)),
    "ICT": (420, ("Asia/Bangkok", "Asia/Ho_Chi_Minh")),
    "IDT": (180, ("Asia/Jerusalem",)),
    "IST": (None, ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin")),
    "JST": (540, ("Asia/Tokyo",)),
    "KST": (540, ("Asia/Seoul",)),
    "MDT": (-360, ("America/Denver",)),
    "MSK": (180, ("Europe/Moscow",)),
    "MST": (-420, ("America/Denver", "America/Phoenix")),
    "MT": (None, ("America/Denver",)),
    "MYT": (480, ("Asia/Kuala_Lumpur",)),
    "NDT": (-150, ("America/St_Johns",)),
    "NPT": (345, ("Asia/Kathmandu",)),
    "NST": (-210, ("America/St_Johns",)),
    "NZDT": (780, ("Pacific/Auckland",)),
    "NZST": (720, ("Pacific/Auckland",)),
    "PDT": (-420, ("America/Los_Angeles",)),
    "PHT": (480, ("Asia/Manila",)),
    "PKT": (300, ("Asia/Karachi",)),
    "PST": (-480, ("America/Los_Angeles", "Asia/Manila")),
    "PT": (None, ("America/Los_Angeles",)),
    "SAST": (120, ("Africa/Johannesburg",)),
    "SGT": (480, ("Asia/Singapore",)),
    "TRT": (180, ("Europe/Istanbul",)),
    "UTC": (0, ("UTC",)),
    "WAT": (60, ("Africa/Lagos",)),
    "WEST": (60, ("Europe/Lisbon",)),
    "WET": (0, ("Europe/Lisbon",)),
    "WIB": (420, ("Asia/Jakarta",)),
    "Z": (0, ("UTC",)),
}
"""Abbreviation -> its offset in minutes, where it has one meaning, and the zones that may be meant."""

COMMON_ZONES = (
    "Pacific/Pago_Pago", "Pacific/Honolulu", "Pacific/Marquesas", "America/Anchorage",
    "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago",
    "America/Mexico_City", "America/New_York", "America/Bogota", "America/Halifax", "America/Caracas",
    "America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Noronha",
    "Atlantic/Azores", "Atlantic/Cape_Verde", "Europe/London", "Africa/Accra", "UTC", "Europe/Berlin",
    "Europe/Paris", "Africa/Lagos", "Europe/Athens", "Africa/Cairo", "Africa/Johannesburg",
    "Asia/Jerusalem", "Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi", "Asia/Riyadh",
    "Asia/Tehran", "Asia/Dubai", "Asia/Baku", "Asia/Kabul", "Asia/Karachi", "Asia/Tashkent",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Almaty", "Asia/Yangon", "Asia/Bangkok",
    "Asia/Jakarta", "Asia/Shanghai", "Asia/Singapore", "Australia/Perth", "Asia/Manila",
    "Australia/Eucla", "Asia/Tokyo", "Asia/Seoul", "Australia/Darwin", "Australia/Adelaide",
    "Australia/Brisbane", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Noumea",
    "Pacific/Auckland", "Pacific/Fiji", "Pacific/Chatham", "Pacific/Apia", "Pacific/Tongatapu",
    "Pacific/Kiritimati",
)  # fmt: skip
"""What is proposed for an offset: big cities, one or a few for each set of rules."""

LIKELY = {
    "ar": "Asia/Riyadh Africa/Cairo Asia/Dubai Africa/Casablanca Asia/Baghdad Africa/Algiers Asia/Amman "
    "Africa/Tunis",
    "bn": "Asia/Dhaka Asia/Kolkata",
    "cs": "Europe/Prague",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin Europe/Vienna Europe/Zurich",
    "el": "Europe/Athens Asia/Nicosia",
    "en": "America/New_York America/Los_Angeles Europe/London Asia/Kolkata America/Chicago Africa/Lagos "
    "Asia/Singapore Australia/Sydney",
    "es": "Europe/Madrid America/Mexico_City America/Bogota America/Argentina/Buenos_Aires America/Lima "
    "America/Santiago America/Caracas America/New_York",
    "fa": "Asia/Tehran Asia/Kabul",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris America/Toronto Europe/Brussels Europe/Zurich Africa/Casablanca Africa/Abidjan "
    "Africa/Tunis Africa/Dakar",
    "gu": "Asia/Kolkata",
    "he": "Asia/Jerusalem",
    "hi": "Asia/Kolkata Asia/Dubai",
    "hu": "Europe/Budapest",
    "id": "Asia/Jakarta Asia/Makassar Asia/Jayapura",
    "it": "Europe/Rome Europe/Zurich",
    "ja": "Asia/Tokyo",
    "kn": "Asia/Kolkata",
    "ko": "Asia/Seoul",
    "ml": "Asia/Kolkata Asia/Dubai",
    "mr": "Asia/Kolkata",
    "ms": "Asia/Kuala_Lumpur Asia/Singapore",
    "nb": "Europe/Oslo",
    "ne": "Asia/Kathmandu",
    "nl": "Europe/Amsterdam Europe/Brussels",
    "no": "Europe/Oslo",
    "pa": "Asia/Kolkata Asia/Karachi America/Toronto",
    "pl": "Europe/Warsaw",
    "pt": "America/Sao_Paulo Europe/Lisbon America/Manaus Africa/Luanda Africa/Maputo",
    "ro": "Europe/Bucharest Europe/Chisinau",
    "ru": "Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk Europe/Minsk Asia/Almaty Asia/Vladivostok "
    "Asia/Tashkent Europe/Berlin",
    "sv": "Europe/Stockholm Europe/Helsinki",
    "sw": "Africa/Nairobi Africa/Dar_es_Salaam",
    "ta": "Asia/Kolkata Asia/Colombo Asia/Singapore",
    "te": "Asia/Kolkata",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul Europe/Berlin",
    "uk": "Europe/Kyiv Europe/Warsaw Europe/Berlin",
    "ur": "Asia/Karachi Asia/Kolkata",
    "vi": "Asia/Ho_Chi_Minh",
    "zh": "Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore America/Los_Angeles",
}
REGIONS = {
    "au": "Australia/Sydney Australia/Perth Australia/Brisbane Australia/Adelaide",
    "at": "Europe/Vienna",
    "br": "America/Sao_Paulo America/Manaus",
    "ca": "America/Toronto America/Vancouver America/Edmonton America/Halifax",
    "ch": "Europe/Zurich",
    "gb": "Europe/London",
    "ie": "Europe/Dublin",
    "in": "Asia/Kolkata",
    "mx": "America/Mexico_City America/Tijuana America/Monterrey",
    "ng": "Africa/Lagos",
    "nz": "Pacific/Auckland",
    "pt": "Europe/Lisbon Atlantic/Azores",
    "sg": "Asia/Singapore",
    "tw": "Asia/Taipei",
    "us": "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix "
    "America/Anchorage",
    "za": "Africa/Johannesburg",
}
"""Zones to offer first, by language and by the region of a locale ("en-GB"), the likeliest first."""
