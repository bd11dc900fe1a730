/** Checks the annotations by which Linkerd puts pods into the mesh and decides what they accept. */
import { ACCEPTS_ALL, INBOUND_POLICY, INJECT } from '../../../../charts/linkerd/injection';
import { TRACE_PROTOCOL } from '../../../../charts/linkerd/trace-annotations';
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { listedOr } from '../../../../lib/findings/listed';
import { at, entryOf, mapAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Manifest, World } from '../../../stack';
import { misspelt } from '../../../world/annotations';
import { aboutObject } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';
import { LINKERD_ANNOTATIONS } from './annotation-names';

/** pkg/k8s/labels.go and pkg/inject/inject.go of Linkerd 2.20 */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  [INJECT]: ['enabled', 'disabled', 'ingress'],
  [INBOUND_POLICY]: [ACCEPTS_ALL, 'all-authenticated', 'cluster-unauthenticated', 'cluster-authenticated', 'deny', 'audit'],
  [TRACE_PROTOCOL]: ['opencensus', 'opentelemetry'],
};

/** Policies that refuse pods outside of the mesh, such as Traefik and Grafana. */
const STRICT = ['deny', 'all-authenticated', 'cluster-authenticated'];

export function checkMeshAnnotations({ objects, isOurs }: World): Finding[] {
  const found = isOurs ? error : warning;
  return objects.flatMap(({ object, place, rendered }) => {
    const statements = annotationsOf(object).flatMap((annotations) => [
      ...misspelt(Object.keys(annotations), LINKERD_ANNOTATIONS).map(({ name, meant }) =>
        says(`annotation ${name} is unknown to Linkerd`, `use ${meant}`),
      ),
      ...Object.entries(annotations).flatMap(([name, value]) => unknownValue(name, textFrom(value))),
      // A chart that is not ours to change has policies of its own.
      ...(isOurs && !rendered ? refusals(annotations) : []),
    ]);
    return [
      ...statements.map((statement) => found(place, statement, aboutObject(object))),
      ...(isOurs && !rendered ? dependent(object).map((statement) => warning(place, statement, aboutObject(object))) : []),
    ];
  });
}

const says = (problem: string, fix: string): Statement => ADDRESSES_RULES.says('mesh-annotation', problem, fix);

/** Those of the object, and those of its pods. */
const annotationsOf = (object: Manifest): Readonly<Record<string, unknown>>[] => [
  mapAt(object, 'metadata', 'annotations'),
  mapAt(object, 'spec', 'template', 'metadata', 'annotations'),
];

function unknownValue(name: string, value: string): Statement[] {
  const known = entryOf(VALUES, name);
  if (!known || known.includes(value)) return [];
  return [says(`annotation ${name} is ${value || 'empty'}, which Linkerd ignores`, `use ${listedOr(known)}`)];
}

function refusals(annotations: Readonly<Record<string, unknown>>): Statement[] {
  const policy = textFrom(annotations[INBOUND_POLICY] ?? '');
  if (!STRICT.includes(policy)) return [];
  const problem = `default-inbound-policy is ${policy}, which refuses Traefik and Grafana, because they are not in the mesh`;
  return [ADDRESSES_RULES.says('mesh-refuses', problem, `use ${ACCEPTS_ALL}`)];
}

/** A Namespace of the output that is in the mesh has its own policy. */
function dependent(object: Manifest): Statement[] {
  const annotations = mapAt(object, 'metadata', 'annotations');
  if (object.kind !== 'Namespace' || annotations[INJECT] !== 'enabled' || at(annotations, INBOUND_POLICY) !== undefined) return [];
  const problem = `has no ${INBOUND_POLICY}, so a mesh with a strict policy refuses Traefik and Grafana`;
  return [ADDRESSES_RULES.says('mesh-refuses', problem, `annotate it with ${INBOUND_POLICY}: ${ACCEPTS_ALL}`)];
}
