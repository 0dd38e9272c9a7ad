import type { Fix } from '../../../api/fixes';
import type { Tone } from '../../../ui/Badge';

export const FIX_TONE: Partial<Record<Fix['status'], Tone>> = {
  applied_success: 'good',
  applied_failed: 'bad',
  applied_partial: 'warn',
  applied_pending: 'info',
};

/** What was said about its outcome. */
export function FixNotes({ fix }: { fix: Fix }) {
  const notes = fix.partial_notes ?? fix.failure_reason ?? fix.pending_reason;
  return notes === null ? null : <p className="muted">{notes}</p>;
}
