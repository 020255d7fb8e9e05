import type { Quote, ShallowQuote } from '$lib/mastodon-api/entities';
import type { Material } from './hydrate';
import { contentEntity } from './status';
import type { StatusRow } from './status-rows';

/**
 * https://docs.joinmastodon.org/entities/Quote/
 * Null for a status that quotes nothing. What the viewer may not see is named by its state alone; a quote within a
 * quote names its target only.
 */
export function quoteEntity(
    material: Material,
    { quoteOfId, quoteState }: StatusRow,
    depth: number,
): Quote | ShallowQuote | null {
    if (quoteState === null) return null;
    const isShallow = depth > 0;
    const without = (state: Quote['state']): Quote | ShallowQuote =>
        isShallow ? { state, quoted_status_id: null } : { state, quoted_status: null };
    if (quoteState !== 'accepted') return without(quoteState);
    if (quoteOfId === null) return without('deleted');
    if (isShallow) return { state: 'accepted', quoted_status_id: quoteOfId };
    const quoted = material.statuses.get(quoteOfId);
    if (!quoted) return without('deleted');
    const entity = quoted.visible ? contentEntity(material, quoted, depth + 1) : undefined;
    return entity ? { state: 'accepted', quoted_status: entity } : without('unauthorized');
}
