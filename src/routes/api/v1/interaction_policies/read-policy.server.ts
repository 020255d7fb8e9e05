import { PARTIES, type InteractionPolicy, type InteractionRule, type Party } from '$lib/server/db/schema';
import { Unprocessable } from '$lib/server/errors';
import type { Input } from '$lib/server/http';

/** Who may do what, under GoToSocial's names. @throws Unprocessable for a party that there is none of. */
export function readPolicy(input: Input): InteractionPolicy {
    const policy: InteractionPolicy = {};
    for (const [name, interaction] of NAMES) {
        const rule = input.group(name);
        if (rule) policy[interaction] = readRule(rule);
    }
    return policy;
}

const NAMES = [
    ['can_favourite', 'favourite'],
    ['can_reply', 'reply'],
    ['can_reblog', 'boost'],
    ['can_quote', 'quote'],
] as const;

function readRule(input: Input): InteractionRule {
    return {
        automatic: readParties(input, 'automatic_approval', 'always'),
        manual: readParties(input, 'manual_approval', 'with_approval'),
    };
}

/** The author may always; clients name them all the same. */
const AUTHOR = new Set(['author', 'me']);

function readParties(input: Input, name: string, formerName: string): Party[] {
    const names = input.list(input.has(name) ? name : formerName, { max: 20 });
    const parties = names
        .filter((text) => !AUTHOR.has(text))
        .map((text) => {
            const party = PARTIES.find((each) => each === text);
            if (!party || party === 'unknown')
                throw new Unprocessable(`Validation failed: ${name} is not valid`);
            return party;
        });
    return [...new Set(parties)];
}
