/** Checks that the Services of each ServiceMonitor have the ports that it names. */
import { error, type Finding } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { at, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import { aboutObject, groupOf } from '../../world/kubernetes';
import type { Lookup, Service } from '../../world/lookup';
import { ADDRESSES_RULES } from './rules';

export function checkMonitors({ objects, isOurs }: World, lookup: Lookup): Finding[] {
  return objects
    .filter(({ object }) => object.kind === 'ServiceMonitor' && groupOf(object) === 'monitoring.coreos.com')
    .flatMap((placed) => {
      const names = selectedBy(placed, lookup).flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? []));
      // It may select Services that are not among these manifests.
      if (names.length === 0) return [];
      const ports = listAt(placed.object, 'spec', 'endpoints').flatMap((endpoint) => textAt(endpoint, 'port') ?? []);
      const missing = ports.filter((port) => !names.includes(port));
      // A chart also names the ports of what is off, and its others are scraped.
      if (!isOurs && placed.rendered && missing.length < ports.length) return [];
      return missing.map((port) => missingPort(port, names, placed));
    });
}

function missingPort(port: string, names: readonly string[], { place, object }: Placed): Finding {
  const meant = nearest(port, names);
  const fix = meant ? `use ${meant}` : 'remove it, or enable what serves it';
  return error(place, ADDRESSES_RULES.says('monitored-port', `names port ${port}, which no Service that it selects has`, fix), {
    ...aboutObject(object),
  });
}

/** The Services of its namespaces with its labels; none if it selects by expressions. */
function selectedBy({ object, namespace = 'default' }: Placed, { services }: Lookup): Service[] {
  const spec = at(object, 'spec');
  const labels = Object.entries(mapAt(spec, 'selector', 'matchLabels'));
  if (labels.length === 0 || at(spec, 'selector', 'matchExpressions') !== undefined) return [];
  const named = listAt(spec, 'namespaceSelector', 'matchNames');
  const isAny = at(spec, 'namespaceSelector', 'any') === true;
  return services.filter(
    (service) =>
      (isAny || (named.length > 0 ? named.includes(service.namespace) : service.namespace === namespace)) &&
      labels.every(([key, value]) => service.placed.object.metadata.labels?.[key] === value),
  );
}
