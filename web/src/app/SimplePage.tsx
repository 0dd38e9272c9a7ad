import type { ReactNode } from 'react';
import { t } from '../messages';

/** A page with one message: signed out, could not sign in, no such page. */
export function SimplePage({
  title,
  detail,
  children,
}: {
  title: string;
  detail?: string;
  children?: ReactNode;
}) {
  return (
    <main className="simple-page">
      <p className="brand">{t.shell.product}</p>
      <h1>{title}</h1>
      {detail !== undefined && <p className="muted">{detail}</p>}
      {children}
    </main>
  );
}
