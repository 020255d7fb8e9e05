import { isObject, textOf, type Json } from './untrusted';

/** What NodeInfo tells about a community: FEP-f1d5, http://nodeinfo.diaspora.software */
export interface CommunityFacts {
    version: string;
    title: string;
    description: string;
    openRegistrations: boolean;
    users: { total: number; activeMonth: number; activeHalfyear: number };
    localPosts: number;
}

const SCHEMAS = ['2.1', '2.0'] as const;
export type NodeinfoVersion = (typeof SCHEMAS)[number];

const schemaOf = (version: NodeinfoVersion) => `http://nodeinfo.diaspora.software/ns/schema/${version}`;

/** The document at `/.well-known/nodeinfo`. */
export function nodeinfoLinks(origin: string) {
    return {
        links: SCHEMAS.map((version) => ({ rel: schemaOf(version), href: `${origin}/nodeinfo/${version}` })),
    };
}

/** The version a path asks for, where we speak it. */
export function nodeinfoVersion(text: string): NodeinfoVersion | undefined {
    return SCHEMAS.find((version) => version === text);
}

/** The document itself. `localComments` is left out: posts and answers are counted as one. */
export function nodeinfoDocument(version: NodeinfoVersion, facts: CommunityFacts) {
    return {
        version,
        software: { name: 'atoll', version: facts.version },
        protocols: ['activitypub'],
        services: { inbound: [], outbound: [] },
        openRegistrations: facts.openRegistrations,
        usage: { users: facts.users, localPosts: facts.localPosts },
        metadata: { nodeName: facts.title, nodeDescription: facts.description },
    };
}

/** The content type of a NodeInfo document. */
export function nodeinfoType(version: NodeinfoVersion): string {
    return `application/json; profile="${schemaOf(version)}#"`;
}

/** What another server says it runs. */
export function readNodeinfo(json: Json): { software: string | undefined; version: string | undefined } {
    const software = isObject(json.software) ? json.software : {};
    return { software: textOf(software.name, 100)?.toLowerCase(), version: textOf(software.version, 100) };
}
