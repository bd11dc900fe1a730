/** HTML from template literals. Inserted values are escaped, except markup. */
import { inLines } from '../../lib/findings/printable';

/** HTML that needs no escaping. */
export class Markup {
  constructor(readonly text: string) {}
}

/** The values that a template accepts. */
export type Filling = string | number | Markup | undefined | false | readonly Filling[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute. Control characters, which HTML does not allow, are escapes. */
export function escaped(text: string): string {
  return inLines(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Strings and numbers are escaped, lists are joined, and undefined or false becomes empty. */
export function markup(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  return new Markup(parts.map((part, index) => part + filled(fillings[index])).join(''));
}

/** The length from which a word may not fit on a narrow screen. */
const LONG_WORD = /\S{24,}/g;

/** Text whose long words may be broken after a dot, a slash, a colon or a comma. */
export const breakable = (text: string): Markup =>
  new Markup(escaped(text).replace(LONG_WORD, (word) => word.replace(/[./:,]+(?!$)/g, '$&<wbr>')));

function filled(filling: Filling): string {
  if (filling instanceof Markup) return filling.text;
  if (filling === undefined || filling === false) return '';
  if (typeof filling === 'object') return filling.map(filled).join('');
  return escaped(String(filling));
}
