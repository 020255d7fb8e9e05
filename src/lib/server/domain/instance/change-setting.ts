import { sql } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { settings } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { reconsiderDomains } from '../moderation';
import { INSTANCE_SETTINGS, isSettingName, type InstanceSetting, type SettingName } from './settings';

/**
 * A value as it is kept.
 * @throws Unprocessable that says what is wrong with it.
 */
export function acceptedValue(name: SettingName, value: unknown): unknown {
    const setting: InstanceSetting<unknown> = INSTANCE_SETTINGS[name];
    const accepted = setting.read(value);
    if (accepted === undefined) throw new Unprocessable(`${name} must be ${setting.expected}`);
    const problem = setting.problem?.(accepted);
    if (problem) throw new Unprocessable(`${name}: ${problem}`);
    return accepted;
}

/**
 * Sets one setting; every process knows it at once.
 * @throws Unprocessable where there is no such setting, or the value is not acceptable.
 */
export async function changeSetting(db: Queryable, name: string, value: unknown): Promise<void> {
    if (!isSettingName(name)) throw new Unprocessable(`There is no setting named ${name}`);
    // That there is none is kept too: as JSON’s null, not as SQL’s.
    const accepted = acceptedValue(name, value) ?? sql`'null'::jsonb`;
    await inTransaction(db, async (tx) => {
        await tx
            .insert(settings)
            .values({ name, value: accepted })
            .onConflictDoUpdate({ target: settings.name, set: { value: accepted, updatedAt: sql`now()` } });
        if (name === 'federation') await reconsiderDomains(tx, null);
    });
}
