/** The report as Markdown that GitHub and GitLab show in a comment. */
import { inLine } from '../lib/findings/printable';
import { mermaid } from '../verify/report/mermaid';
import type { Block, Detail, Item, Section } from './document';

/** GitHub refuses a comment of more than 65,536 characters; GitLab takes more. */
const COMMENT_LIMIT = 60_000;

/**
 * @param limit the maximum number of characters; the largest details are left out, and named
 * @returns the text, with a line break at its end
 */
export function markdown(sections: readonly Section[], limit = COMMENT_LIMIT): string {
  const parts = sections.map(({ blocks, details }) => ({
    opening: blocks.map(block).join('\n'),
    details: details.map((detail) => ({ text: detailText(detail), omitted: omitted(detail) })),
  }));
  const details = parts.flatMap((part) => part.details);
  let left =
    limit - parts.map(({ opening }) => opening).join('\n').length - details.reduce((sum, each) => sum + each.omitted.length + 1, 0);
  const shown = new Set<(typeof details)[number]>();
  for (const each of [...details].sort((a, b) => a.text.length - b.text.length)) {
    if (each.text.length > left) break;
    left -= each.text.length;
    shown.add(each);
  }
  return parts
    .map((part) => {
      const [whole, hidden] = [part.details.filter((each) => shown.has(each)), part.details.filter((each) => !shown.has(each))];
      return [part.opening, ...whole.map(({ text }) => text), ...hidden.map((each) => each.omitted)].join('\n');
    })
    .join('\n');
}

const omitted = (detail: Detail): string =>
  `- ${escaped(detail.title)}: ${codeOf(detail).lines.length} lines are too long for a comment; see \`npm run diff -- --report diff.html\``;

function block(part: Block): string {
  if ('heading' in part) return `${'#'.repeat(part.level)} ${escaped(part.heading)}\n`;
  if ('text' in part) return `${withCode(part.text)}\n`;
  if ('items' in part) return `${part.items.map((item, index) => itemText(item, part.numbered ? `${index + 1}.` : '-')).join('\n')}\n`;
  return [row(part.head), row(part.head.map(() => '---')), ...part.rows.map((cells) => row(cells.map(escaped))), ''].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function itemText({ text, commands = [], yaml = [] }: Item, mark: string): string {
  const first = `${mark} ${withCode(text)}`;
  const blocks = Object.entries({ sh: commands, yaml }).filter(([, lines]) => lines.length > 0);
  const indent = ' '.repeat(mark.length + 1);
  return [first, ...blocks.flatMap(([language, lines]) => ['', ...fenced(language, lines).map((line) => indent + line)])].join('\n');
}

const codeOf = (detail: Detail): { readonly language: string; readonly lines: readonly string[] } =>
  'picture' in detail ? { language: 'mermaid', lines: mermaid(detail.picture) } : { language: 'diff', lines: detail.lines };

function detailText(detail: Detail): string {
  const { language, lines } = codeOf(detail);
  return [`<details><summary>${htmlEscaped(detail.title)}</summary>`, '', ...fenced(language, lines), '', '</details>', ''].join('\n');
}

/** A block of code, with a fence that is longer than any in it. */
function fenced(language: string, lines: readonly string[]): string[] {
  const shown = lines.map(inLine);
  const longest = Math.max(
    2,
    ...(shown
      .join('\n')
      .match(/`+/g)
      ?.map(({ length }) => length) ?? []),
  );
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...shown, fence];
}

/** Text with code in backticks and `**` around what matters; everything else means itself. */
const withCode = (text: string): string =>
  text
    .split(/(`[^`]+`|\*\*)/)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join('');

const escaped = (text: string): string =>
  htmlEscaped(text)
    .replace(/[\\`*_[\]#~]/g, '\\$&')
    .replaceAll('@', '&#64;');

const htmlEscaped = (text: string): string => inLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
