/** Tables of the page. */
import { type Filling, type Markup, markup } from './markup';

/** A table that becomes a list on a narrow screen. */
export function table(heads: readonly string[], rows: readonly (readonly Filling[])[]): Markup {
  const row = (cells: readonly Filling[]) =>
    markup`<tr>${cells.map((cell, column) => markup`<td data-of="${heads[column]}">${cell}</td>`)}</tr>\n`;
  return markup`<div class="wide"><table class="stack">
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
</table></div>`;
}
