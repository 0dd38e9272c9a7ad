import type { IntakeAnswer } from '../../api/l1';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import type { Follow } from './useIntake';

interface OutOfScopeCardProps {
  answer: IntakeAnswer;
  isPending: boolean;
  onFollow: (follow: Follow) => void;
  onEscalate: () => void;
}

/** Outcome `out_of_scope`: why there are no steps, a question back if the words were too few, and the ways on. */
export function OutOfScopeCard({ answer, isPending, onFollow, onEscalate }: OutOfScopeCardProps) {
  const words = t.intake.outOfScope;
  const clarify = answer.clarify;
  const examples = clarify?.examples ?? [];
  return (
    <Panel title={clarify === null ? words.title : words.clarifyTitle} tone="accent" testId="out-of-scope">
      {answer.message !== null && <p>{answer.message}</p>}
      {clarify !== null && (
        <>
          <p className="clarify-question">{clarify.question}</p>
          {examples.length > 0 && (
            <>
              <p className="muted">{words.examples}</p>
              <ul>
                {examples.map((example) => (
                  <li key={example}>{example}</li>
                ))}
              </ul>
            </>
          )}
          <p className="muted">{words.again}</p>
        </>
      )}
      <div className="button-row">
        <Button
          isPending={isPending}
          onPress={() => onFollow({ kind: 'adhoc' })}
          data-testid="out-of-scope-adhoc"
        >
          {words.notesOnly}
        </Button>
        <Button look="danger" onPress={onEscalate} data-testid="out-of-scope-escalate">
          {words.escalate}
        </Button>
        {answer.reason === 'too_vague' && (
          <Button isDisabled={isPending} onPress={() => onFollow({ kind: 'build' })}>
            {words.build}
          </Button>
        )}
      </div>
    </Panel>
  );
}
