import type { Account, Role } from './account';
import type { Rule } from './instance';
import type { ReportCategory } from './report';
import type { Status } from './status';

export interface AdminIp {
    ip: string;
    used_at: string;
}

/** https://docs.joinmastodon.org/entities/Admin_Account/ */
export interface AdminAccount {
    id: string;
    username: string;
    /** Null for local accounts. */
    domain: string | null;
    created_at: string;
    email: string | null;
    ip: string | null;
    ips: AdminIp[];
    locale: string | null;
    invite_request: string | null;
    role: Role | null;
    confirmed: boolean;
    approved: boolean;
    disabled: boolean;
    silenced: boolean;
    sensitized: boolean;
    suspended: boolean;
    account: Account;
    created_by_application_id?: string;
    invited_by_account_id?: string;
}

/** https://docs.joinmastodon.org/entities/Admin_Report/ */
export interface AdminReport {
    id: string;
    action_taken: boolean;
    action_taken_at: string | null;
    category: ReportCategory;
    comment: string;
    forwarded: boolean;
    created_at: string;
    updated_at: string;
    account: AdminAccount;
    target_account: AdminAccount;
    assigned_account: AdminAccount | null;
    action_taken_by_account: AdminAccount | null;
    statuses: Status[];
    rules: Rule[];
}

/** https://docs.joinmastodon.org/entities/Admin_DomainBlock/ */
export interface AdminDomainBlock {
    id: string;
    domain: string;
    digest: string;
    created_at: string;
    severity: 'silence' | 'suspend' | 'noop';
    reject_media: boolean;
    reject_reports: boolean;
    private_comment: string | null;
    public_comment: string | null;
    obfuscate: boolean;
}

/** https://docs.joinmastodon.org/entities/Admin_DomainAllow/ */
export interface AdminDomainAllow {
    id: string;
    domain: string;
    created_at: string;
}

/** https://docs.joinmastodon.org/entities/Admin_CanonicalEmailBlock/ */
export interface AdminCanonicalEmailBlock {
    id: string;
    canonical_email_hash: string;
}

/** https://docs.joinmastodon.org/entities/Admin_EmailDomainBlock/ */
export interface AdminEmailDomainBlock {
    id: string;
    domain: string;
    created_at: string;
    history: { day: string; accounts: string; uses: string }[];
}

/** https://docs.joinmastodon.org/entities/Admin_IpBlock/ */
export interface AdminIpBlock {
    id: string;
    /** CIDR. */
    ip: string;
    severity: 'sign_up_requires_approval' | 'sign_up_block' | 'no_access';
    comment: string;
    created_at: string;
    expires_at: string | null;
}

/** https://docs.joinmastodon.org/entities/Admin_Measure/ */
export interface AdminMeasure {
    key: string;
    unit: string | null;
    total: string;
    human_value?: string;
    previous_total?: string;
    data: { date: string; value: string }[];
}

/** https://docs.joinmastodon.org/entities/Admin_Dimension/ */
export interface AdminDimension {
    key: string;
    data: { key: string; human_key: string; value: string; unit?: string; human_value?: string }[];
}

/** https://docs.joinmastodon.org/entities/Admin_Cohort/ */
export interface AdminCohort {
    period: string;
    frequency: 'day' | 'month';
    data: { date: string; rate: number; value: string }[];
}
