import type { Chance } from './chance';
import type { Topic } from './words';

/** A text with what belongs to it. */
export interface Composed {
    text: string;
    contentWarning: string;
    language: string;
    hashtags: string[];
}

/** Puts posts together from what a topic has to say, never the same twice. */
export class Composer {
    readonly #chance: Chance;
    readonly #said = new Set<string>();

    constructor(chance: Chance) {
        this.#chance = chance;
    }

    post(topic: Topic): Composed {
        return this.#unsaid(topic, () => {
            const sentences = [this.#filled(topic, this.#chance.pick(topic.says))];
            if (this.#chance.happens(0.6)) sentences.push(this.#filled(topic, this.#chance.pick(topic.adds)));
            const hashtags = this.#chance.happens(0.45)
                ? this.#chance.pickSome(topic.tags, 1 + this.#chance.below(2))
                : [];
            return {
                text: sentences.join(topic.language === 'ja' || topic.language === 'zh' ? '' : ' '),
                hashtags,
            };
        });
    }

    answer(topic: Topic): Composed {
        return this.#unsaid(topic, () => {
            const sentences = [this.#filled(topic, this.#chance.pick(topic.answers))];
            if (this.#chance.happens(0.35))
                sentences.push(this.#filled(topic, this.#chance.pick(topic.adds)));
            return { text: sentences.join(' '), hashtags: [] };
        });
    }

    #unsaid(topic: Topic, compose: () => { text: string; hashtags: string[] }): Composed {
        let composed = compose();
        for (let tries = 0; this.#said.has(composed.text) && tries < 20; tries++) composed = compose();
        this.#said.add(composed.text);
        const warned = topic.warnings && this.#chance.happens(0.15);
        return {
            ...composed,
            contentWarning: warned ? this.#chance.pick(topic.warnings!) : '',
            language: topic.language,
        };
    }

    /** Fills the slots; sentences begin with a capital letter where the script has them. */
    #filled(topic: Topic, sentence: string): string {
        const filled = sentence.replace(/\{(\w+)\}/g, (slot, name: string) => {
            const values = topic.slots[name];
            return values ? this.#chance.pick(values) : slot;
        });
        return filled.replace(/(?<=^|[.!?] )\p{Ll}/gu, (letter) => letter.toLocaleUpperCase(topic.language));
    }
}
