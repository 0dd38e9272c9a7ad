import { useEffect } from 'react';
import { t } from '../messages';

/** Title of the browser tab; a count goes in front, where a narrow tab still shows it. */
export function usePageTitle(title: string, count = 0): void {
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${title} · ${t.shell.product}`;
  }, [title, count]);
}
