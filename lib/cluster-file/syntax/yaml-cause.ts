/** The cause of a mistake in YAML, which a parser notices only lines later. */
import { OTHER_SPACES } from '../../findings/printable';
import { conflictIn, HAS_CONFLICT } from '../../yaml/merge-conflict';

/** A line from 1, a column from 1, and what is wrong there. */
export interface Cause {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly fix: string;
}

/** `key:value`; a URL, a port and a time have a colon without a space too. */
const NO_SPACE = /^(\s*(?:- )?)([A-Za-z][\w.-]*):([^\s:/][^\s]*)\s*(#.*)?$/;
/** A value that starts with a quote. */
const QUOTED = /(?:^|[:,[{-] )\s*(["'])/g;

/** A space that is not the usual one, where YAML needs that: in the indentation, or beside the sign of a key or an item. */
const OTHER_SPACE = new RegExp(`^ *(?:- +)?[${OTHER_SPACES}]|^\\s*-[${OTHER_SPACES}]|:[${OTHER_SPACES}]`);
const codeOf = (text: string): string => `U+${(text.codePointAt(text.length - 1) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * @param text a text that is not valid YAML
 * @param line where the parser noticed it, from 1
 * @param reason its own words
 * @returns undefined if the cause is not known
 */
export function causeOf(text: string, line: number, reason: string): Cause | undefined {
  const lines = text.split(/\r?\n/);
  const conflict = conflictIn(lines);
  if (conflict >= 0) return at(conflict, 1, HAS_CONFLICT, 'resolve it, and remove the lines <<<<<<<, ======= and >>>>>>>');
  const template = templateIn(lines[line - 1] ?? '');
  if (template !== undefined) return at(line - 1, template + 1, TEMPLATE, NO_TEMPLATE);
  const inLine = valueWithoutQuotes(lines, line - 1) ?? noDash(lines, line - 1) ?? noEntry(lines, line - 1, reason);
  if (inLine) return inLine;
  for (let index = Math.min(line, lines.length) - 1; index >= Math.max(0, line - LINES); index--) {
    const each = lines[index] ?? '';
    const [, indent = '', key, value = ''] = NO_SPACE.exec(each) ?? [];
    if (key !== undefined) return at(index, indent.length + key.length + 2, `no space after ${key}:`, `write ${key}: ${value}`);
    const space = OTHER_SPACE.exec(withoutQuoted(each));
    if (space) return at(index, space.index + space[0].length, `a ${codeOf(space[0])}, which is not a space of YAML`, 'write a space');
    const quote = unclosedIn(each);
    if (quote !== undefined) return at(index, quote + 1, 'a quote that is not closed', `close it with ${each[quote]} on this line`);
  }
  return undefined;
}

const [KEY, PLAIN] = ['^(\\s*(?:- +)?)([A-Za-z][\\w.-]*)', /^([^"'#&*!|>{[\s].*?): /];
/** `key`, `key = value` or `key value` */
const NO_COLON = new RegExp(`${KEY}(?:\\s*=>?\\s*(\\S.*)|\\s+([^\\s=].*))?$`);
const VALUE = new RegExp(`${KEY}: +`);
const NO_DASH = /^(\s*)-([A-Za-z"'].*)$/;

/** A value that only quotes make a text. */
function valueWithoutQuotes(lines: readonly string[], index: number): Cause | undefined {
  const line = withoutQuoted(lines[index] ?? '');
  const [before, , key = ''] = VALUE.exec(line) ?? [];
  if (before === undefined) return undefined;
  const value = line.slice(before.length);
  if (/^[@`%]/.test(value)) return at(index, before.length + 1, `a text that starts with ${value[0]}`, 'put quotes around it');
  if (!PLAIN.test(value)) return undefined;
  const fix = BEFORE_PORT.test(value) ? 'put quotes around it, or remove the space' : 'put quotes around a text, or { } around keys';
  return at(index, before.length + 1, `the value of ${key} has a colon with a space behind it`, fix);
}

const BEFORE_PORT = /: +\d+\s*$/;

/** js-yaml's words at the line behind one that is neither a key nor an item. */
const NO_ENTRY = /multiline key|end of the stream|after a mapping key/;

function withoutComment(line = ''): string {
  const comment = line.search(/(^|\s)#/);
  return (comment < 0 ? line : line.slice(0, comment)).trimEnd();
}

/** The index of the last line before another one with more than a comment; -1 if there is none. */
function textBefore(lines: readonly string[], index: number): number {
  let before = index - 1;
  while (before >= 0 && /^\s*(#.*)?$/.test(lines[before] ?? '')) before--;
  return before;
}

/** A line, the last before a place, that is neither a key nor an item. Behind a key without a value, js-yaml takes it for the value. */
function noEntry(lines: readonly string[], place: number, reason: string): Cause | undefined {
  const index = textBefore(lines, place);
  const isFirst = withoutComment(lines[textBefore(lines, index)]).endsWith(':');
  if (!NO_ENTRY.test(reason) && !isFirst) return undefined;
  const [, indent = '', key, assigned, value = assigned] = NO_COLON.exec(withoutComment(lines[index])) ?? [];
  if (key !== undefined)
    return at(index, indent.length + 1, `no colon after ${key}`, `write ${key}:${value === undefined ? '' : ` ${value}`}`);
  return noDash(lines, index);
}

/** The first of several items whose sign is part of their text. */
function noDash(lines: readonly string[], last: number): Cause | undefined {
  let index = last;
  if (!NO_DASH.test(lines[index] ?? '')) return undefined;
  while (NO_DASH.test(lines[index - 1] ?? '')) index--;
  const [, spaces = '', item] = NO_DASH.exec(withoutComment(lines[index])) ?? [];
  return at(index, spaces.length + 2, 'no space after -', `write - ${item}`);
}

/** What Helm and others would replace. */
export const TEMPLATE = 'a template, and templates are not rendered here';
export const NO_TEMPLATE = 'write the value itself';

/** The index of a template that is not in quotes; undefined if there is none. */
function templateIn(line: string): number | undefined {
  const index = withoutQuoted(line).search(/\{\{/);
  return index < 0 ? undefined : index;
}

/** How many lines before the place of the parser the cause is looked for. */
const LINES = 50;

const at = (index: number, column: number, problem: string, fix: string): Cause => ({ line: index + 1, column, problem, fix });

/** The index of a quote that opens a value and is not closed on its line; undefined if there is none. */
function unclosedIn(line: string): number | undefined {
  if (/^\s*#/.test(line)) return undefined;
  for (const match of line.matchAll(QUOTED)) {
    const start = match.index + match[0].length - 1;
    const rest = line.slice(start + 1);
    const isClosed = match[1] === '"' ? /^(?:[^"\\]|\\.)*"/.test(rest) : /^(?:[^']|'')*'/.test(rest);
    if (!isClosed) return start;
  }
  return undefined;
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Quoted texts and comments. */
const NO_BRACKETS = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:^|\s)#[\s\S]*$/g;

/** The same line with spaces in their place. */
const withoutQuoted = (line: string): string => line.replace(NO_BRACKETS, (part) => ' '.repeat(part.length));

/**
 * The bracket that is still open before a line.
 * @param line where a list or map in brackets must go on, but a key without indentation follows
 */
export function openBracket(text: string, line: number): Cause | undefined {
  const lines = text.split(/\r?\n/);
  const next = lines[line - 1] ?? '';
  let closed = 0;
  for (let index = line - 2; index >= 0; index--) {
    const plain = withoutQuoted(lines[index] ?? '');
    for (const { 0: bracket, index: column } of [...plain.matchAll(/[[\]{}]/g)].reverse()) {
      const closing = CLOSING[bracket];
      if (closing === undefined) closed++;
      else if (closed > 0) closed--;
      else if (next.trimStart().startsWith(closing))
        return at(line - 1, next.indexOf(closing) + 1, `a ${closing} that is not indented`, 'indent it more than the key of its value');
      else return at(index, column + 1, `a ${bracket} that is not closed`, `close it with ${closing}`);
    }
  }
  return undefined;
}

/** js-yaml's words for a list or map in brackets that is not closed, at the next line with less indentation. */
export const UNCLOSED_BRACKET = 'deficient indentation';

/** What to do about an alias without an anchor. */
export const USE_THE_VALUE = 'put its anchor first, or quotes around a text that starts with *';

/** What to do about a mistake whose cause is not known. @param reason js-yaml's own words */
export function wayOut(reason: string): string {
  if (/^unknown \w+ tag /.test(reason)) return 'remove the tag, and write what it stands for';
  if (reason.includes('tab')) return 'indent with spaces';
  if (reason.includes('indentation')) return 'align the keys, with two spaces per level, and close every quote and bracket';
  if (reason.includes('alias')) return USE_THE_VALUE;
  if (reason.includes('after a mapping key')) return 'write a colon and a space behind the key';
  if (reason.includes('missed comma')) return 'put a comma between the items, and quotes around a text with { } [ ] or a comma';
  return 'correct the text at this place';
}
