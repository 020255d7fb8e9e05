/** A member of a running community, who does and sees what people do and see: through the API, nothing else. */
import type { Account, MediaAttachment, Relationship, Status } from '$lib/mastodon-api/entities';
import type { Community, Member } from '../../../faults/community';

type Found = { accounts: Account[]; statuses: Status[] };

export class Person {
    readonly home: Community;
    readonly member: Member;
    readonly #ids = new Map<string, string>();

    constructor(home: Community, member: Member) {
        this.home = home;
        this.member = member;
    }

    /** Joins a community. */
    static async join(home: Community, username: string): Promise<Person> {
        return new Person(home, await home.member(username));
    }

    get handle(): string {
        return `@${this.member.username}@${this.home.host}`;
    }

    get uri(): string {
        return `${this.home.origin}/users/${this.member.username}`;
    }

    /** @throws Error for any answer but one of success. */
    async api<T = unknown>(method: string, path: string, json?: object): Promise<T> {
        const { status, body } = await this.home.ask<T>(this.member, method, path, { json });
        if (status < 200 || status > 299)
            throw new Error(`${this.handle}: ${method} ${path} → ${status} ${JSON.stringify(body)}`);
        return body;
    }

    /** The id that `other` has in this person's community. */
    async idOf(other: Person): Promise<string> {
        const known = this.#ids.get(other.uri);
        if (known) return known;
        const { accounts } = await this.#search(other.handle);
        const account = accounts.find(({ uri }) => uri === other.uri);
        if (!account) throw new Error(`${this.handle} cannot find ${other.handle}`);
        this.#ids.set(other.uri, account.id);
        return account.id;
    }

    /** The post at an address, as this person sees it; undefined where they do not. */
    async sees(uri: string): Promise<Status | undefined> {
        const { statuses } = await this.#search(uri);
        return statuses[0] && this.api<Status>('GET', `/api/v1/statuses/${statuses[0].id}`);
    }

    /** The id that a post they see has in this person's community. */
    async find(uri: string): Promise<string> {
        const status = await this.sees(uri);
        if (!status) throw new Error(`${this.handle} cannot find ${uri}`);
        return status.id;
    }

    profileOf(other: Person): Promise<Account> {
        return this.idOf(other).then((id) => this.api<Account>('GET', `/api/v1/accounts/${id}`));
    }

    /** Does to somebody what `/api/v1/accounts/ID/VERB` does. */
    async do(verb: string, other: Person, json?: object): Promise<Relationship> {
        return this.api<Relationship>('POST', `/api/v1/accounts/${await this.idOf(other)}/${verb}`, json);
    }

    /** Does to a post what `/api/v1/statuses/ID/VERB` does. */
    async doTo(uri: string, verb: string): Promise<Status> {
        return this.api<Status>('POST', `/api/v1/statuses/${await this.find(uri)}/${verb}`);
    }

    post(status: string, more: object = {}): Promise<Status> {
        return this.api<Status>('POST', '/api/v1/statuses', { status, ...more });
    }

    /** Sends a picture; `fields` are what is said about it. */
    upload(picture: Buffer, fields: Record<string, string>): Promise<MediaAttachment> {
        return this.#send<MediaAttachment>('POST', '/api/v2/media', { file: picture }, fields);
    }

    /** Changes the profile, with pictures. */
    changeProfile(pictures: Record<string, Buffer>, fields: Record<string, string>): Promise<Account> {
        return this.#send('PATCH', '/api/v1/accounts/update_credentials', pictures, fields);
    }

    async #send<T>(
        method: string,
        path: string,
        files: Record<string, Buffer>,
        fields: Record<string, string>,
    ): Promise<T> {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.set(name, value);
        for (const [name, bytes] of Object.entries(files))
            form.set(name, new File([new Uint8Array(bytes)], 'picture.png', { type: 'image/png' }));
        const headers = { authorization: `Bearer ${this.member.token}` };
        const answer = await fetch(this.home.origin + path, { method, headers, body: form });
        if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status} ${await answer.text()}`);
        return (await answer.json()) as T;
    }

    #search(words: string): Promise<Found> {
        return this.api<Found>('GET', `/api/v2/search?resolve=true&q=${encodeURIComponent(words)}`);
    }
}
