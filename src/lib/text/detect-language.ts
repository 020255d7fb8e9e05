/** Letters that one language alone writes, among those told apart here. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
    ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
    ['ko', /\p{Script=Hangul}/gu],
    ['th', /\p{Script=Thai}/gu],
    ['el', /\p{Script=Greek}/gu],
    ['he', /\p{Script=Hebrew}/gu],
    ['ka', /\p{Script=Georgian}/gu],
    ['hy', /\p{Script=Armenian}/gu],
];

/** The commonest short words of a language, which no text of some length does without. */
const WORDS: Readonly<Record<string, string>> = {
    en: 'the and of to is was that for with this have from you are not but what they been would about my we it',
    de: 'der die das und ist nicht ein eine ich wir mit auf für sich auch dem den von zu war haben wird noch aber',
    fr: 'le les des et est une dans pour que qui pas sur avec ce nous vous mais plus je sont au cette être du',
    es: 'el los las y es una en por que con para del no pero como más esta muy se lo hay soy al mi',
    pt: 'o os as e é uma em por que com para do da não mas como mais esta muito se dos na no ao são',
    it: 'il gli le e è una di per che con non ma come più questa sono del della nel si ho al anche ha',
    nl: 'de het een en is niet van ik dat op te voor met zijn er maar ook aan wordt heb naar bij nog',
    sv: 'och att det är som en på för med inte jag den till av ett har om vi men var så från',
    da: 'og at det er som en på for med ikke jeg den til af et har om vi men var så fra hvad',
    nb: 'og at det er som en på for med ikke jeg den til av et har om vi men var så fra hva',
    fi: 'ja on ei se että oli mutta ovat niin kun joka mitä tämä minä hän myös olen kuin jos vain',
    pl: 'i w na się nie jest że do z to jak ale po co tak czy przez dla już są tylko był od',
    cs: 'a je se na že to v s z do jako ale jsem si by jsou už není pro tak když jen byl',
    tr: 've bir bu da de için ile ne çok ama olarak daha var değil gibi ben o kadar sonra en',
    eo: 'la kaj de estas en mi ne al ke kun por sed oni ĝi pri tio ili estis ni el',
    ru: 'и в не на я что он с как это но по из за у же так вы от мы все для было',
    uk: 'і в не на я що він з як це але та у до за від ми для було вже є щоб або',
};

/** Shorter texts are names and exclamations as often as sentences. */
const FEWEST_LETTERS = 20;
/** Of a sentence's words, so many at least are common ones of its language, and so much more than of any other. */
const FEWEST_WORDS = 3;
const SHARE = 0.2;
const LEAD = 1.5;

const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(WORDS))
    for (const word of words.split(' ')) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);

/**
 * The language a text is plainly written in, as an ISO 639-1 tag; undefined where it is too short, too mixed, or in one
 * that is not told here. Addresses, mentions, hashtags and shortcodes say nothing. Takes time linear in the text.
 */
export function detectLanguage(text: string): string | undefined {
    const prose = text.replace(/https?:\/\/\S+|[@#][^\s@#]+|:\w+:/g, ' ');
    const letters = prose.match(/\p{L}/gu)?.length ?? 0;
    return byScript(prose, letters) ?? (letters < FEWEST_LETTERS ? undefined : byWords(prose));
}

/** Where an alphabet is one language's own, a few letters are enough. */
function byScript(prose: string, letters: number): string | undefined {
    if (letters < 5) return undefined;
    const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0;
    for (const [language, letter] of SCRIPTS) {
        const own = prose.match(letter)?.length ?? 0;
        // Japanese stands between Chinese characters.
        if (own > 0 && own + (language === 'ja' ? han : 0) > letters * 0.7) return language;
    }
    return han > letters * 0.8 && han >= 8 ? 'zh' : undefined;
}

function byWords(prose: string): string | undefined {
    const words = prose.toLowerCase().match(/\p{L}+/gu) ?? [];
    const scores = new Map<string, { distinct: Set<string>; count: number; weight: number }>();
    for (const word of words) {
        const languages = languagesOf.get(word) ?? [];
        for (const language of languages) {
            const score = scores.get(language) ?? { distinct: new Set(), count: 0, weight: 0 };
            score.distinct.add(word);
            score.count += 1;
            // A word of many languages speaks for none of them.
            score.weight += 1 / languages.length;
            scores.set(language, score);
        }
    }
    const [first, second] = [...scores].sort(([, one], [, other]) => other.weight - one.weight);
    if (!first) return undefined;
    const [language, { distinct, count, weight }] = first;
    const isSure = distinct.size >= FEWEST_WORDS && count >= words.length * SHARE;
    return isSure && weight >= (second?.[1].weight ?? 0) * LEAD ? language : undefined;
}
