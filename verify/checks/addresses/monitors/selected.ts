/** What each ServiceMonitor selects (monitoring.coreos.com/v1, which an operator turns into targets by endpoints). */
import { at, listAt, mapAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { groupOf } from '../../../world/kubernetes';
import { selectsLabels } from '../../../world/label-selector';
import type { Lookup, Service } from '../../../world/lookup';

interface Endpoint {
  readonly port?: string;
  readonly targetPort?: string;
  /** Whether its relabelings may leave out some of the targets. */
  readonly isFiltered: boolean;
}

export interface Monitor {
  readonly placed: Placed;
  readonly selector: unknown;
  /** The namespaces in which it looks for Services; undefined for all. */
  readonly namespaces?: readonly string[];
  /** The Services of these manifests that it selects. */
  readonly services: readonly Service[];
  /** Those that it leaves out by the label that is for this. */
  readonly leftOut: readonly Service[];
  /** What it scrapes: the name of a port of the Service, or a port of the pods. */
  readonly endpoints: readonly Endpoint[];
}

export const monitorsIn = ({ objects }: World, { services }: Lookup): Monitor[] =>
  objects
    .filter(({ object }) => object.kind === 'ServiceMonitor' && groupOf(object) === 'monitoring.coreos.com')
    .map((placed) => monitorOf(placed, services));

function monitorOf(placed: Placed, services: readonly Service[]): Monitor {
  const spec = at(placed.object, 'spec');
  const selector = at(spec, 'selector');
  const named = listAt(spec, 'namespaceSelector', 'matchNames').map(textFrom);
  const isAny = at(spec, 'namespaceSelector', 'any') === true;
  const namespaces = isAny ? undefined : named.length > 0 ? named : [placed.namespace ?? 'default'];
  const within = services.filter(({ namespace }) => namespaces?.includes(namespace) ?? true);
  const selected = within.filter((service) => selectsLabels(selector, labelsOf(service)));
  const all = allOf(selector);
  return {
    ...{ placed, selector, namespaces },
    services: selected,
    leftOut: all ? within.filter((service) => !selected.includes(service) && selectsLabels(all, labelsOf(service))) : [],
    endpoints: listAt(spec, 'endpoints').map((endpoint) => ({
      port: textAt(endpoint, 'port'),
      targetPort: textAt(endpoint, 'targetPort'),
      isFiltered: isFiltered(endpoint),
    })),
  };
}

/** By the actions of Prometheus, in any case. */
export const isFiltered = (endpoint: unknown): boolean =>
  listAt(endpoint, 'relabelings').some((rule) => /^(keep|drop)(equal)?$/i.test(textAt(rule, 'action') ?? ''));

/** The selector without what leaves out Services; undefined if it leaves out none. */
function allOf(selector: unknown): object | undefined {
  const expressions = listAt(selector, 'matchExpressions');
  const others = expressions.filter(
    (each) => textAt(each, 'key') !== 'prometheus.io/service-monitor' || textAt(each, 'operator') !== 'NotIn',
  );
  return others.length < expressions.length ? { matchLabels: mapAt(selector, 'matchLabels'), matchExpressions: others } : undefined;
}

export const labelsOf = ({ placed }: Service): Readonly<Record<string, string>> => placed.object.metadata.labels ?? {};
