import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { sessions, type Message, type SessionDetail } from '../../../api/sessions';
import { useServices } from '../../../app/services';

interface Earlier {
  items: Message[];
  /** Cursor of the page before these; undefined until it is known. */
  next: string | null | undefined;
}

/** The latest messages come with the session; earlier ones are read page by page when asked for. */
export function useConversation(session: SessionDetail) {
  const { api } = useServices();
  const [earlier, setEarlier] = useState<Earlier>({ items: [], next: undefined });
  const read = useMutation({
    mutationFn: async () => {
      // The newest page is here already, but only its answer names the one before it.
      const cursor = earlier.next ?? (await sessions.messages(api, session.id, null)).next;
      return cursor === null ? { items: [], next: null } : sessions.messages(api, session.id, cursor);
    },
    onSuccess: (page) =>
      setEarlier((before) => ({ items: [...page.items, ...before.items], next: page.next })),
  });

  const latest = session.conversation_messages;
  const messages = useMemo(() => {
    const all = new Map<string, Message>();
    for (const message of [...earlier.items, ...(latest ?? [])]) all.set(message.message_id, message);
    return [...all.values()].sort((a, b) => a.seq - b.seq);
  }, [earlier, latest]);

  return {
    messages,
    hasEarlier: earlier.next === undefined ? session.has_more_messages === true : earlier.next !== null,
    readEarlier: () => read.mutate(),
    isReading: read.isPending,
    error: read.error,
  };
}
