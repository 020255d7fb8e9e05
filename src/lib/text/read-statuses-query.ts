/** What was typed, taken apart. */
export interface StatusesTerms {
    /** Words, phrases and refusals, without the operators. */
    words: string;
    /** A handle, or `me`. */
    from?: string;
    /** Moments between which posts were written. */
    after?: Date;
    before?: Date;
    language?: string;
    has: ReadonlySet<'media' | 'poll' | 'link'>;
    is: ReadonlySet<'reply' | 'sensitive'>;
    /** Only what is in one's own library. */
    library: boolean;
}

const DAY = 86_400_000;
const OPERATOR = /(?:^|\s)(from|before|after|during|language|has|is|in):("[^"]*"|\S+)/gi;
const HAS = {
    media: 'media',
    image: 'media',
    video: 'media',
    audio: 'media',
    poll: 'poll',
    link: 'link',
    embed: 'link',
} as const;

/** Reads the operators that people know from elsewhere; what is none of them stays among the words. */
export function readStatusesQuery(text: string): StatusesTerms {
    const has = new Set<'media' | 'poll' | 'link'>();
    const is = new Set<'reply' | 'sensitive'>();
    const terms: StatusesTerms & { words: string } = { words: '', has, is, library: false };
    terms.words = text
        .replace(OPERATOR, (whole, name: string, quoted: string) => {
            const value = quoted.replace(/^"|"$/g, '').toLowerCase();
            return readOperator(name.toLowerCase(), value) ? ' ' : whole;
        })
        .trim();
    return terms;

    function readOperator(name: string, value: string): boolean {
        const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : NaN;
        if (name === 'from') terms.from = value;
        else if (name === 'language' && /^[a-z]{2,3}(-[a-z]{2})?$/.test(value)) terms.language = value;
        else if (name === 'has' && Object.hasOwn(HAS, value)) has.add(HAS[value as keyof typeof HAS]);
        else if (name === 'is' && (value === 'reply' || value === 'sensitive')) is.add(value);
        else if (name === 'in' && (value === 'library' || value === 'all'))
            terms.library = value === 'library';
        else if (Number.isNaN(day)) return false;
        else if (name === 'before') terms.before = new Date(day);
        else if (name === 'after') terms.after = new Date(day + DAY);
        else if (name === 'during') {
            terms.after = new Date(day);
            terms.before = new Date(day + DAY);
        } else return false;
        return true;
    }
}
