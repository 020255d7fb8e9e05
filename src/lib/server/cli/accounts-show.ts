import { findMember } from '../domain/users';
import { wordAt, type Command } from './command';
import { memberLines } from './member-lines';

export const accountsShow: Command = {
    name: 'accounts show',
    about: 'Shows one member.',
    words: ['NAME'],
    async run(call) {
        const member = await findMember(await call.database(), wordAt(call, 0));
        return { lines: memberLines(member), data: member };
    },
};
