import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flows, type Flow } from '../../api/flows';
import { ApiProblem } from '../../api/problem';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { useClearDrafts } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';
import { download } from './exchange/download';
import { libraryKeys } from './keys';

type Ask = 'discard' | 'delete' | 'archive';

/** What may be done with a flow: by its origin, its state and the person's role (contract-l1 §9.2). */
export function FlowActions({ flow, show }: { flow: Flow; show: (flow: Flow) => void }) {
  const { api, person } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const clearDrafts = useClearDrafts();
  const [ask, setAsk] = useState<Ask | null>(null);
  const words = t.library.actions;
  const own = flow.source === 'account';

  const done = (next: Flow) => {
    show(next);
    setAsk(null);
    void client.invalidateQueries({ queryKey: libraryKeys.flows });
  };
  const archive = useAction<'archive' | 'unarchive', Flow>({
    intent: (verb) => `flow.${verb}.${flow.id}`,
    run: (client, verb, key) => flows.archive(client, flow.id, verb, { key }),
    onSuccess: done,
  });
  const adopt = useAction<string, Flow>({
    intent: `flow.adopt.${flow.id}`,
    run: (client, id, key) => flows.adopt(client, id, { key }),
    onSuccess: (copy) => {
      void client.invalidateQueries({ queryKey: libraryKeys.flows });
      void client.invalidateQueries({ queryKey: libraryKeys.flow(flow.id) });
      void navigate({ to: '/flows/$id', params: { id: copy.id } });
    },
  });
  const enable = useMutation({
    mutationFn: (enabled: boolean) => flows.enable(api, flow.id, enabled),
    onSuccess: done,
  });
  const discard = useMutation({
    mutationFn: () => flows.deleteDraft(api, flow.id),
    onSuccess: async () => {
      clearDrafts(`flow.${flow.id}`);
      done(await flows.flow(api, flow.id));
    },
  });
  const remove = useMutation({
    mutationFn: () => flows.remove(api, flow.id),
    onSuccess: () => {
      clearDrafts(`flow.${flow.id}`);
      void client.invalidateQueries({ queryKey: libraryKeys.flows });
      void navigate({ to: '/flows' });
    },
  });
  const save = useMutation({
    mutationFn: () => flows.export(api, flow.id, null),
    onSuccess: (file) => download(`${flow.slug}.rfflow`, JSON.stringify(file, null, 2)),
  });

  if (!person.worksSessions) return null;
  const error = adopt.error ?? enable.error ?? save.error ?? (ask === null ? archive.error : null);
  const copy = adopt.error instanceof ApiProblem ? adopt.error.text('flow_id') : null;
  return (
    <div className="flow-actions">
      <div className="button-row">
        {own && flow.status !== 'archived' && (
          <Link
            to="/flows/$id/edit"
            params={{ id: flow.id }}
            className="button button-primary"
            data-testid="flow-edit"
          >
            {flow.draft_version === null ? words.edit : words.editDraft}
          </Link>
        )}
        {!own && (
          <Button
            look="primary"
            isPending={adopt.isPending}
            onPress={() => adopt.start(flow.id)}
            data-testid="flow-adopt"
          >
            {words.adopt}
          </Button>
        )}
        {!own && person.runsAccount && (
          <Button
            isPending={enable.isPending}
            onPress={() => enable.mutate(!flow.enabled)}
            data-testid="flow-switch"
          >
            {flow.enabled ? words.switchOff : words.switchOn}
          </Button>
        )}
        {flow.version_no !== null && (
          <Link
            to="/flows/$id/analytics"
            params={{ id: flow.id }}
            className="button button-plain"
            data-testid="flow-analytics"
          >
            {words.analytics}
          </Link>
        )}
        <Button isPending={save.isPending} onPress={() => save.mutate()} data-testid="flow-export">
          {words.export}
        </Button>
        {own && flow.version_no !== null && flow.draft_version !== null && (
          <Button onPress={() => setAsk('discard')} data-testid="flow-discard">
            {words.discard}
          </Button>
        )}
        {own && flow.status === 'published' && (
          <Button onPress={() => setAsk('archive')} data-testid="flow-archive">
            {words.archive}
          </Button>
        )}
        {own && flow.status === 'archived' && (
          <Button
            isPending={archive.isPending}
            onPress={() => archive.start('unarchive')}
            data-testid="flow-unarchive"
          >
            {words.unarchive}
          </Button>
        )}
        {own && flow.version_no === null && (
          <Button look="danger" onPress={() => setAsk('delete')} data-testid="flow-delete">
            {words.delete}
          </Button>
        )}
      </div>
      <ProblemNote
        error={error}
        actions={
          copy === null ? undefined : (
            <Link to="/flows/$id" params={{ id: copy }}>
              {words.openCopy}
            </Link>
          )
        }
      />
      {ask !== null && (
        <Modal title={words.ask[ask].title} isOpen alert onClose={() => setAsk(null)}>
          <p>{words.ask[ask].text}</p>
          <ProblemNote error={discard.error ?? remove.error ?? archive.error} />
          <div className="dialog-foot">
            <Button onPress={() => setAsk(null)}>{t.common.cancel}</Button>
            <Button
              look="danger"
              isPending={discard.isPending || remove.isPending || archive.isPending}
              onPress={() => {
                if (ask === 'discard') discard.mutate();
                else if (ask === 'delete') remove.mutate();
                else archive.start('archive');
              }}
              data-testid="flow-ask-confirm"
            >
              {words.ask[ask].confirm}
            </Button>
          </div>
        </Modal>
      )}
    </div>
  );
}
