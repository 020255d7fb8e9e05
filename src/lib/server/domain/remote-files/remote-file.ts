import type { ByteRange } from '../../storage';

/** A file of another server, ready to be shown: as what its bytes are, from here. */
export interface RemoteFile {
    mimeType: string;
    /** How long it is; undefined where its server does not say. Only what is known to be so long is given in parts. */
    bytes: number | undefined;
    /** Strong, with its quotes, where the file is kept here. */
    etag?: string;
    /** To be called once at most; `end` is the last byte that is wanted. */
    read(range?: ByteRange): Promise<ReadableStream<Uint8Array>> | ReadableStream<Uint8Array>;
    /** Lets go of it, where nobody reads. */
    close(): void;
}

/** Opens a file that is at hand once for each who wants it. */
export type Opening = () => RemoteFile;

/** What is larger is passed on and never kept; pictures that are larger are not shown. */
export const LARGEST_PICTURE = 16_000_000;
/** Film and sound that are larger are passed on and never kept. */
export const LARGEST_KEPT = 100_000_000;
/** Nothing larger is passed on. */
export const LARGEST_PASSED_ON = 2_000_000_000;

/** In milliseconds. */
export const PATIENCE = {
    begins: 15_000,
    picture: 20_000,
    film: 900_000,
} as const;
