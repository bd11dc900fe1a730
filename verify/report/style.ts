/** Screens up to these widths are narrow for a picture and for a broad one. In rem, of which a browser usually has 16 px. */
export const NARROW = { picture: 62, broad: 80 };

/** The page's style: both colour schemes, narrow screens and paper. Nothing is loaded. */
export const STYLE = `
:root { color-scheme: light dark; --back: #fff; --card: #f6f8fa; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0;
  --fits: #1a7f37; --broken: #cf222e; --warning: #9a6700; --external: #59636e; --good: #1a7f37; --bad: #cf222e; --open: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --card: #161b22; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d;
  --fits: #3fb950; --broken: #ff7b72; --warning: #d29922; --external: #9198a1; --good: #1f7a35; --bad: #c93c37; --open: #845306; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 80rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.1rem; font-weight: 600; color: var(--quiet); }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.5rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
p { margin: .25rem 0; }
code, .mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
.quiet { color: var(--quiet); }
.verdict { margin: .5rem 0; padding: 1rem 1.25rem; border-radius: .5rem; color: #fff; font-size: 1.6rem; font-weight: 700; line-height: 1.25; }
.verdict.fits { background: var(--good); } .verdict.broken { background: var(--bad); } .verdict.unproven, .verdict.nothing { background: var(--open); }
.state { font-weight: 600; white-space: nowrap; }
.state.unproven { color: var(--warning); } .state.fits { color: var(--fits); } .state.broken, .state.error, .state.nothing { color: var(--broken); }
.state.warning { color: var(--warning); } .state.external, .state.note, .state.accepted, .state.known, .state.default { color: var(--quiet); }
nav ul, .checks, .findings { list-style: none; margin: .5rem 0; padding: 0; }
nav li { display: inline-block; margin-right: 1rem; }
a { color: inherit; }
.checks > li { padding: .5rem 0; border-top: 1px solid var(--line); }
.findings li { margin: .5rem 0; padding: .5rem .75rem; background: var(--card); border-left: 4px solid var(--quiet); border-radius: 0 .375rem .375rem 0; }
.findings li.error { border-color: var(--broken); } .findings li.warning { border-color: var(--warning); }
details { margin: .5rem 0; border: 1px solid var(--line); border-radius: .5rem; }
summary { padding: .5rem .75rem; cursor: pointer; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .35rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; }
th, td:first-child { overflow-wrap: normal; }
figure { margin: .5rem 0; }
figcaption { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .5rem; font-size: .875rem; color: var(--quiet); }
.picture.tall { display: none; }
.picture { padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; }
svg { display: block; margin: 0 auto; fill: none; }
.picture svg { max-width: 100%; height: auto; }
figcaption svg { display: inline; margin: 0 .4rem 0 0; vertical-align: middle; }
.node rect { fill: var(--card); stroke: var(--text); stroke-width: 1.5; }
.node.external rect { stroke: var(--external); stroke-dasharray: 7 5; }
.node text { fill: var(--text); font-size: 13px; font-weight: 600; }
.node.external text, .node .about { fill: var(--quiet); }
.node .about { font-size: 11px; font-weight: 400; }
.hop text { fill: var(--text); font-size: 12px; }
.hop .address { font: 11px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--quiet); }
.hop polyline { stroke-width: 2; stroke-linejoin: round; }
.hop .touch { stroke: transparent !important; stroke-width: 16; stroke-dasharray: none !important; }
.hop.fits polyline { stroke: var(--fits); } .hop.fits polygon { fill: var(--fits); }
.hop.broken polyline { stroke: var(--broken); stroke-width: 2.5; stroke-dasharray: 2 4; } .hop.broken polygon { fill: var(--broken); }
.hop.broken text { fill: var(--broken); }
.hop.broken circle { fill: var(--back); } .hop.broken path { stroke: var(--broken); stroke-width: 3; stroke-linecap: round; }
.hop.unproven polyline { stroke: var(--warning); stroke-dasharray: 10 4 2 4; } .hop.unproven polygon, .hop.unproven .mark { fill: var(--warning); }
.hop.unproven circle { fill: var(--back); stroke: var(--warning); stroke-width: 1.5; } .hop .mark { font-weight: 700; }
.hop.external polyline { stroke: var(--external); stroke-dasharray: 7 5; } .hop.external polygon { fill: var(--external); }
@media screen and (max-width: ${NARROW.picture}rem) { .picture.flat { display: none; } .picture.tall { display: block; } }
@media screen and (max-width: ${NARROW.broad}rem) { .picture.broad { display: none; } .picture.broad + .tall { display: block; } }
@media (max-width: 40rem) { body { padding: 1rem .75rem 2rem; } .verdict { font-size: 1.3rem; }
  table.stack thead { display: none; } table.stack tr { display: block; padding: .35rem 0; border-top: 1px solid var(--line); }
  table.stack td { display: block; overflow-wrap: anywhere; border: 0; padding: .1rem .75rem; } table.stack td:empty { display: none; }
  table.stack td[data-of]::before { content: attr(data-of) ": "; color: var(--quiet); } }
@media print { :root { --back: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #999; --fits: #1a7f37; --broken: #cf222e; --external: #444; }
  body { max-width: none; padding: 0; font-size: 10pt; } svg { min-width: 0 !important; max-width: 100%; height: auto; } .wide { overflow: visible; }
  .verdict { color: inherit; background: none !important; border: 3px solid; } details::details-content { content-visibility: visible; }
  .findings li, figure, tr { break-inside: avoid; } }
`;
