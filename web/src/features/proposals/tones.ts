import type { ProposalStatus } from '../../api/proposals';
import type { Tone } from '../../ui/Badge';

export const STATUS_TONE: Record<ProposalStatus, Tone> = {
  pending: 'info',
  approved: 'good',
  modified: 'good',
  rejected: 'bad',
  dismissed: 'neutral',
};
