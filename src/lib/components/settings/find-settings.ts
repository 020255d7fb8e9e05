import { fold } from '$lib/client/search/words';
import type { Place } from './place';
import { PLACE_GROUPS } from './places';
import type { Setting } from './setting';
import { TOPICS, type Topic } from './topics';

/** What words lead to: settings, each with the page on which it stands, and whole pages. */
export interface FoundSettings {
    settings: { setting: Setting; topic: Topic }[];
    places: Place[];
}

/** Finds settings by what is said of them: every word has to stand there, whatever its accents. */
export function findSettings(query: string): FoundSettings {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const says = (texts: readonly (string | undefined)[]) => {
        const text = fold(texts.filter(Boolean).join(' '));
        return words.every((word) => text.includes(word));
    };
    const found = new Map<string, { setting: Setting; topic: Topic }>();
    for (const topic of TOPICS)
        for (const group of topic.groups)
            for (const setting of group.settings) {
                const options = setting.kind === 'choice' ? setting.options : [];
                const said = [setting.label(), setting.hint?.(), ...options.map(({ label }) => label())];
                if (!found.has(setting.id) && says([...said, topic.title(), group.title()]))
                    found.set(setting.id, { setting, topic });
            }
    const places = PLACE_GROUPS.flatMap((group) => group.places).filter(({ label, hint }) =>
        says([label(), hint()]),
    );
    return { settings: [...found.values()], places };
}
