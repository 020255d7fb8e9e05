import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id64, moment } from './columns';
import { users } from './users';

/** Client programs. Secrets, codes and tokens are kept as SHA-256 only. */
export const oauthApps = pgTable(
    'oauth_apps',
    {
        id: id64('id').primaryKey(),
        clientId: text('client_id').notNull(),
        secretHash: text('secret_hash').notNull(),
        name: text('name').notNull(),
        website: text('website'),
        redirectUris: text('redirect_uris').array().notNull(),
        scopes: text('scopes').array().notNull(),
        confidential: boolean('confidential').notNull().default(true),
        createdAt: moment('created_at').notNull().defaultNow(),
        lastUsedAt: moment('last_used_at'),
    },
    (table) => [uniqueIndex('oauth_apps_client').on(table.clientId)],
);

/** Authorization codes: ten minutes, one use, bound to app, redirect and PKCE challenge. */
export const oauthGrants = pgTable(
    'oauth_grants',
    {
        codeHash: text('code_hash').primaryKey(),
        appId: id64('app_id')
            .notNull()
            .references(() => oauthApps.id, { onDelete: 'cascade' }),
        userId: id64('user_id')
            .notNull()
            .references(() => users.id, { onDelete: 'cascade' }),
        redirectUri: text('redirect_uri').notNull(),
        scopes: text('scopes').array().notNull(),
        challenge: text('challenge'),
        expiresAt: moment('expires_at').notNull(),
        usedAt: moment('used_at'),
        /** The token this code was exchanged for, revoked if the code is shown a second time. */
        tokenId: id64('token_id'),
    },
    (table) => [index('oauth_grants_expiry').on(table.expiresAt)],
);

/** Access tokens; without a user they speak for the app alone. */
export const oauthTokens = pgTable(
    'oauth_tokens',
    {
        id: id64('id').primaryKey(),
        tokenHash: text('token_hash').notNull(),
        appId: id64('app_id')
            .notNull()
            .references(() => oauthApps.id, { onDelete: 'cascade' }),
        userId: id64('user_id').references(() => users.id, { onDelete: 'cascade' }),
        scopes: text('scopes').array().notNull(),
        createdAt: moment('created_at').notNull().defaultNow(),
        lastUsedAt: moment('last_used_at'),
        lastUsedIp: text('last_used_ip'),
        revokedAt: moment('revoked_at'),
    },
    (table) => [
        uniqueIndex('oauth_tokens_hash').on(table.tokenHash),
        index('oauth_tokens_user').on(table.userId),
        index('oauth_tokens_app').on(table.appId),
    ],
);

/** Web Push, one subscription per token (or per browser session). */
export const pushSubscriptions = pgTable(
    'push_subscriptions',
    {
        id: id64('id').primaryKey(),
        userId: id64('user_id')
            .notNull()
            .references(() => users.id, { onDelete: 'cascade' }),
        tokenId: id64('token_id').references(() => oauthTokens.id, { onDelete: 'cascade' }),
        sessionId: text('session_id'),
        /** The access token itself, by which apps tell their accounts apart; readable only beside the data directory. */
        sealedToken: text('sealed_token'),
        endpoint: text('endpoint').notNull(),
        publicKey: text('public_key').notNull(),
        auth: text('auth').notNull(),
        standard: boolean('standard').notNull().default(false),
        alerts: text('alerts').array().notNull().default([]),
        policy: text('policy', { enum: ['all', 'followed', 'follower', 'none'] })
            .notNull()
            .default('all'),
        createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
        uniqueIndex('push_subscriptions_token').on(table.tokenId),
        uniqueIndex('push_subscriptions_session').on(table.sessionId),
        index('push_subscriptions_user').on(table.userId),
    ],
);
