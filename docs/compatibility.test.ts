import { readFileSync } from 'node:fs';
import { compatibility } from '../charts/compatibility';
import { compatibilityPage } from '../commands/releases';

test('docs/compatibility.md is what `npm run releases` writes today', () => {
  expect(readFileSync('docs/compatibility.md', 'utf8')).toBe(compatibilityPage());
});

test('the page shows the protocol of each sender by release of the chart', () => {
  const [together] = compatibility();

  expect(together?.columns).toEqual([
    '',
    'tempo-distributed 0.27.0 to 2.23.4',
    'tempo-distributed 2.23.5 to 2.26.2',
    'tempo-distributed 3.0.0 to 3.3.0, with Kafka',
  ]);
  expect(together?.rows).toEqual([
    ['Traefik chart 10.0.0 to 27.0.2', 'Zipkin', 'Zipkin', 'Zipkin'],
    ['Traefik chart 28.0.0 to 41.4.0', 'OTLP', 'OTLP', 'OTLP'],
    ['Linkerd 2.12.0 to 2.16', 'OpenCensus', 'refused: no common protocol', 'refused: no common protocol'],
    ['Linkerd 2.17 to 2.20', 'OTLP', 'OTLP', 'OTLP'],
    ['emojivoto', 'OpenCensus', 'deployed, but sends no spans', 'deployed, but sends no spans'],
  ]);
});

test('a release of a chart is not under the name of its program', () => {
  const programs = /\b(Tempo|Traefik|Vulture|Collector|collector) \d/;
  const under = compatibility().flatMap(({ title, columns, rows }) => [title, ...columns, ...rows.map(([first = '']) => first)]);
  expect(under.filter((text) => programs.test(text))).toEqual([]);
});
