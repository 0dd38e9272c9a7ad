import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Autocomplete,
  Collection,
  Header,
  Input,
  Label,
  Menu,
  MenuItem,
  MenuSection,
  Text,
  TextField,
} from 'react-aria-components';
import { t } from '../../messages';
import { Modal } from '../../ui/Modal';
import { cacheKeys } from '../keys';
import { pagesFor } from '../pages';
import { useServices } from '../services';
import { useDebounced } from '../useDebounced';
import { LEAST_LETTERS, matches, search, type Hit } from './search';

const SETTLE_MS = 150;

interface PaletteProps {
  onClose: () => void;
  onKeys: () => void;
}

interface Entry {
  id: string;
  text: string;
  hint: string;
  act: () => void;
}

/** Ctrl-K: pages of the role, what one does most, and everything that can be found by words. */
export function Palette({ onClose, onKeys }: PaletteProps) {
  const { api, person, auth } = useServices();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const wanted = useDebounced(words.trim(), SETTLE_MS);
  const found = useQuery({
    queryKey: cacheKeys.palette(wanted),
    queryFn: ({ signal }) => search(api, person, wanted, signal),
    enabled: wanted.length >= LEAST_LETTERS,
    placeholderData: (previous) => previous,
  });

  const go = (to: string) => {
    onClose();
    void navigate({ to });
  };
  const goTo = (hit: Hit): Entry => ({ ...hit, act: () => go(hit.to) });
  const fits = (entry: Entry) => matches(words, entry.text);
  const hits = wanted.length >= LEAST_LETTERS ? found.data : undefined;
  const texts = t.shell.palette;

  const pages: Entry[] = pagesFor(person).map((page) => ({
    id: `page ${page.to}`,
    text: page.label(),
    hint: '',
    act: () => go(page.to),
  }));
  const actions: Entry[] = [
    ...(person.worksSessions
      ? [{ id: 'new-session', text: texts.newSession, hint: '', act: () => go('/sessions') }]
      : []),
    {
      id: 'keys',
      text: t.shell.menu.keys,
      hint: '?',
      act: () => {
        onClose();
        onKeys();
      },
    },
    { id: 'sign-out', text: t.shell.signOut, hint: '', act: () => void auth.signOut() },
  ];
  const groups = [
    { id: 'pages', title: texts.pages, entries: pages.filter(fits) },
    { id: 'sessions', title: texts.sessions, entries: (hits?.sessions ?? []).map(goTo) },
    { id: 'escalations', title: texts.escalations, entries: (hits?.escalations ?? []).map(goTo) },
    { id: 'flows', title: texts.flows, entries: (hits?.flows ?? []).map(goTo) },
    { id: 'actions', title: texts.actions, entries: actions.filter(fits) },
  ].filter((group) => group.entries.length > 0);

  return (
    <Modal title={texts.title} isOpen onClose={onClose} place="top">
      <Autocomplete inputValue={words} onInputChange={setWords}>
        <TextField className="field" type="search" autoFocus>
          <Label className="visually-hidden">{texts.field}</Label>
          <Input className="input" placeholder={texts.placeholder} data-testid="palette-field" />
        </TextField>
        <Menu
          className="menu palette-list"
          aria-label={texts.results}
          items={groups}
          data-testid="palette-results"
          renderEmptyState={() => (
            <p className="muted palette-empty">{found.isFetching ? texts.searching : texts.nothing}</p>
          )}
        >
          {(group) => (
            <MenuSection id={group.id}>
              <Header className="menu-head">{group.title}</Header>
              <Collection items={group.entries}>
                {(entry) => (
                  <MenuItem
                    id={`${group.id} ${entry.id}`}
                    className="menu-item"
                    textValue={entry.text}
                    onAction={entry.act}
                  >
                    <Text slot="label">{entry.text}</Text>
                    {entry.hint !== '' && (
                      <Text slot="description" className="hint clip">
                        {entry.hint}
                      </Text>
                    )}
                  </MenuItem>
                )}
              </Collection>
            </MenuSection>
          )}
        </Menu>
      </Autocomplete>
      {hits?.partly === true && <p className="muted">{texts.partly}</p>}
    </Modal>
  );
}
