/** Whether the containers of Traefik and Tempo start, and what their probes ask. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { resolve } from '../resolve';
import { checkWorkloads } from './workloads';

const TRAEFIK = {
  name: 'traefik',
  image: 'traefik:v3.5.0',
  args: ['--entrypoints.web.address=:8000', '--ping', '--tracing.otlp.http.endpoint=http://tempo:4318/v1/traces'],
};
const TEMPO = {
  ...{ name: 'tempo', image: 'grafana/tempo:2.9.0', args: ['-target=all', '-config.file=/conf/tempo.yaml'] },
  ...{ ports: [{ name: 'otlp', containerPort: 4318 }], volumeMounts: [{ name: 'config', mountPath: '/conf' }] },
};
const CONFIG = 'server: {http_listen_port: 3200}\ndistributor: {receivers: {otlp: {protocols: {http: {}}}}}\nstorage: {}\n';

const lab = (container: object, spec: object = {}, service: object = {}) => {
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo', namespace: 'lab' }, data: { 'tempo.yaml': CONFIG } },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'app', namespace: 'lab' } },
      spec: {
        template: {
          metadata: { labels: { app: 'a' } },
          spec: { volumes: [{ name: 'config', configMap: { name: 'tempo' } }], containers: [container], ...spec },
        },
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'tempo', namespace: 'lab' } },
      spec: { selector: { app: 'a' }, ports: [{ port: 4318, targetPort: 'otlp' }], ...service },
    },
  ];
  const made = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  const { world, lookup, tempos } = made;
  return { ...made, said: checkWorkloads(world, lookup, tempos).map(sentence) };
};

const ROOT = { securityContext: { runAsNonRoot: true, runAsUser: 0 } };
const limit = (memory: string) => ({ resources: { limits: { memory } } });
const init = (...command: string[]) => ({ initContainers: [{ name: 'wait', image: 'busybox:1', command }] });
const probe = (httpGet: object) => ({ readinessProbe: { httpGet: { path: '/ready', port: 3200, ...httpGet } } });

test.each<[object, object]>([
  [TRAEFIK, {}],
  [
    { ...TRAEFIK, command: ['/entrypoint.sh'] },
    { dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true },
  ],
  [{ ...TRAEFIK, image: 'registry.example.org/proxy:3' }, { securityContext: { runAsUser: 0 } }],
  [{ ...TRAEFIK, securityContext: { runAsUser: 65532 } }, ROOT],
  [{ ...TEMPO, ...limit('64M') }, { dnsPolicy: 'Default' }],
  [{ ...TRAEFIK, image: 'Registry.example.org/traefik:V3', resources: { requests: { cpu: '64', memory: '1Ti' } } }, {}],
  [TEMPO, init('sh', '-c', 'chown -R 1000 /var/tempo; sleep 5')],
  [{ ...TEMPO, ...probe({ path: '/metrics' }) }, {}],
  [{ ...TRAEFIK, readinessProbe: { httpGet: { path: '/ping', port: 8080, host: '' } } }, {}],
  [{ ...TRAEFIK, readinessProbe: { httpGet: { path: '/healthz', port: 8000 } } }, {}],
])('%j with %j starts', (container, spec) => {
  expect(lab(container, spec).said).toEqual([]);
});

test.each<[object, object, string]>([
  [TRAEFIK, ROOT, 'has runAsNonRoot true and runAsUser 0, with which the kubelet does not start it'],
  [{ ...TEMPO, ...limit('64m') }, {}, 'has a memory limit of 64m, in which nothing runs; use 64Mi'],
  [{ ...TEMPO, ...limit('10Mi') }, {}, 'has a memory limit of 10Mi, in which it does not start; use one such as 256Mi'],
  [TEMPO, init('sh', '-c', 'exit 1'), 'is an init container that always fails (sh -c exit 1), so the pod does not start'],
  [TEMPO, init('bash', '-c', 'for ((;;)); do sleep 1; done'), 'never ends (for ((;;))), so the pod does not start'],
  [TEMPO, init('sleep', '86400'), 'never ends (sleep 86400)'],
  [{ ...TRAEFIK, command: ['sleep', 'infinity'] }, {}, 'runs sleep instead of Traefik; remove the command'],
  [
    { ...TRAEFIK, image: 'docker.io/traefk:v3.5.0' },
    {},
    'has image docker.io/traefk:v3.5.0, which is misspelled; use docker.io/traefik:v3.5.0',
  ],
  [TRAEFIK, { hostNetwork: true }, 'uses the DNS of its node (dnsPolicy ClusterFirst with hostNetwork), which knows no Service'],
  [TRAEFIK, { dnsPolicy: 'Default' }, 'uses the DNS of its node (dnsPolicy Default), which knows no Service; use dnsPolicy: ClusterFirst'],
  [
    { ...TEMPO, image: 'grafana/Tempo:2.9.0' },
    {},
    'has image grafana/Tempo:2.9.0, with a capital letter in its name; use grafana/tempo:2.9.0',
  ],
  [{ ...TEMPO, resources: { requests: { cpu: '5000' } } }, {}, 'requests 5000 of cpu, which no node has; use 5000m'],
  [
    { ...TEMPO, readinessProbe: { grpc: { port: 3200 } } },
    {},
    'asks by gRPC, which Tempo does not serve there; use httpGet with path /ready',
  ],
  [{ ...TEMPO, ...probe({ path: '/healthz' }) }, {}, 'asks path /healthz, which Tempo does not serve; use /ready'],
  [{ ...TEMPO, ...probe({ scheme: 'HTTPS' }) }, {}, 'asks by HTTPS, which Tempo does not serve there; remove scheme'],
  [{ ...TEMPO, ...probe({ host: '127.0.0.1' }) }, {}, 'asks host 127.0.0.1, which is the node; remove host'],
  [
    { ...TRAEFIK, livenessProbe: { httpGet: { path: '/none', port: 8080 } } },
    {},
    'asks path /none, which Traefik does not serve; use /ping',
  ],
])('%j with %j is an error', (container, spec, text) => {
  expect(lab(container, spec).said).toEqual([expect.stringContaining(text)]);
});

test('a Service leads to its pods by TCP and a selector', () => {
  const problem = (service: object, rendered = true) => {
    const surroundings = lab(TEMPO, {}, service);
    for (const each of surroundings.lookup.services) Object.assign(each.placed, { rendered });
    const use = {
      from: 'Traefik',
      to: 'Tempo',
      what: 'spans',
      protocol: 'OTLP/HTTP',
      address: 'http://tempo.lab:4318/v1/traces',
      where: '',
      placed: { place: { file: '' } },
    };
    const resolution = resolve(use, surroundings);
    return resolution.state === 'broken' ? resolution.statement.problem : resolution.state;
  };

  expect(problem({})).toBe('fits');
  expect(problem({ selector: undefined }, false)).toBe('external');
  expect(problem({ selector: undefined })).toBe('Service tempo has no selector, so it leads to no pod');
  expect(problem({ ports: [{ port: 4318, targetPort: 'otlp', protocol: 'UDP' }] })).toBe('port 4318 of Service tempo is UDP');
});
