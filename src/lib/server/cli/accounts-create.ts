import { createMember, findMember, generatePassword, ROLE_IDS, type RoleName } from '../domain/users';
import { oneOf, textOf, UsageError, wordAt, type Command } from './command';

const ROLES = Object.keys(ROLE_IDS) as RoleName[];

/** Without a password one is made and printed; the first sign-in then asks for one of their own. */
export const accountsCreate: Command = {
    name: 'accounts create',
    about: 'Makes a member, who may come in at once.',
    words: ['NAME'],
    options: {
        email: { type: 'string', value: 'E', about: 'Their e-mail address (needed).' },
        password: {
            type: 'string',
            value: 'P',
            about: 'Their password; without it one is made and printed.',
        },
        role: { type: 'string', value: 'R', about: `One of ${ROLES.join(', ')} (member).` },
        confirmed: {
            type: 'boolean',
            about: 'The address needs no confirmation; while no mail is sent, none does.',
        },
    },
    async run(call) {
        const email = textOf(call, 'email');
        if (!email) throw new UsageError('--email is missing.');
        const role = oneOf(call, 'role', ROLES);
        const given = textOf(call, 'password');
        const password = given ?? generatePassword();
        const db = await call.database();
        const { username } = await createMember(db, {
            username: wordAt(call, 0),
            email,
            password,
            role,
            // Nobody could confirm anything: no mail is sent yet.
            confirmed: true,
            approved: true,
            mustChangePassword: given === undefined,
            mayUseReservedName: true,
        });
        const member = await findMember(db, username);
        return {
            lines: [
                `Made @${username} (${member.role}).`,
                ...(given === undefined ? [`Password: ${password}`] : []),
            ],
            data: { ...member, ...(given === undefined ? { password } : {}) },
        };
    },
};
