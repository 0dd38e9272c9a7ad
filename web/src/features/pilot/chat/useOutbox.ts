import { useEffect } from 'react';
import type { ChatRequest, Message } from '../../../api/sessions';
import { useDraft } from '../../../app/useDraft';
import type { Attachment } from '../files/useAttachments';

/** A message between "Send" and the server's word that it has it. */
export interface Outgoing {
  body: ChatRequest;
  /** Number of the last message known when it was sent. */
  afterSeq: number;
  files: Pick<Attachment, 'id' | 'name' | 'size' | 'type'>[];
}

/**
 * What was sent is kept in this browser until it is known to be stored, whatever happens meanwhile: a failed call, a
 * reload, an ended sign-in. The composer is free for the next words at once.
 */
export function useOutbox(sessionId: string, messages: Message[]) {
  const kept = useDraft(`chat.outbox.${sessionId}`);
  const outgoing = read(kept.text);
  const arrived = outgoing !== null && messages.some((message) => isSame(message, outgoing));
  const { clear } = kept;
  useEffect(() => {
    if (arrived) clear();
  }, [arrived, clear]);
  return {
    /** Null as soon as it stands in the conversation. */
    outgoing: arrived ? null : outgoing,
    put: (entry: Outgoing) => kept.change(JSON.stringify(entry)),
    clear,
  };
}

/** The server may put lane answers in front of the words, so they only have to be contained. */
function isSame(message: Message, outgoing: Outgoing): boolean {
  return (
    message.role === 'user' &&
    message.seq > outgoing.afterSeq &&
    message.content.includes(outgoing.body.message ?? '')
  );
}

function read(text: string): Outgoing | null {
  try {
    return text === '' ? null : (JSON.parse(text) as Outgoing);
  } catch {
    return null;
  }
}
