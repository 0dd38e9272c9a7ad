import type { Walk, WalkNode } from '../../api/l1';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';

/** Says where a step comes from when it is not a published flow. */
export function OriginBadge({ node, walk }: { node: Pick<WalkNode, 'origin'>; walk: Walk }) {
  const text = originText(node.origin ?? null, walk);
  return text === null ? null : <Badge text={text} tone="info" testId="walk-origin" />;
}

export function originText(origin: string | null, walk: Walk): string | null {
  switch (origin) {
    case 'model':
      return t.walk.origin.ai;
    case 'offline':
      return t.walk.origin.offline;
    case 'fallback':
      return t.walk.origin.fallback;
    case 'loop_guard':
      return t.walk.origin.loop_guard;
    case 'proposal':
      return t.walk.origin.proposal;
    default:
      return walk.session_kind === 'ai_build' ? t.walk.origin.ai : null;
  }
}
