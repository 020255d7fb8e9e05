import type { QuotePolicy, Visibility } from './status';

/** https://docs.joinmastodon.org/entities/Preferences/ */
export interface Preferences {
    'posting:default:visibility': Visibility;
    'posting:default:sensitive': boolean;
    'posting:default:language': string | null;
    'posting:default:quote_policy'?: QuotePolicy;
    'reading:expand:media': 'default' | 'show_all' | 'hide_all';
    'reading:expand:spoilers': boolean;
    'reading:autoplay:gifs'?: boolean;
}
