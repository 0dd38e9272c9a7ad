import { useEffect, useRef, useState } from 'react';

const NEAR_PX = 60;

/**
 * Keeps the newest message in sight while the reader is at the end, and counts what arrives while they read further
 * up, so that nothing moves under their eyes and nothing is missed.
 */
export function useFollow(newestSeq: number, count: number) {
  const pane = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ newestSeq, count });
  const [unread, setUnread] = useState(0);

  useEffect(() => {
    const grown = newestSeq > before.current.newestSeq ? Math.max(1, count - before.current.count) : 0;
    before.current = { newestSeq, count };
    if (atEnd.current) scrollToEnd(pane.current);
    else if (grown > 0) setUnread((n) => n + grown);
  }, [newestSeq, count]);

  return {
    pane,
    unread,
    onScroll: () => {
      const element = pane.current;
      if (element === null) return;
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      if (atEnd.current) setUnread(0);
    },
    toEnd: () => {
      atEnd.current = true;
      setUnread(0);
      scrollToEnd(pane.current);
    },
  };
}

function scrollToEnd(element: HTMLDivElement | null): void {
  if (element !== null) element.scrollTop = element.scrollHeight;
}
