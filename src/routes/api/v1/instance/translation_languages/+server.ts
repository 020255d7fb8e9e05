import { translationLanguages } from '$lib/server/domain/translations';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/instance/#translation_languages */
export const GET = endpoint({ scope: null, access: 'public' }, () => translationLanguages());
