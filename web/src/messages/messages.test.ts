import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { speak, t } from '.';
import { de } from './de';
import { en } from './en';

/** Every path to a text, with the texts. */
function texts(of: object, path = ''): [string, string][] {
  return Object.entries(of).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${name}`, value]]
      : typeof value === 'object' && value !== null
        ? texts(value as object, `${path}${name}.`)
        : [],
  );
}

function javaFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory())
      return name === 'target' || name === 'node_modules' || name === 'test' ? [] : javaFiles(path);
    return name.endsWith('.java') ? [path] : [];
  });
}

describe('the catalogues', () => {
  afterEach(() => speak('en'));

  it('say in German whatever is said in English', () => {
    const german = new Map(texts(de));
    // German may say more: names that the server sends in English need no twin there.
    const unsaid = texts(en).filter(([path, text]) => text !== '' && (german.get(path) ?? '').trim() === '');
    expect(unsaid).toEqual([]);
  });

  it('have a sentence for every code with which a service refuses', () => {
    const REFUSAL =
      /(?:conflict|forbidden|unprocessable)\(\s*"([a-z_]+)"|new DomainException\(\s*[\w.]+,\s*"([a-z_]+)"/g;
    const services = ['gateway', 'platform', 'session-service', 'l1-walk-service', 'handoff-service'];
    const codes = new Set<string>();
    for (const service of [...services, 'psa-writeback-service', 'ai-gateway-service'])
      for (const file of javaFiles(join('..', service)))
        for (const [, first, second] of readFileSync(file, 'utf8').matchAll(REFUSAL))
          codes.add(first ?? second ?? '');
    expect(codes.size).toBeGreaterThan(40);
    expect([...codes].filter((code) => en.problems.known(code) === null)).toEqual([]);
  });

  it('are changed as a whole, with the language of the document', async () => {
    await speak('de');
    expect(t.shell.signOut).toBe('Abmelden');
    expect(document.documentElement.lang).toBe('de');
  });
});
