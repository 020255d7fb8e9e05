/** The former name of `trends/tags`. */
export { GET } from './tags/+server';
