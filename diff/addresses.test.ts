import type { ClusterReport, Hop } from '../verify/report/report';
import { hopChanges } from './addresses';

const hop = (from: string, address: string): Hop => ({ from, to: 'Tempo', what: 'spans', protocol: 'Zipkin', address, state: 'fits' });
const reportOf = (...hops: readonly Hop[]): ClusterReport => ({ name: 'lab', charts: [], hops, values: [], checks: [], notJudged: [] });

const before = reportOf(hop('Traefik', 'tempo.tracing:9411'), hop('Linkerd', 'tempo.tracing:9411'));
const after = reportOf(hop('Linkerd', 'tempo.tracing:9412'), hop('vulture', 'tempo.tracing:9411'));
const MOVED = { subject: 'Linkerd sends spans to Tempo', before: 'Zipkin tempo.tracing:9411', after: 'Zipkin tempo.tracing:9412' };

test('hops that move, come and go', () => {
  expect(hopChanges(before, after, false)).toEqual([
    { subject: 'Traefik sends spans to Tempo', before: 'Zipkin tempo.tracing:9411' },
    MOVED,
    { subject: 'vulture sends spans to Tempo', after: 'Zipkin tempo.tracing:9411' },
  ]);
});

test('where a chart was rendered on only one side, its hops neither come nor go', () => {
  expect(hopChanges(before, after, true)).toEqual([MOVED]);
});
