/** Labels and annotations of the demo, as patches of its kustomization. */
import type { KustomizeSource } from '../component';
import type { Metadata } from '../metadata/config';

type Patch = KustomizeSource['patches'][number];
type Operations = { readonly op: 'add'; readonly path: string; readonly value: unknown }[];

/** The Deployments of the demo. */
export const DEPLOYMENTS = { group: 'apps', version: 'v1', kind: 'Deployment' };
/** Its other kinds, which have neither labels nor annotations in the base, except for the annotation of the Namespace, which is patched. */
const OTHERS = ['Namespace', 'Service', 'ServiceAccount'].map((kind) => ({ version: 'v1', kind }));

/**
 * Not by `commonLabels`, which would change selectors before Argo CD 2.11. An `add` replaces a whole map, so it is one for each key where
 * the base, or a patch before, has the map.
 * @param podAnnotations the annotations that another patch gives to the pods
 * @param namespace further labels of the Namespace; undefined if it is left out
 */
export function metadataPatches(
  { labels, annotations }: Metadata,
  { podAnnotations, namespace }: { readonly podAnnotations?: object; readonly namespace?: object },
): Patch[] {
  const whole = (path: string, map: object): Operations => (Object.keys(map).length > 0 ? [{ op: 'add', path, value: map }] : []);
  const each = (path: string, map: object): Operations =>
    Object.entries(map).map(([key, value]) => ({ op: 'add', path: `${path}/${escaped(key)}`, value }));
  const ofKind = (kind: string): Operations => [
    ...whole('/metadata/labels', kind === 'Namespace' ? { ...namespace, ...labels } : labels),
    ...(kind === 'Namespace' ? each : whole)('/metadata/annotations', annotations),
  ];
  const ofDeployments = [
    ...each('/metadata/labels', labels),
    ...whole('/metadata/annotations', annotations),
    ...each('/spec/template/metadata/labels', labels),
    ...(podAnnotations ? each : whole)('/spec/template/metadata/annotations', annotations),
  ];
  const others = OTHERS.filter(({ kind }) => kind !== 'Namespace' || namespace !== undefined);
  return [
    ...others.map((target) => ({ target, operations: ofKind(target.kind) })),
    { target: DEPLOYMENTS, operations: ofDeployments },
  ].filter(({ operations }) => operations.length > 0);
}

/** A key as a step of a JSON pointer (RFC 6901). */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
