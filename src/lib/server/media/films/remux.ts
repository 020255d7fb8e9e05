import { Conversion, FilePathTarget, Mp3OutputFormat, Mp4OutputFormat, Output } from 'mediabunny';
import { openFilm } from './open-film.ts';
import type { Plan } from './orders.ts';

/**
 * Writes the packets of one picture and one sound anew, as they are: what plays at once stands in front, and nothing else
 * comes along, neither words nor places nor further tracks. Rejects where it cannot be done.
 */
export async function remux(
    { path, mimeType }: { path: string; mimeType: string },
    plan: Plan,
    to: string,
    onProgress: (share: number) => void,
): Promise<void> {
    using input = openFilm(path, mimeType);
    const format =
        plan.extension === 'mp3' ? new Mp3OutputFormat() : new Mp4OutputFormat({ fastStart: 'in-memory' });
    const output = new Output({ format, target: new FilePathTarget(to) });
    const conversion = await Conversion.init({
        input,
        output,
        tracks: 'primary',
        tags: {},
        copy: { mode: 'forced', shiftTolerance: Infinity },
        showWarnings: false,
    });
    if (!conversion.isValid) throw new Error('Its packets cannot be kept');
    conversion.onProgress = onProgress;
    await conversion.execute();
}
