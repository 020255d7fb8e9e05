import type { Profile } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { findAccount } from '../domain/accounts';
import type { Actor } from '../domain/users';
import { profileStyleEntity } from './profile-style';

/** The viewer's own profile as it is edited. https://docs.joinmastodon.org/entities/Profile/ */
export async function presentProfile(db: Database, viewer: Actor): Promise<Profile> {
    const row = await findAccount(db, viewer.accountId);
    return {
        id: row.id,
        profile_style: profileStyleEntity(row.style),
        display_name: row.displayName,
        note: row.bioSource,
        fields: row.fields.map(({ name, value, source, verifiedAt }) => ({
            name,
            value: source ?? value,
            verified_at: verifiedAt ?? null,
        })),
        avatar: row.avatarUrl,
        avatar_static: row.avatarStaticUrl ?? row.avatarUrl,
        avatar_description: row.avatarDescription,
        header: row.headerUrl,
        header_static: row.headerStaticUrl ?? row.headerUrl,
        header_description: row.headerDescription,
        locked: row.locked,
        bot: row.actorType === 'Service' || row.actorType === 'Application',
        hide_collections: row.hidesCollections,
        discoverable: row.discoverable,
        indexable: row.indexable,
        show_featured: row.showsFeatured,
        show_media: row.showsMedia,
        show_media_replies: row.showsMediaReplies,
        attribution_domains: row.attributionDomains,
    };
}
