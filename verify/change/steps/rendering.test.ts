import { changeOf, clusterOf, stepsOf } from '../../../test/changed';

/** A part of what synth renders from the chart of Tempo. */
const RENDERED = `# Generated from clusters/home.yaml by \`npm run synth\`; do not edit.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: tempo-querier
  namespace: tracing
  labels: { helm.sh/chart: tempo-distributed-2.26.2, app.kubernetes.io/instance: tempo }
`;

const manifests = () => {
  const synthesis = clusterOf({ gitops: 'helm: manifests' });
  return { ...synthesis, files: new Map([...synthesis.files, ['home/tempo-chart.k8s.yaml', RENDERED]]) };
};
const told = (...sides: Parameters<typeof changeOf>) => stepsOf(changeOf(...sides)).filter((line) => line.includes('gitops.helm'));

test('objects of charts that only one output has are not compared, which is told', () => {
  const expected = [
    'note: dist/home: gitops.helm: changes, and only one of both outputs has the objects of tempo-distributed, so what else changes in them is unknown; change nothing else in this merge, or run `npm run verify -- --from HEAD` before it, which renders both',
  ];

  expect(told([manifests()], [clusterOf()])).toEqual(expected);
  expect(told([clusterOf()], [manifests()])).toEqual(expected);
});

test('those that both have, or none, are compared', () => {
  expect(told([manifests()], [manifests()])).toEqual([]);
  expect(told([clusterOf()], [clusterOf({ tempo: 'chart: 2.26.1' })])).toEqual([]);
});
