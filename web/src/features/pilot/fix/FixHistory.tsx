import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fixes } from '../../../api/fixes';
import type { SessionDetail } from '../../../api/sessions';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { dateTime } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { FIX_TONE, FixNotes } from './FixNotes';

const words = t.pilot.fix;

/** Every fix there was, and what became of it; read when it is opened. */
export function FixHistory({ session }: { session: SessionDetail }) {
  const { api } = useServices();
  const [open, setOpen] = useState(false);
  const all = useQuery({
    queryKey: cacheKeys.fixes(session.id),
    queryFn: ({ signal }) => fixes.list(api, session.id, signal),
    enabled: open,
  });
  const former = (all.data ?? []).filter((fix) => !fix.is_active);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="fix-history">
      <summary>{words.history}</summary>
      {open && (
        <Loading query={all}>
          {former.length === 0 && <p className="muted">{words.noHistory}</p>}
          <ul className="plain-list">
            {former.map((fix) => (
              <li key={fix.id} className="fix-row">
                <span className="fix-title-row">
                  {fix.title}
                  <Badge text={t.domain.fixStatus[fix.status]} tone={FIX_TONE[fix.status] ?? 'neutral'} />
                </span>
                {fix.created_at !== undefined && <span className="muted">{dateTime(fix.created_at)}</span>}
                {fix.user_decision !== null && (
                  <span className="muted">{words.decided[fix.user_decision]}</span>
                )}
                <FixNotes fix={fix} />
              </li>
            ))}
          </ul>
        </Loading>
      )}
    </details>
  );
}
