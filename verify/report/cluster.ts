/** The section of the page about one cluster. */
import { type Finding, isRefused } from '../../lib/findings/finding';
import { folded } from '../../lib/findings/grouped';
import { placeText } from '../../lib/findings/sentence';
import { findingItem } from './finding';
import { breakable, type Markup, markup } from './markup';
import { foldedPhrases } from './phrases';
import type { Pictured } from './picture/picture';
import { pictures } from './picture/pictures';
import { type CheckReport, type ClusterReport, type Hop, notProvenIn, type RenderedChart } from './report';
import { table } from './table';
import { counted, inWords, outcome, phrase, SIGNS, type Tally, tally } from './tally';
import { valuesSection } from './values';

const STATES = { fits: '✓ fits', broken: '✕ broken', external: '⋯ external', unproven: '? not judged' } as const;

/** The section of a cluster, with the anchor for the list of clusters. */
export function cluster(report: ClusterReport, index: number, { alone }: { alone: boolean }): Markup {
  const { name, file, hops, charts, checks, notJudged } = report;
  const proofless = foldedPhrases(notProvenIn(report));
  return markup`<section id="cluster-${index + 1}">
<h2>${name}</h2>
${!alone && markup`<p class="state ${outcome([report])}">${SIGNS[outcome([report])]} ${phrase([report])}</p>`}
<p class="quiet">${[file, ...charts.map(({ chart, version }) => `${chart} ${version}`)].filter(Boolean).join(' · ')}</p>
${hops.length > 0 && path(report)}
<h3>The checks</h3>
<ul class="checks">
${checks.map(checked)}
</ul>
${valuesSection(report.values)}
${charts.length > 0 && rendered(charts)}
${proofless.length > 0 && markup`<h3>What is not proven</h3>\n<ul>${proofless.map((each) => markup`<li>${each}</li>\n`)}</ul>`}
${notJudged.length > 0 && markup`<h3>What could not be judged</h3>\n<ul>${foldedPhrases(notJudged).map((each) => markup`<li>${each}</li>\n`)}</ul>`}
</section>
`;
}

function path(pictured: Pictured): Markup {
  const { hops } = pictured;
  const shown = (state: Hop['state']) => hops.some((hop) => hop.state === state);
  return markup`<h3>The path of a trace</h3>
<figure>
${pictures(pictured)}<figcaption>${legend('fits', 'fits')}${legend('broken', '✕ broken')}${legend('external', 'external: not part of these manifests')}${shown('unproven') && legend('unproven', '? not judged')}</figcaption>
</figure>
<details>
<summary>The same as a table</summary>
${table(
  ['hop', 'what', 'protocol', 'address', 'state', 'why'],
  hops.map((hop) => [
    ...[`${hop.from} → ${hop.to}`, hop.what, hop.protocol, hop.address && markup`<code>${breakable(hop.address)}</code>`],
    ...[markup`<span class="state ${hop.state}">${STATES[hop.state]}</span>`, hop.why ?? ''],
  ]),
)}
</details>`;
}

function legend(state: Hop['state'], words: string): Markup {
  return markup`<span><svg class="hop ${state}" width="36" height="12" aria-hidden="true"><polyline points="0,6 28,6"/><polygon points="36,6 26,1 26,11"/></svg>${words}</span>`;
}

function checked({ name, proves, judged, findings }: CheckReport): Markup {
  const counts = tally(findings);
  const [state, sign] = stateOf(counts, judged);
  return markup`<li><span class="state ${state}">${sign} ${name}</span> ${proves}
<span class="quiet">(${[`${judged} judged`, inWords(counts)].filter(Boolean).join(', ')})</span>
${listed(findings)}</li>
`;
}

/** Errors are at the top of the page; notes and accepted findings are folded. */
function listed(findings: readonly Finding[]): Markup {
  const all = folded(findings).filter((finding) => !isRefused([finding]));
  const warnings = all.filter(({ severity, accepted }) => severity === 'warning' && accepted === undefined);
  const others = all.filter((finding) => !warnings.includes(finding));
  return markup`${warnings.length > 0 && markup`<ul class="findings">${warnings.map(findingItem)}</ul>`}
${others.length > 0 && markup`<details><summary>${inWords(tally(others))}</summary><ul class="findings">${others.map(findingItem)}</ul></details>`}`;
}

function stateOf({ error, warning }: Tally, judged: number): readonly [state: string, sign: string] {
  if (error > 0) return ['error', '✕'];
  if (warning > 0) return ['warning', '!'];
  return judged > 0 ? ['fits', '✓'] : ['note', '–'];
}

function rendered(charts: readonly RenderedChart[]): Markup {
  const objects = charts.reduce((sum, chart) => sum + chart.objects, 0);
  return markup`<h3>The charts</h3>
<details>
<summary>${counted(charts.length, 'chart')}, ${counted(objects, 'object')}</summary>
${table(
  ['release', 'chart', 'version', 'namespace', 'objects', 'from'],
  charts.map(({ release, chart, version, namespace, objects: count, place }) => [
    ...[release, chart, version, namespace, count],
    markup`<code>${breakable(placeText(place))}</code>`,
  ]),
)}
</details>`;
}
