/** What somebody talks about: sentences with slots such as `{boat}`, filled anew each time. */
export interface Topic {
    language: string;
    tags: string[];
    slots: Record<string, string[]>;
    /** Sentences that can stand alone. */
    says: string[];
    /** Sentences that go on from them. */
    adds: string[];
    /** What one answers to such a post. */
    answers: string[];
    /** Warnings that some of these posts hide behind. */
    warnings?: string[];
}
