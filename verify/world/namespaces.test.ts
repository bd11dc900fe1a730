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
