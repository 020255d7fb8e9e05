import type { Aversions } from '../domain/relationships';
import type { Outlook } from '../domain/statuses';

/** The kinds of rooms a post goes through; what one is spared differs between them. */
type RoomKind = 'user' | 'list' | 'direct' | 'public' | 'hashtag' | 'thread';

interface Rules {
    /** Nobody the post answers, boosts or names is unwanted, not its author alone. */
    sparesPeople: boolean;
    sparesBoosts: boolean;
    /** Only languages the listener has chosen. */
    inLanguages: boolean;
}

const OPEN = { sparesPeople: true, sparesBoosts: false, inLanguages: true };
const OWN = { sparesPeople: true, sparesBoosts: true, inLanguages: false };
const ASKED_FOR = { sparesPeople: false, sparesBoosts: false, inLanguages: false };

const RULES: Readonly<Record<RoomKind, Rules>> = {
    user: OWN,
    list: OWN,
    public: OPEN,
    hashtag: OPEN,
    direct: ASKED_FOR,
    thread: ASKED_FOR,
};

/** The rooms, by their kind, in which a post suits a listener who may see it. Their own posts always do. */
export function suits(outlook: Outlook, listenerId: string, aversions: Aversions): (room: string) => boolean {
    const { status, boosted } = outlook;
    if (status.authorId === listenerId) return () => true;
    const now = Date.now();
    const isUnwanted = (id: string | null) =>
        id !== null &&
        id !== listenerId &&
        (aversions.blocks.has(id) ||
            aversions.blockedBy.has(id) ||
            (aversions.mutedUntil.get(id) ?? 0) > now);
    const isRefused = (domain: string | null) => domain !== null && aversions.domains.has(domain);
    const authorUnwanted =
        isUnwanted(status.authorId) ||
        isRefused(status.authorDomain) ||
        isUnwanted(boosted?.authorId ?? null);
    if (authorUnwanted || isRefused(boosted?.authorDomain ?? null)) return () => false;
    const peopleUnwanted = [
        status.answeredId,
        ...status.mentionedIds,
        boosted?.answeredId ?? null,
        ...(boosted?.mentionedIds ?? []),
    ].some(isUnwanted);
    const boostUnwanted = boosted !== null && aversions.withoutBoostsOf.has(status.authorId);
    const { language } = boosted ?? status;
    const languageUnwanted =
        language !== null && (aversions.chosenLanguages?.includes(language) ?? true) === false;
    return (room) => {
        const rules = RULES[room.split(':', 1)[0] as RoomKind];
        return !(
            (rules.sparesPeople && peopleUnwanted) ||
            (rules.sparesBoosts && boostUnwanted) ||
            (rules.inLanguages && languageUnwanted)
        );
    };
}
