import { redirect, type Actions, type RequestEvent } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import {
    addPasskey,
    beginPasskey,
    listPasskeys,
    removePasskey,
    renamePasskey,
    type Viewer,
} from '$lib/server/domain/users';
import {
    failForm,
    memberOf,
    passkeyAnswer,
    readInput,
    showAsPage,
    spend,
    type Input,
} from '$lib/server/http';
import type { PageServerLoad } from './$types';

const HERE = '/auth/passkeys';

export const load: PageServerLoad = async ({ locals, url }) => {
    const { userId, username } = memberOf(locals, url);
    const held = await listPasskeys(database(), userId).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    return {
        username,
        passkeys: held.map(({ id, name, lastUsedAt }) => ({
            id,
            name,
            lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
    };
};

async function answer<T>(event: RequestEvent, act: (member: Viewer, input: Input) => Promise<T>) {
    const member = memberOf(event.locals, event.url);
    try {
        return await act(member, await readInput(event.request, event.url));
    } catch (thrown) {
        return failForm(thrown, {}, event.locals.requestId);
    }
}

export const actions: Actions = {
    begin: (event) =>
        answer(event, async (member, input) => {
            await spend('password-check', member.userId);
            const options = await beginPasskey(database(), member, input.text('current') ?? '');
            return { options: JSON.stringify(options) };
        }),
    add: (event) =>
        answer(event, async ({ userId }, input) => {
            await addPasskey(database(), userId, {
                response: passkeyAnswer(input),
                name: input.text('name', { max: 1_000 }) ?? '',
            });
            redirect(303, HERE);
        }),
    rename: (event) =>
        answer(event, async ({ userId }, input) => {
            const name = input.text('name', { max: 1_000 }) ?? '';
            await renamePasskey(database(), userId, input.text('id', { max: 2_000 }) ?? '', name);
            redirect(303, HERE);
        }),
    remove: (event) =>
        answer(event, async ({ userId }, input) => {
            await removePasskey(database(), userId, input.text('id', { max: 2_000 }) ?? '');
            redirect(303, HERE);
        }),
};
