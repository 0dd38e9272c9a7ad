import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ApiClient } from '../api/client';
import { keepsKey } from '../api/idempotency';
import { isProblem, NETWORK } from '../api/problem';
import { useServices } from './services';

const RETRY_MS = 1_000;

interface ActionOptions<I, R> {
  /** Stable name of the intent, with the ids it is about. */
  intent: string | ((input: I) => string);
  run: (api: ApiClient, input: I, key: string) => Promise<R>;
  onSuccess?: (result: R, input: I) => unknown;
  onError?: (error: Error, input: I) => unknown;
}

/**
 * A call that creates or spends. It carries one idempotency key per intent, the same on a retry whose outcome is not
 * known, and a second start while the first is under way (double click, held key) does nothing.
 */
export function useAction<I, R>({ intent, run, onSuccess, onError }: ActionOptions<I, R>) {
  const { api, keys } = useServices();
  const busy = useRef(false);
  const mutation = useMutation<R, Error, I>({
    mutationFn: async (input) => {
      const name = typeof intent === 'string' ? intent : intent(input);
      const key = keys.keyFor(name, input);
      try {
        const result = await run(api, input, key);
        keys.settle(name);
        return result;
      } catch (error) {
        if (!keepsKey(error)) keys.settle(name);
        throw error;
      }
    },
    // Nobody was there to hear it: it goes out again under the same key, once there is (see connection.ts).
    retry: (_, error) => isProblem(error, NETWORK),
    retryDelay: RETRY_MS,
    onSuccess,
    onError,
    onSettled: () => {
      busy.current = false;
    },
  });

  /** `then` is for what only the place of this one start has to do with the answer. */
  const start = (input: I, then?: (result: R) => void) => {
    if (busy.current) return;
    busy.current = true;
    mutation.mutate(input, then === undefined ? {} : { onSuccess: then });
  };
  return { ...mutation, start };
}
