/** The report as one page of HTML. */
import { isRefused } from '../../lib/findings/finding';
import { folded } from '../../lib/findings/grouped';
import { cluster } from './cluster';
import { findingItem } from './finding';
import { type Markup, markup } from './markup';
import { page } from './page';
import { findingsOf, type Report } from './report';
import { counted, type Outcome, outcome, phrase, SIGNS } from './tally';

/** The page. Equal reports have equal pages. */
export function html(report: Report): string {
  const { clusters, helm, commit, renders, seconds } = report;
  const errors = folded(clusters.flatMap(findingsOf)).filter((finding) => isRefused([finding]));
  const words = capital(phrase(clusters));
  const result = outcome(clusters);
  const several = clusters.length > 1;
  return page({
    title: `${SIGNS[result]} ${words} (${clusters.map(({ name }) => name).join(', ')})`,
    header: markup`<h1>Do the pieces fit?</h1>
<p class="verdict ${result}">${SIGNS[result]} ${words}</p>
${errors.length > 0 && markup`<ul class="findings">${errors.map(findingItem)}</ul>`}
<p class="quiet">${commit && markup`commit ${commit} · `}${counted(clusters.length, 'cluster')}, ${counted(renders, 'render')} by ${helm} in ${seconds.toFixed(1)} s</p>
${several && markup`<nav><ul>${clusters.map((each, index) => entry(each.name, index, outcome([each])))}</ul></nav>`}`,
    main: clusters.map((each, index) => cluster(each, index, { alone: !several })),
  });
}

function entry(name: string, index: number, result: Outcome): Markup {
  return markup`<li><a href="#cluster-${index + 1}"><span class="state ${result}">${SIGNS[result]}</span> ${name}</a></li>`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
