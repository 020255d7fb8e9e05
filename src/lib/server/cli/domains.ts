import {
    decideOnDomain,
    forgetDomainDecision,
    listDomainPolicies,
    type DomainDecision,
    type DomainPolicy,
} from '../domain/moderation';
import { oneOf, textOf, wordAt, type Command } from './command';
import { tableLines } from './help';

const BY_OPERATOR = { actorId: null };

const comments = {
    comment: { type: 'string', value: 'TEXT', about: 'Why, for whoever may read the list.' },
    note: { type: 'string', value: 'TEXT', about: 'Why, for moderators alone.' },
} as const;

export const domainsLimit: Command = {
    name: 'domains limit',
    about: 'Limits a server and all below its domain: what is told here replaces what was decided before.',
    words: ['DOMAIN'],
    options: {
        severity: {
            type: 'string',
            value: 'HOW',
            about: '`suspend` has nothing to do with it, `silence` keeps it out of public places, `none` is for the two below alone (suspend).',
        },
        'reject-media': { type: 'boolean', about: 'Neither fetch nor show its pictures and files.' },
        'reject-reports': { type: 'boolean', about: 'Read no reports from it.' },
        obfuscate: { type: 'boolean', about: 'Star out part of its name where the list is published.' },
        ...comments,
    },
    async run(call) {
        const severity = oneOf(call, 'severity', ['suspend', 'silence', 'none']) ?? 'suspend';
        const decision: DomainDecision = {
            severity: severity === 'none' ? 'noop' : severity,
            rejectsMedia: call.values['reject-media'] === true,
            rejectsReports: call.values['reject-reports'] === true,
            obfuscated: call.values.obfuscate === true,
            publicComment: textOf(call, 'comment') ?? '',
            privateComment: textOf(call, 'note') ?? '',
        };
        const policy = await decideOnDomain(await call.database(), wordAt(call, 0), decision, BY_OPERATOR);
        return { lines: [`${policy.domain}: ${wordsFor(policy)}.`], data: policy };
    },
};

export const domainsAllow: Command = {
    name: 'domains allow',
    about: 'Lists a server as one to speak with, where the setting `federation` is `listed`; or exempts it from what holds for a domain above it.',
    words: ['DOMAIN'],
    options: comments,
    async run(call) {
        const decision: DomainDecision = {
            severity: 'allow',
            publicComment: textOf(call, 'comment') ?? '',
            privateComment: textOf(call, 'note') ?? '',
        };
        const policy = await decideOnDomain(await call.database(), wordAt(call, 0), decision, BY_OPERATOR);
        return { lines: [`${policy.domain}: ${wordsFor(policy)}.`], data: policy };
    },
};

export const domainsForget: Command = {
    name: 'domains forget',
    about: 'Forgets what was decided about a server. Follows that ended stay ended.',
    words: ['DOMAIN'],
    async run(call) {
        const domain = wordAt(call, 0);
        await forgetDomainDecision(await call.database(), domain, BY_OPERATOR);
        return { lines: [`Nothing is decided about ${domain} any more.`], data: { domain } };
    },
};

export const domainsList: Command = {
    name: 'domains list',
    about: 'Lists every server about which something was decided.',
    async run(call) {
        const policies = await listDomainPolicies(await call.database());
        if (policies.length === 0) return { lines: ['There are none.'], data: policies };
        const rows = policies.map((policy) => [
            policy.domain,
            wordsFor(policy),
            policy.privateComment || policy.publicComment,
        ]);
        const lines = tableLines([['DOMAIN', 'DECIDED', 'WHY'], ...rows]);
        return { lines, data: policies };
    },
};

const SEVERITIES = { allow: 'allowed', noop: '', silence: 'limited', suspend: 'suspended' } as const;

function wordsFor({ severity, rejectsMedia, rejectsReports }: DomainPolicy): string {
    const words = [
        SEVERITIES[severity],
        rejectsMedia ? 'no media' : '',
        rejectsReports ? 'no reports' : '',
    ].filter((word) => word !== '');
    return words.join(', ') || 'noted';
}
