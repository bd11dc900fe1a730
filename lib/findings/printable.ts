/** Makes texts of other authors safe to print: a message must not change the terminal, hide a part of itself or look like several. */
import { Remembered } from '../maps/remembered';
import type { Finding } from './finding';
import { withoutPassword } from './without-password';

/** Control characters, line separators, and characters that change the direction of a text (UAX #9) or are invisible. */
const UNSAFE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Characters that look like a space, for a class of a regular expression. */
export const OTHER_SPACES = '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';

const LOOK_LIKE_SPACE = new RegExp(`[${OTHER_SPACES}]`, 'g');

const codeOf = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** One line: whatever is unsafe is an escape such as `\u202e`. */
export const inLine = (text: string): string => text.replace(UNSAFE, codeOf);

/** The same for a text of several lines with tabs. */
export const inLines = (text: string): string =>
  text.replace(UNSAFE, (character) => (/[\t\n]/.test(character) ? character : codeOf(character)));

/** The same for JSON, where these escapes mean the same characters. */
export const inJson = (text: string): string => inLines(text);

/** The most characters of a value that a message shows. */
const MOST = 100;
/** The most characters of a part of a message, such as an error of Helm. */
const MOST_IN_ALL = 5000;

const cut = (text: string): string => `${[...text.slice(0, 2 * MOST)].slice(0, MOST).join('')}…`;

/** Cuts long words and quoted texts. URLs may be longer, because they are to be opened. */
function withoutLongValues(text: string): string {
  if (text.length <= MOST) return text;
  const short = text
    .replace(/"((?:[^"\\]|\\.){101,})"/g, (_, quoted: string) => `"${cut(quoted)}"`)
    .replace(/[^\s"]{101,}/g, (word) => (word.length <= 3 * MOST && /^\W?(https?|oci|ssh):\/\//.test(word) ? word : cut(word)));
  return short.length > MOST_IN_ALL ? `${short.slice(0, MOST_IN_ALL)}…` : short;
}

/** Texts as messages show them. In a fleet, many findings have the same ones. */
const shown = new Remembered<string>(1000);

/** One line of a message: without credentials of URLs, with long values cut, and with a wrong space visible. */
export const inMessage = (text: string): string =>
  shown.of(text, (each) => withoutLongValues(withoutPassword(inLine(each).replace(LOOK_LIKE_SPACE, codeOf))));

const isSafe = (text: string | undefined): boolean =>
  text === undefined || (text.length <= MOST && !text.includes('//') && text.search(UNSAFE) === -1 && text.search(LOOK_LIKE_SPACE) === -1);

/** A finding with texts that can be printed. The places of files, and commands, are never cut. */
export function printable<One extends Finding>(finding: One): One {
  const { place, problem, fix, each, subject, part, clusters, accepted, commands } = finding;
  const texts = [place.file, place.name, problem, fix, each, subject, part, clusters, accepted, ...(commands ?? [])];
  if (texts.every(isSafe)) return finding;
  const optional = { fix, each, subject, part, clusters };
  return {
    ...finding,
    place: { ...place, file: inLine(place.file), ...(place.name !== undefined && { name: inMessage(place.name) }) },
    problem: inMessage(problem),
    ...Object.fromEntries(Object.entries(optional).flatMap(([key, text]) => (text === undefined ? [] : [[key, inMessage(text)]]))),
    ...(accepted !== undefined && { accepted: withoutPassword(inLine(accepted)) }),
    ...(commands && { commands: commands.map(inLine) }),
  };
}
