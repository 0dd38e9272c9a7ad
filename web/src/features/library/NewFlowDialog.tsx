import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { flows, type Flow, type FlowStructure } from '../../api/flows';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Choice, TextInput } from '../../ui/Fields';
import { Modal } from '../../ui/Modal';
import { ProblemNote } from '../../ui/ProblemNote';
import { libraryKeys } from './keys';
import { useCategories } from './useCategories';

interface NewFlowDialogProps {
  /** What is known already, when a flow is written for a call or a known problem. */
  from?: Partial<FlowStructure>;
  onClose: () => void;
}

/** A flow begins with a name and a category; everything else is the editor's. */
export function NewFlowDialog({ from = {}, onClose }: NewFlowDialogProps) {
  const words = t.library.create;
  const navigate = useNavigate();
  const client = useQueryClient();
  const title = useDraft(`flow-new.${from.title ?? ''}`, from.title ?? '');
  const [category, setCategory] = useState(from.category ?? 'other');
  const [tried, setTried] = useState(false);
  const categories = useCategories();
  const create = useAction<Partial<FlowStructure>, Flow>({
    intent: 'flow.create',
    run: (api, body, key) => flows.create(api, body, { key }),
    onSuccess: (flow) => {
      title.clear();
      void client.invalidateQueries({ queryKey: libraryKeys.flows });
      void navigate({ to: '/flows/$id/edit', params: { id: flow.id } });
    },
  });
  const missing = title.text.trim() === '';
  const submit = () => {
    setTried(true);
    if (!missing) create.start({ ...from, title: title.text.trim(), category });
  };
  return (
    <Modal title={words.title} isOpen onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label={t.library.meta.title}
          hint={words.titleHint}
          value={title.text}
          onChange={title.change}
          maxLength={200}
          autoFocus
          error={tried && missing ? words.titleMissing : null}
          testId="new-flow-title"
        />
        <Choice
          label={t.library.meta.category}
          value={category}
          options={categories.choices}
          onChange={setCategory}
          testId="new-flow-category"
        />
        <ProblemNote error={create.error} />
        <div className="dialog-foot">
          <Button onPress={onClose}>{t.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={create.isPending} data-testid="new-flow-create">
            {words.create}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
