import type { Incoming } from '../../storage';
import type { MediaWords } from './media-words';

/** A file as it came, with what its member says of it. */
export interface SentMedia extends MediaWords {
    file: Incoming;
    /** What is shown before film or sound is played, instead of what they begin with. */
    thumbnail?: Incoming;
}
