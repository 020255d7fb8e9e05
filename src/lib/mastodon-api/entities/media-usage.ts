/** What somebody keeps here in files, in bytes. Ours alone. */
export interface OwnMediaUsage {
    used: number;
    files: number;
    /** Null is without end. */
    allowed: number | null;
}

interface Amount {
    bytes: number;
    files: number;
}

/** What all files take, for those who look after the community. Lists begin with what takes most. Ours alone. */
export interface AdminMediaUsage extends Amount {
    /** `attachments` are with previews and twins, `sources` what is not made ready yet, `remote` files of other servers. */
    kinds: (Amount & { kind: string })[];
    members: (OwnMediaUsage & { id: string; username: string })[];
    /** Hosts of other servers whose files are kept. */
    domains: (Amount & { domain: string })[];
    /** How files of other servers are shown, and how much of them may be kept. */
    remote: { mode: 'cache' | 'proxy' | 'off'; ceiling: number };
}
