import { m } from '$lib/i18n';
import { mediaOf } from '../outbox/awaited-media';
import { outbox } from '../stores/outbox.svelte';
import { uploads } from '../stores/uploads.svelte';

/** Saves what was written and is not sent as a file, with its pictures: a copy for whoever signs out or doubts. */
export async function exportUnsent(now: Date = new Date()): Promise<void> {
    const posts = await Promise.all(
        outbox.posts.map(async (row) => ({
            written_at: new Date(row.createdAt).toISOString(),
            ...row.payload,
            files: await Promise.all(uploads.of(mediaOf(row)).map(({ file }) => embedded(file))),
        })),
    );
    const copy = new Blob([JSON.stringify(posts, null, 4)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(copy);
    link.download = `${m.outbox_export_name()}-${now.toISOString().slice(0, 10)}.json`;
    link.click();
    // The download begins after this task.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function embedded(file: File): Promise<{ name: string; type: string; data: string }> {
    return new Promise((settle, refuse) => {
        const reader = new FileReader();
        reader.onload = () => settle({ name: file.name, type: file.type, data: String(reader.result) });
        reader.onerror = () => refuse(reader.error ?? new Error('The file cannot be read'));
        reader.readAsDataURL(file);
    });
}
