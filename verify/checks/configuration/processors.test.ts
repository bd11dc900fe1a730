/** The processors of the metrics-generator. */
import { dump } from 'js-yaml';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
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

const said = (manifests: string): string[] => worldOf(manifests).tempos.flatMap(checkProcessors).map(sentence);

const nested = (...processors: string[]) => ({ defaults: { metrics_generator: { processors } } });

test('an unknown processor is reported in both formats, unless this version of Tempo is unknown', () => {
  const text = (name: string, fix: string) =>
    `ConfigMap tempo (tempo.yaml): unknown processor ${name}, so the metrics-generator makes no metrics; use ${fix}`;
  expect(said(tempo(nested('service-graph')))).toEqual([text('service-graph', 'service-graphs')]);
  expect(said(tempo({ metrics_generator_processors: ['span-metrcis'] }))).toEqual([text('span-metrcis', 'span-metrics')]);
  expect(said(tempo(nested('service-graph'), 'grafana/tempo:9.0.0'))).toEqual([]);
  expect(said(tempo(nested('service-graphs', 'span-metrics-latency', 'local-blocks')))).toEqual([]);
});
