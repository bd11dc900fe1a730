/** The flags and the targets of Tempo's processes. */
import { dump } from 'js-yaml';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { NOTHING_DECLARED } from '../../world/declared';
import { flagMistakes } from './flags';
import { checkTargets } from './processes';

test.each([
  ['-target distributor', 'which Tempo reads as one flag, so it does not start; write = between the name and the value'],
  ['-config.flie=/conf/tempo.yaml', 'a flag that Tempo does not have, so it does not start; use -config.file'],
  ['-config.expand-env=ture', 'which is not a boolean, so it does not start; use true'],
  ['-mem-ballast-size-mbs=1Gi', 'which is not a number, so it does not start; use a number of MB'],
])('%s is an error', (arg, text) => {
  expect(flagMistakes([arg]).map(({ problem, fix }) => `${problem}; ${fix}`)).toEqual([`has ${arg}, ${text}`]);
});

test.each([
  '-target=all',
  '--config.file=/conf/my tempo.yaml',
  '-config.expand-env=T',
  '-config.expand-env=$(EXPAND)',
  '-log.level=debug',
  '-memberlist.bind-port=7946',
  '-h',
  '-',
])('%s is not judged, or right', (arg) => {
  expect(flagMistakes([arg])).toEqual([]);
});

const ALL = ['distributor', 'ingester', 'querier', 'query-frontend'];

const containerOf = (target: string, ...more: string[]) => ({
  ...{ name: target || 'tempo', image: 'grafana/tempo:2.10.5' },
  args: [...(target ? [`-target=${target}`] : []), '-config.file=/conf/tempo.yaml', ...more],
  volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
});

/** @param pods the targets of the containers of each pod; an empty one has no flag */
function said(pods: readonly (readonly string[])[], { isOurs = true, initContainers = [] as object[] } = {}): string[] {
  const metadata = (name: string) => ({ metadata: { name, namespace: 'tracing' } });
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata('tempo'), data: { 'tempo.yaml': dump({ distributor: {} }) } },
    ...pods.map((targets, index) => ({
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', ...metadata(`tempo-${index}`) },
      spec: {
        template: {
          spec: {
            containers: targets.map((target) => containerOf(target)),
            initContainers,
            volumes: [{ name: 'conf', configMap: { name: 'tempo' } }],
          },
        },
      },
    })),
  ];
  const { tempos, world } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), {
    isOurs,
    declared: { ...NOTHING_DECLARED, receivers: isOurs ? ['zipkin'] : [] },
  });
  return tempos.flatMap((tempo) => checkTargets(tempo, world)).map((found) => `${found.severity}: ${sentence(found)}`);
}

const each = (targets: readonly string[]) => targets.map((target) => [target]);

test('a whole Tempo passes, in one process or in several', () => {
  expect(said(each(ALL))).toEqual([]);
  expect(said(each(['distributor', 'live-store', 'querier', 'query-frontend']))).toEqual([]);
  expect(said([['all']])).toEqual([]);
  expect(said([['']])).toEqual([]);
});

test('an init container that only reads the configuration is not one of its processes', () => {
  expect(said(each(ALL), { initContainers: [containerOf('', '-config.verify')] })).toEqual([]);
  expect(said(each(ALL), { initContainers: [{ ...containerOf(''), restartPolicy: 'Always' }] })).not.toEqual([]);
});

test('a microservice that nothing runs is an error; of other authors, one of four is a warning', () => {
  const text =
    'ConfigMap tempo: no container runs the querier with this configuration; add its workload, or correct -target and -config.file there';
  const withoutQuerier = each(ALL.filter((target) => target !== 'querier'));
  expect(said(withoutQuerier)).toEqual([`error: ${text}`]);
  expect(said(withoutQuerier, { isOurs: false })).toEqual([`warning: ${text}`]);
  expect(said(each(['distributor', 'ingester']), { isOurs: false })).toEqual([]);
});

test('a process without a target beside microservices, and two servers in one pod, are errors', () => {
  expect(said(each([...ALL.slice(0, 3), '']))).toEqual([
    'error: Deployment tempo-3 (container tempo): has no -target, so it runs a whole Tempo beside the microservices; add -target, such as -target=querier',
  ]);
  expect(said([['distributor', 'ingester'], ['querier'], ['query-frontend']])).toEqual([
    'error: Deployment tempo-0 (container ingester): listens on port 3200, as container distributor of the same pod does, so one of them does not start; remove it',
  ]);
});
