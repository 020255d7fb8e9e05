export { acceptQuote } from './accept-quote';
export { askToQuote } from './ask-to-quote';
export { changeQuotePolicy } from './change-quote-policy';
export { listQuotes } from './list-quotes';
export { rejectQuote } from './reject-quote';
export { detachQuote, revokeByStamp, revokeQuote } from './revoke-quote';
export { askAboutQuote, QUOTES, quoteJob } from './settle-quote';
export { takeStamp } from './take-stamp';
