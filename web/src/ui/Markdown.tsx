import type { ReactNode } from 'react';

/**
 * The small part of Markdown that notes and answers use: headings, lists, code blocks, bold and inline code. It makes
 * elements, never HTML text, so nothing a model or a ticket says can become markup; links stay plain text.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="markdown">{blocksOf(text).map(toElement)}</div>;
}

type Block =
  | { kind: 'heading' | 'paragraph' | 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] };

const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const last = blocks.at(-1);
    if (/^\s*```/.test(line)) {
      const code: string[] = [];
      for (i++; i < lines.length && !/^\s*```/.test(lines[i] ?? ''); i++) code.push(lines[i] ?? '');
      blocks.push({ kind: 'code', text: code.join('\n') });
      continue;
    }
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    const item = ITEM.exec(line);
    if (heading) {
      blocks.push({ kind: 'heading', text: heading[1] ?? '' });
    } else if (item) {
      const ordered = item[1] !== undefined;
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item[2] ?? '');
      else blocks.push({ kind: 'list', ordered, items: [item[2] ?? ''] });
    } else if (line.trim() === '') {
      blocks.push({ kind: 'paragraph', text: '' });
    } else if (last?.kind === 'paragraph' && last.text !== '') {
      last.text += `\n${line}`;
    } else {
      blocks.push({ kind: 'paragraph', text: line });
    }
  }
  return blocks.filter((block) => block.kind !== 'paragraph' || block.text !== '');
}

function toElement(block: Block, index: number): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <p key={index} className="markdown-heading">
          {inline(block.text)}
        </p>
      );
    case 'code':
      return (
        <pre key={index} className="code">
          {block.text}
        </pre>
      );
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{inline(item)}</li>);
      return block.ordered ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>;
    }
    case 'paragraph':
      return <p key={index}>{inline(block.text)}</p>;
  }
}

function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => {
    if (part.startsWith('`') && part.endsWith('`') && part.length > 2)
      return <code key={index}>{part.slice(1, -1)}</code>;
    if (part.startsWith('**') && part.endsWith('**') && part.length > 4)
      return <b key={index}>{part.slice(2, -2)}</b>;
    return part;
  });
}
