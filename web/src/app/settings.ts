import { LANGUAGES, type Language } from '../messages';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Settings {
  language: Language;
  theme: Theme;
}

/** What was chosen last in this browser, for the pages before the sign-in and for people new to it. */
const LAST = 'rf.settings';
const keyOf = (personId: string | null) => (personId === null ? LAST : `${LAST}.${personId}`);

/** How a person wants the app; kept in this browser only. */
export function settingsOf(personId: string | null): Settings {
  const kept = { ...read(LAST), ...(personId === null ? {} : read(keyOf(personId))) };
  return {
    language: LANGUAGES.find((known) => known === kept.language) ?? languageOfTheBrowser(),
    theme: THEMES.find((known) => known === kept.theme) ?? 'system',
  };
}

export function keepSettings(personId: string, settings: Settings): void {
  try {
    for (const key of [LAST, keyOf(personId)]) localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // Without storage the choice holds until the next reload.
  }
}

/** The styles read the choice from the root element; without it they follow the system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function read(key: string): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>;
  } catch {
    return {};
  }
}

function languageOfTheBrowser(): Language {
  for (const wanted of navigator.languages) {
    const found = LANGUAGES.find((known) => wanted.toLowerCase().split('-')[0] === known);
    if (found !== undefined) return found;
  }
  return 'en';
}
