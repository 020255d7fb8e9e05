import { building } from '$app/environment';
import { sequence } from '@sveltejs/kit/hooks';
import { startApp } from '$lib/server/app';
import { negotiatePages } from '$lib/server/federation';
import {
    apiShape,
    crossOrigin,
    memberShell,
    needDatabase,
    ownForms,
    pageData,
    pageLocale,
    pageViewer,
    recordRequest,
    securityHeaders,
    showError,
} from '$lib/server/http/hooks';
import { pageBranding } from '$lib/server/page-branding';
import type { ServerInit } from '@sveltejs/kit';

/** Prerendering runs this module too, and needs no app. */
export const init: ServerInit = async () => {
    if (!building) await startApp();
};

/** Outermost first: whatever answers, it is recorded and carries its headers. */
export const handle = sequence(
    recordRequest,
    securityHeaders,
    crossOrigin,
    needDatabase,
    negotiatePages,
    apiShape,
    ownForms,
    pageViewer,
    memberShell,
    pageLocale,
    pageBranding,
    pageData,
);

export const handleError = showError;
