export { GET } from './ready/+server';
