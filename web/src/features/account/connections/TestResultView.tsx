import type { CheckName, TestResult } from '../../../api/connections';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { whole } from '../../../ui/format';

const STEPS: readonly CheckName[] = ['address', 'credentials', 'permissions', 'boards', 'status_mapping'];

/** Step by step, so that it shows where it stopped. */
export function TestResultView({ result }: { result: TestResult }) {
  const words = t.account.connections;
  return (
    <div className="test-result" role="status" data-testid="connection-test-result" data-ok={result.ok}>
      <p className={result.ok ? 'test-ok' : 'test-failed'}>
        {result.ok ? words.result.ok(whole(result.latency_ms)) : words.result.failed}
      </p>
      <ul className="plain-list">
        {STEPS.map((name) => {
          const check = result.checks.find((candidate) => candidate.name === name);
          return (
            <li key={name} className="test-step">
              <Badge
                text={
                  check === undefined
                    ? words.result.left
                    : check.ok
                      ? words.result.passed
                      : words.result.refused
                }
                tone={check === undefined ? 'neutral' : check.ok ? 'good' : 'bad'}
              />
              <span>
                {words.check[name]}
                {check?.message != null && <span className="muted"> {check.message}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
