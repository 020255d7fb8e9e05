import { LRUCache } from 'lru-cache';
import type { Database } from '../../db';
import { askForPart, streamOf, type OriginAnswer } from './ask-origin';
import type { Opening, RemoteFile } from './remote-file';

/** For how long the type and length of what is kept nowhere are remembered, in milliseconds. */
const REMEMBERED = 600_000;

type Told = Pick<OriginAnswer, 'mimeType' | 'bytes'>;

const remembered = new LRUCache<string, Told>({ max: 5_000, ttl: REMEMBERED });

/** What is kept nowhere: the first who reads gets the answer that is there, everybody else one of their own. */
export function passOn(db: Database, url: string, answer: OriginAnswer): Opening {
    remembered.set(url, { mimeType: answer.mimeType, bytes: answer.bytes });
    let isTaken = false;
    return () => {
        if (isTaken) return fromOrigin(db, url, answer);
        isTaken = true;
        return {
            ...fromOrigin(db, url, answer),
            read(range = wholeOf(answer)) {
                if (range.start === 0) return streamOf(answer, range);
                answer.close();
                return askForPart(db, url, range);
            },
            close: () => answer.close(),
        };
    };
}

/** The same for what was passed on a moment ago, without asking what it is. */
export function passingOn(db: Database, url: string): RemoteFile | undefined {
    const told = remembered.get(url);
    return told && fromOrigin(db, url, told);
}

function fromOrigin(db: Database, url: string, { mimeType, bytes }: Told): RemoteFile {
    return {
        mimeType,
        bytes,
        read: (range = wholeOf({ bytes })) => askForPart(db, url, range),
        close() {},
    };
}

const wholeOf = ({ bytes = Infinity }: { bytes: number | undefined }) => ({ start: 0, end: bytes - 1 });
