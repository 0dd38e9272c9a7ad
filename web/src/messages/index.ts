import { en } from './en';

/** A second language is one more object of this shape and a choice here; nothing else in the app holds words. */
export type Messages = typeof en;

export const locale = 'en-GB';
export const t: Messages = en;
