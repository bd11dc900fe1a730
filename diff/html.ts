/** The report as one page of HTML, with everything in it. */
import { type Markup, markup } from '../verify/report/markup';
import { page } from '../verify/report/page';
import { pictures } from '../verify/report/picture/pictures';
import { table } from '../verify/report/table';
import type { Block, Detail, Item, Section } from './document';

/** @param title what is compared: `The change from origin/main` */
export const html = (title: string, sections: readonly Section[]): string =>
  page({
    title,
    style: DIFF_STYLE,
    header: markup`<h1>${title}</h1>`,
    main: sections.map(({ blocks, details }) => markup`<section>\n${blocks.map(block)}${details.map(detail)}</section>\n`),
  });

const DIFF_STYLE = `
pre { margin: 0; padding: .5rem .75rem; overflow-x: auto; overflow-wrap: normal; white-space: pre; font-size: .85rem; }
.added { color: var(--fits); } .removed { color: var(--broken); }
`;

function block(part: Block): Markup {
  if ('heading' in part) return part.level === 2 ? markup`<h2>${part.heading}</h2>\n` : markup`<h3>${part.heading}</h3>\n`;
  if ('text' in part) return markup`<p>${withCode(part.text)}</p>\n`;
  if ('rows' in part) return markup`${table(part.head, part.rows)}\n`;
  const items = part.items.map(item);
  return part.numbered ? markup`<ol>\n${items}</ol>\n` : markup`<ul>\n${items}</ul>\n`;
}

const item = ({ text, commands = [], yaml = [] }: Item): Markup =>
  markup`<li>${withCode(text)}${[commands, yaml].filter(({ length }) => length > 0).map(code)}</li>\n`;

const code = (lines: readonly string[]): Markup => markup`<pre><code>${lines.join('\n')}</code></pre>`;

const detail = (part: Detail): Markup => markup`<details>
<summary>${part.title}</summary>
${'picture' in part ? pictures(part.picture) : markup`<pre><code>${part.lines.map(line)}</code></pre>`}
</details>
`;

const CLASSES: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed' };

const line = (text: string): Markup => {
  const found = CLASSES[text.charAt(0)];
  return found ? markup`<span class="${found}">${text}</span>\n` : markup`${text}\n`;
};

/** Text with code in backticks and `**` around what matters. */
function withCode(text: string): Markup {
  const strong = text.split('**').map((part, index) => {
    const codes = part.split(/`([^`]+)`/).map((each, at) => (at % 2 === 1 ? markup`<code>${each}</code>` : markup`${each}`));
    return index % 2 === 1 ? markup`<strong>${codes}</strong>` : markup`${codes}`;
  });
  return markup`${strong}`;
}
