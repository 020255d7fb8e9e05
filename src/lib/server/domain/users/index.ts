export type { Principal, Viewer } from './viewer';
