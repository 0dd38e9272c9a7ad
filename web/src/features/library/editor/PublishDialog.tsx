import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { flows, type Flow } from '../../../api/flows';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { libraryKeys } from '../keys';
import { findingsOfProblem, wordsOf, type Finding } from '../model/findings';
import type { FlowDraft } from './useFlowDraft';

interface PublishDialogProps {
  flow: Flow;
  draft: FlowDraft;
  findings: readonly Finding[] | null;
  onClose: () => void;
}

/** Saves what is not saved yet, then makes it the next version; a refusal leaves the editor as it was. */
export function PublishDialog({ flow, draft, findings, onClose }: PublishDialogProps) {
  const words = t.library.publish;
  const navigate = useNavigate();
  const client = useQueryClient();
  const note = useDraft(`flow-note.${flow.id}`);
  const publish = useAction<{ version: number; change_note?: string }, Flow>({
    intent: `flow.publish.${flow.id}`,
    run: (api, body, key) => flows.publish(api, flow.id, body, { key }),
    onSuccess: (published) => {
      note.clear();
      draft.forget();
      client.removeQueries({ queryKey: libraryKeys.edit(flow.id) });
      client.setQueryData(libraryKeys.flow(flow.id), published);
      void client.invalidateQueries({ queryKey: libraryKeys.versions(flow.id) });
      void client.invalidateQueries({ queryKey: libraryKeys.flows });
      void navigate({ to: '/flows/$id', params: { id: flow.id } });
    },
  });
  const submit = async () => {
    const version = await draft.saved();
    if (version === null) {
      onClose();
      return;
    }
    const text = note.text.trim();
    publish.start({ version, ...(text === '' ? {} : { change_note: text }) });
  };
  const errors = (findings ?? []).filter((finding) => finding.severity === 'error');
  const refused = findingsOfProblem(publish.error, draft.work.structure);
  const wrong = refused ?? errors;
  return (
    <Modal title={words.title} isOpen onClose={onClose}>
      <p>{flow.version_no === null ? words.first : words.next(flow.version_no + 1)}</p>
      {wrong.length > 0 && (
        <div className="problem" role={refused === null ? undefined : 'alert'} data-testid="publish-errors">
          <p className="problem-sentence">{words.errors(wrong.length)}</p>
          <ul className="finding-list">
            {[...new Set(wrong.map(wordsOf))].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <TextArea
        label={words.note}
        hint={note.restored ? t.common.draftRestored : words.noteHint}
        value={note.text}
        onChange={note.change}
        onModEnter={() => void submit()}
        maxLength={500}
        testId="publish-note"
      />
      {refused === null && <ProblemNote error={publish.error} />}
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look="primary"
          isPending={publish.isPending || draft.save.isPending}
          onPress={() => void submit()}
          data-testid="publish-confirm"
        >
          {words.confirm}
        </Button>
      </div>
    </Modal>
  );
}
