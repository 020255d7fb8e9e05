import { outboundFetch } from './outbound-fetch';
import { readJsonObject } from './read-json';
import { addressOf, isObject, listOf, textOf, type Json } from './untrusted';
import { fetchWellKnown, isJson, type Admission } from './well-known';

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
export interface ServerFacts {
    software: string | undefined;
    version: string | undefined;
    title: string | undefined;
}

/**
 * Asks a host what it runs: where its NodeInfo is, then that document, of the newest version that both speak. Undefined
 * where it tells nothing.
 * @throws OutboundError, DocumentRefused
 */
export async function askNodeinfo(host: string, admit: Admission): Promise<ServerFacts | undefined> {
    const accept = 'application/json';
    const found = await fetchWellKnown(`${host}/.well-known/nodeinfo`, { accept, admit });
    if (found.status !== 200) return undefined;
    const links = listOf(readJsonObject(found.body).links).filter(isObject);
    const address = SCHEMAS.map((version) => links.find(({ rel }) => rel === schemaOf(version)))
        .map((link) => addressOf(link?.href))
        .find((href) => href !== undefined);
    if (!address) return undefined;
    const { status, body } = await outboundFetch(address, {
        headers: { accept },
        accepts: isJson,
        maxBytes: MAX_BYTES,
        admit,
    });
    return status === 200 ? readNodeinfo(readJsonObject(body)) : undefined;
}

const MAX_BYTES = 100_000;

/** Reads what a NodeInfo document says, of whichever version. */
export function readNodeinfo(json: Json): ServerFacts {
    const software = isObject(json.software) ? json.software : {};
    const metadata = isObject(json.metadata) ? json.metadata : {};
    return {
        software: textOf(software.name, 100)?.toLowerCase(),
        version: textOf(software.version, 100),
        title: textOf(metadata.nodeName, 200),
    };
}
