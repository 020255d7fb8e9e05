import { findMember, listMembers, ROLE_IDS, type RoleName } from '../domain/users';
import { oneOf, textOf, UsageError, type Command } from './command';
import { memberTable } from './member-lines';

const LIMIT = 100;

export const accountsList: Command = {
    name: 'accounts list',
    about: 'Lists members in the order they joined.',
    options: {
        role: { type: 'string', value: 'R', about: 'Only those with this role.' },
        limit: { type: 'string', value: 'N', about: `How many at most (${LIMIT}).` },
        after: { type: 'string', value: 'NAME', about: 'Only those who joined after this member.' },
    },
    async run(call) {
        const limit = Number(textOf(call, 'limit') ?? LIMIT);
        if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
            throw new UsageError('--limit is a number from 1 to 10000.');
        const role = oneOf(call, 'role', Object.keys(ROLE_IDS) as RoleName[]);
        const db = await call.database();
        const name = textOf(call, 'after');
        const after = name ? (await findMember(db, name)).accountId : undefined;
        const members = await listMembers(db, { limit, role, after });
        return { lines: memberTable(members), data: members };
    },
};
