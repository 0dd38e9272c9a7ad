import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * After a change of page: back to the top, the focus into the page unless the page took it itself, and the page's
 * title told to those who do not see it change.
 */
export function RouteFocus({ contentId }: { contentId: string }) {
  const router = useRouter();
  const [told, setTold] = useState('');
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return;
        window.scrollTo(0, 0);
        const content = document.getElementById(contentId);
        if (content !== null && !content.contains(document.activeElement)) content.focus();
        setTold(document.title);
      }),
    [router, contentId],
  );
  return (
    <p className="visually-hidden" aria-live="polite">
      {told}
    </p>
  );
}
