import { t } from '../../../messages';

const MIB = 1024 * 1024;
const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const TEXT_NAMES = /\.(txt|log|csv)$/i;

/** For the file dialog; the server judges by the content. */
export const ACCEPTED = [...IMAGES, 'application/pdf', 'text/plain', 'text/csv', '.txt', '.log', '.csv'];

/** Files that may go with one message, answer or start. */
export const MOST_FILES = 10;

/** Why a file need not be sent at all, known before a byte leaves; null when the server shall decide. */
export function refusalOf(file: File): string | null {
  if (file.size === 0) return t.pilot.files.empty;
  const limit = limitOf(file);
  if (limit === null) return t.pilot.files.wrongKind;
  return file.size > limit * MIB ? t.pilot.files.tooLarge(limit) : null;
}

/** Mebibytes allowed for this kind; null for a kind that is not taken. */
function limitOf(file: File): number | null {
  if (IMAGES.includes(file.type) || file.type === 'application/pdf') return 5;
  if (file.type === 'text/plain' || file.type === 'text/csv' || TEXT_NAMES.test(file.name)) return 1;
  // Without a type the browser knows nothing: let the server look.
  return file.type === '' ? 5 : null;
}

export function isImage(type: string): boolean {
  return IMAGES.includes(type);
}

export function sizeText(bytes: number): string {
  return bytes < MIB
    ? t.pilot.files.kilobytes(Math.max(1, Math.round(bytes / 1024)))
    : t.pilot.files.megabytes((bytes / MIB).toFixed(1));
}

/** A picture from the clipboard has no name of its own. */
export function named(file: File, n: number): File {
  return file.name === 'image.png' || file.name === ''
    ? new File([file], `screenshot-${n}.png`, { type: file.type })
    : file;
}
