/** As the monitors of other servers name it. */
export { GET } from '../healthz/live/+server';
