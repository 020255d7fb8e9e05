/** As the monitors of other servers name it. */
export { GET } from '../healthz/ready/+server';
