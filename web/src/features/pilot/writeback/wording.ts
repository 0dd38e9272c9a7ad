import type { PostKind } from '../../../api/psa';
import { t } from '../../../messages';

/** Words and test ids of the two kinds, so that one set of components serves both. */
export const WORDING = {
  resolution_note: { words: t.pilot.note, id: 'note' },
  escalation_package: { words: { ...t.pilot.note, ...t.pilot.package }, id: 'package' },
} as const satisfies Record<PostKind, unknown>;
