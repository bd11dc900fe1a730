/** What each ServiceMonitor selects (monitoring.coreos.com/v1, which an operator turns into targets by endpoints). */
import { at, listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { groupOf } from '../../../world/kubernetes';
import { selectsLabels } from '../../../world/label-selector';
import type { Lookup, Service } from '../../../world/lookup';

export interface Monitor {
  readonly placed: Placed;
  readonly selector: unknown;
  /** The namespaces in which it looks for Services; undefined for all. */
  readonly namespaces?: readonly string[];
  /** The Services of these manifests that it selects. */
  readonly services: readonly Service[];
  /** What it scrapes: the name of a port of the Service, or a port of the pods. */
  readonly endpoints: readonly { readonly port?: string; readonly targetPort?: string }[];
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
  return {
    ...{ placed, selector, namespaces },
    services: services.filter((service) => (namespaces?.includes(service.namespace) ?? true) && selectsLabels(selector, labelsOf(service))),
    endpoints: listAt(spec, 'endpoints').map((endpoint) => ({
      port: textAt(endpoint, 'port'),
      targetPort: textAt(endpoint, 'targetPort'),
    })),
  };
}

export const labelsOf = ({ placed }: Service): Readonly<Record<string, string>> => placed.object.metadata.labels ?? {};
