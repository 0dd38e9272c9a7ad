import type { Walk } from '../../api/l1';
import { t } from '../../messages';
import { Markdown } from '../../ui/Markdown';
import { Commands } from './Commands';
import { OriginBadge } from './OriginBadge';

/** A walk under way for somebody who may read it but takes no calls. */
export function ReadAlong({ walk }: { walk: Walk }) {
  const node = walk.current_node;
  return (
    <section className="node" data-testid="walk-read-along">
      <p className="muted" role="status">
        {t.walk.readAlong(walk.handled_by_name ?? '')}
      </p>
      {node !== null && (
        <>
          <p className="node-step">
            {t.walk.step((walk.walked_path ?? []).length + 1)}
            <OriginBadge node={node} walk={walk} />
          </p>
          <h1 className="node-question" data-testid="walk-question">
            {node.text}
          </h1>
          {node.detail !== null && node.detail !== '' && (
            <>
              <Markdown text={node.detail} />
              <Commands text={node.detail} />
            </>
          )}
        </>
      )}
    </section>
  );
}
