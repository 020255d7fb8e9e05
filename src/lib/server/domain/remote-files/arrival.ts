import { open, type FileHandle } from 'node:fs/promises';
import { scratchFile, type ByteRange } from '../../storage';
import type { OriginAnswer } from './ask-origin';

const STEP = 131_072;

/** A file on its way to the disk, which any number of viewers read while it comes. */
export class Arrival implements AsyncDisposable {
    readonly bytes: number;
    readonly mimeType: string;
    /** How much of it is here. */
    arrived = 0;
    readonly #scratch = scratchFile();
    #file: FileHandle | undefined;
    #readers = 0;
    #isOver = false;
    #failure: unknown;
    #wake = Promise.withResolvers<void>();

    constructor({ bytes, mimeType }: { bytes: number; mimeType: string }) {
        this.bytes = bytes;
        this.mimeType = mimeType;
    }

    get path(): string {
        return this.#scratch.path;
    }

    /** Writes what comes, to its end. @throws where it is not as long as was announced, or ends in failure. */
    async take({ body }: OriginAnswer): Promise<void> {
        try {
            this.#file = await open(this.path, 'wx+');
            for await (const chunk of body) {
                if (this.arrived + chunk.length > this.bytes)
                    throw new Error('It is longer than was announced');
                await this.#file.write(chunk, 0, chunk.length, this.arrived);
                this.arrived += chunk.length;
                this.#tell();
            }
            if (this.arrived < this.bytes) throw new Error('It is shorter than was announced');
            await this.#file.sync();
        } catch (error) {
            this.#failure = error;
            throw error;
        } finally {
            // What began to write and did not end well must not hold up its server.
            await body.return(undefined);
            this.#tell();
        }
    }

    /** The bytes from `start` to `end`, as soon as they are here. */
    follow({ start, end }: ByteRange): ReadableStream<Uint8Array> {
        let at = start;
        let isReading = true;
        this.#readers++;
        const leave = async () => {
            if (!isReading) return;
            isReading = false;
            this.#readers--;
            await this.#closeWhenUnused();
        };
        return new ReadableStream({
            pull: async (controller) => {
                try {
                    while (isReading && at >= this.arrived) await this.#more();
                    if (!isReading) return;
                    const chunk = await this.#read(at, Math.min(STEP, end + 1 - at, this.arrived - at));
                    at += chunk.length;
                    controller.enqueue(chunk);
                    if (at <= end) return;
                    controller.close();
                } catch (error) {
                    controller.error(error);
                }
                await leave();
            },
            cancel: leave,
        });
    }

    async #more(): Promise<void> {
        if (this.#failure !== undefined) throw this.#failure;
        await this.#wake.promise;
    }

    async #read(at: number, length: number): Promise<Uint8Array> {
        if (!this.#file) throw new Error('It is not being read any more');
        const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(length), 0, length, at);
        return buffer.subarray(0, bytesRead);
    }

    /** Nobody begins to read any more; who reads reads to the end, also after the file has been moved. */
    async [Symbol.asyncDispose](): Promise<void> {
        this.#isOver = true;
        await this.#scratch[Symbol.asyncDispose]();
        await this.#closeWhenUnused();
    }

    #tell(): void {
        this.#wake.resolve();
        this.#wake = Promise.withResolvers();
    }

    async #closeWhenUnused(): Promise<void> {
        if (!this.#isOver || this.#readers > 0) return;
        await this.#file?.close();
        this.#file = undefined;
    }
}
