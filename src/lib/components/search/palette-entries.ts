import Clock from '@lucide/svelte/icons/clock';
import Globe from '@lucide/svelte/icons/globe';
import Hash from '@lucide/svelte/icons/hash';
import Link from '@lucide/svelte/icons/link';
import { goto } from '$app/navigation';
import { namesOneThing, pathToOpen } from '$lib/client/search/address';
import type { LocalFindings } from '$lib/client/search/local-search';
import { entities } from '$lib/client/stores/entities.svelte';
import { lookOf, sentenceOf } from '$lib/components/notification/notification-look';
import type { Destination } from '$lib/components/shell/destinations';
import { m } from '$lib/i18n';
import type { Account, Status } from '$lib/mastodon-api/entities';
import { htmlToText } from '$lib/text';
import { findCommands, type Command } from './commands';

/** One line of the palette. */
export interface Entry {
    id: string;
    label: string;
    /** Below it, smaller. */
    detail?: string;
    icon?: Destination['icon'];
    /** Whose face stands before it. */
    account?: Account;
    /** When it was written; ISO 8601. */
    at?: string;
    run: () => unknown;
}

export interface EntryGroup {
    name: string;
    title: string;
    entries: Entry[];
}

const EXCERPT = 140;
/** How many commands are offered beside what was found. */
const COMMANDS = 4;

/** What is offered while nothing was typed: the last searches, and everything the app does. */
export function startingGroups(recent: readonly string[], commands: readonly Command[]): EntryGroup[] {
    return filled([
        {
            name: 'recent',
            title: m.search_recent(),
            entries: recent.slice(0, 5).map((query) => ({
                id: `recent-${query}`,
                label: query,
                icon: Clock,
                run: () => goto(searchPath(query)),
            })),
        },
        { name: 'commands', title: m.palette_commands(), entries: [...commands] },
    ]);
}

/** What fits the words typed: commands, everything found on the device, and the way to the server. */
export function foundGroups(query: string, commands: readonly Command[], found: LocalFindings): EntryGroup[] {
    const onlyCommands = query.startsWith('>');
    const fitting = findCommands(commands, query.replace(/^>/, ''));
    if (onlyCommands) return filled([{ name: 'commands', title: m.palette_commands(), entries: fitting }]);
    return filled([
        { name: 'open', title: m.palette_elsewhere(), entries: namesOneThing(query) ? [opening(query)] : [] },
        { name: 'commands', title: m.palette_commands(), entries: fitting.slice(0, COMMANDS) },
        { name: 'people', title: m.search_people(), entries: found.accounts.map(person) },
        { name: 'tags', title: m.search_tags(), entries: found.tags.map(hashtag) },
        { name: 'posts', title: m.search_posts(), entries: found.statuses.map(post) },
        {
            name: 'notifications',
            title: m.nav_notifications(),
            entries: found.notifications.flatMap((group) => {
                const account = entities.account(group.accountIds[0] ?? '');
                if (!account) return [];
                const status = group.statusId ? entities.status(group.statusId) : undefined;
                const { type, notifications_count, latest_page_notification_at } = group.entity;
                return {
                    id: `notification-${group.id}`,
                    label: sentenceOf(type, notifications_count)({ name: nameOf(account) }),
                    detail: status && excerptOf(status),
                    icon: lookOf(type).icon,
                    at: latest_page_notification_at,
                    run: () => goto(status ? pathOf(status) : `/@${account.acct}`),
                };
            }),
        },
        {
            name: 'server',
            title: m.palette_elsewhere(),
            entries: namesOneThing(query)
                ? []
                : [
                      {
                          id: 'server',
                          label: m.palette_search_server({ query }),
                          icon: Globe,
                          run: () => goto(searchPath(query)),
                      },
                  ],
        },
    ]);
}

const filled = (groups: EntryGroup[]) => groups.filter(({ entries }) => entries.length > 0);
const searchPath = (query: string) => `/search?q=${encodeURIComponent(query)}`;
const nameOf = (account: Account) => account.display_name || account.username;
const pathOf = (status: Status) => `/@${status.account.acct}/${status.id}`;

function excerptOf(status: Status): string {
    const text = status.spoiler_text || htmlToText(status.content).replace(/\s+/g, ' ');
    const described = text || status.media_attachments.map(({ description }) => description).join(' ');
    return described.slice(0, EXCERPT);
}

function opening(query: string): Entry {
    return {
        id: 'open',
        label: m.palette_open({ address: query.trim() }),
        icon: Link,
        run: () => goto(pathToOpen(query)),
    };
}

function person(account: Account): Entry {
    return {
        id: `account-${account.id}`,
        label: nameOf(account),
        detail: `@${account.acct}`,
        account,
        run: () => goto(`/@${account.acct}`),
    };
}

function hashtag(name: string): Entry {
    return {
        id: `tag-${name}`,
        label: name,
        icon: Hash,
        run: () => goto(`/tags/${encodeURIComponent(name)}`),
    };
}

function post(status: Status): Entry {
    return {
        id: `status-${status.id}`,
        label: excerptOf(status),
        detail: nameOf(status.account),
        account: status.account,
        at: status.created_at,
        run: () => goto(pathOf(status)),
    };
}
