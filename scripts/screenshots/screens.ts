import type { Page } from '@playwright/test';

/** One thing to look at. */
export interface Screen {
    /** Also the name of its file. */
    name: string;
    path: string;
    /** What a person does before it looks like that. */
    prepare?: (page: Page) => Promise<void>;
}

const firstPost = (page: Page) => page.getByRole('feed').getByRole('article').first();

async function openFirst(page: Page): Promise<void> {
    await firstPost(page).locator('a:has(time)').first().click();
    await page.waitForURL(/\/@[^/]+\/\d+/);
}

export const GUEST_SCREENS: Screen[] = [
    { name: 'landing', path: '/' },
    { name: 'about', path: '/about' },
    { name: 'explore', path: '/explore' },
    { name: 'sign-in', path: '/auth/sign-in' },
    { name: 'sign-up', path: '/auth/sign-up' },
];

export const MEMBER_SCREENS: Screen[] = [
    { name: 'home', path: '/home' },
    { name: 'welcome', path: '/welcome/profile' },
    { name: 'local', path: '/public/local' },
    { name: 'remote', path: '/public/remote' },
    { name: 'thread', path: '/public/local', prepare: openFirst },
    { name: 'compose', path: '/compose' },
    { name: 'notifications', path: '/notifications' },
    { name: 'notification-requests', path: '/notifications/requests' },
    { name: 'conversations', path: '/conversations' },
    { name: 'explore', path: '/explore' },
    { name: 'search', path: '/search?q=sea' },
    { name: 'lists', path: '/lists' },
    { name: 'followed-tags', path: '/followed-tags' },
    { name: 'bookmarks', path: '/bookmarks' },
    { name: 'favourites', path: '/favourites' },
    { name: 'drafts', path: '/drafts' },
    { name: 'scheduled', path: '/scheduled' },
    { name: 'outbox', path: '/outbox' },
    { name: 'catch-up', path: '/catch-up' },
    { name: 'deck', path: '/deck' },
    { name: 'settings', path: '/settings' },
    ...['appearance', 'reading', 'composing', 'notifications', 'keyboard', 'wellbeing', 'import-export'].map(
        (topic) => ({ name: `settings-${topic}`, path: `/settings/${topic}` }),
    ),
    {
        name: 'settings-found',
        path: '/settings',
        prepare: (page) => page.getByLabel('Find a setting').fill('boost'),
    },
    { name: 'settings-profile', path: '/settings/profile' },
    { name: 'settings-filters', path: '/settings/filters' },
    { name: 'welcome', path: '/welcome/profile' },
    { name: 'not-there', path: '/@nobody' },
];
