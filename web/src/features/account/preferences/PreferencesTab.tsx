import { useQuery } from '@tanstack/react-query';
import { connections } from '../../../api/connections';
import type { Preferences, PsaPreferences } from '../../../api/preferences';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Choice } from '../../../ui/Fields';
import { dateTime } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Toggle } from '../../../ui/Toggle';
import { accountKeys } from '../accountKeys';
import { BoardMappings } from './BoardMappings';
import { usePreferences, type PreferencesHandle } from './usePreferences';

const PUSHES = ['auto_push_on_resolve', 'auto_push_on_escalate', 'auto_push_l1'] as const;

/** What is written to tickets by itself, how, and which status a ticket gets (contract-psa §5). */
export function PreferencesTab() {
  const { person } = useServices();
  const handle = usePreferences();
  const { query, change } = handle;
  const words = t.account.preferences;
  return (
    <Loading query={query}>
      {!person.runsAccount && <p className="muted">{words.readOnly}</p>}
      <ProblemNote error={change.error} />
      {query.data !== undefined && <Body preferences={query.data} handle={handle} />}
      <p className="muted" role="status" data-testid="preferences-saved">
        {change.isPending ? words.saving : change.isSuccess ? words.saved : ''}
      </p>
    </Loading>
  );
}

function Body({ preferences, handle }: { preferences: Preferences; handle: PreferencesHandle }) {
  const { person } = useServices();
  const { change } = handle;
  const words = t.account.preferences;
  const fixed = !person.runsAccount;
  const psa = preferences.psa;
  const set = (patch: Partial<PsaPreferences>) => change.mutate({ psa: patch });
  const changesStatus = PUSHES.some((name) => psa[name]);
  return (
    <>
      <div className="account-grid">
        <Panel title={words.push.title} testId="preferences-push">
          {PUSHES.map((name) => (
            <Toggle
              key={name}
              isSelected={psa[name]}
              isDisabled={fixed}
              onChange={(on) => set({ [name]: on })}
              testId={`preference-${name}`}
            >
              {words.push[name]}
            </Toggle>
          ))}
          <Toggle
            isSelected={psa.auto_push_changes_status}
            isDisabled={fixed || !changesStatus}
            onChange={(on) => set({ auto_push_changes_status: on })}
          >
            {words.push.auto_push_changes_status}
          </Toggle>
        </Panel>
        <Panel title={words.notes.title} testId="preferences-notes">
          <Choice
            label={words.notes.visibility}
            value={psa.resolution_note_visibility}
            options={[
              { value: 'customer', label: words.notes.customer },
              { value: 'internal', label: words.notes.internal },
            ]}
            isDisabled={fixed}
            onChange={(value) => set({ resolution_note_visibility: value })}
            testId="preference-visibility"
          />
          <Toggle
            isSelected={psa.notify_customer}
            isDisabled={fixed || psa.resolution_note_visibility === 'internal'}
            onChange={(on) => set({ notify_customer: on })}
          >
            {words.notes.notify_customer}
          </Toggle>
          <Toggle
            isSelected={psa.note_signature}
            isDisabled={fixed}
            onChange={(on) => set({ note_signature: on })}
          >
            {words.notes.note_signature}
          </Toggle>
          <Toggle
            isSelected={preferences.templatize_prompt_enabled}
            onChange={(on) => change.mutate({ templatize_prompt_enabled: on })}
            testId="preference-templatize"
          >
            {words.templatize}
          </Toggle>
          <DefaultConnection
            value={psa.default_connection_id}
            isDisabled={fixed}
            onChange={(id) => set({ default_connection_id: id })}
          />
        </Panel>
      </div>
      <BoardMappings preferences={preferences} handle={handle} isFixed={fixed} />
      {preferences.updated_by_name !== null && (
        <p className="muted">
          {words.updated(preferences.updated_by_name, dateTime(preferences.updated_at))}
        </p>
      )}
    </>
  );
}

interface DefaultConnectionProps {
  value: string | null;
  isDisabled: boolean;
  onChange: (id: string | null) => void;
}

function DefaultConnection({ value, isDisabled, onChange }: DefaultConnectionProps) {
  const { api } = useServices();
  const words = t.account.preferences.defaults;
  const list = useQuery({
    queryKey: accountKeys.connections,
    queryFn: ({ signal }) => connections.list(api, signal),
  });
  if (list.data === undefined || list.data.length === 0) return null;
  return (
    <Choice
      label={`${words.title}: ${words.label}`}
      value={value ?? ''}
      options={list.data.map((connection) => ({ value: connection.id, label: connection.display_name }))}
      placeholder={words.nobody}
      isDisabled={isDisabled}
      onChange={(id) => onChange(id === '' ? null : id)}
    />
  );
}
