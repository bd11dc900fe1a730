import { changeOf, clusterOf, stepsOf } from '../../../test/changed';

test.each([
  ['0.140.0', 'the traces of the last 30s, which wait for a decision, are lost'],
  ['0.141.0', 'the traces of the last 30s, which wait for a decision, are decided from the spans that have arrived'],
])('a restart of a tier of collector %s that samples says what it loses', (chart, expected) => {
  const sampling = (replicas: number, policy: string) =>
    clusterOf({
      rest: `collector: { chart: ${chart}, tailSampling: { replicas: ${replicas}, policies: [{ name: ${policy}, type: always_sample }] } }`,
    });
  expect(stepsOf(changeOf([sampling(2, 'all')], [sampling(2, 'each')]))).toEqual([
    `note: dist/home: collector.tailSampling: restarts the pods of the Helm release of opentelemetry-collector (values); ${expected}`,
  ]);
  expect(stepsOf(changeOf([sampling(2, 'all')], [sampling(3, 'all')])).join()).not.toContain('wait for a decision');
  expect(stepsOf(changeOf([sampling(3, 'all')], [sampling(2, 'all')]))).toEqual([
    `note: dist/home: collector.tailSampling: 2 instead of 3 pods of tempo-collector-sampling; ${expected}`,
  ]);
  expect(stepsOf(changeOf([sampling(3, 'all')], [sampling(2, 'each')]))).toHaveLength(1);
  const alone = clusterOf({ rest: `collector: { chart: ${chart} }` });
  expect(stepsOf(changeOf([sampling(2, 'all')], [alone])).join()).toContain(
    `home-tracing-collector-sampling with its objects; ${expected}`,
  );
});

test.each([
  ['0.140.0', 'the traces of the last 45s, which wait for a decision, are lost'],
  ['0.141.0', 'the traces of the last 45s, which wait for a decision, are decided from the spans that have arrived'],
])('so does a tier of collector %s that synth renders', (chart, expected) => {
  const gitops = 'helm: manifests';
  const rest = (tailSampling: string) => `collector: { chart: ${chart}${tailSampling} }`;
  const sampling = ', tailSampling: { policies: [{ name: all, type: always_sample }] }';
  const rendered = (replicas: number, image: string) => {
    const synthesis = clusterOf({ gitops, rest: rest(sampling) });
    return { ...synthesis, files: new Map([...synthesis.files, ['home/collector-sampling-chart.k8s.yaml', tier(replicas, image)]]) };
  };
  const tier = (replicas: number, image: string) =>
    [
      '# Generated from clusters/home.yaml by `npm run synth`; do not edit.',
      'apiVersion: v1',
      'kind: ConfigMap',
      `metadata: { name: tempo-collector-sampling, namespace: tracing, labels: { helm.sh/chart: opentelemetry-collector-${chart} } }`,
      'data: { relay: "{ receivers: { otlp: {} }, processors: { tail_sampling: { decision_wait: 45s } }, service: { pipelines: { traces: {} } } }" }',
      '---',
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata: { name: tempo-collector-sampling, namespace: tracing }',
      `spec: { replicas: ${replicas}, template: { spec: { containers: [{ image: ${image} }] } } }`,
    ].join('\n');

  expect(stepsOf(changeOf([rendered(2, 'a:1')], [rendered(2, 'a:2')]))).toEqual([
    `note: dist/home: collector.tailSampling: restarts Deployment tempo-collector-sampling (image a:1 to a:2); ${expected}`,
  ]);
  expect(stepsOf(changeOf([rendered(3, 'a:1')], [rendered(2, 'a:1')]))).toEqual([
    `note: dist/home: collector.tailSampling: 2 instead of 3 pods of tempo-collector-sampling; ${expected}`,
  ]);
  expect(stepsOf(changeOf([rendered(2, 'a:1')], [clusterOf({ gitops, rest: rest('') })])).join()).toContain(
    `with its objects; ${expected}`,
  );
});
