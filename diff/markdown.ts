/** The report as Markdown that GitHub and GitLab show in a comment. */
import { inLine } from '../lib/findings/printable';
import type { Block, Detail, Item, Section } from './document';

/** GitHub refuses a comment of more than 65,536 characters; GitLab takes more. */
export const COMMENT_LIMIT = 60_000;

/**
 * @param limit the maximum number of characters; the largest details are left out, and named
 * @returns the text, with a line break at its end
 */
export function markdown(sections: readonly Section[], limit = COMMENT_LIMIT): string {
  const openings = sections.map(({ blocks }) => blocks.map(block).join('\n'));
  const details = sections.flatMap((section) => section.details.map((detail) => ({ detail, text: detailText(detail) })));
  let left = limit - openings.join('\n').length - details.reduce((sum, { detail }) => sum + omitted(detail).length + 1, 0);
  const shown = new Set<Detail>();
  for (const { detail, text } of [...details].sort((a, b) => a.text.length - b.text.length)) {
    if (text.length > left) break;
    left -= text.length;
    shown.add(detail);
  }
  return sections
    .map((section, index) => {
      const own = details.filter(({ detail }) => section.details.includes(detail));
      const hidden = own.filter(({ detail }) => !shown.has(detail)).map(({ detail }) => omitted(detail));
      return [openings[index], ...own.filter(({ detail }) => shown.has(detail)).map(({ text }) => text), ...hidden].join('\n');
    })
    .join('\n');
}

const omitted = ({ title, lines }: Detail): string =>
  `- ${escaped(title)}: ${lines.length} lines are too long for a comment; see \`npm run diff -- --report diff.html\``;

function block(part: Block): string {
  if ('heading' in part) return `${'#'.repeat(part.level)} ${escaped(part.heading)}\n`;
  if ('text' in part) return `${withCode(part.text)}\n`;
  if ('items' in part) return `${part.items.map((item, index) => itemText(item, part.numbered ? `${index + 1}.` : '-')).join('\n')}\n`;
  return [row(part.head), row(part.head.map(() => '---')), ...part.rows.map((cells) => row(cells.map(escaped))), ''].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function itemText({ text, commands = [] }: Item, mark: string): string {
  const first = `${mark} ${withCode(text)}`;
  if (commands.length === 0) return first;
  const indent = ' '.repeat(mark.length + 1);
  return [first, '', ...fenced('sh', commands).map((line) => indent + line)].join('\n');
}

const detailText = ({ title, lines }: Detail): string =>
  [`<details><summary>${htmlEscaped(title)}</summary>`, '', ...fenced('diff', lines), '', '</details>', ''].join('\n');

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
    .replace(/[\\`*_[\]#|~]/g, '\\$&')
    .replaceAll('@', '&#64;');

const htmlEscaped = (text: string): string => inLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
