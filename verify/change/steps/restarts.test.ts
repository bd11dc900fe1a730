import { type ClusterParts, changeOf, clusterOf, stepsOf } from '../../../test/changed';

test.each<[string, ClusterParts, ClusterParts, string]>([
  [
    'a value of one microservice',
    {},
    { tempo: 'chart: 2.26.2\n  values: { querier: { resources: { requests: { cpu: 1 } } } }' },
    'tempo-querier (values)',
  ],
  [
    'a receiver',
    {},
    { tempo: 'chart: 2.26.2\n  logReceivedSpans: true' },
    'the pods of the Helm release of tempo-distributed (configuration)',
  ],
  ['the version', { tempo: 'chart: 2.26.1' }, {}, 'the pods of the Helm release of tempo-distributed (chart 2.26.1 to 2.26.2)'],
])('%s names what restarts', (_what, before, after, expected) => {
  expect(stepsOf(changeOf([clusterOf(before)], [clusterOf(after)]))).toContainEqual(`note: dist/home: tempo: restarts ${expected}`);
});

test('replicas and Services restart nothing, and a restart without volumes says what it loses', () => {
  const values = 'chart: 2.26.2\n  values: { querier: { replicas: 2 } }';
  expect(stepsOf(changeOf([clusterOf()], [clusterOf({ tempo: values })]))).toEqual([]);

  const traefik = (values: string) => clusterOf({ rest: `traefik: { chart: 41.3.0, via: release, values: ${values} }` });
  expect(stepsOf(changeOf([traefik('{}')], [traefik('{ service: { spec: { type: NodePort } } }')])).join()).not.toContain('restarts');
  expect(stepsOf(changeOf([traefik('{}')], [traefik('{ ports: { web: { nodePort: 30080 } } }')])).join()).not.toContain('restarts');
  expect(stepsOf(changeOf([traefik('{}')], [traefik('{ ports: { web: { port: 8001 } } }')])).join()).toContain('restarts');

  const without = { persistence: '' };
  expect(stepsOf(changeOf([clusterOf(without)], [clusterOf({ ...without, tempo: 'chart: 2.26.2\n  logReceivedSpans: true' })]))).toEqual([
    expect.stringContaining('without tempo.persistence, the traces in tempo-ingester that are not in S3 yet are lost'),
  ]);
});

test.each([
  ['the ingesters', [], ['ingester']],
  ['ingesters and others', [], ['ingester', 'querier']],
  ['ingesters in zones', ['zoneAwareReplication: { enabled: true }'], ['ingester']],
])('a restart without volumes of %s alone says what it loses', (_what, own, workloads) => {
  const of = (changed: readonly string[]) => {
    const values = ['ingester', 'querier'].map((workload) => {
      const fields = [
        ...(workload === 'ingester' ? own : []),
        ...(changed.includes(workload) ? ['resources: { requests: { cpu: 1 } }'] : []),
      ];
      return `${workload}: { ${fields.join(', ')} }`;
    });
    return clusterOf({ persistence: '', tempo: `chart: 2.26.2\n  values: { ${values.join(', ')} }` });
  };
  expect(stepsOf(changeOf([of([])], [of(workloads)])).join()).toContain('that are not in S3 yet are lost');
});

test.each([
  ['Deployment', 'tempo-querier', 'tracing', false],
  ['StatefulSet', 'tempo-ingester', 'tracing', true],
  ['StatefulSet', 'tempo-ingester', 'other', false],
])('a rendered %s %s in %s that restarts alone says what that loses, if it loses something', (kind, name, namespace, loses) => {
  const rendered = (image: string) => {
    const synthesis = clusterOf({ persistence: '' });
    const workload = `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { spec: { containers: [{ name: tempo, image: ${image} }] } } }
`;
    const file = 'home/tempo.k8s.yaml';
    return { ...synthesis, files: new Map([...synthesis.files, [file, `${synthesis.files.get(file)}${workload}`]]) };
  };
  const loss = loses ? '; without tempo.persistence, the traces in tempo-ingester that are not in S3 yet are lost' : '';
  expect(stepsOf(changeOf([rendered('a:1')], [rendered('a:2')]))).toEqual([
    `note: dist/home: tempo: restarts ${kind} ${name} (image a:1 to a:2)${loss}`,
  ]);
});

test('in a migration, a restart says what the Tempo that restarts loses, and not what the other one would', () => {
  const of = (stage: string, own = '{}', old = '{}') => {
    const from = `{ from: 2.26.2, stage: ${stage}, values: ${old} }`;
    const kafka = 'kafka: { address: "kafka:9092" }';
    return clusterOf({
      persistence: '',
      tempo: `chart: 3.3.0\n  ${kafka}\n  releaseName: tempo-3\n  migration: ${from}\n  values: ${own}`,
    });
  };
  const restartsOf = (after: ReturnType<typeof clusterOf>) =>
    stepsOf(changeOf([of('side-by-side')], [after])).filter((line) => line.includes('tempo: restarts'));
  const more = '{ resources: { requests: { cpu: 1 } } }';

  expect(restartsOf(of('side-by-side', `{ querier: ${more} }`))).toEqual([expect.not.stringContaining('lost')]);
  expect(restartsOf(of('side-by-side', '{}', `{ ingester: ${more} }`))).toEqual([
    expect.stringContaining('the traces in tempo-ingester that are not in S3 yet are lost'),
  ]);
});
