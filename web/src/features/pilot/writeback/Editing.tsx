import { useState } from 'react';
import type { NotePost } from '../../../api/psa';
import type { SessionDetail } from '../../../api/sessions';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { NoteOptions, PackageOptions } from './Options';
import { PostProblem } from './PostProblem';
import type { Writeback } from './useWriteback';
import { WORDING } from './wording';

interface EditingProps {
  session: SessionDetail;
  text: Writeback;
}

/** The text, who it is for, and the one question before it leaves. */
export function Editing({ session, text }: EditingProps) {
  const { draft, preview, post, isEdited, kind } = text;
  const { words, id } = WORDING[kind];
  const [options, setOptions] = useState<Omit<NotePost, 'markdown' | 'state_version'>>({});
  const [confirming, setConfirming] = useState(false);
  const ticket = session.psa_ticket_id;
  const empty = draft.text.trim() === '';

  const send = (ignoreVersion = false) => {
    setConfirming(false);
    post.start({
      markdown: draft.text,
      ...(preview === null || ignoreVersion ? {} : { state_version: preview.state_version }),
      ...options,
    });
  };

  return (
    <>
      <TextArea
        label={words.text}
        value={draft.text}
        onChange={draft.change}
        rows={14}
        maxLength={60_000}
        isDisabled={post.isPending}
        hint={draft.restored ? t.common.draftRestored : isEdited ? words.own : undefined}
        testId={`${id}-markdown`}
      />
      {kind === 'resolution_note' ? (
        <NoteOptions session={session} value={options} onChange={setOptions} />
      ) : (
        <PackageOptions value={options} onChange={setOptions} />
      )}
      <div className="button-row">
        <Button
          look="primary"
          isPending={post.isPending}
          isDisabled={empty}
          onPress={() => setConfirming(true)}
          data-testid={`${id}-post`}
        >
          {post.isPending ? words.posting : ticket === null ? words.postLocal : words.post(ticket)}
        </Button>
      </div>
      <PostProblem session={session} text={text} onAgain={send} />
      <Modal title={words.confirmTitle} isOpen={confirming} onClose={() => setConfirming(false)} alert>
        <p>{ticket === null ? words.confirmLocal : words.confirmTicket(ticket)}</p>
        {options.visibility === 'customer' && <p>{words.confirmCustomer}</p>}
        <div className="dialog-foot">
          <Button onPress={() => setConfirming(false)}>{t.common.cancel}</Button>
          <Button look="primary" autoFocus onPress={() => send()} data-testid={`${id}-post-confirm`}>
            {ticket === null ? words.postLocal : words.confirm}
          </Button>
        </div>
      </Modal>
    </>
  );
}
