/** https://docs.joinmastodon.org/methods/media/#v2 */
export { POST } from '../../v1/media/+server';
