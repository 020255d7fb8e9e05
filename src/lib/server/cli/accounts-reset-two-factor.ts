import { findMember, resetTwoFactor } from '../domain/users';
import { wordAt, type Command } from './command';

export const accountsResetTwoFactor: Command = {
    name: 'accounts reset-two-factor',
    about: 'Takes the second step of signing in away from a member who lost it.',
    words: ['NAME'],
    async run(call) {
        const db = await call.database();
        const { userId, username } = await findMember(db, wordAt(call, 0));
        const had = await resetTwoFactor(db, userId);
        return {
            lines: [
                had ? `@${username} signs in with the password alone.` : `@${username} had no second step.`,
            ],
            data: { username, had },
        };
    },
};
