import { useState } from 'react';
import type { PostKind } from '../../../api/psa';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Panel } from '../../../ui/Panel';
import { Segmented } from '../../../ui/Segmented';
import { Editing } from './Editing';
import { Preparing } from './Preparing';
import { ResultView } from './ResultView';
import { mayPost, useWriteback, type WritebackProps } from './useWriteback';

const words = t.pilot.note;

/** The two texts that leave the session: the note that ends it, and the package that asks a colleague for help. */
export function ClosingPanel(panel: WritebackProps) {
  const { person } = useServices();
  const { session } = panel;
  const note = useWriteback('resolution_note', panel);
  const pack = useWriteback('escalation_package', panel);
  const [kind, setKind] = useState<PostKind>(
    pack.draft.text !== '' && note.draft.text === '' ? 'escalation_package' : 'resolution_note',
  );
  const [helpAfterAll, setHelpAfterAll] = useState(pack.draft.text !== '');
  // A closed session cannot be worked, but its handler may still ask for help with a package.
  const mine = session.handler_id === person.id;

  if (session.status === 'resolved' || note.result !== null) {
    return (
      <>
        <Panel title={words.title} tone="accent">
          <ResultView session={session} kind="resolution_note" result={note.result} />
          {mine && session.status === 'resolved' && !helpAfterAll && (
            <Button
              look="quiet"
              size="small"
              onPress={() => setHelpAfterAll(true)}
              data-testid="help-after-all"
            >
              {words.helpAfterAll}
            </Button>
          )}
        </Panel>
        {mine && session.status === 'resolved' && helpAfterAll && pack.result === null && (
          <Panel title={t.pilot.package.title} testId="session-package">
            <p className="muted">{t.pilot.package.reopens}</p>
            <Preparing text={pack} />
            {pack.draft.text !== '' && <Editing session={session} text={pack} />}
          </Panel>
        )}
      </>
    );
  }

  const posted = session.status === 'escalated' || pack.result !== null;
  const choices = (['resolution_note', 'escalation_package'] as const).filter((each) =>
    mayPost(each, session.status),
  );
  const shown = choices.includes(kind) ? kind : choices[0];
  const text = shown === 'escalation_package' ? pack : note;
  return (
    <>
      {posted && (
        <Panel title={t.pilot.package.title} tone="accent" testId="session-package-result">
          <ResultView session={session} kind="escalation_package" result={pack.result} />
        </Panel>
      )}
      {panel.canWork && shown !== undefined && (
        <Panel
          title={shown === 'resolution_note' ? words.title : t.pilot.package.title}
          testId={shown === 'resolution_note' ? 'session-note' : 'session-package'}
          actions={
            choices.length > 1 && (
              <Segmented
                label={words.which}
                value={shown}
                options={[
                  { value: 'resolution_note', label: words.short },
                  { value: 'escalation_package', label: t.pilot.package.short },
                ]}
                onChange={setKind}
                testId="closing-kind"
              />
            )
          }
        >
          <Preparing key={shown} text={text} />
          {text.draft.text !== '' && <Editing key={`edit ${shown}`} session={session} text={text} />}
        </Panel>
      )}
    </>
  );
}
