import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { PASSWORD, withCommunity, type Community, type Member } from './community';

export { expect, PASSWORD, type Community, type Member, type Page };

interface WorkerFixtures {
    /** One community for all tests of a worker; people keep them apart. */
    community: Community;
}

interface TestFixtures {
    /** Makes a member with a name nobody else has. */
    newcomer: (name?: string) => Promise<Member>;
    /** A browser of this member's own, signed in, at `/home` unless told otherwise; through a proxy where one is named. */
    browserOf: (member: Member, path?: string, origin?: string) => Promise<Page>;
    /** Fails the test when a page complains. Names what a test provokes on purpose. */
    expectComplaint: (words: RegExp) => void;
}

let people = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
    community: [
        async ({ browserName: _ }, use) => {
            await withCommunity(use);
        },
        { scope: 'worker', timeout: 120_000 },
    ],

    baseURL: async ({ community }, use) => {
        await use(community.origin);
    },

    newcomer: async ({ community }, use, { workerIndex }) => {
        await use((name = 'someone') => community.member(`${name}_${workerIndex}_${++people}`));
    },

    expectComplaint: [
        async ({ context, browser }, use) => {
            const expected: RegExp[] = [];
            const complaints: string[] = [];
            const listen = (one: BrowserContext) => {
                one.on('console', (message) => {
                    if (message.type() === 'error') complaints.push(message.text());
                });
                one.on('weberror', (told) => complaints.push(String(told.error().stack ?? told.error())));
            };
            listen(context);
            const original = browser.newContext.bind(browser);
            browser.newContext = async (options) => {
                const made = await original(options);
                listen(made);
                return made;
            };
            await use((words) => expected.push(words));
            browser.newContext = original;
            expect(complaints.filter((text) => !expected.some((words) => words.test(text)))).toEqual([]);
        },
        { auto: true },
    ],

    browserOf: async ({ browser, community, contextOptions }, use) => {
        const contexts: BrowserContext[] = [];
        await use(async (member, path = '/home', origin = community.origin) => {
            const context = await browser.newContext({ ...contextOptions, baseURL: origin });
            contexts.push(context);
            await signIn(context, member);
            const page = await context.newPage();
            await page.goto(path);
            // The heading comes with the page, once the app has begun.
            await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
            return page;
        });
        for (const context of contexts) await context.close();
    },
});

/** Signs a browser in without its pages, for tests that are about something else; posts go out without delay. */
async function signIn(context: BrowserContext, member: Member): Promise<void> {
    const page = await context.newPage();
    await page.goto('/auth/sign-in');
    await page.evaluate(() => localStorage.setItem('atoll:preferences', JSON.stringify({ undoSend: 0 })));
    await page.getByLabel('Handle or e-mail address').fill(member.username);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');
    await page.close();
}
