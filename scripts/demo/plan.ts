import { Chance } from './chance';
import { Composer, type Composed } from './compose';
import { strangers, type Persona } from './people';
import { moments } from './timing';
import { conversations } from './words';

/** A post of somebody elsewhere, before it has been said. */
export interface PlannedPost extends Composed {
    /** The same at every run: what is known already is not said again. */
    uri: string;
    author: Persona;
    published: Date;
    answers?: PlannedPost;
}

/** A boost of a post of somebody elsewhere. */
export interface PlannedBoost {
    uri: string;
    author: Persona;
    published: Date;
    post: PlannedPost;
}

export interface Plan {
    /** Oldest first, so that what is answered is there before its answer. */
    posts: PlannedPost[];
    boosts: PlannedBoost[];
    composer: Composer;
    chance: Chance;
}

const POSTS = 2_050;
const BOOSTS = 260;
/** How many of the last posts one looks at before one answers. */
const LOOKED_BACK = 60;
const ANSWERED = 0.32;
const SEED = 20_240_229;

/** What the people of other servers say within the two weeks before `now`. */
export function makePlan(now: number): Plan {
    const chance = new Chance(SEED);
    const composer = new Composer(chance);
    const posts: PlannedPost[] = [];
    // The hour it is now decides how often chance is asked for dates: nothing else may depend on that.
    const dates = moments(new Chance(SEED + 1), POSTS, now);
    const threads = conversations.map((lines, index) => new Thread(lines, index, chance));
    dates.forEach((published, index) => {
        const thread = threads.find((one) => one.isDue(index / POSTS));
        posts.push(
            thread ? thread.next(index, published) : ordinaryPost(index, published, posts, composer, chance),
        );
    });
    return { posts, boosts: makeBoosts(posts, chance, now), composer, chance };
}

function ordinaryPost(
    index: number,
    published: Date,
    earlier: PlannedPost[],
    composer: Composer,
    chance: Chance,
): PlannedPost {
    const author = chance.pick(strangers);
    const topic = chance.pick(author.topics);
    const answered = chance.happens(ANSWERED)
        ? earlier
              .slice(-LOOKED_BACK)
              .findLast(
                  (post) =>
                      post.author !== author && post.author.topics.includes(topic) && chance.happens(0.5),
              )
        : undefined;
    const composed = answered ? composer.answer(topic) : composer.post(topic);
    return { ...composed, uri: statusUri(author, index), author, published, answers: answered };
}

function makeBoosts(posts: PlannedPost[], chance: Chance, now: number): PlannedBoost[] {
    const seen = new Set<string>();
    const boosts: PlannedBoost[] = [];
    while (boosts.length < BOOSTS) {
        const post = chance.pick(posts);
        const author = chance.pick(strangers);
        const uri = `${personUri(author)}/boosts/${post.uri.split('/').at(-1)}`;
        if (author === post.author || post.answers || seen.has(uri)) continue;
        seen.add(uri);
        const later = post.published.getTime() + chance.next() * 20 * 3_600_000;
        boosts.push({ uri, author, post, published: new Date(Math.min(later, now - 60_000)) });
    }
    return boosts.toSorted((one, other) => one.published.getTime() - other.published.getTime());
}

/** A conversation that was written out: its lines are said one after another among a few people. */
class Thread {
    readonly #lines: string[];
    readonly #speakers: Persona[];
    readonly #begins: number;
    readonly #chance: Chance;
    #last: PlannedPost | undefined;
    #said = 0;

    constructor(lines: string[], index: number, chance: Chance) {
        this.#lines = lines;
        this.#chance = chance;
        const english = strangers.filter(({ topics }) => topics[0]?.language === 'en');
        this.#speakers = chance.pickSome(english, 5);
        // The last of them began a few hours ago, the first a week and a half.
        this.#begins = 0.3 + index * 0.21;
    }

    /** Whether the next line is due when `share` of all posts have been said. */
    isDue(share: number): boolean {
        return this.#said < this.#lines.length && share >= this.#begins + this.#said * 0.0015;
    }

    next(index: number, published: Date): PlannedPost {
        const others = this.#speakers.filter((speaker) => speaker !== this.#last?.author);
        const author = this.#said === 0 ? this.#speakers[0]! : this.#chance.pick(others);
        const text = this.#lines[this.#said++] ?? '';
        this.#last = {
            uri: statusUri(author, index),
            author,
            published,
            text,
            contentWarning: '',
            language: 'en',
            hashtags: [],
            answers: this.#last,
        };
        return this.#last;
    }
}

export function personUri({ domain, username }: Persona): string {
    return `https://${domain}/users/${username}`;
}

function statusUri(author: Persona, index: number): string {
    return `${personUri(author)}/statuses/${index + 1}`;
}
