import {
    changeAnnouncement,
    listAnnouncements,
    publishAnnouncement,
    removeAnnouncement,
    type AnnouncementDraft,
    type AnnouncementRow,
} from '../domain/announcements';
import { textOf, UsageError, wordAt, type Call, type Command, type Option } from './command';

const TIMES: Record<string, Option> = {
    starts: {
        type: 'string',
        value: 'TIME',
        about: 'When it begins, such as 2026-05-01 or 2026-05-01T18:00Z.',
    },
    ends: { type: 'string', value: 'TIME', about: 'When it ends; it is no longer shown then.' },
    'all-day': { type: 'boolean', about: 'The times are whole days.' },
};

/** Every member with a client open hears of it at once. */
export const announce: Command = {
    name: 'announce',
    about: 'Announces something to every member.',
    words: ['TEXT'],
    options: TIMES,
    async run(call) {
        const draft = { text: wordAt(call, 0), ...timesOf(call) };
        const row = await publishAnnouncement(await call.database(), draft);
        return { lines: [`Announced as ${row.id}.`], data: row };
    },
};

export const announceList: Command = {
    name: 'announce list',
    about: 'Lists what was announced.',
    async run(call) {
        const rows = await listAnnouncements(await call.database());
        return { lines: rows.length > 0 ? rows.map(lineOf) : ['Nothing is announced.'], data: rows };
    },
};

export const announceChange: Command = {
    name: 'announce change',
    about: 'Changes what was announced; what is left out stays as it is.',
    words: ['ID', '[TEXT]'],
    options: TIMES,
    async run(call) {
        const text = wordAt(call, 1);
        const changes = { ...(text && { text }), ...timesOf(call) };
        const row = await changeAnnouncement(await call.database(), wordAt(call, 0), changes);
        return { lines: [lineOf(row)], data: row };
    },
};

export const announceRemove: Command = {
    name: 'announce remove',
    about: 'Takes back what was announced.',
    words: ['ID'],
    async run(call) {
        const id = wordAt(call, 0);
        await removeAnnouncement(await call.database(), id);
        return { lines: [`${id} is no longer announced.`], data: { id } };
    },
};

function timesOf(call: Call): Omit<AnnouncementDraft, 'text'> {
    const [startsAt, endsAt] = [timeOf(call, 'starts'), timeOf(call, 'ends')];
    return {
        ...(startsAt && { startsAt }),
        ...(endsAt && { endsAt }),
        ...(call.values['all-day'] === true && { allDay: true }),
    };
}

function timeOf(call: Call, name: string): Date | undefined {
    const given = textOf(call, name);
    if (given === undefined) return undefined;
    const time = new Date(given);
    if (Number.isNaN(time.getTime())) throw new UsageError(`--${name} "${given}" is no time.`);
    return time;
}

function lineOf({ id, text, startsAt, endsAt }: AnnouncementRow): string {
    const times = [startsAt && `from ${startsAt.toISOString()}`, endsAt && `until ${endsAt.toISOString()}`];
    return [id, text.split('\n', 1)[0], ...times.filter(Boolean)].join('  ');
}
