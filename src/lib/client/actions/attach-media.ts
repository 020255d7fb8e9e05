import { partsOf, withPart } from '../drafts/draft-parts';
import { attachProblem, type AttachLimits, type AttachProblem } from '../files/attach-problem';
import type { ReadyFile } from '../files/ready-picture';
import { awaitedMedia } from '../outbox/awaited-media';
import { composer } from '../stores/composer.svelte';
import { uploads } from '../stores/uploads.svelte';

/**
 * Takes the files that the post in the composer may show, of a thread the one written in last, keeps them with the draft,
 * and begins to send them. Answers why others were left out, each reason once.
 */
export function attachMedia(files: readonly ReadyFile[], limits: AttachLimits): Set<AttachProblem> {
    const problems = new Set<AttachProblem>();
    for (const { file, description } of files) {
        const { draft } = composer;
        if (!draft) break;
        const index = composer.active;
        const media = partsOf(draft)[index]?.media ?? [];
        const problem = attachProblem(file, media, limits);
        if (problem) problems.add(problem);
        else {
            const shown = awaitedMedia(uploads.add(file), file);
            const added = { ...shown, description: description || null };
            composer.update(withPart(draft, index, { media: [...media, added] }));
        }
    }
    // Whoever loads the page anew in the next moment finds them.
    if (problems.size < files.length) void composer.save().catch(() => {});
    return problems;
}
