import { rotateKeys } from '../domain/accounts';
import { findMember } from '../domain/users';
import { wordAt, type Command } from './command';

export const accountsRotateKeys: Command = {
    name: 'accounts rotate-keys',
    about: 'Gives a member new signing keys; other servers learn of them by themselves.',
    words: ['NAME'],
    async run(call) {
        const db = await call.database();
        const { accountId, username } = await findMember(db, wordAt(call, 0));
        const { keyId } = await rotateKeys(db, accountId);
        return { lines: [`@${username} signs with ${keyId} from now on.`], data: { username, keyId } };
    },
};
