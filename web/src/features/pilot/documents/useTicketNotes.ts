import { useEffect, useState } from 'react';
import { documents } from '../../../api/documents';
import { ApiProblem, isProblem, NETWORK } from '../../../api/problem';
import type { AnswerSource } from '../../../api/sessions';
import { readStream, type StreamEvent } from '../../../api/sse';
import { useServices } from '../../../app/services';

export interface Notes {
  state: 'idle' | 'writing' | 'reconnecting' | 'done' | 'failed';
  text: string;
  source: AnswerSource | null;
  error: Error | null;
}

const IDLE: Notes = { state: 'idle', text: '', source: null, error: null };

/** Ticket notes as they are written. After a break it goes on with what is missing, never from the start. */
export function useTicketNotes(sessionId: string) {
  const { api } = useServices();
  const [notes, setNotes] = useState<Notes>(IDLE);
  const [wanted, setWanted] = useState<{ offline: boolean; n: number } | null>(null);

  useEffect(() => {
    if (wanted === null) return undefined;
    const stop = new AbortController();
    const put = (part: Partial<Notes> | ((before: Notes) => Partial<Notes>)) =>
      setNotes((before) => ({ ...before, ...(typeof part === 'function' ? part(before) : part) }));
    const onEvent = ({ name, data }: StreamEvent) => {
      if (name === 'start')
        put({ state: 'writing', text: '', source: (data['answer_source'] as AnswerSource | null) ?? null });
      if (name === 'delta') put((before) => ({ state: 'writing', text: before.text + textOf(data['text']) }));
      if (name === 'done') {
        put({ state: 'done', text: textOf(data['markdown']), error: null });
        stop.abort();
      }
      // An ended sign-in or a restart is only a break: the reader comes back with a new token.
      if (name === 'error' && !['token_expired', 'shutdown'].includes(String(data['code']))) {
        put({ state: 'failed', error: problemOf(data) });
        stop.abort();
      }
    };
    void readStream({
      open: (lastEventId, signal) => documents.notes(api, sessionId, wanted.offline, lastEventId, signal),
      lastEventId: null,
      onEvent,
      onState: (state, problem) => {
        if (state === 'stopped') put({ state: 'failed', error: problem });
        if (state !== 'reconnecting') return;
        // Refused rather than cut off: trying again by itself would not help.
        if (problem !== null && !isProblem(problem, NETWORK)) {
          put({ state: 'failed', error: problem });
          stop.abort();
        } else put({ state: 'reconnecting' });
      },
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [api, sessionId, wanted]);

  const write = (offline = false) => {
    setNotes({ ...IDLE, state: 'writing' });
    setWanted((before) => ({ offline, n: (before?.n ?? 0) + 1 }));
  };
  return { notes, write };
}

function problemOf(data: Record<string, unknown>): ApiProblem {
  const detail = data['detail'];
  return new ApiProblem({
    status: 502,
    code: String(data['code']),
    detail: typeof detail === 'string' ? detail : null,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
