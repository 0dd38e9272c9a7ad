import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import type { ChangeKind, FieldChange, NodeChange, StructureDiff } from '../model/diff';
import { isEmpty } from '../model/diff';
import { StepKind } from '../tree/StepKind';

export const CHANGE_TONE: Record<ChangeKind, Tone> = { added: 'good', removed: 'bad', changed: 'warn' };

/** What one version has over another, in reading order, before and after side by side. */
export function DiffView({ diff, onSelect }: { diff: StructureDiff; onSelect?: (id: string) => void }) {
  const words = t.library.diff;
  if (isEmpty(diff)) return <p className="muted">{words.same}</p>;
  return (
    <div className="diff" data-testid="diff">
      {diff.meta.length > 0 && (
        <div className="diff-step">
          <p className="diff-title">{words.flow}</p>
          <Fields fields={diff.meta.map((change) => ({ ...change, label: words.meta[change.field] }))} />
        </div>
      )}
      {diff.nodes.map((change) => (
        <NodeDiff key={`${change.kind} ${change.node.id}`} change={change} onSelect={onSelect} />
      ))}
    </div>
  );
}

function NodeDiff({
  change,
  onSelect,
}: {
  change: NodeChange;
  onSelect: ((id: string) => void) | undefined;
}) {
  const { node, kind } = change;
  const words = t.library.diff;
  return (
    <div className={`diff-step diff-${kind}`} data-testid={`diff-${kind}-${node.id}`}>
      <p className="diff-title">
        <Badge tone={CHANGE_TONE[kind]} text={words.kind[kind]} />
        <StepKind type={node.type} />
        {onSelect === undefined || kind === 'removed' ? (
          <span>{node.text}</span>
        ) : (
          <button type="button" className="link-button" onClick={() => onSelect(node.id)}>
            {node.text}
          </button>
        )}
      </p>
      {kind !== 'changed' && node.options.length > 0 && (
        <p className="muted">{node.options.map((option) => option.label).join(' · ')}</p>
      )}
      <Fields fields={change.fields.map((field) => ({ ...field, label: words.node[field.field] }))} />
    </div>
  );
}

function Fields({ fields }: { fields: (FieldChange<string> & { label: string })[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="diff-fields">
      {fields.map((change) => (
        <div key={change.field}>
          <dt>{change.label}</dt>
          <dd>
            {change.before !== '' && <del className="diff-before">{change.before}</del>}
            {change.after !== '' && <ins className="diff-after">{change.after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
