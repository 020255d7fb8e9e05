import type { Status } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { filtersOf, type FilterMatcher } from '../domain/filters';
import { tiesAmong, type Aversions } from '../domain/relationships';
import {
    audienceRules,
    isVisibleWith,
    outlookOf,
    touchesOf,
    type Outlook,
    type OutlookPost,
    type Touch,
} from '../domain/statuses';
import { presentStatuses, withFilters } from '../serializers';
import { EventText } from './event-text';
import { personalStatus } from './personal-status';
import type { EventSources, PresentedEvent } from './present-event';
import { suits } from './suits';

type Ties = Awaited<ReturnType<typeof tiesAmong>>;

/** Listeners to whom a post looks the same until what each did to it is added. */
interface Onlookers {
    accountIds: string[];
    isAuthor: boolean;
}

/**
 * Makes the texts of a post for all who listen. It costs the same number of statements for one listener and for
 * thousands: the post is read once, its listeners' aversions are in memory, and it is presented once for each way in
 * which it can look at all; what single listeners did to it is put into that text.
 */
export async function presentStatusEvent(
    { db, aversions }: EventSources,
    event: 'update' | 'status.update',
    statusId: string,
    listenerIds: string[],
): Promise<PresentedEvent> {
    const outlook = await outlookOf(db, statusId);
    if (!outlook) return { textFor: () => undefined };
    const known = await aversions.of(listenerIds);
    const groups = await groupOnlookers(db, outlook, known);
    const touches = await findTouches(db, outlook, groups);
    const filters = await findMatchers(db, known);
    const texts = new Map<string, EventText>();
    for (const { accountIds, isAuthor } of groups) {
        const [first] = accountIds;
        const [status] = first ? await presentStatuses(db, { accountId: first }, [statusId]) : [];
        if (!status) continue;
        const textOf = isAuthor
            ? () => new EventText(event, status)
            : personalTexts(event, status, touches, filters);
        for (const id of accountIds) texts.set(id, textOf(id));
    }
    const welcome = new Map<string, (room: string) => boolean>();
    for (const id of texts.keys()) {
        const theirs = known.get(id);
        if (theirs) welcome.set(id, suits(outlook, id, theirs));
    }
    return {
        textFor: ({ accountId }, room) => (welcome.get(accountId)?.(room) ? texts.get(accountId) : undefined),
    };
}

/** Those who may see the post, by what makes it look different: being its author, a quote they may not see, a tie. */
async function groupOnlookers(
    db: Database,
    outlook: Outlook,
    known: ReadonlyMap<string, Aversions>,
): Promise<Onlookers[]> {
    const posts = [outlook.status, outlook.boosted, outlook.quoted].filter((post) => post !== null);
    const ties = new Map<string, Ties>();
    for (const { authorId, visibility, asksWhoYouAre } of posts)
        if (audienceRules[visibility].forFollowers || asksWhoYouAre)
            ties.set(authorId, await tiesAmong(db, authorId, [...known.keys()]));

    const groups = new Map<string, Onlookers>();
    for (const [id, aversions] of known) {
        const sees = (post: OutlookPost) =>
            isVisibleWith(post, {
                viewerId: id,
                follows: ties.get(post.authorId)?.followers.has(id) ?? false,
                blocked: aversions.blocks.has(post.authorId) || aversions.blockedBy.has(post.authorId),
            });
        const { status, boosted, quoted } = outlook;
        if (!sees(status) || (boosted && !sees(boosted))) continue;
        const isAuthor = posts.some(({ authorId }) => authorId === id);
        const traits = posts.map(({ authorId, mentionedIds }) => {
            const tie = ties.get(authorId);
            return tie && [tie.followers.has(id), tie.followed.has(id), mentionedIds.includes(id)];
        });
        const quote = quoted && [sees(quoted), ...reasonsToHide(quoted, aversions)];
        const key = isAuthor ? id : [quote, traits].join(' ');
        const group = groups.get(key) ?? { accountIds: [], isAuthor };
        group.accountIds.push(id);
        groups.set(key, group);
    }
    return [...groups.values()];
}

/** Why a quote would not show what it quotes to a member who may see that. */
function reasonsToHide({ authorId, authorDomain }: OutlookPost, aversions: Aversions): boolean[] {
    return [
        aversions.blocks.has(authorId),
        (aversions.mutedUntil.get(authorId) ?? 0) > Date.now(),
        authorDomain !== null && aversions.domains.has(authorDomain),
    ];
}

async function findTouches(
    db: Database,
    { status, boosted, quoted }: Outlook,
    groups: Onlookers[],
): Promise<Map<string, Touch[]>> {
    const posts = [boosted ?? status, ...(quoted ? [quoted] : [])];
    const onlookers = groups.flatMap(({ accountIds, isAuthor }) => (isAuthor ? [] : accountIds));
    const found =
        onlookers.length === 0
            ? []
            : await touchesOf(
                  db,
                  posts.map(({ id }) => id),
                  onlookers,
              );
    return Map.groupBy(found, ({ accountId }) => accountId);
}

/** One text for all who did the same to the post (for most, nothing) and whose filters do not hold for it. */
function personalTexts(
    event: 'update' | 'status.update',
    status: Status,
    touches: ReadonlyMap<string, Touch[]>,
    filters: ReadonlyMap<string, FilterMatcher>,
) {
    const shared = new Map<string, { status: Status; text: EventText }>();
    return (accountId: string): EventText => {
        const own = touches.get(accountId) ?? [];
        const key = own
            .map(({ statusId, kind, choice }) => `${statusId} ${kind} ${choice}`)
            .sort()
            .join();
        let common = shared.get(key);
        if (!common) {
            // Whoever it was presented to may have filters of their own.
            const unfiltered = withFilters(undefined, personalStatus(status, own));
            shared.set(key, (common = { status: unfiltered, text: new EventText(event, unfiltered) }));
        }
        const matcher = filters.get(accountId);
        const judged = matcher && withFilters(matcher, common.status);
        return judged && isFiltered(judged) ? new EventText(event, judged) : common.text;
    };
}

function isFiltered({ filtered, reblog, quote }: Status): boolean {
    const quoted = quote && 'quoted_status' in quote ? quote.quoted_status : null;
    return Boolean(filtered?.length || (reblog && isFiltered(reblog)) || (quoted && isFiltered(quoted)));
}

async function findMatchers(
    db: Database,
    known: ReadonlyMap<string, Aversions>,
): Promise<Map<string, FilterMatcher>> {
    const matchers = new Map<string, FilterMatcher>();
    const filtering = [...known].filter(([, { hasFilters }]) => hasFilters);
    await Promise.all(
        filtering.map(async ([id]) => {
            const matcher = await filtersOf(db, id);
            if (matcher) matchers.set(id, matcher);
        }),
    );
    return matchers;
}
