import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { flows, type FlowFile, type ImportedFlow, type OnConflict } from '../../../api/flows';
import { ApiProblem } from '../../../api/problem';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { libraryKeys } from '../keys';
import { text } from '../model/filePaths';
import { ImportFaults } from './ImportFaults';
import { ImportResult } from './ImportResult';
import { readFlowFile, type ReadFile } from './readFile';

const ON_CONFLICT: readonly OnConflict[] = ['fail', 'rename', 'new_draft'];

/** Flows out of a file, as drafts: first what is in it, then what came of it, faults at the place they are in. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const words = t.library.exchange;
  const client = useQueryClient();
  const [read, setRead] = useState<{ name: string; content: ReadFile } | null>(null);
  const [onConflict, setOnConflict] = useState<OnConflict>('fail');
  const take = useAction<FlowFile & { on_conflict: OnConflict }, ImportedFlow[]>({
    intent: 'flows.import',
    run: (api, file, key) => flows.import(api, file, { key }),
    onSuccess: () => client.invalidateQueries({ queryKey: libraryKeys.flows }),
  });

  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    take.reset();
    setRead({ name: file.name, content: await readFlowFile(file) });
  };
  const content = read?.content;
  const found = content?.ok === true ? content.file : null;
  const faults = take.error instanceof ApiProblem && take.error.errors.length > 0 ? take.error.errors : null;

  return (
    <Modal title={words.importTitle} isOpen onClose={onClose}>
      {take.data !== undefined ? (
        <ImportResult imported={take.data} onOpen={onClose} />
      ) : (
        <>
          <div className="button-row">
            <FileTrigger
              acceptedFileTypes={['.rfflow', '.json', 'application/json']}
              onSelect={(files) => void choose(files)}
            >
              <Button data-testid="import-file">{words.choose}</Button>
            </FileTrigger>
            <span className="muted">{read?.name ?? words.chooseHint}</span>
          </div>
          {content?.ok === false && (
            <p className="problem" role="alert" data-testid="import-unreadable">
              {words.unreadable[content.reason]}
              {content.line !== null &&
                content.column !== null &&
                ` ${words.at(content.line, content.column)}`}
            </p>
          )}
          {found !== null && (
            <>
              <ul className="import-list" data-testid="import-found">
                {found.flows.map((flow, at) => (
                  <li key={at}>
                    <b>{text(flow, 'title') ?? words.untitled(at + 1)}</b>{' '}
                    <span className="muted">{words.steps(stepsIn(flow))}</span>
                  </li>
                ))}
              </ul>
              <Choice
                label={words.onConflict}
                value={onConflict}
                options={ON_CONFLICT.map((value) => ({ value, label: words.conflict[value] }))}
                onChange={setOnConflict}
                testId="import-conflict"
              />
              {faults !== null ? (
                <ImportFaults faults={faults} flows={found.flows} />
              ) : (
                <ProblemNote error={take.error} explain={slugSentence} />
              )}
            </>
          )}
        </>
      )}
      <div className="dialog-foot">
        <Button onPress={onClose}>{take.data === undefined ? t.common.cancel : t.common.close}</Button>
        {take.data === undefined && found !== null && (
          <Button
            look="primary"
            isPending={take.isPending}
            onPress={() => take.start({ ...found, on_conflict: onConflict })}
            data-testid="import-submit"
          >
            {words.take(found.flows.length)}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function slugSentence(problem: ApiProblem): string | null {
  const slug = problem.code === 'slug_taken' ? problem.text('slug') : null;
  return slug === null ? null : t.library.exchange.slugTaken(slug);
}

function stepsIn(flow: unknown): number {
  const nodes = typeof flow === 'object' && flow !== null && 'nodes' in flow ? flow.nodes : null;
  return Array.isArray(nodes) ? nodes.length : 0;
}
