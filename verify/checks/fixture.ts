/** Small objects for the tests of checks. */
import { dump } from 'js-yaml';
import type { Manifest, Placed } from '../stack';

/** An object in the namespace `lab`, with the fields of `more`. */
export const inLab = (object: Manifest, more: Partial<Placed> = {}): Placed => ({
  object,
  namespace: 'lab',
  place: { file: 'dist/lab/tempo.k8s.yaml' },
  ...more,
});

/** @param spec the pod spec */
export const deployment = (name: string, spec: object): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec } },
});

/** The ConfigMap `tempo-config`, with this configuration in `tempo.yaml`. */
export const tempoConfigMap = (config: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'tempo-config' },
  data: { 'tempo.yaml': dump(config) },
});
