import * as compiler from '@angular/compiler';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

const CONSOLE = path.resolve(import.meta.dirname, '../../../admin-ui/src/app');
/** Not for people who use the console, or not texts at all. */
const SKIPPED = /^gallery\/|^ui\/words\/|\.spec\.ts$|schema\.d\.ts$/;

/** A part of a message, as the compiler of the console knows it. */
interface Part {
  readonly value?: string;
  readonly children?: readonly Part[];
  readonly name?: string;
  readonly startName?: string;
  readonly closeName?: string;
  readonly isVoid?: boolean;
}

interface Message {
  readonly nodes: readonly Part[];
}

/** A language of the console: its texts by the English ones. */
export async function dictionary(language: string): Promise<Record<string, string>> {
  const script = await readFile(path.join(CONSOLE, `../../public/words/${language}.js`), 'utf8');
  const context: { consoleWords?: Record<string, string> } = {};
  runInNewContext(script, context);
  return context.consoleWords ?? {};
}

/** Every text of the console that its languages have to know: marked in templates, or said in code. */
export async function wordsOfConsole(): Promise<Set<string>> {
  const words = new Set<string>();
  for (const file of await readdir(CONSOLE, { recursive: true })) {
    if (SKIPPED.test(file) || !/\.(ts|html)$/.test(file)) continue;
    const source = await readFile(path.join(CONSOLE, file), 'utf8');
    for (const text of marked(templateOf(file, source), file)) words.add(text);
    for (const text of said(source)) words.add(text);
  }
  return words;
}

function templateOf(file: string, source: string): string {
  if (file.endsWith('.html')) return source;
  return /\n {2}template: `([\s\S]*?)`,\n/.exec(source)?.[1] ?? '';
}

/** Texts in `say('…')`, and the literals that a template hands to the pipe of that name. */
function said(source: string): string[] {
  const calls = [
    ...source.matchAll(/\bsay\(\s*((?:[^()'"`]*\?\s*)?(?:'(?:[^'\\]|\\.)*'|"[^"]*")[^)]*)/g),
  ];
  const piped = [
    ...source.matchAll(/(\([^()]*(?:\([^()]*\)[^()]*)*\)|'(?:[^'\\]|\\.)*')\s*\|\s*say\b/g),
  ];
  return [
    ...calls.flatMap(([, inside = '']) => leading(inside)),
    ...piped.flatMap(([, inside = '']) => literals(inside)),
  ];
}

// Of a call only the text counts, or both texts of a choice; what follows are its values.
function leading(inside: string): string[] {
  const choice = /\?\s*('(?:[^'\\]|\\.)*')\s*:\s*('(?:[^'\\]|\\.)*')/.exec(inside);
  if (choice) return literals(`${choice[1]} ${choice[2]}`);
  return literals(inside).slice(0, 1);
}

function literals(code: string): string[] {
  return [...code.matchAll(/'((?:[^'\\]|\\.)*)'|"([^"]*)"/g)]
    .map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1'))
    .filter((text) => (/\p{L}{2}/u.test(text) && !/^[a-z]+$/.test(text)) || KNOWN_SMALL.has(text));
}

/** Words that begin small and are shown as they are; other small words in code are names of states. */
const KNOWN_SMALL = new Set([
  'used',
  'secret',
  'public',
  'contains',
  'is',
  'new',
  'visitor',
  'visitors',
  'value',
  'values',
]);

/** The texts of a template that are marked `i18n`, each as the key it has in a dictionary. */
function marked(template: string, file: string): string[] {
  const { nodes } = compiler.parseTemplate(template, file);
  const found = new Set<Message>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) return value.forEach(visit);
    const node = value as Record<string, unknown>;
    const message = node['i18n'] as Message | undefined;
    if (message?.nodes && 'messageString' in message) found.add(message);
    for (const part of [
      'children',
      'attributes',
      'inputs',
      'branches',
      'groups',
      'cases',
      'empty',
      'templateAttrs',
    ]) {
      visit(node[part]);
    }
  };
  visit(nodes);
  return [...found].map(({ nodes: parts }) =>
    parts.map(written).join('').replace(/\s+/g, ' ').trim(),
  );
}

function written(part: Part): string {
  if (part.startName !== undefined) {
    const inside = (part.children ?? []).map(written).join('');
    return part.isVoid
      ? `{$${part.startName}}`
      : `{$${part.startName}}${inside}{$${part.closeName ?? ''}}`;
  }
  if (part.children) return part.children.map(written).join('');
  return part.name !== undefined && typeof part.value !== 'undefined' && part.name !== ''
    ? `{$${part.name}}`
    : String(part.value ?? '');
}
