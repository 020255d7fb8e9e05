import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A 64-bit id: bigint in SQL, decimal text in TypeScript, so that nothing is ever rounded. */
export const id64 = customType<{ data: string; driverData: string }>({ dataType: () => 'bigint' });

/** Text that compares without regard to case (the citext extension). */
export const citext = customType<{ data: string; driverData: string }>({ dataType: () => 'citext' });

/** A moment, with time zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
