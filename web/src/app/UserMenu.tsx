import { useState } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components';
import { language, LANGUAGE_NAMES, LANGUAGES, t, type Language } from '../messages';
import { Button } from '../ui/Button';
import { useServices } from './services';
import { applyTheme, keepSettings, settingsOf, THEMES, type Theme } from './settings';

/** Who is signed in; behind it what everybody may set for themselves. */
export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const { person, auth } = useServices();
  const [theme, setTheme] = useState(() => settingsOf(person.id).theme);

  const changeTheme = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
    keepSettings(person.id, { ...settingsOf(person.id), theme: next });
  };
  const changeLanguage = (next: Language) => {
    keepSettings(person.id, { ...settingsOf(person.id), language: next });
    // Drafts are kept, and pages may hold texts in constants.
    window.location.reload();
  };

  const words = t.shell.menu;
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" aria-label={words.label(person.name)} data-testid="user-menu">
        <span className="user-name" data-testid="user-name">
          {person.name}
        </span>
        <svg className="icon icon-small" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 9l6 6 6-6" />
        </svg>
      </Button>
      <Popover className="popover menu-popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const next = THEMES.find((one) => keys === 'all' || keys.has(one));
              if (next !== undefined) changeTheme(next);
            }}
          >
            <Header className="menu-head">{words.theme}</Header>
            {THEMES.map((one) => (
              <MenuItem key={one} id={one} className="menu-item" data-testid={`theme-${one}`}>
                {words.themes[one]}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => {
              const next = LANGUAGES.find((one) => keys !== 'all' && keys.has(one));
              if (next !== undefined && next !== language) changeLanguage(next);
            }}
          >
            <Header className="menu-head">{words.language}</Header>
            {LANGUAGES.map((one) => (
              <MenuItem key={one} id={one} className="menu-item" data-testid={`language-${one}`}>
                <span lang={one}>{LANGUAGE_NAMES[one]}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection aria-label={words.label(person.name)}>
            <MenuItem id="keys" className="menu-item" onAction={onKeys} textValue={words.keys}>
              <Text slot="label">{words.keys}</Text>
              <kbd>{words.keysHint}</kbd>
            </MenuItem>
            <MenuItem
              id="sign-out"
              className="menu-item"
              onAction={() => void auth.signOut()}
              data-testid="sign-out"
            >
              {t.shell.signOut}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
