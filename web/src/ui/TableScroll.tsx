import type { ReactNode } from 'react';

/** Around a wide table: it scrolls by itself on a narrow screen, with the arrow keys too once it has the focus. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
