import { useState, type ClipboardEvent, type DragEvent, type ReactNode } from 'react';
import { t } from '../../../messages';
import type { Attachments } from './useAttachments';

/** Takes files that are pasted or dropped anywhere on a composer; pasted text stays text. */
export function PasteArea({ files, children }: { files: Attachments; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const onPaste = (event: ClipboardEvent) => {
    // A spreadsheet copies its cells as text and as a picture: the text is what is meant.
    const { files: pasted, types } = event.clipboardData;
    if (pasted.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    files.add(pasted);
  };
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const onDragOver = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    files.add(event.dataTransfer.files);
  };
  return (
    <div
      className={over ? 'composer composer-over' : 'composer'}
      onPaste={onPaste}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
      {over && <p className="drop-hint">{t.pilot.files.dropHere}</p>}
    </div>
  );
}
