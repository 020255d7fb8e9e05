import { INSTANCE_SETTINGS, isSettingName, readSettings } from '../domain/instance';
import { UsageError, type Command } from './command';
import { tableLines } from './help';

const NAMES = Object.keys(INSTANCE_SETTINGS);

export const settingsGet: Command = {
    name: 'settings get',
    about: 'Shows the settings of the community, or one of them.',
    words: ['[NAME]'],
    async run(call) {
        const name = call.words[0];
        if (name !== undefined && !isSettingName(name))
            throw new UsageError(`There is no setting "${name}"; there are ${NAMES.join(', ')}.`);
        const { updatedAt: _, ...settings } = await readSettings(await call.database());
        if (name !== undefined) return { lines: [shown(settings[name])], data: settings[name] };
        const rows = Object.entries(settings).map(([key, value]) => [key, shown(value)]);
        return { lines: tableLines(rows), data: settings };
    },
};

function shown(value: unknown): string {
    return Array.isArray(value) ? value.join(',') : String(value);
}
