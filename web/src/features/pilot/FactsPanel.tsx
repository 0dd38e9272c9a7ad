import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { facts as calls, type Fact } from '../../api/facts';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/Fields';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import type { PanelProps } from './useSession';

const words = t.pilot.facts;

export function FactsPanel({ session, canWork, refresh }: PanelProps) {
  const { api } = useServices();
  const draft = useDraft(`fact.${session.id}`);
  const facts = useQuery({
    queryKey: cacheKeys.facts(session.id),
    queryFn: ({ signal }) => calls.list(api, session.id, signal),
  });
  const add = useAction<string, Fact>({
    intent: `session.${session.id}.fact`,
    run: (client, text, key) => calls.add(client, session.id, text, { key }),
    onSuccess: () => {
      draft.clear();
      return refresh();
    },
  });
  const submit = () => {
    if (draft.text.trim() !== '') add.start(draft.text.trim());
  };
  return (
    <Panel title={words.title} testId="session-facts">
      <Loading query={facts}>
        {facts.data?.length === 0 && <p className="muted">{words.empty}</p>}
        <ul className="fact-list">
          {facts.data?.map((fact) => (
            <FactRow key={fact.id} fact={fact} sessionId={session.id} canWork={canWork} refresh={refresh} />
          ))}
        </ul>
      </Loading>
      {canWork && (
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <TextInput
            label={words.label}
            labelHidden
            placeholder={words.placeholder}
            value={draft.text}
            onChange={draft.change}
            maxLength={1000}
            testId="fact-text"
          />
          <Button type="submit" size="small" isPending={add.isPending} data-testid="fact-add">
            {t.common.add}
          </Button>
        </form>
      )}
      <ProblemNote error={add.error} />
    </Panel>
  );
}

interface FactRowProps {
  fact: Fact;
  sessionId: string;
  canWork: boolean;
  refresh: () => Promise<void>;
}

function FactRow({ fact, sessionId, canWork, refresh }: FactRowProps) {
  const { api } = useServices();
  const [editing, setEditing] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: () => calls.remove(api, sessionId, fact.id),
    onSettled: refresh,
  });
  const reword = useMutation({
    mutationFn: (text: string) => calls.reword(api, sessionId, fact.id, text),
    onSuccess: () => {
      setEditing(null);
      return refresh();
    },
  });
  return (
    <li data-testid="fact-row">
      {editing === null ? (
        <span className="fact-text">
          {fact.text} <span className="muted">{t.domain.factSource[fact.source_type]}</span>
        </span>
      ) : (
        <form
          className="inline-form fact-text"
          onSubmit={(event) => {
            event.preventDefault();
            if (editing.trim() !== '') reword.mutate(editing.trim());
          }}
        >
          <TextInput
            label={words.reword(fact.text)}
            labelHidden
            value={editing}
            onChange={setEditing}
            maxLength={1000}
            testId="fact-reword"
            autoFocus
          />
          <Button type="submit" size="small" isPending={reword.isPending}>
            {t.common.save}
          </Button>
          <Button size="small" look="quiet" onPress={() => setEditing(null)}>
            {t.common.cancel}
          </Button>
        </form>
      )}
      {canWork && fact.editable && editing === null && (
        <>
          <Button
            look="quiet"
            size="small"
            aria-label={words.reword(fact.text)}
            onPress={() => setEditing(fact.text)}
            data-testid="fact-edit"
          >
            {words.rewordShort}
          </Button>
          <Button
            look="quiet"
            size="small"
            aria-label={words.remove(fact.text)}
            isDisabled={remove.isPending}
            onPress={() => remove.mutate()}
          >
            {words.removeShort}
          </Button>
        </>
      )}
      <ProblemNote error={remove.error ?? reword.error} />
    </li>
  );
}
