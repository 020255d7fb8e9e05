import { quotaOf } from '../domain/media';
import { findMember } from '../domain/users';
import { wordAt, type Command } from './command';
import { memberLines } from './member-lines';

export const accountsShow: Command = {
    name: 'accounts show',
    about: 'Shows one member, with what they keep in files and may keep.',
    words: ['NAME'],
    async run(call) {
        const db = await call.database();
        const member = await findMember(db, wordAt(call, 0));
        const quota = await quotaOf(db, member);
        return { lines: memberLines(member, quota), data: { ...member, files: quota } };
    },
};
