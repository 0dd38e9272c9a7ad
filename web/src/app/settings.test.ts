import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applyTheme, keepSettings, settingsOf } from './settings';

describe('how somebody wants the app', () => {
  beforeEach(() => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr-FR', 'de-AT', 'en']);
  });

  it('starts in the first language of the browser that the app speaks, and in its theme', () => {
    expect(settingsOf(null)).toEqual({ language: 'de', theme: 'system' });
  });

  it('is kept for each person; somebody new gets what was used last', () => {
    keepSettings('ann', { language: 'en', theme: 'dark' });
    keepSettings('ben', { language: 'de', theme: 'light' });
    expect(settingsOf('ann')).toEqual({ language: 'en', theme: 'dark' });
    expect(settingsOf('ben')).toEqual({ language: 'de', theme: 'light' });
    expect(settingsOf('new')).toEqual({ language: 'de', theme: 'light' });
  });

  it('does not fall over what somebody else wrote into the storage', () => {
    localStorage.setItem('rf.settings.ann', '{"language":"tlh","theme":7');
    expect(settingsOf('ann')).toEqual({ language: 'de', theme: 'system' });
  });

  it('shows the theme on the root element, and leaves it to the system otherwise', () => {
    applyTheme('dark');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    applyTheme('system');
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });
});
