import { writeByteSize } from '$lib/text';
import { config } from '../config';
import { mediaUsage, usageByDomain, usageByMember, type Amount } from '../domain/files';
import { limitOf, type Command } from './command';
import { tableLines } from './help';

const LIMIT = 50;

export const mediaUsageCommand: Command = {
    name: 'media usage',
    about: 'Tells what files take by kind, and if wanted by member and by server, those that take most first.',
    options: {
        members: { type: 'boolean', about: 'By member too, with what they may keep.' },
        domains: { type: 'boolean', about: 'By the host of other servers’ files too.' },
        limit: {
            type: 'string',
            value: 'N',
            about: `How many members and hosts at most (${LIMIT}).`,
        },
    },
    async run(call) {
        const limit = limitOf(call, LIMIT);
        const db = await call.database();
        const { kinds, ...total } = await mediaUsage(db);
        const members = call.values.members === true ? await usageByMember(db, limit) : undefined;
        const domains = call.values.domains === true ? await usageByDomain(db, limit) : undefined;
        const { mode, ceiling } = config().remoteMedia;
        const lines = tableLines([
            ['KIND', 'SIZE', 'FILES', 'OF'],
            ...kinds.map(({ kind, ...amount }) => [
                kind,
                ...cells(amount),
                kind === 'remote' ? writeByteSize(ceiling) : '',
            ]),
            ['together', ...cells(total), ''],
        ]);
        if (members)
            lines.push(
                '',
                ...tableLines([
                    ['MEMBER', 'SIZE', 'FILES', 'OF'],
                    ...members.map(({ username, used, files, allowed }) => [
                        `@${username}`,
                        ...cells({ bytes: used, files }),
                        allowed === null ? 'no end' : writeByteSize(allowed),
                    ]),
                ]),
            );
        if (domains)
            lines.push(
                '',
                ...tableLines([
                    ['HOST', 'SIZE', 'FILES'],
                    ...domains.map(({ domain, ...amount }) => [domain, ...cells(amount)]),
                ]),
            );
        return { lines, data: { ...total, kinds, remote: { mode, ceiling }, members, domains } };
    },
};

const cells = ({ bytes, files }: Amount) => [writeByteSize(bytes), String(files)];
