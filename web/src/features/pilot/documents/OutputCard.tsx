import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { documents, type ResolutionOutput } from '../../../api/documents';
import { isProblem } from '../../../api/problem';
import type { SessionDetail } from '../../../api/sessions';
import { useServices } from '../../../app/services';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';
import { TextArea } from '../../../ui/Fields';
import { dateTime } from '../../../ui/format';
import { Markdown } from '../../../ui/Markdown';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';

interface OutputCardProps {
  output: ResolutionOutput;
  session: SessionDetail;
  canEdit: boolean;
  refresh: () => Promise<unknown>;
}

const words = t.pilot.outputs;
const TONE: Record<ResolutionOutput['state'], Tone> = {
  pending: 'info',
  generating: 'info',
  ready: 'good',
  failed: 'bad',
  waiting_quota: 'warn',
  stale: 'warn',
};

export function OutputCard({ output, session, canEdit, refresh }: OutputCardProps) {
  const underWay = output.state === 'pending' || output.state === 'generating';
  const draft = useDraft(`output.${session.id}.${output.kind}`);
  const [editing, setEditing] = useState(draft.text !== '');
  return (
    <details
      className="output"
      data-testid={`output-${output.kind}`}
      data-state={output.state}
      open={editing}
    >
      <summary>
        <b>{words.kind[output.kind]}</b> <Badge text={words.state[output.state]} tone={TONE[output.state]} />{' '}
        {output.edited_by_name !== null && (
          <span className="muted">{words.editedBy(output.edited_by_name)}</span>
        )}
      </summary>
      {output.answer_source !== null && output.answer_source !== 'model' && (
        <p>
          <Badge text={t.domain.answerSource[output.answer_source]} />
        </p>
      )}
      {output.error_code !== null && (
        <p className="field-error">
          {t.problems.sentence(output.error_code, 502)} {words.tries(output.attempts)}
        </p>
      )}
      {output.next_attempt_at !== null && underWay && (
        <p className="muted">{words.next(dateTime(output.next_attempt_at))}</p>
      )}
      {editing ? (
        <Editor
          output={output}
          session={session}
          draft={draft}
          onClose={() => setEditing(false)}
          refresh={refresh}
        />
      ) : (
        <>
          {output.title !== null && <p className="markdown-heading">{output.title}</p>}
          {output.content_markdown !== null && <Markdown text={output.content_markdown} />}
          <div className="button-row">
            {output.content_markdown !== null && <CopyButton text={output.content_markdown} />}
            {canEdit && !underWay && (
              <Button
                size="small"
                onPress={() => {
                  draft.change(output.content_markdown ?? '');
                  setEditing(true);
                }}
                data-testid="output-edit"
              >
                {words.edit}
              </Button>
            )}
            {canEdit && !underWay && <Regenerate output={output} session={session} refresh={refresh} />}
          </div>
        </>
      )}
    </details>
  );
}

interface EditorProps {
  output: ResolutionOutput;
  session: SessionDetail;
  draft: ReturnType<typeof useDraft>;
  onClose: () => void;
  refresh: () => Promise<unknown>;
}

function Editor({ output, session, draft, onClose, refresh }: EditorProps) {
  const { api } = useServices();
  const save = useMutation({
    mutationFn: () =>
      documents.editOutput(api, session.id, output.kind, {
        content_markdown: draft.text,
        version: output.version,
      }),
    onSuccess: () => {
      draft.clear();
      onClose();
    },
    // a refused version is read again, so that the next "Save" is one's own decision
    onSettled: refresh,
  });
  return (
    <div className="stack">
      <TextArea
        label={words.kind[output.kind]}
        value={draft.text}
        onChange={draft.change}
        rows={12}
        maxLength={50_000}
        testId="output-text"
        autoFocus
      />
      <ProblemNote
        error={save.error}
        explain={(problem) => (isProblem(problem, 'version_conflict') ? words.changed : null)}
      />
      {isProblem(save.error, 'version_conflict') && output.content_markdown !== null && (
        <details>
          <summary>{words.theirs}</summary>
          <Markdown text={output.content_markdown} />
        </details>
      )}
      <div className="button-row">
        <Button
          size="small"
          look="primary"
          isPending={save.isPending}
          isDisabled={draft.text.trim() === ''}
          onPress={() => save.mutate()}
          data-testid="output-save"
        >
          {t.common.save}
        </Button>
        <Button
          size="small"
          look="quiet"
          onPress={() => {
            draft.clear();
            onClose();
          }}
        >
          {t.common.cancel}
        </Button>
      </div>
    </div>
  );
}

function Regenerate({ output, session, refresh }: Pick<OutputCardProps, 'output' | 'session' | 'refresh'>) {
  const [asking, setAsking] = useState(false);
  const run = useAction<boolean, ResolutionOutput>({
    intent: `session.${session.id}.output.${output.kind}`,
    run: (api, overwrite, key) => documents.regenerate(api, session.id, output.kind, overwrite, { key }),
    onSuccess: refresh,
    onError: (error) => {
      if (isProblem(error, 'output_edited')) setAsking(true);
      return refresh();
    },
  });
  if (session.status !== 'resolved') return null;
  return (
    <>
      <Button
        size="small"
        look="quiet"
        isPending={run.isPending}
        onPress={() => (output.edited_by_name === null ? run.start(false) : setAsking(true))}
        data-testid="output-regenerate"
      >
        {words.regenerate}
      </Button>
      {!isProblem(run.error, 'output_edited') && <ProblemNote error={run.error} />}
      <Modal title={words.overwrite} isOpen={asking} onClose={() => setAsking(false)} alert>
        <p>{words.overwriteWhat(output.edited_by_name ?? '')}</p>
        <div className="dialog-foot">
          <Button onPress={() => setAsking(false)}>{t.common.cancel}</Button>
          <Button
            look="primary"
            onPress={() => {
              setAsking(false);
              run.start(true);
            }}
            data-testid="output-overwrite"
          >
            {words.regenerate}
          </Button>
        </div>
      </Modal>
    </>
  );
}
