/** What `doctor` looks at, in its order. */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { desc, isNotNull } from 'drizzle-orm';
import { writeByteSize } from '$lib/text';
import { outboundFetch } from '../activitypub/outbound-fetch';
import { config } from '../config';
import { instances } from '../db/schema';
import { pendingMigrations } from '../db/migrate';
import { spaceUsed } from '../domain/remote-files';
import { ffmpegInUse } from '../media';
import { greetMailServer, listKeptMails, mailFolder } from '../mail';
import { countLeft, newKey, openStored, put, removeStored } from '../storage';
import type { Call } from './command';

export interface Finding {
    state: 'ok' | 'warning' | 'failed';
    found: string;
    advice?: string;
}

const GIGABYTE = 1_000_000_000;
/** Other servers refuse signatures whose date is further off; most allow for an hour at least. */
const CLOCK_TOLERANCE_S = 30;
/** Asked when no other server is known yet: kept for examples by those who give out the internet's numbers. */
const ANYBODY = 'https://example.com/';

const ok = (found: string): Finding => ({ state: 'ok', found });
const warning = (found: string, advice: string): Finding => ({ state: 'warning', found, advice });
const failed = (found: string, advice: string): Finding => ({ state: 'failed', found, advice });

export const examinations: Record<string, (call: Call) => Promise<Finding>> = {
    settings: async () => {
        const { origin, domain, outboundAllow, federationHttp } = config();
        if (outboundAllow.length > 0 || federationHttp)
            return warning(
                `${origin}, open to private networks or plain http`,
                'unset ATOLL_OUTBOUND_ALLOW and ATOLL_FEDERATION_HTTP on a public server.',
            );
        if (origin.startsWith('http:'))
            return warning(
                `${origin} is not encrypted`,
                domain.startsWith('localhost')
                    ? 'set ATOLL_ORIGIN to your public https address before others follow you: it cannot change later.'
                    : 'put a proxy with a certificate in front and set ATOLL_ORIGIN to its https address.',
            );
        return ok(origin);
    },

    storage: async () => {
        const { dataDir } = config();
        try {
            await access(dataDir, constants.W_OK);
        } catch {
            return failed(`${dataDir} cannot be written`, 'make it writable for the user Atoll runs as.');
        }
        const { bavail, bsize } = await statfs(dataDir);
        const free = bavail * bsize;
        const found = `${dataDir}, ${(free / GIGABYTE).toFixed(1)} GB free`;
        return free < GIGABYTE
            ? failed(found, 'free some space before the database has to stop.')
            : ok(found);
    },

    files: async () => {
        const { kind, s3 } = config().storage;
        const where =
            kind === 's3' && s3 ? `in ${s3.bucket} at ${new URL(s3.endpoint).host}` : 'on the local disk';
        try {
            const key = newKey('sources', 'bin');
            await put(key, Buffer.from('atoll'));
            const isThere = (await openStored(key))?.bytes === 5;
            await removeStored(key);
            if (!isThere) return failed(where, 'what is written there is not found again: check the bucket.');
        } catch (error) {
            return failed(
                `${where}: ${error instanceof Error ? messageOf(error) : String(error)}`,
                kind === 's3'
                    ? 'check the ATOLL_S3_… settings, and that the key may read, write, list and delete.'
                    : 'make the data directory writable, and free some space.',
            );
        }
        if (!s3) return ok(where);
        const { files } = await countLeft();
        return files === 0
            ? ok(where)
            : warning(
                  `${where}; ${files} are still in the other place`,
                  'move them by `atoll media migrate`.',
              );
    },

    remote: async (call) => {
        const { mode, ceiling } = config().remoteMedia;
        if (mode === 'off') return ok('nothing of other servers is shown but links');
        if (ceiling === 0) return ok('files of other servers are passed on, and not kept');
        // A database that is behind has no account of them yet.
        const used = await spaceUsed(await call.database({ asItIs: true })).catch(() => 0);
        const found = `${writeByteSize(used)} of ${writeByteSize(ceiling)} of other servers' files kept`;
        return used > ceiling
            ? warning(found, 'start the server: it makes room each night down to ATOLL_REMOTE_MEDIA_MAX.')
            : ok(found);
    },

    database: async (call) => {
        const sql = (await call.database({ asItIs: true })).$client;
        const [row] = await sql`
            SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS size`;
        const where = config().databaseUrl ? 'your own' : 'embedded';
        const found = `PostgreSQL ${row?.version} (${where}), ${(Number(row?.size) / 1_000_000).toFixed(0)} MB`;
        return Number.parseInt(String(row?.version), 10) < 15
            ? failed(found, 'upgrade to PostgreSQL 15 or newer.')
            : ok(found);
    },

    migrations: async (call) => {
        const pending = await pendingMigrations((await call.database({ asItIs: true })).$client);
        return pending.length > 0
            ? warning(
                  `${pending.length} are still to come`,
                  'restart the server: it applies them as it starts.',
              )
            : ok('all applied');
    },

    search: async (call) => {
        const sql = (await call.database({ asItIs: true })).$client;
        const [found] = await sql`SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'`;
        if (!found) return warning('pg_trgm is missing', 'start the server once: it installs it.');
        return config().meili.url
            ? warning('in PostgreSQL', 'MEILI_URL is set, but this version does not use Meilisearch yet.')
            : ok('in PostgreSQL');
    },

    film: async () => {
        const { path, version, complaint } = await ffmpegInUse();
        const found = `${path ?? 'WebAssembly'}, FFmpeg ${version}`;
        if (complaint)
            return warning(`${found}: ${complaint}`, 'install ffmpeg 5.1 or newer, or mend ATOLL_FFMPEG.');
        return path
            ? ok(found)
            : ok(`${found}; with ffmpeg 5.1 or newer on this machine, films are made several times as fast`);
    },

    mail: async () => {
        const { smtpUrl, from } = config().mail;
        if (!smtpUrl) {
            const kept = (await listKeptMails()).length;
            return warning(
                `none is sent: ${kept} kept in ${mailFolder()}`,
                'set ATOLL_SMTP_URL and ATOLL_MAIL_FROM, so that members can confirm addresses and reset passwords.',
            );
        }
        const { host } = new URL(smtpUrl);
        try {
            await greetMailServer();
            return ok(`from ${from} by ${host}`);
        } catch (error) {
            return failed(
                `${host} does not take mails (${error instanceof Error ? error.message : String(error)})`,
                'check ATOLL_SMTP_URL; mails wait and are tried again for days.',
            );
        }
    },

    clock: async (call) => {
        const sql = (await call.database({ asItIs: true })).$client;
        const [row] = await sql`SELECT extract(epoch FROM clock_timestamp())::float8 AS now`;
        const off = Math.abs(Number(row?.now) - Date.now() / 1000);
        return off > CLOCK_TOLERANCE_S ? clockIsOff(off, "the database's") : ok("agrees with the database's");
    },

    network: async (call) => {
        const address = await somebodyElse(call);
        try {
            const { headers } = await outboundFetch(address, { deadline: 5000, maxBytes: 1_000_000 });
            const off = Math.abs(Date.parse(headers.date ?? '') - Date.now()) / 1000;
            return off > CLOCK_TOLERANCE_S
                ? clockIsOff(off, new URL(address).host)
                : ok(`${address} answers`);
        } catch (error) {
            return warning(
                `${address} cannot be reached (${error instanceof Error ? error.message : String(error)})`,
                'without outbound connections nothing federates: check DNS, firewall and proxy.',
            );
        }
    },
};

/** What a store said is in the cause: the error itself is made for whoever looks at the community. */
function messageOf({ message, cause }: Error): string {
    return cause instanceof Error ? cause.message : message;
}

function clockIsOff(seconds: number, against: string): Finding {
    return failed(
        `${Math.round(seconds)} s away from ${against}`,
        'set the clock by NTP: other servers refuse what is signed at a wrong time.',
    );
}

/** A server we know to have answered lately, where there is one. */
async function somebodyElse(call: Call): Promise<string> {
    const [peer] = await (
        await call.database({ asItIs: true })
    )
        .select({ domain: instances.domain })
        .from(instances)
        .where(isNotNull(instances.lastSuccessAt))
        .orderBy(desc(instances.lastSuccessAt))
        .limit(1)
        .catch(() => []);
    return peer ? `https://${peer.domain}/` : ANYBODY;
}
