import { redirect, type Actions } from '@sveltejs/kit';
import { getLocale } from '$lib/i18n';
import { database } from '$lib/server/db';
import { instanceState } from '$lib/server/domain/instance';
import { signUp } from '$lib/server/domain/users';
import {
    addressKey,
    clientAddress,
    failForm,
    localPath,
    readInput,
    showAsPage,
    spend,
    startBrowserSession,
} from '$lib/server/http';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
    const next = localPath(url.searchParams.get('next'));
    if (locals.viewer) redirect(303, next);
    const { settings, rules } = await instanceState(database()).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    return {
        next,
        title: settings.title,
        registrations: settings.registrations,
        message: settings.registrationMessage,
        reasonRequired: settings.reasonRequired,
        rules: rules.map(({ id, text, hint, translations }) => ({
            id,
            ...(translations[getLocale()] ?? { text, hint }),
        })),
    };
};

export const actions: Actions = {
    default: async (event) => {
        const values = { username: '', email: '', reason: '', agreement: false };
        try {
            const input = await readInput(event.request, event.url);
            values.username = input.text('username') ?? '';
            values.email = input.text('email') ?? '';
            values.reason = input.text('reason') ?? '';
            values.agreement = input.flag('agreement') ?? false;
            const address = clientAddress(event);
            await spend('sign-up', addressKey(address));
            const password = input.text('password') ?? '';
            const joined = await signUp(database(), {
                ...values,
                password,
                locale: getLocale(),
                ip: address,
            });
            const { confirmed, approved } = joined;
            if (!confirmed) return { values, waits: approved ? 'confirmation' : 'both' };
            if (!approved) return { values, waits: 'approval' };
            await startBrowserSession(event, joined.userId);
            const next = localPath(event.url.searchParams.get('next'));
            // Whoever came for nothing else is welcomed first.
            redirect(303, next === '/' ? '/welcome/profile' : next);
        } catch (thrown) {
            return failForm(thrown, values, event.locals.requestId);
        }
    },
};
