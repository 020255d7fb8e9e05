import { deleteMember, findMember } from '../domain/users';
import { wordAt, type Command } from './command';

export const accountsDelete: Command = {
    name: 'accounts delete',
    about: 'Ends a membership for good; the name stays taken.',
    words: ['NAME'],
    async run(call) {
        const db = await call.database();
        const member = await findMember(db, wordAt(call, 0));
        await deleteMember(db, member);
        return { lines: [`@${member.username} is no longer a member.`], data: { deleted: member.username } };
    },
};
