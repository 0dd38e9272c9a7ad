import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QueueItem } from '../../api/handoffs';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import type { Person } from '../../auth/roles';
import { t } from '../../messages';
import { MenuButton, type MenuEntry } from '../../ui/MenuButton';
import { ActDialog, type Act } from './ActDialog';
import { boardKeys } from './boardKeys';
import { titleOf } from './RowFacts';

/** What else may be done with a hand-off, by those who may: give back, hand to somebody else, take back. */
export function ActMenu({ item, onDone }: { item: QueueItem; onDone?: () => void }) {
  const { person } = useServices();
  const client = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const words = t.board.acts;
  const entries: MenuEntry[] = actsOf(item, person).map((name) => ({
    id: name,
    label: words[name],
    onAction: () => setAct(name),
  }));
  return (
    <>
      <MenuButton
        look="quiet"
        size="small"
        label={words.menu(titleOf(item))}
        entries={entries}
        testId="board-acts"
      >
        {words.more}
      </MenuButton>
      {act !== null && (
        <ActDialog
          act={act}
          item={item}
          onDone={() => {
            void client.invalidateQueries({ queryKey: boardKeys.others });
            void client.invalidateQueries({ queryKey: cacheKeys.mySessions });
            onDone?.();
          }}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}

/** Rights of contract-handoffs §2.2 and §3; the server checks them again. */
export function actsOf(item: QueueItem, person: Person): Act[] {
  const isOwn = item.is_own === true;
  const isClaimer = item.claimed_by === person.id;
  if (item.status === 'open') return isOwn || person.runsAccount ? ['reassign', 'cancel'] : [];
  if (item.status === 'claimed') return isClaimer || person.runsAccount ? ['release', 'reassign'] : [];
  return [];
}
