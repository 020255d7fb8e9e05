/**
 * The words of the interface and the forms of its times and numbers, in the person's language. Add a message to every
 * file in `messages/` and call it as `m.its_name({ … })`.
 */
export * from './format';
export * from './locale';
export * from './written-languages';
export { m } from '$lib/paraglide/messages';
