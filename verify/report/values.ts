/** The effects of values: one table per release, with values without effect first. */
import { breakable, type Markup, markup } from './markup';
import type { ValueEffect } from './report';
import { table } from './table';
import { counted } from './tally';

/** The effects in the order of the table, with their descriptions. */
const EFFECTS = {
  nothing: '✕ no effect',
  conditional: 'has an effect only with an API that the cluster file does not list',
  known: 'no effect here; another bundle or subchart reads it',
  default: 'same as the default of the chart',
  required: 'required to render',
  changes: 'changes',
} as const satisfies Record<ValueEffect['effect'], string>;

const ORDER = Object.keys(EFFECTS);

/** A collapsed table per release. Its summary shows the number of values without effect. */
export function valuesSection(effects: readonly ValueEffect[]): Markup {
  if (effects.length === 0) return markup``;
  const releases = [...new Set(effects.map(({ release }) => release))];
  return markup`<h3>The values</h3>
${releases.map((release) =>
  ofRelease(
    release,
    effects.filter((effect) => effect.release === release),
  ),
)}`;
}

function ofRelease(release: string, effects: readonly ValueEffect[]): Markup {
  const dead = effects.filter(({ effect }) => effect === 'nothing').length;
  const sorted = effects.toSorted((a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect));
  return markup`<details>
<summary>${release}: ${counted(effects.length, 'value')}${dead > 0 && markup`, <span class="state nothing">✕ ${dead} without effect</span>`}</summary>
${table(
  ['path', 'value', 'effect', 'objects'],
  sorted.map(({ path, value, effect, changed }) => [
    markup`<code>${breakable(path)}</code>`,
    markup`<code>${breakable(value)}</code>`,
    markup`<span class="state ${effect}">${EFFECTS[effect]}</span>`,
    changed.length > 0 ? markup`<span class="quiet">${changed.join(', ')}</span>` : '',
  ]),
)}
</details>
`;
}
