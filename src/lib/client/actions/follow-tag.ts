import { outbox } from '../stores/outbox.svelte';

/** Follows a tag (without `#`), or stops. Shows at once, through `followsTagWith`, and works offline. */
export async function followTag(name: string, on: boolean): Promise<void> {
    await outbox.enqueue({ type: 'follow-tag', target: name, payload: { on } });
}
