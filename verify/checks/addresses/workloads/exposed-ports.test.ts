/** The Services, the ping and the token of a handwritten Traefik. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { traefiksIn } from '../../../uses/traefik';
import { checkAccess } from '../access/access';
import { checkExposedPorts } from './exposed-ports';
import { checkProbes } from './probes';

interface Parts {
  readonly args?: readonly string[];
  readonly ports?: readonly object[];
  readonly more?: readonly object[];
  readonly pod?: object;
  readonly account?: object;
}

const PROBE = { httpGet: { path: '/ping', port: 8080 } };

function said({ args = ['--ping=true'], ports = [], more = [], pod = {}, account = {} }: Parts): string[] {
  const metadata = { name: 'traefik', namespace: 'lab' };
  const container = {
    ...{ name: 'traefik', image: 'traefik:v3.6.4', readinessProbe: PROBE },
    args: ['--entrypoints.web.address=:8000/tcp', '--entrypoints.websecure.address=:8443', '--providers.kubernetesingress=true', ...args],
    ports: [
      { name: 'web', containerPort: 8000 },
      { name: 'websecure', containerPort: 8444 },
    ],
  };
  const objects = [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'traefik' }, ports } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, ...account },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: {
        template: {
          metadata: { labels: { app: 'traefik' } },
          spec: { serviceAccountName: 'traefik', containers: [container, ...more], ...pod },
        },
      },
    },
  ];
  const { world, lookup } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs: false });
  const traefiks = traefiksIn(lookup);
  return [...checkExposedPorts(lookup, traefiks), ...checkProbes(lookup, traefiks, []), ...checkAccess(world, lookup, [])].map(sentence);
}

const port = (targetPort: string | number) => ({ ports: [{ name: 'p', port: 443, targetPort }] });

test('a Service leads to the port of an entry point', () => {
  expect(said(port('web'))).toEqual([]);
  expect(said(port(8443))).toEqual([]);
  expect(said(port('websecure'))).toEqual([
    'Service traefik: port 443 leads to port 8444 of Traefik, on which no entry point listens; use that of an entry point: web (8000) and websecure (8443)',
  ]);
});

test.each<[string, Parts]>([
  ['that of the dashboard', port(8080)],
  ['by UDP, for HTTP/3', { ports: [{ name: 'h3', port: 443, protocol: 'UDP', targetPort: 8443 }] }],
  ['that of another container', { ...port('metrics'), more: [{ name: 'other', ports: [{ name: 'metrics', containerPort: 9000 }] }] }],
  ['that of another container that does not list its ports', { ...port(2000), more: [{ name: 'cloudflared' }] }],
  ['that of a variable', { ...port(9000), args: ['--ping', '--entrypoints.other.address=:$(PORT)'] }],
  ['that of entry points that share it', { ...port(8000), args: ['--ping', '--entrypoints.web.reusePort=true'] }],
  ['that of a server of Traefik Hub', { ...port(9943), args: ['--ping', '--hub.apimanagement.admission.listenAddr=:9943'] }],
])('it may be %s', (_what, parts) => {
  expect(said(parts)).toEqual([]);
});

test('a probe of /ping needs the flag', () => {
  expect(said({ args: ['--ping.entrypoint=traefik'] })).toEqual([]);
  expect(said({ args: ['--ping=false'] })).toEqual([
    'Deployment traefik (readinessProbe of container traefik): asks path /ping, which Traefik serves only with --ping=true; add --ping=true',
  ]);
});

test('Traefik needs the token of its account', () => {
  const off = { automountServiceAccountToken: false };
  const text = (where: string) =>
    `Deployment traefik: gets no token for the API server (automountServiceAccountToken: false${where}), so it reads nothing from it; set it to true in the pod`;
  expect(said({ pod: off })).toEqual([text('')]);
  expect(said({ account: off })).toEqual([text(' in ServiceAccount traefik')]);
  expect(said({ account: off, pod: { automountServiceAccountToken: true } })).toEqual([]);
  expect(said({ pod: { ...off, volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: {} }] } }] } })).toEqual([]);
});
