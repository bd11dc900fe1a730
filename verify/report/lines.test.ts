/** The exact printed lines. */
import { note } from '../../lib/findings/finding';
import { checksWith, DAMAGE, damaged, good } from './fixture';
import { lines } from './lines';
import type { ClusterReport } from './report';

const PLAIN = { out: false, err: false };
const ESCAPE = String.fromCharCode(27);

test('without errors', () => {
  const { out, err } = lines(good, PLAIN);
  expect(err).toEqual([
    'note: dist/picluster/applications.k8s.yaml picluster-tracing-tempo: server.a (also server.b, server.c and 2 more): is the default of the chart [values/default]',
  ]);
  expect(out.join('\n')).toBe(`\
browser     ->  Traefik                            HTTP        fits
Traefik     ->  web-svc.emojivoto:80               HTTP        fits
Traefik     ->  tempo-distributor.tracing:9411     Zipkin      fits
Linkerd     ->  tempo-distributor.tracing:55678    OpenCensus  fits
emojivoto   ->  tempo-distributor.tracing:55678    OpenCensus  fits
Tempo       ->  s3.picluster.ricsanfre.com:9091    S3          external: no object of this folder; it must be reachable
Grafana     ->  tempo-query-frontend.tracing:3200  HTTP        fits
Grafana     ->  loki-gateway.logging:80            HTTP        external: installed elsewhere
Traefik     ->  Loki                               JSON        external: collected from standard output
bucket Job  ->  s3.picluster.ricsanfre.com:9091    S3          external: no object of this folder
render         2 judged
argocd         31 judged
values         114 judged, 5 notes
microservices  9 judged
addresses      21 judged
identity       4 judged
shape          58 judged
hygiene        17 judged
not judged     s3.picluster.ricsanfre.com:9091: outside the cluster
not judged     the values of kube-prometheus-stack: installed elsewhere
picluster: the pieces fit (2 charts, 116 renders, 6.1 s)`);
});

test('with errors', () => {
  const { out, err } = lines(damaged, PLAIN);
  expect(err).toEqual([
    'dist/picluster/applications.k8s.yaml picluster-tracing-tempo: distributor.zipkin.enabled: changes nothing at 2.23.4; use traces.zipkin.enabled [values/no-effect]',
    'dist/picluster/values/kube-prometheus-stack.yaml: Grafana reads Tempo at tempo-query-frontend.tracing:3100, and that Service has the ports 3200 and 9095; use 3200 [addresses/no-such-port]',
    'warning: dist/picluster/emojivoto.k8s.yaml: Deployment/web: image docker.l5d.io/buoyantio/emojivoto-web has no tag; pin one [hygiene/no-tag]',
    ...lines(good, PLAIN).err,
  ]);
  expect(out).toContain(
    'Grafana     ->  tempo-query-frontend.tracing:3100  HTTP        broken: that Service has no port 3100, only 3200 and 9095',
  );
  expect(out).toContain('values         114 judged, 1 error, 5 notes');
  expect(out.at(-1)).toBe('picluster: 2 errors, 1 warning; the pieces do not fit (2 charts, 116 renders, 6.1 s)');
});

