/** The environment, read once: validated, frozen, documented. `docs/configuration.md` is tested against SETTINGS. */
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { readByteSize } from '../text/byte-size.ts';

/** How one setting is read: its default, what is accepted, and the sentence the documentation prints. */
export interface Setting<T> {
    fallback: string;
    expected: string;
    about: string;
    /** Returns undefined where the text is not acceptable. */
    read(text: string): T | undefined;
}

const text = (about: string, fallback = ''): Setting<string> => ({
    fallback,
    expected: 'text',
    about,
    read: (value) => value,
});

const url = (about: string, protocols: string[], fallback = ''): Setting<string> => ({
    fallback,
    expected: `an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    about,
    read(value) {
        if (value === '') return '';
        if (!URL.canParse(value)) return undefined;
        return protocols.includes(new URL(value).protocol) ? value : undefined;
    },
});

const origin = (about: string): Setting<string> => ({
    fallback: '',
    expected: 'an origin such as https://social.example, without a path',
    about,
    read(value) {
        if (value === '') return '';
        if (!URL.canParse(value)) return undefined;
        const parsed = new URL(value);
        const plain = parsed.pathname === '/' && !parsed.search && !parsed.hash && !parsed.username;
        return plain && /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined;
    },
});

const oneOf = <const T extends string>(about: string, values: readonly T[], fallback: T): Setting<T> => ({
    fallback,
    expected: `one of ${values.join(', ')}`,
    about,
    read: (value) => values.find((allowed) => allowed === value),
});

const flag = (about: string, fallback: '0' | '1' = '0'): Setting<boolean> => ({
    fallback,
    expected: '1 or 0',
    about,
    read: (value) => (value === '1' ? true : value === '0' || value === '' ? false : undefined),
});

const size = (about: string, fallback: string): Setting<number> => ({
    fallback,
    expected: 'a size such as 20GB or 500MB',
    about,
    read: readByteSize,
});

const networks = (about: string): Setting<readonly string[]> => ({
    fallback: '',
    expected: 'networks such as 127.0.0.0/8, separated by commas',
    about,
    read(value) {
        const list = value
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean);
        return list.every((network) => ipaddr.isValidCIDR(network)) ? list : undefined;
    },
});

/** Every setting Atoll knows, in the order the documentation prints them. */
export const SETTINGS = {
    PORT: {
        fallback: '3000',
        expected: 'a port number from 1 to 65535',
        about: 'The port the server listens on.',
        read: (value: string) =>
            /^[1-9]\d{0,4}$/.test(value) && Number(value) < 65_536 ? Number(value) : undefined,
    },
    HOST: text('The address the server listens on.', '0.0.0.0'),
    ATOLL_ORIGIN: origin(
        'The public origin of the community; every id and link is built from it, so that it cannot change once others follow. Empty is `http://localhost:$PORT`.',
    ),
    ATOLL_MEDIA_ORIGIN: origin(
        'An origin of its own for media, such as `https://media.social.example`, which leads to the same port: what members upload is then served from there alone, where no session is. Empty is ATOLL_ORIGIN.',
    ),
    ATOLL_DATA_DIR: text(
        'Where the embedded database, media and the key to tokens in pushes are kept; processes of one community share it.',
        './data',
    ),
    ATOLL_STORAGE: {
        fallback: '',
        expected: 'one of local, s3',
        about: 'Where files of members go: `local` under ATOLL_DATA_DIR, `s3` to the bucket below. Empty is `s3` where there is a bucket. What is still in the other place is found there until `atoll media migrate` has moved it.',
        read: (value: string) => (['', 'local', 's3'] as const).find((allowed) => allowed === value),
    },
    ATOLL_S3_ENDPOINT: url('A service that speaks S3, such as `https://s3.eu-central-1.example`.', [
        'http:',
        'https:',
    ]),
    ATOLL_S3_BUCKET: text(
        'The bucket there, which must not be open to the world: Atoll serves its files itself.',
    ),
    ATOLL_S3_REGION: text('The region that requests to it are signed for.', 'us-east-1'),
    ATOLL_S3_ACCESS_KEY: text('The name of the key to it.'),
    ATOLL_S3_SECRET_KEY: text('The key itself.'),
    ATOLL_S3_FORCE_PATH_STYLE: flag(
        '`0` names the bucket in the host, as in `https://bucket.s3.example/`, and not in the path.',
        '1',
    ),
    DATABASE_URL: url('A PostgreSQL of your own; empty uses the embedded one.', ['postgres:', 'postgresql:']),
    REDIS_URL: url(
        'Reserved for carrying live events between several machines; this version uses PostgreSQL.',
        ['redis:', 'rediss:'],
    ),
    MEILI_URL: url('Reserved for a Meilisearch server; this version searches in PostgreSQL.', [
        'http:',
        'https:',
    ]),
    MEILI_KEY: text('Reserved for the key to Meilisearch.'),
    ATOLL_ROLE: oneOf(
        'What this process does: `web` answers requests, `worker` runs jobs, `all` both. Several processes need DATABASE_URL.',
        ['all', 'web', 'worker'],
        'all',
    ),
    ATOLL_OUTBOUND_ALLOW: networks(
        'Networks that outbound requests may reach although they are not public (tests, private networks).',
    ),
    ATOLL_SMTP_URL: url(
        'The mail server that mails are handed to, such as `smtps://user:password@mail.example:465`. Empty keeps each mail as a file under the data directory.',
        ['smtp:', 'smtps:'],
    ),
    ATOLL_MAIL_FROM: {
        fallback: '',
        expected: 'an e-mail address such as atoll@social.example',
        about: 'The address mails come from. Empty is `atoll@` and the name of your origin.',
        read: (value: string) =>
            value === '' || /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(value) ? value : undefined,
    },
    ATOLL_TRUSTED_PROXIES: networks(
        'Networks of your own reverse proxies, whose `X-Forwarded-For` is believed; empty believes nobody.',
    ),
    ATOLL_RATE_LIMITS: oneOf(
        '`off` lifts the limits on how often something may be asked (tests, measurements).',
        ['on', 'off'],
        'on',
    ),
    ATOLL_FEDERATION_HTTP: flag('`1` lets peers be reached over plain http (tests).'),
    ATOLL_AUTHORIZED_FETCH: flag(
        '`1` gives posts, profiles and lists only to servers that sign their requests, so that those which are suspended here read nothing.',
    ),
    ATOLL_PREVIEWS: oneOf(
        '`off` fetches no pages that posts link to, so that posts show no previews of them.',
        ['on', 'off'],
        'on',
    ),
    ATOLL_FFMPEG: text(
        'What makes film and sound playable: `auto` is the ffmpeg of this machine where it is 5.1 or newer, else the slower one Atoll brings as WebAssembly; `off` is always the latter; anything else is the path of a program.',
        'auto',
    ),
    ATOLL_REMOTE_MEDIA: oneOf(
        'How pictures, video and sound of other servers are shown, always from here: `cache` keeps what was looked at, `proxy` passes it on and keeps nothing on the disk, `off` shows nothing but links.',
        ['cache', 'proxy', 'off'],
        'cache',
    ),
    ATOLL_REMOTE_MEDIA_MAX: size(
        'How much of that is kept together at most. What was looked at longest ago leaves first; what members bookmarked, liked, answered or boosted stays longest. `0` keeps nothing, as `proxy` does.',
        '5GB',
    ),
    ATOLL_TRANSLATION_URL: url(
        'A translation service, such as `http://localhost:5000` (LibreTranslate) or `https://api-free.deepl.com`; empty translates nothing.',
        ['http:', 'https:'],
    ),
    ATOLL_TRANSLATION_KIND: oneOf(
        'How that service is spoken to.',
        ['libretranslate', 'deepl'],
        'libretranslate',
    ),
    ATOLL_TRANSLATION_KEY: text('The key to the translation service, where it asks for one.'),
    ATOLL_METRICS_TOKEN: text(
        'The Bearer token with which Prometheus reads `/metrics`; empty switches `/metrics` off.',
    ),
    LOG_LEVEL: oneOf(
        'How much is logged.',
        ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        'info',
    ),
} satisfies Record<string, Setting<unknown>>;

