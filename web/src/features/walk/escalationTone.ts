import type { WalkEscalation } from '../../api/l1';
import type { Tone } from '../../ui/Badge';

export function escalationTone(state: WalkEscalation['state']): Tone {
  switch (state) {
    case 'requested':
    case 'queued':
      return 'warn';
    case 'claimed':
      return 'info';
    case 'resolved':
      return 'good';
    case 'cancelled':
    case 'closed':
      return 'neutral';
  }
}
