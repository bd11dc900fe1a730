import { alarmsOf, changeOf, clusterOf } from '../../../test/changed';
import type { Manifest } from '../../stack';
import type { Side } from '../side';
import { kindChanges } from './kinds';

const traefik = (values: string, via = 'chart: 39.0.6, via: release') => clusterOf({ rest: `traefik: { ${via}, values: ${values} }` });

const DAEMON_SET = '{ deployment: { kind: DaemonSet } }';

const EXPECTED =
  'warning: change/replaced Deployment traefik: becomes a DaemonSet, whose pods are not ready yet when those of the Deployment end, and nothing serves the Ingresses in between';

test.each([undefined, 'k3s: 1.36.4'])('a Traefik of another kind is told', (via) => {
  expect(alarmsOf(changeOf([traefik('{}', via)], [traefik(DAEMON_SET, via)]))).toEqual([EXPECTED]);
  expect(alarmsOf(changeOf([traefik(DAEMON_SET, via)], [traefik('{}', via)]))).toEqual([
    expect.stringContaining('DaemonSet traefik: becomes a Deployment'),
  ]);
  expect(alarmsOf(changeOf([traefik('{}', via)], [traefik('{ deployment: { kind: Deployment } }', via)]))).toEqual([]);
});

test('of a Traefik of somebody else only a kind that both sides say is known', () => {
  const via = 'chart: 39.0.6';
  expect(alarmsOf(changeOf([traefik('{}', via)], [traefik(DAEMON_SET, via)]))).toEqual([]);
  expect(alarmsOf(changeOf([traefik('{ deployment: { kind: Deployment } }', via)], [traefik(DAEMON_SET, via)]))).toEqual([EXPECTED]);
});

test('a metrics-generator of another kind has none in between', () => {
  const of = (kind: string) =>
    clusterOf({
      tempo: `chart: 2.26.2\n  metricsGenerator: { remoteWrite: "http://mimir.mimir/api/v1/push" }\n  values: { metricsGenerator: { kind: ${kind} } }`,
    });
  expect(alarmsOf(changeOf([of('Deployment')], [of('StatefulSet')]))).toEqual([
    expect.stringMatching(
      /change\/replaced Deployment tempo-metrics-generator: becomes a StatefulSet, .* there are no metrics of the spans in between$/,
    ),
  ]);
});

test('older charts have no other metrics-generator than a Deployment', () => {
  const of = (chart: string, kind: string) =>
    clusterOf({
      tempo: `chart: ${chart}\n  metricsGenerator: { remoteWrite: "http://mimir.mimir/api/v1/push" }\n  values: { metricsGenerator: { kind: ${kind} } }`,
    });
  expect(alarmsOf(changeOf([of('1.8.2', 'Deployment')], [of('1.8.2', 'StatefulSet')]))).toEqual([]);
  expect(alarmsOf(changeOf([of('1.8.2', 'StatefulSet')], [of('1.8.4', 'StatefulSet')]))).toEqual([
    expect.stringContaining('change/replaced Deployment tempo-metrics-generator: becomes a StatefulSet'),
  ]);
});

const sideOf = (...kinds: string[]): Side => {
  const objects = kinds.map((kind): Manifest => ({ apiVersion: 'apps/v1', kind, metadata: { name: 'web' } }));
  return { releases: [], objects: objects.map((object) => ({ object, place: { file: 'web.yaml' }, namespace: 'web' })) } as unknown as Side;
};

test('rendered workloads', () => {
  const changed = (before: Side, after: Side) => kindChanges({ before, after, where: () => ({ file: '' }), bootstrap: '' });
  expect(changed(sideOf('Deployment'), sideOf('StatefulSet'))).toMatchObject([
    { subject: 'Deployment web', problem: expect.stringContaining('nothing answers in between'), place: { file: 'web.yaml' } },
  ]);
  expect(changed(sideOf('Deployment'), sideOf('Deployment', 'DaemonSet'))).toEqual([]);
  expect(changed(sideOf('Deployment', 'DaemonSet'), sideOf('DaemonSet'))).toEqual([]);
});
