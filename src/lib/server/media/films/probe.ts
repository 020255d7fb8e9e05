import { readFile } from 'node:fs/promises';
import type { Input, InputAudioTrack, InputVideoTrack } from 'mediabunny';
import { readAnimation } from './animation.ts';
import { FILM_LIMITS } from './limits.ts';
import { openFilm } from './open-film.ts';
import type { Facts, Picture, Plan, Sound } from './orders.ts';
import { checkLimits, planFor } from './plan.ts';
import { Refused } from './refused.ts';

/** Frames that are looked at to know how many there are a second. */
const RATE_FRAMES = 64;
/** H.264 of these profiles is 8 bits, 4:2:0: Baseline, Main, Extended, High. */
const PLAIN_PROFILES = /^avc[13]\.(42|4d|58|64)/i;

/**
 * What film or sound is, and what is to be made of it. Nothing is decoded.
 * @throws Refused for what cannot be read, and what is more than is taken on.
 */
export async function probe(path: string, mimeType: string): Promise<{ facts: Facts; plan: Plan }> {
    const facts = mimeType === 'image/gif' ? await probeAnimation(path) : await readFacts(path, mimeType);
    checkLimits(facts);
    return { facts, plan: planFor(facts) };
}

async function probeAnimation(path: string): Promise<Facts> {
    const animation = readAnimation(await readFile(path));
    if (!animation) throw new Refused('unreadable');
    const { facts, frames } = animation;
    const { width = 0, height = 0 } = facts.picture ?? {};
    if (width * height * frames > FILM_LIMITS.animatedPixels) throw new Refused('too-many-frames');
    return facts;
}

/** @throws Refused for what cannot be read. */
export async function readFacts(path: string, mimeType: string): Promise<Facts> {
    using film = openFilm(path, mimeType);
    try {
        return await factsOf(film);
    } catch (error) {
        throw error instanceof Refused ? error : new Refused('unreadable', error);
    }
}

async function factsOf(film: Input): Promise<Facts> {
    if ((await film.getTracks()).length > FILM_LIMITS.tracks) throw new Refused('too-many-tracks');
    const [picture, sound] = [await film.getPrimaryVideoTrack(), await film.getPrimaryAudioTrack()];
    const tracks = [picture, sound].filter((track) => track !== null);
    return {
        // Recorders in browsers write none down.
        seconds: (await film.getDurationFromMetadata(tracks)) || (await film.computeDuration(tracks)),
        picture: picture ? await readPicture(picture) : undefined,
        sound: sound ? await readSound(sound) : undefined,
    };
}

async function readPicture(track: InputVideoTrack): Promise<Picture> {
    const { averageFrameRate, bestGuessFrameRate, frameRateIsConstant } = await track.computeFrameRateMetrics(
        { targetPacketCount: RATE_FRAMES },
    );
    const parameters = (await track.getCodecParameterString()) ?? '';
    return {
        width: await track.getDisplayWidth(),
        height: await track.getDisplayHeight(),
        frameRate: frameRateIsConstant ? bestGuessFrameRate : averageFrameRate,
        plays: PLAIN_PROFILES.test(parameters) && !(await track.getFlip()),
    };
}

async function readSound(track: InputAudioTrack): Promise<Sound> {
    return {
        codec: (await track.getCodec()) ?? undefined,
        channels: await track.getNumberOfChannels(),
    };
}
