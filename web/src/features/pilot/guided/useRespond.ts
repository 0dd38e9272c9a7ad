import type { RefObject } from 'react';
import { sessions, type RespondRequest, type SessionStep } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { useAttachments } from '../files/useAttachments';
import type { WritebackProps } from '../writeback/useWriteback';

/** Answering the step of the moment. Words and files are kept until the server has taken them. */
export function useRespond(
  { session, refresh, refreshQuota }: WritebackProps,
  heading: RefObject<HTMLDivElement | null>,
) {
  const steps = session.steps ?? [];
  const pending = steps.findLast((step) => step.state === 'pending') ?? null;
  const answered = steps.findLast((step) => step.state === 'answered' || step.state === 'skipped') ?? null;
  const draft = useDraft(`respond.${session.id}`);
  const files = useAttachments(`respond.files.${session.id}`, session.id);
  const respond = useAction<RespondRequest, unknown>({
    intent: (body) => `session.${session.id}.respond.${body.step_id}`,
    run: (api, body, key) => sessions.respond(api, session.id, body, { key }),
    onSuccess: async (_, body) => {
      if (draft.text.trim() === (body.free_text ?? '')) draft.clear();
      files.went(body.upload_ids ?? []);
      await Promise.all([refresh(), refreshQuota()]);
      heading.current?.focus({ preventScroll: true });
    },
    // another window may have answered; the answer itself is stored even when the model failed
    onError: refresh,
  });
  const busy = respond.isPending || session.pending_turn !== null;
  const blocked = busy || files.sending;
  const words = draft.text.trim();

  const answer = (body: Omit<RespondRequest, 'step_id'>) => {
    if (pending === null || blocked) return;
    respond.start({
      step_id: pending.step_id,
      ...body,
      ...(files.ids.length === 0 || body.skip === true ? {} : { upload_ids: files.ids }),
    });
  };
  return {
    pending,
    answered,
    draft,
    files,
    respond,
    busy,
    blocked,
    choose: (index: number) => {
      const option = pending?.options?.[index];
      if (option !== undefined)
        answer({ selected_option: option.value, ...(words === '' ? {} : { free_text: words }) });
    },
    sayInWords: () => {
      if (words !== '') answer({ free_text: words });
    },
    skip: () => answer({ skip: true }),
  };
}

/** The stored answer once more: the server keeps it and only makes the step that is missing. */
export function again(step: SessionStep): RespondRequest {
  const { selected_option, free_text } = step.response ?? {};
  if (step.state === 'skipped') return { step_id: step.step_id, skip: true };
  return {
    step_id: step.step_id,
    ...(selected_option ? { selected_option } : {}),
    ...(free_text ? { free_text } : {}),
  };
}
