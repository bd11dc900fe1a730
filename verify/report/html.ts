/** The report as one self-contained page of HTML: no scripts, fonts or network. */

import { cluster } from './cluster';
import { Markup, markup } from './markup';
import type { Report } from './report';
import { STYLE } from './style';
import { counted, type Outcome, outcome, phrase, SIGNS } from './tally';

/** The page. Equal reports have equal pages. */
export function html(report: Report): string {
  const { clusters, helm, renders, seconds } = report;
  const words = capital(phrase(clusters));
  const result = outcome(clusters);
  const several = clusters.length > 1;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${SIGNS[result]} ${words} (${clusters.map(({ name }) => name).join(', ')})</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>Do the pieces fit?</h1>
<p class="verdict ${result}">${SIGNS[result]} ${words}</p>
<p class="quiet">${counted(clusters.length, 'cluster')}, ${counted(renders, 'render')} by ${helm} in ${seconds.toFixed(1)} s</p>
${several && markup`<nav><ul>${clusters.map((each, index) => entry(each.name, index, outcome([each])))}</ul></nav>`}
</header>
<main>
${clusters.map((each, index) => cluster(each, index, { alone: !several }))}
</main>
</body>
</html>
`;
  return page.text;
}

function entry(name: string, index: number, result: Outcome): Markup {
  return markup`<li><a href="#cluster-${index + 1}"><span class="state ${result}">${SIGNS[result]}</span> ${name}</a></li>`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
