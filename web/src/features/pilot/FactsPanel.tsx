import { useMutation, useQuery } from '@tanstack/react-query';
import { sessions, type Fact } from '../../api/sessions';
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

export function FactsPanel({ session, canWork, refresh }: PanelProps) {
  const { api } = useServices();
  const words = t.pilot.facts;
  const draft = useDraft(`fact.${session.id}`);
  const facts = useQuery({
    queryKey: cacheKeys.facts(session.id),
    queryFn: ({ signal }) => sessions.facts(api, session.id, signal),
  });
  const add = useAction<string, Fact>({
    intent: `session.${session.id}.fact`,
    run: (client, text, key) => sessions.addFact(client, session.id, text, { key }),
    onSuccess: () => {
      draft.clear();
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (factId: string) => sessions.removeFact(api, session.id, factId),
    onSettled: refresh,
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
            <li key={fact.id} data-testid="fact-row">
              <span className="fact-text">
                {fact.text} <span className="muted">{t.domain.factSource[fact.source_type]}</span>
              </span>
              {canWork && fact.editable && (
                <Button
                  look="quiet"
                  size="small"
                  aria-label={words.remove(fact.text)}
                  isDisabled={remove.isPending}
                  onPress={() => remove.mutate(fact.id)}
                >
                  {words.removeShort}
                </Button>
              )}
            </li>
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
      <ProblemNote error={add.error ?? remove.error} />
    </Panel>
  );
}
