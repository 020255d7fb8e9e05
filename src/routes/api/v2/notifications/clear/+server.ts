/** The same under the address that goes with the grouped list; Mastodon has both, and documents the other one. */
export { POST } from '../../../v1/notifications/clear/+server';
