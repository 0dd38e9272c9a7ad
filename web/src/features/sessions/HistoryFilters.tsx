import { useEffect, useState } from 'react';
import { useDebounced } from '../../app/useDebounced';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Choice, TextInput } from '../../ui/Fields';
import type { HistorySearch } from './historySearch';

interface HistoryFiltersProps {
  search: HistorySearch;
  onChange: (part: HistorySearch) => void;
  onClear: () => void;
}

const words = t.sessions.history;
const TYPING_PAUSE_MS = 250;
const options = (texts: Record<string, string>) =>
  Object.entries(texts).map(([value, label]) => ({ value, label }));
const STATES = options(words.states);
const TYPES = options(words.types);
const TIERS = options(t.sessions.tier);
const DOMAINS = options(t.sessions.domains);

/** Words first; the finer filters fold away, and say so while they hold. */
export function HistoryFilters({ search, onChange, onClear }: HistoryFiltersProps) {
  const finer = [search.type, search.tier, search.domain, search.flow, search.ticket, search.from, search.to];
  const held = finer.filter((value) => value !== undefined).length;
  return (
    <div className="stack" role="search" aria-label={words.filters}>
      <div className="field-row">
        <Typed
          label={words.search}
          placeholder={words.searchHint}
          value={search.q}
          onSettled={(q) => onChange({ q })}
          maxLength={200}
          testId="history-search"
        />
        <Choice
          label={words.status}
          value={search.status ?? ''}
          onChange={(status) => onChange({ status })}
          options={STATES}
          placeholder={words.any}
          testId="history-status"
        />
      </div>
      <details className="filters" open={held > 0} data-testid="history-more-filters">
        <summary>{held === 0 ? words.moreFilters : words.moreFiltersHeld(held)}</summary>
        <div className="field-row">
          <Choice
            label={words.type}
            value={search.type ?? ''}
            onChange={(type) => onChange({ type })}
            options={TYPES}
            placeholder={words.any}
            testId="history-type"
          />
          <Choice
            label={words.tier}
            value={search.tier ?? ''}
            onChange={(tier) => onChange({ tier })}
            options={TIERS}
            placeholder={words.any}
            testId="history-tier"
          />
          <Choice
            label={words.domain}
            value={search.domain ?? ''}
            onChange={(domain) => onChange({ domain })}
            options={DOMAINS}
            placeholder={words.any}
            testId="history-domain"
          />
          <Typed
            label={words.ticketNumber}
            value={search.ticket}
            onSettled={(ticket) => onChange({ ticket })}
            maxLength={64}
            testId="history-ticket"
          />
          <TextInput
            label={words.from}
            type="date"
            value={search.from ?? ''}
            onChange={(from) => onChange({ from })}
            testId="history-from"
          />
          <TextInput
            label={words.to}
            type="date"
            value={search.to ?? ''}
            onChange={(to) => onChange({ to })}
            testId="history-to"
          />
        </div>
        {search.flow !== undefined && (
          <p className="button-row">
            {words.oneFlow}
            <Button size="small" look="quiet" onPress={() => onChange({ flow: '' })}>
              {words.allFlows}
            </Button>
          </p>
        )}
      </details>
      {Object.keys(search).length > 0 && (
        <div className="button-row">
          <Button size="small" look="quiet" onPress={onClear} data-testid="history-clear">
            {words.clear}
          </Button>
        </div>
      )}
    </div>
  );
}

interface TypedProps {
  label: string;
  placeholder?: string;
  value: string | undefined;
  onSettled: (text: string) => void;
  maxLength: number;
  testId: string;
}

/** Typing is free; the list follows when it pauses. */
function Typed({ value = '', onSettled, ...field }: TypedProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const settled = useDebounced(text, TYPING_PAUSE_MS);
  if (value !== known) {
    // changed from outside: back button, "clear"
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (settled !== value && settled === text) onSettled(settled);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what was typed counts here
  }, [settled]);
  return <TextInput {...field} value={text} onChange={setText} />;
}
