import { en } from './en';

/** Every language has exactly this shape: a missing text is a type error. Nothing else in the app holds words. */
export type Messages = typeof en;

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a language calls itself, for the switch. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

export let language: Language = 'en';
export let locale = LOCALES.en;
export let t: Messages = en;

/**
 * Makes the app speak a language. To be called before the pages are loaded, because they may keep texts in constants;
 * a change afterwards is a reload of the page.
 */
export async function speak(next: Language): Promise<void> {
  t = next === 'de' ? (await import('./de')).de : en;
  language = next;
  locale = LOCALES[next];
  document.documentElement.lang = next;
}
