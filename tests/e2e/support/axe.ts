import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe names the page by the types of another copy of Playwright; they are the same in what is used. */
type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

/** Fails where axe finds something in the page, or in the part of it that `within` names. */
export async function expectNoViolations(
    page: Page,
    what: string,
    { within }: { within?: string } = {},
): Promise<void> {
    // What is still fading in is measured half transparent.
    await page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    );
    const axe = new AxeBuilder({ page: page as unknown as AxePage });
    const { violations } = await (within ? axe.include(within) : axe).analyze();
    const told = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
    expect(told, what).toEqual([]);
}
