import type { FlowCandidate, IntakeAnswer } from '../../api/l1';
import { locale, t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { shown, type Follow } from './useIntake';

interface NearMissCardProps {
  answer: IntakeAnswer;
  isPending: boolean;
  onFollow: (follow: Follow) => void;
}

/** Outcome `suggest`: a flow that is close, for the technician to judge. */
export function NearMissCard({ answer, isPending, onFollow }: NearMissCardProps) {
  const [first, ...others] = shown(answer);
  const use = (flow: FlowCandidate) => onFollow({ kind: 'use', flowId: flow.flow_id });
  return (
    <Panel title={t.intake.nearMiss.title} tone="accent" testId="near-miss">
      {first !== undefined && (
        <div className="near-miss">
          <FlowLine flow={first} />
          {first.description !== null && <p>{first.description}</p>}
          {first.why !== null && first.why.length > 0 && <p className="muted">{first.why.join(' · ')}</p>}
          <div className="button-row">
            <Button
              look="primary"
              isPending={isPending}
              onPress={() => use(first)}
              data-testid="near-miss-use"
            >
              {t.intake.nearMiss.use}
            </Button>
            <Button
              isDisabled={isPending}
              onPress={() => onFollow({ kind: 'none' })}
              data-testid="near-miss-none"
            >
              {t.intake.nearMiss.none}
            </Button>
            <Button
              isDisabled={isPending}
              onPress={() => onFollow({ kind: 'build' })}
              data-testid="near-miss-build"
            >
              {t.intake.nearMiss.build}
            </Button>
          </div>
        </div>
      )}
      {others.length > 0 && (
        <>
          <h3>{t.intake.nearMiss.others}</h3>
          <ul className="plain-list">
            {others.map((flow) => (
              <li key={flow.flow_id} className="near-miss-other">
                <FlowLine flow={flow} />
                <Button size="small" isDisabled={isPending} onPress={() => use(flow)}>
                  {t.intake.nearMiss.use}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function FlowLine({ flow }: { flow: FlowCandidate }) {
  const fit = new Intl.NumberFormat(locale, { style: 'percent' }).format(flow.score);
  return (
    <p className="flow-line">
      <b>{flow.title}</b>
      <Badge text={t.intake.nearMiss.fit(fit)} tone="info" />
      <Badge text={flow.source === 'library' ? t.intake.nearMiss.library : t.intake.nearMiss.account} />
    </p>
  );
}
