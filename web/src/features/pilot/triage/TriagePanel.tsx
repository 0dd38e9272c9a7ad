import type { EvidenceStatus, SessionDetail, Triage } from '../../../api/sessions';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import type { PanelProps } from '../useSession';
import { TriageEditor } from './TriageEditor';
import { useTriageForm } from './useTriageForm';

const words = t.pilot.triage;
const EVIDENCE_TONE: Record<EvidenceStatus, Tone> = {
  confirmed: 'good',
  ruled_out: 'neutral',
  pending: 'info',
};
const FIELDS = ['client_name', 'asset_name', 'issue_category'] as const;

/** What the session is about, in one strip; opened for editing in place. */
export function TriagePanel({ session, canWork, refresh }: PanelProps) {
  const editing = useTriageForm(session, refresh);
  const triage = session.triage;
  if (editing.form !== null && canWork) return <TriageEditor editing={editing} />;
  if (triage === null || (isEmpty(triage) && !canWork)) return null;
  return (
    <section className="triage" aria-label={words.title} data-testid="session-triage">
      <div className="triage-head">
        <dl className="triage-line">
          {FIELDS.map((name) => (
            <TriageField key={name} session={session} name={name} canWork={canWork} />
          ))}
        </dl>
        {canWork && (
          <Button size="small" look="quiet" onPress={editing.start} data-testid="triage-edit">
            {words.edit}
          </Button>
        )}
      </div>
      {triage.triage_hypothesis !== null && (
        <p data-testid="triage-hypothesis">
          <b>{words.hypothesis}</b> {triage.triage_hypothesis}{' '}
          <Source triage={triage} name="triage_hypothesis" />
        </p>
      )}
      {triage.evidence_items.length > 0 && (
        <ul className="evidence" aria-label={words.evidence}>
          {triage.evidence_items.map((item) => (
            <li key={item.text}>
              <Badge text={words.evidenceStatus[item.status]} tone={EVIDENCE_TONE[item.status]} /> {item.text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface FieldProps {
  session: SessionDetail;
  name: (typeof FIELDS)[number];
  canWork: boolean;
}

function TriageField({ session, name, canWork }: FieldProps) {
  const value = session.triage?.[name] ?? null;
  if (value === null && !canWork) return null;
  return (
    <div>
      <dt>{words[name]}</dt>
      <dd data-testid={`triage-${name}`}>
        {value ?? <span className="muted">{t.common.none}</span>}{' '}
        {value !== null && session.triage !== null && <Source triage={session.triage} name={name} />}
      </dd>
    </div>
  );
}

/** Said only where it was not a person: that wants a second look. */
function Source({ triage, name }: { triage: Triage; name: string }) {
  const source = triage.sources[name];
  if (source === undefined || source === 'engineer') return null;
  return <span className="muted">{words.source[source]}</span>;
}

function isEmpty(triage: Triage): boolean {
  return (
    FIELDS.every((name) => triage[name] === null) &&
    triage.triage_hypothesis === null &&
    triage.evidence_items.length === 0
  );
}
