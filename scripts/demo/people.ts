import * as words from './words';
import type { Topic } from './words';

/** Somebody in the demonstration. Without a domain they are members of the community itself. */
export interface Persona {
    username: string;
    domain: string | null;
    displayName: string;
    bio: string;
    topics: Topic[];
}

type TopicName = Exclude<keyof typeof words, 'conversations'>;
type Row = [username: string, displayName: string, bio: string, topics: string];

/** Members here: they post, answer, boost and follow through the public API. */
const MEMBERS: Row[] = [
    ['mara', 'Mara Lindqvist', 'Keeps the harbour log. Bakes when it storms.', 'harbour bread'],
    ['tomas', 'Tomás Ferreira', 'Branch lines, back roads, borrowed bicycles.', 'town spanish'],
    ['wren', 'Wren 🪶', 'Warden at the marsh. I count things for a living.', 'birds garden'],
    ['yuki', '由紀', '珈琲と散歩。たまに天体写真。', 'japanese sky'],
    ['obi', 'Obi N.', 'Writes small programs that stay small.', 'code books'],
    ['clara', 'Clara vom Deich', 'Bücherei, Chor, Apfelbäume.', 'german books'],
    ['noor', 'نور', 'قهوة وكتب وبحر.', 'arabic books'],
    ['ines', 'Inès B.', 'Vélo, poires, petites réparations.', 'french bread'],
    ['dev', 'देव', 'चाय, रेल और पुरानी किताबें।', 'hindi town'],
    ['pixelsaunt', 'Pixel’s Aunt 🐈‍⬛', 'Four cats, one chair. 👩‍👧‍👧', 'cats music'],
    ['halvard', 'Halvard', 'Retired pilot. Of boats.', 'harbour sky'],
    ['lian', '李安', '慢慢来。骑车、做饭、读书。', 'chinese garden'],
];

