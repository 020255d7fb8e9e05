import { PUBLIC } from '../../activitypub/vocabulary';
import type { Interaction, Party } from '../../db/schema';
import type { AccountRow } from '../../domain/accounts';
import { ruleFor } from '../../domain/statuses';
import type { NoteParts } from './note';

const NAMES: Record<Interaction, string> = {
    favourite: 'canLike',
    reply: 'canReply',
    boost: 'canAnnounce',
    quote: 'canQuote',
};

/**
 * Who may do what with a member's post (FEP-044f, GoToSocial's interaction controls). Who may quote is always told:
 * silence would mean nobody.
 */
export function interactionPolicyDocument(parts: NoteParts): Record<string, unknown> {
    const told = new Set<Interaction>([
        'quote',
        ...Object.keys(parts.status.interactionPolicy ?? {}),
    ] as Interaction[]);
    return Object.fromEntries(
        [...told].map((interaction) => {
            const { automatic, manual } = ruleFor(interaction, parts.status);
            const atOnce = addressesOf(automatic, parts);
            return [
                NAMES[interaction],
                {
                    // The author may always; naming them alone says that nobody else may.
                    automaticApproval: atOnce.length > 0 ? atOnce : [parts.author.uri],
                    manualApproval: addressesOf(manual, parts),
                },
            ];
        }),
    );
}

function addressesOf(parties: Party[], { author, mentioned }: NoteParts): string[] {
    const addresses = parties.flatMap((party) => addressOf(party, author, mentioned));
    return [...new Set(addresses)];
}

function addressOf(party: Party, author: AccountRow, mentioned: NoteParts['mentioned']): string[] {
    switch (party) {
        case 'public':
            return [PUBLIC];
        case 'followers':
            return author.followersUrl ? [author.followersUrl] : [];
        case 'following':
            return author.followingUrl ? [author.followingUrl] : [];
        case 'mentioned':
            return mentioned.map(({ uri }) => uri);
        // No collection holds them: their requests are decided here all the same.
        case 'mutuals':
        case 'unknown':
            return [];
    }
}
