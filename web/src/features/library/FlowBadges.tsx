import type { FlowSummary } from '../../api/flows';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';

/** Where a flow comes from and in which state it is, as far as that is not the usual one. */
export function FlowBadges({ flow }: { flow: FlowSummary }) {
  const words = t.library.state;
  return (
    <>
      <Badge text={words.source[flow.source]} tone={flow.source === 'library' ? 'info' : 'neutral'} />
      {flow.status !== 'published' && (
        <Badge text={words.status[flow.status]} tone={flow.status === 'draft' ? 'warn' : 'neutral'} />
      )}
      {!flow.enabled && <Badge text={words.off} tone="neutral" />}
      {flow.status === 'published' && flow.draft_version !== null && (
        <Badge text={words.changed} tone="warn" />
      )}
      {flow.adopted_from?.update_available === true && <Badge text={words.update} tone="info" />}
      {flow.index_state === 'failed' && <Badge text={words.notFound} tone="bad" />}
      {flow.index_state === 'pending' && flow.status === 'published' && (
        <Badge text={words.indexing} testId="index-pending" />
      )}
    </>
  );
}
