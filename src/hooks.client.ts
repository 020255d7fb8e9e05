import { prepareLocale } from '$lib/i18n/browser-runtime';
import type { ClientInit } from '@sveltejs/kit';

/** Nothing is shown or hydrated before the words of the person's language are there. */
export const init: ClientInit = prepareLocale;
