import { damaged, HOPS } from './fixture';
import { mermaid } from './mermaid';
import type { Hop } from './report';

const hop = (state: Hop['state'], address = ''): Hop => ({
  from: 'Grafana',
  to: 'Tempo',
  what: 'queries',
  protocol: 'HTTP',
  address,
  state,
});
const linesOf = (hops: readonly Hop[], nodes = {}) => mermaid({ name: 'a', hops, nodes });

test('each node once with its version, each hop once with its address', () => {
  expect(linesOf([hop('fits', 'tempo.tracing:3200')], { Tempo: '2.9.0 in tracing' })).toEqual([
    'flowchart LR',
    '  n0["Grafana"]',
    '  n1["Tempo<br/>2.9.0 in tracing"]',
    '  n0 -- "queries · HTTP<br/>tempo.tracing:3200" --> n1',
  ]);
  expect(linesOf(HOPS).filter((line) => / n\d+ -/.test(line))).toHaveLength(HOPS.length);
});

test.each([
  ['broken', '-. "✕ queries · HTTP" .->'],
  ['external', '-. "queries · HTTP" .->'],
  ['unproven', '-. "? queries · HTTP" .->'],
] as const)('a hop that is %s is marked by more than its colour', (state, arrow) => {
  expect(linesOf([hop(state)])).toContain(`  n0 ${arrow} n1`);
});

test('broken hops are red', () => {
  expect(linesOf(damaged.clusters[0]?.hops ?? []).at(-1)).toBe('  linkStyle 6 stroke:#cf222e,color:#cf222e');
});

test('names of other authors cannot end a label or add a line', () => {
  expect(linesOf([{ ...hop('fits'), from: 'a"]\nb<script>`' }])[1]).toBe('  n0["a#34;#93;#10;b#60;script#62;#96;"]');
});

test('without hops there is no diagram', () => {
  expect(linesOf([])).toEqual([]);
});
