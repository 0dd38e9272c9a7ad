import { useState, type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { language, t } from '../messages';
import { Button } from './Button';

interface ProblemNoteProps {
  error: Error | null;
  /** Buttons for what to do next (try again, go on without the model, …). */
  actions?: ReactNode;
  /** Own words for a code of this place; null falls back to the server's sentence. */
  explain?: (problem: ApiProblem) => string | null;
}

/** A refusal as a sentence, what to do next, and the trace id to hand to support. */
export function ProblemNote({ error, actions, explain }: ProblemNoteProps) {
  if (error === null) return null;
  const problem = error instanceof ApiProblem ? error : new ApiProblem({ status: 0, code: 'unexpected' });
  // The server's own sentence knows more, but it is English.
  const own = language === 'en' ? problem.detail : t.problems.known(problem.code);
  const sentence =
    explain?.(problem) ?? own ?? problem.detail ?? t.problems.sentence(problem.code, problem.status);
  const next = t.problems.nextStep(problem.code, problem.retryAfterSeconds);
  return (
    <div className="problem" role="alert" data-testid="problem" data-code={problem.code}>
      <p className="problem-sentence">{sentence}</p>
      {problem.errors.length > 0 && (
        <ul className="problem-fields">
          {problem.errors.map((field) => (
            <li key={`${field.field} ${field.code}`}>
              <b>{field.field}</b>
              {': '}
              {field.message}
            </li>
          ))}
        </ul>
      )}
      {next !== null && <p className="problem-next">{next}</p>}
      {(actions !== undefined || problem.traceId !== null) && (
        <div className="problem-foot">
          {actions}
          {problem.traceId !== null && <TraceId value={problem.traceId} />}
        </div>
      )}
    </div>
  );
}

export function TraceId({ value }: { value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => setCopied(true));
  };
  return (
    <span className="trace">
      {t.problems.trace} <code>{value}</code>
      <Button look="quiet" size="small" onPress={copy}>
        {copied ? t.common.copied : t.common.copy}
      </Button>
    </span>
  );
}
