/** The processors of the metrics-generator. */
import { dump } from 'js-yaml';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { type Declared, NOTHING_DECLARED } from '../../world/declared';
import { checkProcessors } from './processors';

const tempo = (overrides: object, image = 'grafana/tempo:2.10.5') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo, namespace: tracing}
data: {tempo.yaml: ${JSON.stringify(dump({ distributor: {}, overrides }))}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo, namespace: tracing}
spec:
  template:
    spec:
      containers: [{name: tempo, image: '${image}', args: [-config.file=/conf/tempo.yaml], volumeMounts: [{name: conf, mountPath: /conf}]}]
      volumes: [{name: conf, configMap: {name: tempo}}]
`;

function said(manifests: string, declared: Partial<Declared> = {}): string[] {
  const { world, tempos } = worldOf(manifests, { declared: { ...NOTHING_DECLARED, ...declared } });
  return tempos.flatMap((each) => checkProcessors(each, world)).map(sentence);
}

const nested = (...processors: string[]) => ({ defaults: { metrics_generator: { processors } } });
const PROMISED = { metricsGenerator: true };

test('an unknown processor is reported in both formats, unless this version of Tempo is unknown', () => {
  const text = (name: string, fix: string) =>
    `ConfigMap tempo (tempo.yaml): unknown processor ${name}, so the metrics-generator makes no metrics; use ${fix}`;
  expect(said(tempo(nested('service-graph')))).toEqual([text('service-graph', 'service-graphs')]);
  expect(said(tempo({ metrics_generator_processors: ['span-metrcis'] }))).toEqual([text('span-metrcis', 'span-metrics')]);
  expect(said(tempo(nested('service-graph'), 'grafana/tempo:9.0.0'))).toEqual([]);
  expect(said(tempo(nested('service-graphs', 'span-metrics-latency', 'local-blocks')))).toEqual([]);
});

test('the service map that the cluster file promises needs service-graphs, unless its values choose the processors', () => {
  expect(said(tempo(nested('span-metrics')), PROMISED)).toEqual([
    'ConfigMap tempo (tempo.yaml): the processor service-graphs is off, so the service map stays empty, but the cluster file has tempo.metricsGenerator; run `npm run synth`',
  ]);
  expect(said(tempo(nested('span-metrics')))).toEqual([]);
  expect(said(tempo(nested('span-metrics', 'service-graphs')), PROMISED)).toEqual([]);
  expect(said(tempo(nested('span-metrics')), { ...PROMISED, values: { tempo: { overrides: nested('span-metrics') } } })).toEqual([]);
});
