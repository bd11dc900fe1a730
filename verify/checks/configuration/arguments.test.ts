/** Arguments and commands of Tempo's processes, in handwritten manifests. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { checkArguments } from './arguments';
import { checkCommands, checkMicroservices } from './command';

const TARGETS = ['distributor', 'ingester', 'querier', 'query-frontend'];

/** @param more of the querier */
const said = (more: { args?: readonly string[]; command?: readonly string[]; image?: string }, targets = TARGETS, isOurs = true) => {
  const deployments = targets.map((target) => {
    const isQuerier = target === 'querier';
    const args = isQuerier && more.args ? more.args : [`-target=${target}`];
    const container = {
      ...{ name: target, image: 'grafana/tempo:2.9.0', volumeMounts: [{ name: 'config', mountPath: '/conf' }] },
      ...(isQuerier && more),
      args: [...args, '-config.file=/conf/tempo.yaml'],
    };
    const spec = { containers: [container], volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }] };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `tempo-${target}`, namespace: 'lab' },
      spec: { template: { spec } },
    };
  });
  const config = 'server: {http_listen_port: 3200}\nstorage: {trace: {backend: local}}\n';
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo-config', namespace: 'lab' }, data: { 'tempo.yaml': config } };
  const { world, tempos } = worldOf([map, ...deployments].map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs });
  return tempos
    .flatMap((tempo) => [...checkArguments(tempo), ...checkCommands(tempo), ...checkMicroservices(tempo, world)])
    .map((found) => `${found.severity}: ${sentence(found)}`);
};

const QUERIER = '-target=querier';

test.each([
  {},
  { args: [QUERIER, '-config.verify=false', '-log.level=debug', '-mem-ballast-size-mbs', '1024'] },
  { args: [QUERIER, '-server.http-listen-port=3200', '-server.grpc-listen-port=9096'] },
  { args: [QUERIER, '-search.enabled=true'], image: 'grafana/tempo:1.5.0' },
  { args: [QUERIER, '-search.enabled=true'], image: 'grafana/tempo:1.3.0' },
  { args: [QUERIER, '-log.level=info'], image: 'grafana/tempo:9.0.0' },
  { args: ['-target', 'querier,query-frontend'] },
  { command: ['/tempo'] },
  { command: ['/bin/sh', '-c', 'sleep 5; exec /tempo "$@"'] },
])('%j is not reported', (more) => {
  expect(said(more)).toEqual([]);
});

test('other programs have targets of their own', () => {
  expect(said({ args: ['-target=admin-api'], image: 'grafana/enterprise-traces:v2' }, ['querier'])).toEqual([]);
});

test.each([
  [{ args: ['-target=queriers'] }, 'has -target=queriers, which Tempo does not have, so it does not start; use querier'],
  [{ args: [QUERIER, '-config.verify=true'] }, 'has -config.verify=true, with which Tempo exits instead of running'],
  [{ args: [QUERIER, '-version'] }, 'has -version, with which Tempo exits instead of running; remove -version'],
  [{ args: ['tempo', QUERIER] }, 'has the argument tempo, after which Tempo reads no flags, such as -target=querier; remove it'],
  [{ args: [QUERIER, '-server.http-listen-port=4000'] }, 'takes precedence over server.http_listen_port 3200 of the configuration'],
  [
    { args: ['-target=query-frontend', '-server.grpc-listen-port=9999'] },
    'takes precedence over server.grpc_listen_port 9095, the default, at which other processes connect; remove -server.grpc-listen-port=9999',
  ],
  [{ args: [QUERIER, '-memberlist.bind-port=7947'] }, 'takes precedence over memberlist.bind_port 7946, the default, at which other'],
  [
    { args: [QUERIER, '-distributor.log-received-traces=true'] },
    'has -distributor.log-received-traces=true, a flag that Tempo 2.9.0 no longer has, so it does not start; remove it',
  ],
  [{ args: [QUERIER, '--search.enabled'] }, 'a flag that Tempo 2.9.0 no longer has'],
  [{ args: [QUERIER, '-mem-ballast-size-mbs=1024'], image: 'grafana/tempo:3.0.3' }, 'a flag that Tempo 3.0.3 no longer has'],
  [{ command: ['sleep', 'infinity'] }, 'runs sleep instead of Tempo; remove the command'],
])('%j is an error', (more, text) => {
  expect(said(more)[0]).toMatch(/^error: Deployment tempo-querier \(container querier\): /);
  expect(said(more)[0]).toContain(text);
});

test('a microservice that nothing runs because of its target is reported', () => {
  const text = 'Deployment tempo-querier (container querier): runs the compactor, so nothing here runs the querier; use -target=querier';
  expect(said({ args: ['-target=compactor'] })).toEqual([`error: ${text}`]);
  expect(said({ args: ['-target=compactor'] }, TARGETS, false)).toEqual([`warning: ${text}`]);
  expect(said({ args: ['-target=all'] })).toEqual([]);
  expect(said({}, ['distributor', 'querier'])).toEqual([]);
});
