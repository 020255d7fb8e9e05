/** Languages that are offered for posts, as BCP 47 codes; any other that a post or an account has is offered beside them. */
export const WRITTEN_LANGUAGES: readonly string[] = [
    'ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'eo', 'es', 'et', 'eu', 'fa', 'fi', 'fr', 'gl', 'he',
    'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sr',
    'sv', 'ta', 'th', 'tr', 'uk', 'vi', 'zh',
]; // prettier-ignore
