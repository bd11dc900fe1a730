import { sentence } from '../../lib/findings/sentence';
import { worldOf } from '../../test/world';
import { checkAddresses } from '../checks/addresses/addresses';
import type { World } from '../stack';
import { NOTHING_DECLARED } from './declared';

/** A Service in `tracing`, one in `kube-system`, and an object that names an address. */
const manifests = (text: string) => `
apiVersion: v1
kind: Service
metadata: {name: tempo-distributor, namespace: tracing}
spec: {ports: [{name: otlp, port: 4317}]}
---
apiVersion: v1
kind: Service
metadata: {name: traefik, namespace: kube-system}
spec: {ports: [{name: web, port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: gateway, namespace: tracing}
data: {upstream: '${text}'}
`;

const said = (text: string, part: Partial<World> = {}) =>
  checkAddresses(worldOf(manifests(text), part)).findings.map(({ problem }) => problem);

const declaring = (...hosts: string[]): Partial<World> => ({
  declared: { ...NOTHING_DECLARED, hosts: new Map(hosts.map((host) => [host, ['tempo.storage.endpoint']])) },
});

test('a namespace of the output has only its own Services', () => {
  expect(said('loki.tracing.svc.cluster.local:3100')).toEqual(['names loki.tracing:3100, but namespace tracing has no Service loki']);
});

test.each<[string, string, Partial<World>]>([
  ['that the cluster file declares', 'minio.tracing.svc.cluster.local:9000', declaring('minio.tracing.svc.cluster.local:9000')],
  ['that the cluster file declares by its short name', 'minio.tracing.svc.cluster.local:9000', declaring('minio.tracing:9000')],
  ['beside a declared one', 'loki.tracing.svc:3100', declaring('minio.tracing.svc.cluster.local:9000')],
  ['of the cluster itself', 'kube-dns.kube-system.svc.cluster.local', {}],
  ['of other authors', 'loki.tracing.svc:3100', { isOurs: false }],
])('a Service %s may exist', (_what, text, part) => {
  expect(said(text, part)).toEqual([]);
});

test.each<[string, Partial<World>]>([
  ['beside a declared one', declaring('minio.tracing:9000')],
  ['in manifests of other authors', { isOurs: false }],
])('a misspelt name %s is reported', (_what, part) => {
  expect(said('tempo-distributr.tracing.svc:4317', part)).toEqual([expect.stringContaining('has no Service tempo-distributr')]);
});

test('a Service of others whose workload is there is missing', () => {
  const workload = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: loki, namespace: tracing}
spec: {template: {spec: {containers: [{name: loki, image: 'grafana/loki:3.5.0'}]}}}
`;
  const { findings } = checkAddresses(worldOf(`${manifests('loki.tracing.svc:3100')}${workload}`, { isOurs: false }));
  expect(findings.map(({ problem }) => problem)).toEqual(['names loki.tracing:3100, but namespace tracing has no Service loki']);
});

describe('a namespace that no manifest of others has', () => {
  const inOther = (host: string) => {
    const { findings } = checkAddresses(worldOf(manifests(host), { isOurs: false }));
    return findings.map(sentence);
  };

  test.each(['tempo-distributor.tracign.svc:4317', 'tempo-distributor.tracingx:4317'])('is misspelt: %s', (host) => {
    const [name] = host.split('.svc')[0]?.split(':') ?? [];
    expect(inOther(host)).toEqual([expect.stringContaining(`names ${name}:4317, but namespace ${name?.split('.')[1]} has no Service`)]);
  });

  test.each([
    ['has another Service', 'loki.tracingx.svc:3100'],
    ['has quite another name', 'tempo-distributor.staging.svc:4317'],
    ['has a number', 'tempo-distributor.tracing2.svc:4317'],
    ['is that of another stage', 'tempo-distributor.tracing-b.svc:4317'],
    ['is a domain', 'tempo-distributor.tracing.example:4317'],
  ])('may be elsewhere if it %s', (_what, host) => {
    expect(inOther(host)).toEqual([]);
  });
});
