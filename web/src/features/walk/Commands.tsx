import { t } from '../../messages';
import { CopyCode } from '../../ui/CopyCode';

/** The commands a step names, each with a button to copy it: nobody should have to mark text with a caller waiting. */
export function Commands({ text }: { text: string }) {
  const commands = commandsIn(text);
  if (commands.length === 0) return null;
  return (
    <div className="commands" role="group" aria-label={t.walk.commands} data-testid="walk-commands">
      {commands.map((command) => (
        <CopyCode key={command} code={command} />
      ))}
    </div>
  );
}

/** Code in the text, blocks and lines alike, each once. */
export function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const lines = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set([...blocks, ...lines].map((command) => command.trim()))].filter(
    (command) => command !== '',
  );
}
