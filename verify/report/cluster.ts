/** The section of the page about one cluster. */
import type { Finding } from '../../lib/findings/finding';
import { folded } from '../../lib/findings/grouped';
import { ruleUrl } from '../../lib/findings/rules-page';
import { commandLines, placeText, sentence } from '../../lib/findings/sentence';
import { type Markup, markup } from './markup';
import { picture } from './picture';
import { type CheckReport, type ClusterReport, type Hop, notProvenIn, type RenderedChart } from './report';
import { table } from './table';
import { counted, inWords, outcome, phrase, SIGNS, type Tally, tally } from './tally';
import { valuesSection } from './values';

const STATES = { fits: '✓ fits', broken: '✕ broken', external: '⋯ external' } as const;

/** The section of a cluster, with the anchor for the list of clusters. */
export function cluster(report: ClusterReport, index: number, { alone }: { alone: boolean }): Markup {
  const { name, hops, charts, checks, notJudged } = report;
  const proofless = notProvenIn(report);
  return markup`<section id="cluster-${index + 1}">
<h2>${name}</h2>
${!alone && markup`<p class="state ${outcome([report])}">${SIGNS[outcome([report])]} ${phrase([report])}</p>`}
${hops.length > 0 && path(name, hops)}
<h3>The checks</h3>
<ul class="checks">
${checks.map(checked)}
</ul>
${valuesSection(report.values)}
${charts.length > 0 && rendered(charts)}
${proofless.length > 0 && markup`<h3>What is not proven</h3>\n<ul>${proofless.map((each) => markup`<li>${each}</li>\n`)}</ul>`}
${notJudged.length > 0 && markup`<h3>What could not be judged</h3>\n<ul>${notJudged.map((each) => markup`<li>${each}</li>\n`)}</ul>`}
</section>
`;
}

function path(name: string, hops: readonly Hop[]): Markup {
  return markup`<h3>The path of a trace</h3>
<figure>
<div class="picture wide" tabindex="0" role="group" aria-label="Picture of the path; a table with the same content follows">${picture(name, hops)}</div>
<figcaption>${legend('fits', 'fits')}${legend('broken', '✕ broken')}${legend('external', 'external: not part of these manifests')}</figcaption>
</figure>
<details>
<summary>The same as a table</summary>
${table(
  ['hop', 'what', 'protocol', 'address', 'state', 'why'],
  hops.map((hop) => [
    ...[`${hop.from} → ${hop.to}`, hop.what, hop.protocol, hop.address && markup`<code>${hop.address}</code>`],
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
${findings.length > 0 && markup`<ul class="findings">${folded(findings).map(finding)}</ul>`}</li>
`;
}

function stateOf({ error, warning }: Tally, judged: number): readonly [state: string, sign: string] {
  if (error > 0) return ['error', '✕'];
  if (warning > 0) return ['warning', '!'];
  return judged > 0 ? ['fits', '✓'] : ['note', '–'];
}

function finding(found: Finding): Markup {
  const { severity, rule, place, accepted } = found;
  const state = accepted === undefined ? severity : 'accepted';
  const label = accepted === undefined ? severity : `accepted ${severity}`;
  return markup`<li class="${state}"><span class="state ${state}">${label}</span> <a class="quiet" href="${ruleUrl(rule)}">${rule}</a> <code class="quiet">${placeText(place)}</code><br>${sentence(found)}${commands(found)}
${accepted !== undefined && markup`<br><span class="quiet">accepted: ${accepted}</span>`}</li>
`;
}

const commands = (found: Finding) => commandLines(found).length > 0 && markup`<pre>${commandLines(found).join('\n')}</pre>`;

function rendered(charts: readonly RenderedChart[]): Markup {
  const objects = charts.reduce((sum, chart) => sum + chart.objects, 0);
  return markup`<h3>The charts</h3>
<details>
<summary>${counted(charts.length, 'chart')}, ${counted(objects, 'object')}</summary>
${table(
  ['release', 'chart', 'version', 'namespace', 'objects', 'from'],
  charts.map(({ release, chart, version, namespace, objects: count, place }) => [
    ...[release, chart, version, namespace, count],
    markup`<code>${placeText(place)}</code>`,
  ]),
)}
</details>`;
}
