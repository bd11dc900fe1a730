/** JSON files that a user has already. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { Refusal } from '../lib/command-line/errors';
import { HAS_CONFLICT, hasConflict } from '../lib/yaml/merge-conflict';
import { isMap } from '../lib/yaml/parsed';

export interface JsonFile {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * @param wayOut what to do about a file that cannot be read
 * @throws {Refusal} if the file is not a JSON object
 */
export function readJson(file: string, wayOut: string): JsonFile {
  const bytes = readFileSync(file);
  // It is written again, and other characters would be lost.
  if (!isUtf8(bytes)) throw new Refusal(`${file}: is not encoded as UTF-8; save it as UTF-8`);
  const text = bytes.toString('utf8');
  if (hasConflict(text)) throw new Refusal(`${file}: ${HAS_CONFLICT}; resolve it first`);
  let content: unknown;
  try {
    content = JSON.parse(text.replace(BYTE_ORDER_MARK, ''));
  } catch (error) {
    throw new Refusal(`${file}: is not JSON: ${(error as Error).message}; ${wayOut}`);
  }
  if (!isMap(content)) throw new Refusal(`${file}: is not an object; ${wayOut}`);
  return { text, content };
}

export const jsonText = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** The text of a file with another content: with its indentation, its line ends and the end that it has. */
export function rewritten({ text }: JsonFile, content: object): string {
  const indentation = /^[{[]\s*?\r?\n([ \t]+)/.exec(text.replace(BYTE_ORDER_MARK, ''))?.[1] ?? '  ';
  const lines = JSON.stringify(content, null, indentation);
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const whole = `${mark}${lines}${/\n\s*$/.test(text) || !text.includes('\n') ? '\n' : ''}`;
  return text.includes('\r\n') ? whole.replaceAll('\n', '\r\n') : whole;
}
