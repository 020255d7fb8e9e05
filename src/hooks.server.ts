import { building } from '$app/environment';
import { sequence } from '@sveltejs/kit/hooks';
import { startApp } from '$lib/server/app';
import { recordRequest } from '$lib/server/http/hooks/record-request';
import type { ServerInit } from '@sveltejs/kit';

/** Prerendering runs this module too, and needs no app. */
export const init: ServerInit = async () => {
    if (!building) await startApp();
};

export const handle = sequence(recordRequest);
