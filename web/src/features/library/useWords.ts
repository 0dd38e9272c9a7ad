import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../app/useDebounced';

/** The server searches for two letters and more. */
const LEAST_LETTERS = 2;
const SETTLE_MS = 250;

/**
 * Words to search for, and the same in the address once they stand still: so a list can be sent to a colleague and
 * comes back after "back".
 *
 * @param follow puts the words into the address; null takes them out
 */
export function useWords(path: string, inAddress: string | undefined, follow: (q: string | null) => void) {
  const router = useRouter();
  const [words, setWords] = useState(inAddress ?? '');
  const settled = useDebounced(words.trim(), SETTLE_MS);
  const q = settled.length < LEAST_LETTERS ? undefined : settled;
  const latest = useRef(follow);
  useEffect(() => {
    latest.current = follow;
  });
  useEffect(() => {
    // Who has gone on to a row of the list meanwhile must not be called back to it.
    if (inAddress === q || router.latestLocation.pathname !== path) return;
    latest.current(q ?? null);
  }, [router, path, inAddress, q]);
  return { words, setWords, q };
}
