import {
    acceptedValue,
    changeSetting,
    INSTANCE_SETTINGS,
    isSettingName,
    readSettings,
    type SettingName,
} from '../domain/instance';
import { UsageError, wordAt, type Command } from './command';

const NAMES = Object.keys(INSTANCE_SETTINGS);

/** A running server knows the change at once. */
export const settingsSet: Command = {
    name: 'settings set',
    about: 'Changes a setting of the community; see settings get.',
    words: ['NAME', 'VALUE'],
    async run(call) {
        const [name, value] = [wordAt(call, 0), wordAt(call, 1)];
        if (!isSettingName(name))
            throw new UsageError(`There is no setting "${name}"; there are ${NAMES.join(', ')}.`);
        checkValue(name, value);
        const db = await call.database();
        await changeSetting(db, name, value);
        const settings = await readSettings(db);
        return { lines: [`${name} is now ${String(settings[name])}.`], data: { [name]: settings[name] } };
    },
};

function checkValue(name: SettingName, value: string): void {
    try {
        acceptedValue(name, value);
    } catch (error) {
        throw new UsageError(`${(error as Error).message}.`);
    }
}
