/** What assistive technology is told: one polite and one assertive region for the whole app. */
class Announcer {
    polite = $state('');
    assertive = $state('');

    /** Says `text` when the person is idle. */
    say(text: string): void {
        this.polite = repeatable(text, this.polite);
    }

    /** Interrupts with `text`: for errors only. */
    alert(text: string): void {
        this.assertive = repeatable(text, this.assertive);
    }
}

/** A region that receives the same text twice stays silent; a trailing no-break space makes it a new text. */
function repeatable(text: string, previous: string): string {
    return text === previous ? `${text}\u00a0` : text;
}

export const announcer = new Announcer();
