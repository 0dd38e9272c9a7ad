import type { PathEntry, Walk } from '../../api/l1';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { timeOfDay } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { originText } from './OriginBadge';
import type { WalkHandle } from './useWalk';

/** Questions and answers so far, the notes, and what was taken back, oldest first. */
export function Transcript({ walk, handle }: { walk: Walk; handle: WalkHandle }) {
  const { person } = useServices();
  const path = walk.walked_path ?? [];
  const taken = walk.superseded_path ?? [];
  const notes = walk.walk_notes ?? [];
  const mayGoBack = walk.status === 'active' && walk.session_kind !== 'adhoc' && person.takesCalls;
  return (
    <>
      <Panel title={t.walk.transcript} testId="walk-transcript">
        {path.length === 0 && <p className="muted">{t.walk.transcriptEmpty}</p>}
        <ol className="transcript">
          {path.map((entry) => (
            <li key={entry.step_id}>
              <Entry entry={entry} walk={walk} />
              {mayGoBack && (
                <Button
                  size="small"
                  look="quiet"
                  aria-label={t.walk.backToThis(entry.question)}
                  isDisabled={handle.back.isPending}
                  onPress={() => handle.back.start({ version: walk.version, to_step_id: entry.step_id })}
                  data-testid="transcript-back"
                >
                  {t.walk.backTo}
                </Button>
              )}
            </li>
          ))}
        </ol>
        {taken.length > 0 && (
          <details>
            <summary>{t.walk.takenBack(taken.length)}</summary>
            <ol className="transcript transcript-taken">
              {taken.map((entry) => (
                <li key={entry.step_id}>
                  <Entry entry={entry} walk={walk} />
                </li>
              ))}
            </ol>
          </details>
        )}
      </Panel>
      {notes.length > 0 && (
        <Panel title={t.walk.notes} testId="walk-notes">
          <ul className="plain-list">
            {notes.map((note, index) => (
              <li key={note.id ?? index} className="note">
                <span className="pre-wrap">{note.text}</span>
                {note.created_at !== undefined && note.created_at !== null && (
                  <span className="muted">
                    {t.walk.noteBy(note.author_name ?? '', timeOfDay(note.created_at))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Entry({ entry, walk }: { entry: PathEntry; walk: Walk }) {
  const isOthers = entry.actor_name !== null && entry.actor_name !== walk.handled_by_name;
  const origin = walk.session_kind === 'ai_build' ? originText(entry.origin ?? null, walk) : null;
  const small = [origin, isOthers ? entry.actor_name : null].filter((part) => part !== null);
  return (
    <>
      <span className="transcript-question">{entry.question}</span>
      <span className="transcript-answer">{entry.answer_label ?? entry.answer}</span>
      {entry.l1_note !== null && entry.l1_note !== '' && (
        <span className="transcript-note pre-wrap">{entry.l1_note}</span>
      )}
      {small.length > 0 && <span className="muted transcript-small">{small.join(' · ')}</span>}
    </>
  );
}
