import { useState } from 'react';
import { fixes, type Fix, type OwnFix } from '../../../api/fixes';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea, TextInput } from '../../../ui/Fields';
import { ProblemNote } from '../../../ui/ProblemNote';
import type { PanelProps } from '../useSession';

const words = t.pilot.fix;

export function OwnFixForm({ session, refresh }: Pick<PanelProps, 'session' | 'refresh'>) {
  const title = useDraft(`own-fix-title.${session.id}`);
  const how = useDraft(`own-fix-how.${session.id}`);
  const [open, setOpen] = useState(title.text !== '');
  const add = useAction<OwnFix, Fix>({
    intent: `session.${session.id}.fix`,
    run: (api, body, key) => fixes.add(api, session.id, body, { key }),
    onSuccess: () => {
      title.clear();
      how.clear();
      setOpen(false);
      return refresh();
    },
  });
  const submit = () => {
    const name = title.text.trim();
    const description = how.text.trim();
    if (name !== '') add.start({ title: name, ...(description === '' ? {} : { description }) });
  };
  if (!open) {
    return (
      <Button look="quiet" size="small" onPress={() => setOpen(true)} data-testid="own-fix-open">
        {words.addTitle}
      </Button>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        label={words.ownTitle}
        value={title.text}
        onChange={title.change}
        maxLength={200}
        testId="own-fix-title"
        autoFocus
      />
      <TextArea
        label={words.ownDescription}
        value={how.text}
        onChange={how.change}
        maxLength={4000}
        rows={2}
        onModEnter={submit}
        testId="own-fix-description"
      />
      <ProblemNote error={add.error} />
      <div className="button-row">
        <Button size="small" type="submit" isPending={add.isPending} data-testid="own-fix-add">
          {words.add}
        </Button>
        <Button size="small" look="quiet" onPress={() => setOpen(false)}>
          {t.common.cancel}
        </Button>
      </div>
    </form>
  );
}