/** A setting could not be read; the message names it and says what was expected. */
export class ConfigError extends Error {
    override name = 'ConfigError';
}

/**
 * Reads `environment` into the frozen configuration.
 * @throws ConfigError naming the first setting that is wrong.
 */
export function readConfig(environment: Record<string, string | undefined>) {
    function setting<K extends keyof typeof SETTINGS>(
        name: K,
    ): Exclude<ReturnType<(typeof SETTINGS)[K]['read']>, undefined> {
        const given = environment[name]?.trim();
        const definition = SETTINGS[name];
        const value = definition.read(given || definition.fallback);
        if (value === undefined)
            throw new ConfigError(`${name} is "${given}", but ${definition.expected} was expected.`);
        return value as Exclude<ReturnType<(typeof SETTINGS)[K]['read']>, undefined>;
    }
    const port = setting('PORT');
    const origin = setting('ATOLL_ORIGIN') || `http://localhost:${port}`;
    const mediaOrigin = setting('ATOLL_MEDIA_ORIGIN') || origin;
    const role = setting('ATOLL_ROLE');
    const s3: StoreSettings = {
        endpoint: setting('ATOLL_S3_ENDPOINT'),
        bucket: setting('ATOLL_S3_BUCKET'),
        region: setting('ATOLL_S3_REGION'),
        accessKey: setting('ATOLL_S3_ACCESS_KEY'),
        secretKey: setting('ATOLL_S3_SECRET_KEY'),
        pathStyle: setting('ATOLL_S3_FORCE_PATH_STYLE'),
    };
    const hasBucket = s3.endpoint !== '';
    if (hasBucket && !(s3.bucket && s3.accessKey && s3.secretKey))
        throw new ConfigError(
            'ATOLL_S3_ENDPOINT is set, but ATOLL_S3_BUCKET, ATOLL_S3_ACCESS_KEY and ATOLL_S3_SECRET_KEY belong to it.',
        );
    if (setting('ATOLL_STORAGE') === 's3' && !hasBucket)
        throw new ConfigError('ATOLL_STORAGE is "s3", but ATOLL_S3_ENDPOINT is not set.');
    return Object.freeze({
        port,
        host: setting('HOST'),
        /** Public origin without a trailing slash, such as `https://social.example`. */
        origin,
        /** Where media are served: `origin` where they have none of their own. */
        mediaOrigin,
        mediaHost: new URL(mediaOrigin).host,
        /** Whether media have a host of their own. */
        hasMediaHost: mediaOrigin !== origin,
        /** Host with port as it stands in handles, such as `social.example` or `localhost:3000`. */
        domain: new URL(origin).host,
        dataDir: resolve(setting('ATOLL_DATA_DIR')),
        storage: {
            /** Where files go. */
            kind: setting('ATOLL_STORAGE') || (hasBucket ? 's3' : 'local'),
            s3: hasBucket ? s3 : undefined,
        },
        databaseUrl: setting('DATABASE_URL'),
        redisUrl: setting('REDIS_URL'),
        meili: { url: setting('MEILI_URL'), key: setting('MEILI_KEY') },
        role,
        servesWeb: role !== 'worker',
        runsJobs: role !== 'web',
        outboundAllow: setting('ATOLL_OUTBOUND_ALLOW'),
        mail: {
            /** Empty: mails are kept as files. */
            smtpUrl: setting('ATOLL_SMTP_URL'),
            from: setting('ATOLL_MAIL_FROM') || `atoll@${new URL(origin).hostname}`,
        },
        trustedProxies: setting('ATOLL_TRUSTED_PROXIES'),
        rateLimits: setting('ATOLL_RATE_LIMITS') === 'on',
        federationHttp: setting('ATOLL_FEDERATION_HTTP'),
        /** Documents are given only to those who sign. */
        authorizedFetch: setting('ATOLL_AUTHORIZED_FETCH'),
        previews: setting('ATOLL_PREVIEWS') === 'on',
        ffmpeg: setting('ATOLL_FFMPEG'),
        remoteMedia: {
            mode: setting('ATOLL_REMOTE_MEDIA'),
            /** In bytes; nothing is kept in the other modes. */
            ceiling: setting('ATOLL_REMOTE_MEDIA') === 'cache' ? setting('ATOLL_REMOTE_MEDIA_MAX') : 0,
        },
        translation: {
            url: setting('ATOLL_TRANSLATION_URL'),
            kind: setting('ATOLL_TRANSLATION_KIND'),
            key: setting('ATOLL_TRANSLATION_KEY'),
        },
        metricsToken: setting('ATOLL_METRICS_TOKEN'),
        logLevel: setting('LOG_LEVEL'),
    });
}

/** How a bucket is reached. */
export interface StoreSettings {
    endpoint: string;
    bucket: string;
    region: string;
    accessKey: string;
    secretKey: string;
    pathStyle: boolean;
}

export type Config = ReturnType<typeof readConfig>;

let current: Config | undefined;

/** The configuration of this process. Read at the first call, so that building needs no environment. */
export function config(): Config {
    return (current ??= readConfig(process.env));
}

/** Replaces the process's configuration; for tests and embedding, before anything was started. */
export function useConfig(next: Config): void {
    current = next;
}
