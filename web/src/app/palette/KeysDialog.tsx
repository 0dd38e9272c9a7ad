import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { useSingleKeys } from '../singleKeys';

/** Every key of the app on one sheet. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { enabled, change } = useSingleKeys();
  const words = t.shell.keys;
  const groups: [string, [string[], string][]][] = [
    [
      words.everywhere,
      [
        [[words.control, 'K'], words.palette],
        [['?'], words.help],
        [[words.tab], words.skip],
        [[words.space], words.press],
        [[words.escape], words.leave],
      ],
    ],
    [
      words.walk,
      [
        [['1–9'], words.answer],
        [['B'], words.back],
        [['N'], words.note],
        [['R'], words.resolve],
        [['E'], words.escalate],
      ],
    ],
    [
      words.writing,
      [
        [[words.enter], words.send],
        [[words.shift, words.enter], words.newLine],
        [[words.control, words.enter], words.save],
      ],
    ],
  ];
  return (
    <Modal title={words.title} isOpen onClose={onClose}>
      <div className="keys" data-testid="keys-help">
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([keys, what]) => (
                <div key={what}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="tick">
        <input type="checkbox" checked={enabled} onChange={(event) => change(event.target.checked)} />
        {t.walk.shortcuts.enabled}
      </label>
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Modal>
  );
}
