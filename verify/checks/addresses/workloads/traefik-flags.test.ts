/** The flags of a handwritten Traefik. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { traefiksIn } from '../../../uses/traefik';
import { checkFlags } from './traefik-flags';

const said = (flag: string, version = '3.6.4') => {
  const args = ['--entrypoints.web.address=:80', flag];
  const deployment = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'traefik', namespace: 'lab' } },
    spec: { template: { spec: { containers: [{ name: 'traefik', image: `traefik:v${version}`, args }] } } },
  };
  return checkFlags(traefiksIn(worldOf(JSON.stringify(deployment)).lookup)).map(sentence);
};

test.each([
  ['--accessLog.fields.names.StartUTC=drop'],
  ['--accesslog.fields.headers.names.Acesslog=keep'],
  ['--entryPoints.acesslog.http.tls=true'],
  ['--providers.kubernetesIngress.ingressEndpoint.publishedService=a/b'],
  ['--experimental.plugins.tracin.modulename=x'],
  ['--certificatesresolvers.le.acme.email=a@example.org'],
])('%s is known, or may be', (flag) => {
  expect(said(flag)).toEqual([]);
});

test('Traefik 2 and 3 have their own flags for traces', () => {
  expect(said('--tracing.zipkin.samplerate=1', '2.11.2')).toEqual([]);
  expect(said('--tracing.otlp=true')).toEqual([]);
  expect(said('--tracing.jaeger=true', 'nightly')).toEqual([]);
  expect(said('--tracing.otlp=true', '2.11.2')).toEqual([
    'Deployment traefik (container traefik): has the flag --tracing.otlp of Traefik 3, so Traefik 2 does not start; remove it, or use that version',
  ]);
  expect(said('--tracing.jaeger=true')).toEqual([expect.stringContaining('has the flag --tracing.jaeger of Traefik 2')]);
});

test.each([
  ['--pilot.dashboard=false', '3.6.4', 'has the flag --pilot.dashboard of Traefik 2, so Traefik 3 does not start; remove it'],
  ['--experimental.http3=true', '3.0.0', 'remove it, because HTTP/3 is not experimental any more'],
  ['--providers.docker.swarmMode=true', '3.9', 'use --providers.swarm'],
  ['--providers.consulCatalog.namespace=a', '3.99.0', 'use --providers.consulcatalog.namespaces'],
  ['--providers.nomad.endpoint.tls.caOptional=true', '3.6.4', 'of Traefik 2, so Traefik 3 does not start'],
  ['--tracing.zipkin=true', '3.6.4', 'of Traefik 2, so Traefik 3 does not start; remove it, because Traefik 3 sends OTLP'],
  ['--newsection.of.a.later.version=true', '3.6.4', 'which Traefik does not know, so it does not start; remove it'],
  ['--pilot.dashboard=false', '2.11.2', undefined],
  ['--experimental.http3=true', '2.11.2', undefined],
  ['--newsection.of.a.later.version=true', '3.99.0', undefined],
  ['--providers.consulcatalog.namespaces=a', '3.6.4', undefined],
  ['--hub.token=x', '2.8.0', undefined],
])('by release: %s of Traefik %s', (flag, version, text) => {
  expect(said(flag, version)).toEqual(text === undefined ? [] : [expect.stringContaining(text)]);
});

test.each([
  ['--acesslog=true', 'accesslog'],
  ['--accesslog.fromat=json', 'accesslog.format'],
  ['--tracing.otlp.http.enpoint=http://a:4318/v1/traces', 'tracing.otlp.http.endpoint'],
  ['--entrypoints.websecure.adress=:443', 'entrypoints.websecure.address'],
  ['--providers.kubernetesingres', 'providers.kubernetesingress'],
  ['--providers.kubernetesingress.ingressclas=a', 'providers.kubernetesingress.ingressclass'],
])('%s is not', (flag, right) => {
  const name = flag.replace(/=.*/, '');
  expect(said(flag)).toEqual([
    `Deployment traefik (container traefik): has the flag ${name}, which Traefik does not know, so it does not start; use --${right}`,
  ]);
});

test.each([
  ['--api.dashboard=yes', 'use true or false'],
  ['--providers.kubernetesCRD.allowCrossNamespace=on', 'use true or false'],
  ['--entryPoints.websecure.asDefault=ture', 'use true or false'],
  ['--entryPoints.websecure.address=8443', 'use an address such as :8000/tcp'],
  ['--entryPoints.websecure.address=:8443/http', 'use an address such as :8000/tcp'],
  ['--entryPoints.websecure.address=:84430', 'use an address such as :8000/tcp'],
])('the value of %s is one with which Traefik does not start', (flag, fix) => {
  const written = flag.replace(/^--[^=]+/, (name) => name.toLowerCase());
  expect(said(flag)).toEqual([
    `Deployment traefik (container traefik): has the flag ${written}, with which Traefik does not start; ${fix}`,
  ]);
});

test.each([
  ...['--api.dashboard', '--api.dashboard=1', '--api.dashboard=TRUE', '--api.dashboard=$(DASHBOARD)'],
  ...['--entryPoints.a.address=:8443/UDP', '--entryPoints.a.address=[::1]:8443', '--entryPoints.a.address=:$(PORT)'],
  ...['--entryPoints.a.address=:0', '--entryPoints.a.address=:https'],
])('Traefik reads the value of %s', (flag) => {
  expect(said(flag)).toEqual([]);
});
