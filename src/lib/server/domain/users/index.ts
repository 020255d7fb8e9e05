export type { Actor, Principal, Viewer } from './viewer';
