import { useState } from 'react';
import { t } from '../messages';
import { Button } from './Button';

/** Copies a text and says so; when the browser refuses, the text is still there to be marked by hand. */
export function CopyButton({ text, label, testId }: { text: string; label?: string; testId?: string }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(null),
    );
  };
  return (
    <Button size="small" onPress={copy} data-testid={testId}>
      {copied === text ? t.common.copied : (label ?? t.common.copy)}
    </Button>
  );
}
