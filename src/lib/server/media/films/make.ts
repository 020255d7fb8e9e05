import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { hostFfmpeg } from './host-ffmpeg.ts';
import { openFilm } from './open-film.ts';
import type { FilmOrder, MadeFilm, Plan } from './orders.ts';
import { takePoster } from './poster.ts';
import { probe, readFacts } from './probe.ts';
import { Refused } from './refused.ts';
import { remux } from './remux.ts';
import { DEMUXERS, transcode } from './transcode.ts';
import { waveform } from './waveform.ts';
import { wasmFfmpeg } from './wasm-ffmpeg.ts';

/** How much of the work is done when the film itself is. */
const FILM_SHARE = 0.9;
const LARGEST_COVER = 8_000_000;

/**
 * Makes film or sound ready to be played by everybody, with a picture that stands for it or its waveform.
 * @throws Refused, and whatever ffmpeg fails with.
 */
export async function make(order: FilmOrder, onProgress: (share: number) => void): Promise<MadeFilm> {
    const { path, mimeType, folder } = order;
    const engine = order.ffmpeg === undefined ? wasmFfmpeg() : hostFfmpeg(order.ffmpeg);
    const { facts: given, plan } = await probe(path, mimeType);
    const file = `film.${plan.extension}`;
    const made = join(folder, file);
    const tell = (share: number) => onProgress(share * FILM_SHARE);
    if (isKept(plan)) await remux({ path, mimeType }, plan, made, tell);
    else await transcode(engine, { path, mimeType }, { facts: given, plan }, made, tell);
    const facts = await readFacts(made, plan.mimeType);
    const around = plan.type === 'audio' ? await aroundSound(engine, order, plan, facts.seconds) : undefined;
    if (around) return { facts, plan, file, ...around };
    const poster = 'poster.png';
    // What not one frame can be had of is no film, whatever its container says.
    if (!(await takePoster(engine, made, facts, join(folder, poster)))) throw new Refused('unreadable');
    return { facts, plan, file, poster, waveform: undefined };
}

const isKept = ({ picture, sound }: Plan) => picture !== 'encode' && sound !== 'encode';

async function aroundSound(
    engine: Engine,
    { path, mimeType, folder }: FilmOrder,
    plan: Plan,
    seconds: number,
) {
    const made = join(folder, `film.${plan.extension}`);
    const input = { path: made, demuxer: DEMUXERS[plan.mimeType] ?? '', seconds };
    return {
        waveform: await waveform(engine, input, join(folder, 'samples')),
        poster: await takeCover(path, mimeType, folder),
    };
}

/** The cover that sound brings along, as it is: what it says of its type is not believed. */
async function takeCover(path: string, mimeType: string, folder: string): Promise<string | undefined> {
    using sound = openFilm(path, mimeType);
    const { images = [] } = await sound.getMetadataTags().catch(() => ({ images: undefined }));
    const cover = images.find(({ kind }) => kind === 'coverFront') ?? images[0];
    if (!cover || cover.data.byteLength > LARGEST_COVER) return undefined;
    await writeFile(join(folder, 'cover'), cover.data);
    return 'cover';
}