test('each of several clusters has a result, and there is a result for all', () => {
  const { out } = lines({ ...good, clusters: [...good.clusters, ...damaged.clusters] }, PLAIN);
  expect(out.filter((line) => /: .*\(/.test(line))).toEqual([
    'picluster: the pieces fit (2 charts)',
    'picluster: 2 errors, 1 warning; the pieces do not fit (2 charts)',
    '2 clusters: 2 errors, 1 warning; the pieces do not fit (2 charts, 116 renders, 6.1 s)',
  ]);
});

test('what several clusters have in common is printed once, with the names of the others', () => {
  const [cluster] = damaged.clusters;
  if (!cluster) throw new Error('no cluster');
  const { err } = lines({ ...damaged, clusters: [cluster, { ...cluster, name: 'other' }] }, PLAIN);
  expect(err).toEqual(lines(damaged, PLAIN).err);
});

/** Clusters like picluster, each with its own host. */
const clustersLike = (...names: string[]): ClusterReport[] => {
  const text = JSON.stringify(good.clusters[0]);
  return names.map((name) => JSON.parse(text.replaceAll('picluster', name)));
};

test('alike clusters are described once, with the names of all', () => {
  const { out } = lines({ ...good, clusters: clustersLike('a', 'b', 'c') }, PLAIN);
  const [path, open, results] = [/->/, /^not judged/, /charts/].map((part) => out.filter((line) => part.test(line)));
  expect(path).toHaveLength(10);
  expect(path?.filter((line) => line.includes('S3'))).toEqual([
    expect.stringMatching(/^Tempo {7}-> {2}s3\.<cluster>\.ricsanfre\.com:9091 .* reachable$/),
    expect.stringMatching(/^bucket Job {2}-> {2}s3\.<cluster>\.ricsanfre\.com:9091 .* folder$/),
  ]);
  expect(open).toEqual([
    'not judged     s3.<cluster>.ricsanfre.com:9091: outside the cluster',
    'not judged     the values of kube-prometheus-stack: installed elsewhere',
  ]);
  expect(results).toEqual(['each of a, b and c: the pieces fit (2 charts)', '3 clusters: the pieces fit (2 charts, 116 renders, 6.1 s)']);
});

test('an address that only some of alike clusters have, and what could not be judged there, have their names', () => {
  const [a, b, c] = clustersLike('a', 'b', 'c') as [ClusterReport, ClusterReport, ClusterReport];
  const elsewhere = c.hops.map((hop) => (hop.from === 'Grafana' && hop.to === 'Loki' ? { ...hop, address: 'loki.c-logs:80' } : hop));
  const { out } = lines({ ...good, clusters: [a, b, { ...c, hops: elsewhere, notJudged: c.notJudged.slice(1) }] }, PLAIN);
  expect(out.filter((line) => line.includes('loki'))).toEqual([
    expect.stringMatching(/loki-gateway\.logging:80 .* external: installed elsewhere \(in a and b\)$/),
    expect.stringMatching(/loki\.c-logs:80 .* external: installed elsewhere \(in c\)$/),
  ]);
  expect(out.filter((line) => line.startsWith('not judged'))).toEqual([
    'not judged     s3.<cluster>.ricsanfre.com:9091: outside the cluster (in a and b)',
    'not judged     the values of kube-prometheus-stack: installed elsewhere',
  ]);
});

test('what could not be judged in clusters that are not alike is after all of them, once', () => {
  const [a, b] = clustersLike('a', 'b') as [ClusterReport, ClusterReport];
  const notJudged = ['dist/b/values/loki.yaml: no version'];
  const other = { ...b, checks: checksWith(...DAMAGE), notJudged: [...notJudged, ...b.notJudged] };
  const [, third] = clustersLike('a', 'c') as [ClusterReport, ClusterReport];
  const { out } = lines({ ...good, clusters: [a, other, { ...third, notJudged: [] }] }, PLAIN);
  expect(out.filter((line) => /^not judged|charts/.test(line))).toEqual([
    'each of a and c: the pieces fit (2 charts)',
    'not judged     dist/b/values/loki.yaml: no version',
    'b: 2 errors, 1 warning; the pieces do not fit (2 charts)',
    'not judged  s3.<cluster>.ricsanfre.com:9091: outside the cluster (in a and b)',
    'not judged  the values of kube-prometheus-stack: installed elsewhere (in a and b)',
    '3 clusters: 2 errors, 1 warning; the pieces do not fit (2 charts, 116 renders, 6.1 s)',
  ]);
});

test('clusters that differ in a state, a number or a release are described on their own', () => {
  const [a, b, c, d] = clustersLike('a', 'b', 'c', 'd') as [ClusterReport, ClusterReport, ClusterReport, ClusterReport];
  const clusters = [
    a,
    { ...b, hops: b.hops.map((hop) => ({ ...hop, state: 'external' as const })) },
    { ...c, checks: c.checks.map((check) => ({ ...check, judged: check.judged + 1 })) },
    { ...d, charts: d.charts.slice(1).map((chart) => ({ ...chart, version: '30.12.10' })) },
  ];
  const { out } = lines({ ...good, clusters }, PLAIN);
  expect(out.filter((line) => line.includes('chart'))).toEqual([
    'a: the pieces fit (2 charts)',
    'b: the pieces fit (2 charts)',
    'c: the pieces fit (2 charts)',
    'd: the pieces fit (1 chart)',
    '4 clusters: the pieces fit (3 charts, 116 renders, 6.1 s)',
  ]);
});

test('if nothing was judged, the result is not that the pieces fit', () => {
  expect(lines({ ...good, clusters: [] }, PLAIN)).toEqual({
    out: ['0 clusters: nothing was judged (0 charts, 116 renders, 6.1 s)'],
    err: [],
  });
});

test('an acceptance alone does not count as judged', () => {
  const clusters = good.clusters.map((cluster) => ({
    ...cluster,
    ...{ charts: [], hops: [], checks: [{ name: 'accept', judged: 1, proves: 'what accept proves', findings: [] }] },
  }));
  expect(lines({ ...good, clusters }, PLAIN).out.at(-1)).toContain('picluster: nothing was judged');
});

test('without any rendered chart, Tempo in plain manifests counts as judged', () => {
  const check = (name: string, judged: number) => ({ name, judged, proves: `what ${name} proves`, findings: [] });
  const last = (...checks: ReturnType<typeof check>[]) =>
    lines({ ...good, clusters: good.clusters.map((cluster) => ({ ...cluster, charts: [], hops: [], checks })) }, PLAIN).out.at(-1);
  expect(last(check('render', 2), check('configuration', 1))).toContain('picluster: the pieces fit');
  expect(last(check('render', 2), check('shape', 9), check('configuration', 0))).toContain('picluster: nothing was judged');
});

test('with a broken arrow without an error, the pieces do not fit', () => {
  const clusters = damaged.clusters.map((cluster) => ({ ...cluster, checks: checksWith() }));
  expect(lines({ ...damaged, clusters }, PLAIN).out.at(-1)).toContain('picluster: 1 broken hop; the pieces do not fit');
});

test('a few notes are separate lines; many with the same text are one line', () => {
  const [cluster] = good.clusters;
  const noteOf = (name: string) => note({ file: 'f', name }, { rule: 'hygiene/no-limits', problem: 'has no limits' });
  const err = (...names: string[]) =>
    lines({ ...good, clusters: cluster ? [{ ...cluster, checks: checksWith(...names.map(noteOf)) }] : [] }, PLAIN).err;
  expect(err('a', 'b')).toEqual(['note: f a: has no limits [hygiene/no-limits]', 'note: f b: has no limits [hygiene/no-limits]']);
  expect(err('a', 'b', 'c', 'd')).toEqual(['note: f: a (also b, c and 1 more): has no limits [hygiene/no-limits]']);
  expect(err('a', 'a', 'a', 'a')).toEqual(['note: f a: 4 times: has no limits [hygiene/no-limits]']);
});

test('accepted findings are shown last, with the reason, and are not errors', () => {
  const [cluster] = damaged.clusters;
  const checks = checksWith(...DAMAGE.map((finding) => ({ ...finding, accepted: 'fixed in May' })));
  const { out, err } = lines({ ...damaged, clusters: cluster ? [{ ...cluster, checks }] : [] }, PLAIN);
  expect(err).toEqual([
    'accepted error: dist/picluster/applications.k8s.yaml picluster-tracing-tempo: distributor.zipkin.enabled: changes nothing at 2.23.4; use traces.zipkin.enabled (accepted: fixed in May)',
    'accepted error: dist/picluster/values/kube-prometheus-stack.yaml: Grafana reads Tempo at tempo-query-frontend.tracing:3100, and that Service has the ports 3200 and 9095; use 3200 (accepted: fixed in May)',
    'accepted warning: dist/picluster/emojivoto.k8s.yaml: Deployment/web: image docker.l5d.io/buoyantio/emojivoto-web has no tag; pin one (accepted: fixed in May)',
  ]);
  expect(out).toContain('values         114 judged, 1 accepted');
  expect(out.at(-1)).toBe('picluster: the pieces fit, 3 accepted (2 charts, 116 renders, 6.1 s)');
});

test('there are colours only if supported, and control codes in texts are removed', () => {
  const hostile = { ...good, clusters: good.clusters.map((cluster) => ({ ...cluster, name: `pi${ESCAPE}[2J\ncluster` })) };
  expect(lines(hostile, PLAIN).out.at(-1)).toMatch(/^pi \[2J cluster: /);
  expect(lines(good, PLAIN).out.join('')).not.toContain(ESCAPE);
  const { out, err } = lines(damaged, { out: true, err: true });
  expect(out.at(-1)).toContain(`${ESCAPE}[31m2 errors`);
  expect(err[0]).toMatch(/^.\[31mdist/);
});
