/** The part of the page about one cluster. */
import { CHECKS, type Check, type ClusterReport, type Hop, type RenderedChart, type Verdict } from '../verdict';
import { gathered } from './gathered';
import { type Markup, markup } from './markup';
import { picture } from './picture';
import { table } from './table';
import { counted, inWords, outcome, phrase, SIGNS, tally } from './tally';
import { values } from './values';

const STATES = { fits: '✓ fits', broken: '✕ broken', external: '⋯ external' } as const;

/** Its section, which the list of clusters at the top leads to. */
export function cluster(report: ClusterReport, index: number, { alone }: { alone: boolean }): Markup {
  const { name, hops, charts, notJudged } = report;
  return markup`<section id="cluster-${index + 1}">
<h2>${name}</h2>
${!alone && markup`<p class="state ${outcome([report])}">${SIGNS[outcome([report])]} ${phrase([report])}</p>`}
${hops.length > 0 && path(name, hops)}
<h3>The checks</h3>
<ul class="checks">
${(Object.keys(CHECKS) as Check[]).map((check) => checked(check, report))}
</ul>
${values(report.values)}
${charts.length > 0 && rendered(charts)}
${notJudged.length > 0 && markup`<h3>What could not be judged</h3>\n<ul>${notJudged.map((each) => markup`<li>${each}</li>\n`)}</ul>`}
</section>
`;
}

function path(name: string, hops: readonly Hop[]): Markup {
  return markup`<h3>The path of a trace</h3>
<figure>
<div class="picture wide" tabindex="0" role="group" aria-label="The picture; the same as a table below it">${picture(name, hops)}</div>
<figcaption>${legend('fits', 'fits')}${legend('broken', '✕ broken')}${legend('external', 'external: leads out of what is judged here')}</figcaption>
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

function checked(check: Check, { verdicts, judged }: ClusterReport): Markup {
  const own = verdicts.filter((verdict) => verdict.check === check);
  const counts = tally(own);
  const [state, sign] =
    counts.error > 0 ? ['error', '✕'] : counts.warning > 0 ? ['warning', '!'] : judged[check] > 0 ? ['fits', '✓'] : ['note', '–'];
  return markup`<li><span class="state ${state}">${sign} ${check}</span> ${CHECKS[check]}
<span class="quiet">(${[`${judged[check]} judged`, inWords(counts)].filter(Boolean).join(', ')})</span>
${own.length > 0 && markup`<ul class="findings">${gathered(own).map(finding)}</ul>`}</li>
`;
}

function finding({ severity, place, text }: Verdict): Markup {
  return markup`<li class="${severity}"><span class="state ${severity}">${severity}</span> <code class="quiet">${place.file}${place.name && ` ${place.name}`}</code><br>${text}</li>
`;
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
    markup`<code>${[place.file, place.name].filter(Boolean).join(' ')}</code>`,
  ]),
)}
</details>`;
}
