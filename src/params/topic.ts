import type { ParamMatcher } from '@sveltejs/kit';
import { TOPIC_NAMES, type TopicName } from '$lib/components/settings/topic-names';

/** A page of settings. */
export const match = ((param): param is TopicName =>
    TOPIC_NAMES.some((name) => name === param)) satisfies ParamMatcher;
