import { countOf, dateOf, isObject, listOf, textOf, type Json } from './untrusted';

export interface PollRecord {
    multiple: boolean;
    /** `votes` is undefined where the origin tells no number. */
    options: { title: string; votes: number | undefined }[];
    endsAt: Date | undefined;
    closedAt: Date | undefined;
    votersCount: number | undefined;
}

const MAX_OPTIONS = 50;
const MAX_TITLE = 500;

/** The poll of a Question, or undefined where it offers no choice. */
export function readPoll(json: Json): PollRecord | undefined {
    const choices = listOf(json.anyOf ?? json.oneOf)
        .filter(isObject)
        .slice(0, MAX_OPTIONS);
    if (choices.length === 0) return undefined;
    return {
        multiple: json.anyOf !== undefined,
        options: choices.map((choice) => ({
            title: textOf(choice.name, MAX_TITLE) ?? '',
            votes: isObject(choice.replies) ? countOf(choice.replies.totalItems) : undefined,
        })),
        endsAt: dateOf(json.endTime),
        closedAt: dateOf(json.closed),
        votersCount: countOf(json.votersCount),
    };
}
