/** Hands a file that was fetched with a token to the browser's own download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by the time the click returns; some need a moment more to read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
