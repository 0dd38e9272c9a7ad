import { useState } from 'react';
import { t } from '../messages';
import { Button } from './Button';

export function CopyCode({ code }: { code: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="copy-code">
      <pre className="code">{code}</pre>
      <Button
        look="quiet"
        size="small"
        onPress={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
      >
        {copied ? t.common.copied : t.common.copy}
      </Button>
    </div>
  );
}
