/** Labels of pods and namespaces, as far as they are known, and what selects them. */
import { listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Pod } from '../kubernetes';
import { selectsLabels } from '../label-selector';
import { namespaceObject } from '../namespaces';
import { type Certainty, every } from './certainty';

export interface KnownLabels {
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the object may have another label with that key. */
  readonly mayHave: (key: string) => boolean;
}

export const UNKNOWN_LABELS: KnownLabels = { labels: {}, mayHave: () => true };

/** Labels that controllers of workloads and the injector of Linkerd add to pods. */
const ADDED_TO_PODS =
  /^(pod-template-(hash|generation)|controller-(revision-hash|uid)|job-name|(statefulset|apps|batch)\.kubernetes\.io\/.*|(.*\.)?linkerd\.io\/.*)$/;

export const labelsOfPod = ({ labels }: Pick<Pod, 'labels'>): KnownLabels => ({ labels, mayHave: (key) => ADDED_TO_PODS.test(key) });

/** The label that the API server gives to each namespace (Kubernetes 1.22 and newer). */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Labels that tools add to namespaces. */
const ADDED_TO_NAMESPACES = /(^|\.)(cattle\.io|fluxcd\.io|argoproj\.io|openshift\.io|istio\.io|linkerd\.io)\//;

/** Of a namespace without manifest, only its name is known. */
export function labelsOfNamespace(name: string, world: Pick<World, 'objects'>): KnownLabels {
  const manifest = namespaceObject(name, world);
  const written = Object.entries(mapAt(manifest?.object, 'metadata', 'labels')).map(([key, value]) => [key, textFrom(value)]);
  return {
    labels: { ...Object.fromEntries(written), [NAMESPACE_NAME]: name },
    mayHave: (key) => manifest === undefined || ADDED_TO_NAMESPACES.test(key),
  };
}

/** Whether a label selector selects an object. An empty one selects everything. */
export function selects(selector: unknown, { labels, mayHave }: KnownLabels): Certainty {
  const requirements: unknown[] = [
    ...Object.entries(mapAt(selector, 'matchLabels')).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...listAt(selector, 'matchExpressions'),
  ];
  return every(
    requirements.map((requirement) => {
      const key = textAt(requirement, 'key') ?? '';
      const isUnknown = !Object.hasOwn(labels, key) && mayHave(key);
      return isUnknown ? undefined : selectsLabels({ matchExpressions: [requirement] }, labels);
    }),
  );
}
