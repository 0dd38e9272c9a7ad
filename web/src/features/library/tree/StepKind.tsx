import type { NodeType } from '../../../api/flows';
import { t } from '../../../messages';

/** What a step is, by word and colour. */
export function StepKind({ type }: { type: NodeType }) {
  return <span className={`step-kind step-kind-${type}`}>{t.library.nodeType[type]}</span>;
}
