import { readByteSize } from '$lib/text';
import {
    findMember,
    generatePassword,
    modifyMember,
    ROLE_IDS,
    type MemberChanges,
    type RoleName,
} from '../domain/users';
import { oneOf, textOf, UsageError, wordAt, type Call, type Command } from './command';
import { memberLines } from './member-lines';

const ROLES = Object.keys(ROLE_IDS) as RoleName[];

export const accountsModify: Command = {
    name: 'accounts modify',
    about: 'Changes a member.',
    words: ['NAME'],
    options: {
        email: { type: 'string', value: 'E', about: 'Another e-mail address.' },
        password: { type: 'string', value: 'P', about: 'Another password; signs them out everywhere.' },
        'reset-password': { type: 'boolean', about: 'Makes and prints another password.' },
        role: { type: 'string', value: 'R', about: `One of ${ROLES.join(', ')}.` },
        confirm: { type: 'boolean', about: 'The e-mail address counts as confirmed.' },
        approve: { type: 'boolean', about: 'Lets in who waits for approval.' },
        disable: { type: 'boolean', about: 'They cannot sign in any more.' },
        quota: {
            type: 'string',
            value: 'Q',
            about: 'How much they may keep in files: a size such as 20GB, `unlimited`, or `default` for what their role may.',
        },
        enable: { type: 'boolean', about: 'They can sign in again.' },
    },
    async run(call) {
        const { changes, generated } = changesOf(call);
        const db = await call.database();
        const { username, ...ids } = await findMember(db, wordAt(call, 0));
        await modifyMember(db, ids, changes);
        const member = await findMember(db, username);
        return {
            lines: [...memberLines(member), ...(generated ? [`Password: ${generated}`] : [])],
            data: { ...member, ...(generated ? { password: generated } : {}) },
        };
    },
};

/** @throws UsageError where nothing is to be changed, or two options contradict each other. */
function changesOf(call: Call): { changes: MemberChanges; generated?: string } {
    const { values } = call;
    if (values.disable && values.enable)
        throw new UsageError('--disable and --enable contradict each other.');
    if (values.password && values['reset-password'])
        throw new UsageError('--password and --reset-password contradict each other.');
    const generated = values['reset-password'] ? generatePassword() : undefined;
    const changes: MemberChanges = {
        email: textOf(call, 'email'),
        password: textOf(call, 'password') ?? generated,
        role: oneOf(call, 'role', ROLES),
        confirmed: values.confirm ? true : undefined,
        approved: values.approve ? true : undefined,
        uploadQuota: quotaOf(call),
        disabled: values.disable ? true : values.enable ? false : undefined,
    };
    if (Object.values(changes).every((change) => change === undefined))
        throw new UsageError('Nothing is to be changed.');
    return { changes, generated };
}

/** @throws UsageError */
function quotaOf(call: Call): number | null | undefined {
    const given = textOf(call, 'quota');
    if (given === undefined) return undefined;
    if (given === 'default') return null;
    const bytes = given === 'unlimited' ? Infinity : readByteSize(given);
    if (bytes === undefined)
        throw new UsageError(`--quota is a size such as 20GB, unlimited or default, not "${given}".`);
    return bytes;
}
