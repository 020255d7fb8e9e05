/** What people see of posts and profiles, in words that do not depend on where they look. */
import type { Account, Poll, Status } from '$lib/mastodon-api/entities';
import type { Person } from './person';

/**
 * A post as somebody sees it: everything but ids, times and what is theirs alone.
 * @throws Error where they do not see it.
 */
export async function postSeenBy(person: Person, uri: string) {
    const status = await person.sees(uri);
    if (!status) throw new Error(`${person.handle} does not see ${uri}`);
    const parent =
        status.in_reply_to_id &&
        (await person.api<Status>('GET', `/api/v1/statuses/${status.in_reply_to_id}`));
    return {
        uri: status.uri,
        author: status.account.uri,
        content: status.content.replace(/<(\w+) ([^>]+)>/g, inOrder),
        warning: status.spoiler_text,
        sensitive: status.sensitive,
        audience: status.visibility,
        language: status.language,
        isEdited: status.edited_at !== null,
        answers: parent ? parent.uri : null,
        media: status.media_attachments.map(({ type, description, meta, blurhash }) => ({
            type,
            description,
            focus: meta && 'focus' in meta ? meta.focus : undefined,
            isBlurred: blurhash !== null,
        })),
        mentions: status.mentions.map(({ url }) => url).sort(),
        hashtags: status.tags.map(({ name }) => name).sort(),
        emoji: status.emojis.map(({ shortcode }) => shortcode),
        poll: status.poll && numbersOf(status.poll),
        quote: status.quote && {
            state: status.quote.state,
            of: 'quoted_status' in status.quote ? status.quote.quoted_status?.uri : undefined,
        },
        counts: {
            likes: status.favourites_count,
            boosts: status.reblogs_count,
            answers: status.replies_count,
        },
    };
}

/** A tag with its attributes by their names; how far a link is trusted differs between those who wrote it and others. */
function inOrder(_: string, tag: string, attributes: string): string {
    const pairs = (attributes.match(/[\w-]+="[^"]*"/g) ?? []).filter((pair) => !/^(rel|target)=/.test(pair));
    return `<${tag} ${pairs.sort().join(' ')}>`;
}

const numbersOf = ({ options, votes_count, voters_count, multiple, expired }: Poll) => ({
    options: options.map(({ title, votes_count: votes }) => `${title}: ${votes}`),
    votes_count,
    voters_count,
    multiple,
    expired,
});

/** A profile as somebody sees it. */
export async function profileSeenBy(person: Person, other: Person) {
    const account = await person.profileOf(other);
    return {
        uri: account.uri,
        name: account.display_name,
        bio: account.note,
        fields: account.fields.map(({ name, value }) => [name, value]),
        isLocked: account.locked,
        hasPicture: !account.avatar.endsWith('/missing-avatar.png'),
        movedTo: account.moved?.uri ?? null,
        counts: [account.statuses_count, account.followers_count, account.following_count],
    };
}

/** The people of a list such as `followers`, by address. */
export async function peopleSeenBy(person: Person, other: Person, list: 'followers' | 'following') {
    const id = await person.idOf(other);
    const people = await person.api<Account[]>('GET', `/api/v1/accounts/${id}/${list}?limit=80`);
    return people.map(({ uri }) => uri).sort();
}

/** The posts below one, as somebody sees them. */
export async function answersSeenBy(person: Person, uri: string): Promise<string[]> {
    const id = await person.find(uri);
    const { descendants } = await person.api<{ descendants: Status[] }>(
        'GET',
        `/api/v1/statuses/${id}/context`,
    );
    return descendants.map((status) => status.uri).sort();
}