/** People of other servers, by server. */
const ELSEWHERE: Record<string, Row[]> = {
    'tidepool.example': [
        ['bosun', 'Bo’sun Ada', 'Rope, paint, opinions.', 'harbour'],
        ['kelpie', 'Kelpie', 'Sea swimmer, every day, no exceptions but lightning.', 'harbour birds'],
        ['isla', 'Isla MacRae', 'Ferry timetable enthusiast.', 'harbour town'],
        ['anton', 'Anton Brodersen', 'Baut Boote aus zu wenig Holz.', 'german harbour'],
        ['ghost_net', 'Ghost Net Survey', 'We record lost fishing gear along this coast.', 'harbour birds'],
        ['pia', 'Pia', 'Marine biologist. Barnacles are my whole thing.', 'harbour sky'],
        ['saltandsoup', 'Salt & Soup', 'Cooks on a research vessel.', 'bread harbour'],
    ],
    'hedgerow.example': [
        ['quince', 'Quince Okafor', 'Allotment 14b. Slow vegetables.', 'garden'],
        ['merle', 'Merle', 'Jardinière, apprentie de tout.', 'french garden'],
        ['thistle', 'Thistle', 'Seed library, Tuesdays.', 'garden books'],
        ['badgerbyte', 'Badger Byte', 'Solar panels, hedgehogs, small servers.', 'garden code'],
        ['ruth', 'Ruth Adeyemi', 'Ringing licence, cold hands.', 'birds'],
        ['finch', 'Finch & Son', 'We fix garden tools. The son is a daughter.', 'garden town'],
        ['olive', 'Olive', 'Compost correspondent.', 'garden bread'],
        ['marshmallow', 'Marsh Mallow', 'Reeds, rails, rain.', 'birds'],
    ],
    'kiosk.example': [
        ['fritzi', 'Fritzi', 'Kiosk an der Ecke, Kaffee ab sechs.', 'german'],
        ['jonas', 'Jonas K.', 'Lastenrad, zwei Kinder, ein Plan.', 'german town'],
        ['amsel', 'Amsel', 'Singt zu früh.', 'german birds'],
        ['zahnrad', 'Zahnrad', 'Werkstatt für Fahrräder und Geduld.', 'german code'],
        ['teresa', 'Teresa Vogt', 'Übersetzt Romane und Gebrauchsanweisungen.', 'german books'],
        ['deniz', 'Deniz', 'Straßenbahnfahrerin. Linie 3.', 'german town'],
        ['backstube', 'Backstube Nord', 'Wir backen, ihr schlaft.', 'german bread'],
    ],
    'brass.example': [
        ['tenorless', 'The Tenorless Choir', 'Rehearsals on Thursdays. Bring a tenor.', 'music'],
        ['junebug', 'June Bug', 'Synths, solder, sighs.', 'music code'],
        ['amadou', 'Amadou Keïta', 'Kora, vélo, thé.', 'french music'],
        ['lowbrass', 'Low Brass', 'Sousaphone on public transport.', 'music town'],
        ['celeste', 'Celeste Ortiz', 'Violonchelo y montaña.', 'spanish music'],
        ['stairwell', 'Stairwell Sessions', 'One microphone, five floors.', 'music cats'],
        ['mittens', 'Professor Mittens', 'I am the cat. A human types.', 'cats'],
    ],
    'patio.example': [
        ['lucia', 'Lucía', 'Cocino, camino, cuento.', 'spanish'],
        ['nico', 'Nico Robles', 'Refugios y mapas viejos.', 'spanish sky'],
        ['abuelatoni', 'Abuela Toni', 'Setenta y ocho años y wifi.', 'spanish cats'],
        ['marisol', 'Marisol', 'Bibliotecaria en bicicleta.', 'spanish books'],
        ['gatonaranja', 'Gato Naranja', '🍊🐈', 'cats spanish'],
        ['yasmin', 'ياسمين', 'مصورة هاوية، بين البحر والجبل.', 'arabic'],
        ['omar', 'عمر', 'أقرأ في القطار وأنسى المحطة.', 'arabic town'],
        ['tal', 'טל', 'אופניים, לחם, ספרים.', 'hebrew bread'],
        ['noa', 'נועה', 'גרה ליד הים, כותבת לפעמים.', 'hebrew'],
    ],
    'lantern.example': [
        ['haru', 'はる', '始発で写真を撮りに行く人。', 'japanese'],
        ['sora', '空', '星と電車。', 'japanese sky'],
        ['michiko', 'みちこ', '文庫本とお茶。', 'japanese books'],
        ['wenwen', '文文', '今天也要好好吃饭。', 'chinese'],
        ['laozhou', '老周', '修收音机的。', 'chinese music'],
        ['xiaoyu', '小雨', '城市骑行，偶尔爬山。', 'chinese'],
        ['meera', 'मीरा', 'कविता और अदरक वाली चाय।', 'hindi'],
        ['kabir', 'कबीर', 'पहली लोकल का मुसाफ़िर।', 'hindi books'],
    ],
    'observatory.example': [
        ['pleiades', 'Seven Sisters Club', 'Pavement astronomy for everybody.', 'sky'],
        ['vera', 'Vera T.', 'Variable stars, constant tea.', 'sky books'],
        ['darksky', 'Dark Sky Alliance', 'Turn off one lamp tonight.', 'sky birds'],
        ['ezra', 'Ezra', 'Telescope maker. Sleeps at noon.', 'sky code'],
        ['gitte', 'Gitte', 'Writes tests first, letters second.', 'code'],
        ['pagefault', 'page fault', 'Databases, mostly. Dogs, always.', 'code cats'],
        ['lichen', 'Lichen', 'Slow web, small web.', 'code garden'],
        ['marginalia', 'Marginalia', 'Second-hand books, first-hand opinions.', 'books'],
    ],
};

const person = (domain: string | null, [username, displayName, bio, topics]: Row): Persona => ({
    username,
    domain,
    displayName,
    bio,
    topics: topics.split(' ').map((name) => words[name as TopicName]),
});

export const members: Persona[] = MEMBERS.map((row) => person(null, row));

export const strangers: Persona[] = Object.entries(ELSEWHERE).flatMap(([domain, rows]) =>
    rows.map((row) => person(domain, row)),
);
