import { readdirSync, readFileSync } from 'node:fs';
import { ACTIVITY_TYPES, ACTOR_TYPES } from '$lib/server/activitypub/vocabulary';
import { RemoteServer, type RemotePerson } from './remote-server';

export type Json = Record<string, unknown>;

const FOLDER = new URL('../../fixtures/activities/', import.meta.url);

/** Every software of which there are activities. */
export const SOFTWARE = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The names of what there is of one. */
export function fixturesOf(software: string): string[] {
    return readdirSync(new URL(`${software}/`, FOLDER)).map((file) => file.replace(/\.json$/, ''));
}

/** What the placeholders of a fixture stand for. */
export interface Placeholders {
    origin: string;
    member: string;
    post: string;
    publicKeyPem: string;
}

/** One of them, its placeholders replaced. */
export function readFixture(software: string, name: string, values: Placeholders): Json {
    const text = readFileSync(new URL(`${software}/${name}.json`, FOLDER), 'utf8');
    const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
    return JSON.parse(
        text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => inJson(values[key as keyof Placeholders])),
    ) as Json;
}

const isActor = ({ type }: Json) => ACTOR_TYPES.some((known) => known === type);
const isActivity = (json: Json) => ACTIVITY_TYPES.some((known) => known === json.type) || 'actor' in json;

/** A server that writes as `software` does: its people with real keys, its documents where they say they are. */
export class Peer implements AsyncDisposable {
    readonly software: string;
    readonly server: RemoteServer;
    readonly #values: Placeholders;
    readonly #people = new Map<unknown, RemotePerson>();
    readonly #inbox: string;
    readonly #settle: () => Promise<void>;

    private constructor(
        software: string,
        server: RemoteServer,
        values: Placeholders,
        { inbox, settle = () => Promise.resolve() }: { inbox: string; settle?: () => Promise<void> },
    ) {
        this.software = software;
        this.server = server;
        this.#values = values;
        this.#inbox = inbox;
        this.#settle = settle;
    }

    static async start(
        software: string,
        about: Pick<Placeholders, 'member' | 'post'>,
        to: { inbox: string; settle?: () => Promise<void> },
    ): Promise<Peer> {
        const server = await RemoteServer.start();
        const { keys } = await server.person('keyholder');
        const values = { ...about, origin: server.origin, publicKeyPem: keys.publicPem };
        const peer = new Peer(software, server, values, to);
        for (const name of fixturesOf(software)) {
            const document = peer.read(name);
            if (isActor(document)) peer.#house(document, keys);
            else if (!isActivity(document) || document.type === 'Video') peer.serve(document);
        }
        return peer;
    }

    /** A fixture by its name. */
    read(name: string): Json {
        return readFixture(this.software, name, this.#values);
    }

    /** Whether there is a fixture of this name. */
    has(name: string): boolean {
        return fixturesOf(this.software).includes(name);
    }

    /** Serves a document at its id, or wherever it is said to be. */
    serve(document: Json, { pathname, search } = new URL(String(document.id))): void {
        this.server.documents.set(pathname + search, { body: document });
    }

    /** The actor of a fixture, by its name. */
    person(name = 'actor'): RemotePerson {
        const person = this.#people.get(this.read(name).id);
        if (!person) throw new Error(`${name} of ${this.software} is nobody`);
        return person;
    }

    /** Sends a fixture, signed by its actor. */
    async send(name: string): Promise<void> {
        const activity = this.read(name);
        const actor = this.#people.get(activity.actor);
        if (!actor) throw new Error(`nobody signs ${name} of ${this.software}`);
        const status = await this.server.send(this.#inbox, activity, actor);
        if (status !== 202) throw new Error(`${name} of ${this.software} was answered with ${status}`);
    }

    /** Sends fixtures one after the other, and lets the effects of each come about. */
    async play(...names: string[]): Promise<void> {
        for (const name of names) {
            await this.send(name);
            await this.#settle();
        }
    }

    [Symbol.asyncDispose](): Promise<void> {
        return this.server[Symbol.asyncDispose]();
    }

    #house(document: Json, keys: RemotePerson['keys']): void {
        const id = String(document.id);
        const key = document.publicKey as Json;
        const username = String(document.preferredUsername);
        const person = {
            id,
            username,
            inbox: String(document.inbox),
            followers: String(document.followers),
            keyId: String(key.id),
            keys,
            document,
        };
        this.#people.set(id, person);
        this.server.people.set(username, person);
        this.serve(document);
        // GoToSocial's keys have an address of their own, where the actor is shown.
        this.server.documents.set(new URL(person.keyId).pathname + new URL(person.keyId).search, {
            body: document,
        });
    }
}
