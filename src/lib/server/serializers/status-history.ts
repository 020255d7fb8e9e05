import { asc, eq } from 'drizzle-orm';
import type { StatusEdit } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { statusEdits } from '../db/schema';
import type { Actor } from '../domain/users';
import { emojiEntities } from './custom-emoji';
import { presentMedia } from './present-media';
import { presentStatus } from './present-statuses';

/**
 * Every state of a status that the viewer may see, the original first and the present one last.
 * https://docs.joinmastodon.org/methods/statuses/#history
 * @throws NotFound
 */
export async function presentHistory(db: Database, viewer: Actor | null, id: string): Promise<StatusEdit[]> {
    const present = await presentStatus(db, viewer, id);
    const former = await db
        .select()
        .from(statusEdits)
        .where(eq(statusEdits.statusId, id))
        .orderBy(asc(statusEdits.id));
    const media = await presentMedia(db, [
        ...new Set(former.flatMap((edit) => edit.media.map((file) => file.id))),
    ]);
    const { account } = present;
    const edits = former.map((edit): StatusEdit => ({
        content: edit.contentHtml,
        spoiler_text: edit.contentWarning,
        sensitive: edit.sensitive,
        created_at: edit.createdAt.toISOString(),
        account,
        poll: edit.pollOptions ? { options: edit.pollOptions.map((title) => ({ title })) } : null,
        // A file is shown with the description it had then; one that is gone is left out.
        media_attachments: edit.media.flatMap(({ id: fileId, description }) =>
            media.filter((file) => file.id === fileId).map((file) => ({ ...file, description })),
        ),
        emojis: emojiEntities(edit.emojis),
    }));
    return [
        ...edits,
        {
            content: present.content,
            spoiler_text: present.spoiler_text,
            sensitive: present.sensitive,
            created_at: present.edited_at ?? present.created_at,
            account,
            poll: present.poll ? { options: present.poll.options.map(({ title }) => ({ title })) } : null,
            media_attachments: present.media_attachments,
            emojis: present.emojis,
        },
    ];
}
