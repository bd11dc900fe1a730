/** Checks that each ServiceMonitor selects a Service with the ports that it names. */
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import type { World } from '../../../stack';
import { aboutObject } from '../../../world/kubernetes';
import { selectsLabels } from '../../../world/label-selector';
import type { Lookup } from '../../../world/lookup';
import { namespaceObject } from '../../../world/namespaces';
import { ADDRESSES_RULES } from '../rules';
import { labelsOf, type Monitor, monitorsIn } from './selected';

export const checkMonitors = (world: World, lookup: Lookup): Finding[] =>
  monitorsIn(world, lookup).flatMap((monitor) => {
    if (monitor.services.length > 0) return missingPorts(monitor, lookup);
    return monitor.leftOut.length > 0 ? [] : selectsNothing(monitor, lookup, world);
  });

/** A Service of the monitor may have the port that another one lacks, and one that is left out on purpose as well. */
function missingPorts(monitor: Monitor, lookup: Lookup): Finding[] {
  const { placed, services: selected, leftOut, endpoints } = monitor;
  const services = [...selected, ...leftOut];
  const names = services.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? []));
  const pods = services.flatMap((service) => lookup.podsBehind(service));
  const targets = pods.flatMap(({ containers }) => containers.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])));
  const found = endpoints.flatMap(({ port, targetPort }) => {
    if (port !== undefined) return names.includes(port) ? [] : [noPort(port, names, 'no Service that it selects has', placed)];
    // A pod may listen on a port that its manifest does not list, but not by name.
    const isKnown = targetPort === undefined || /^\d+$/.test(targetPort) || targets.includes(targetPort) || pods.length === 0;
    return isKnown ? [] : [noPort(targetPort, targets, 'no pod behind the Services that it selects has', placed)];
  });
  // A chart also names the ports of what is off, such as that of tempo-query before tempo 1.26.7, and no value removes them.
  const isHarmless = isByHelm(monitor) && found.length < endpoints.length;
  return isHarmless ? found.map((each) => ({ ...each, severity: 'note', fix: SCRAPED })) : found;
}

const SCRAPED = 'nothing else is missing, because Prometheus reads its other ports';

function noPort(port: string, names: readonly string[], lack: string, { place, object }: Monitor['placed']): Finding {
  const meant = nearest(port, names);
  const fix = meant ? `use ${meant}` : 'remove it, or enable what serves it';
  return error(place, ADDRESSES_RULES.says('monitored-port', `names port ${port}, which ${lack}`, fix), aboutObject(object));
}

/**
 * A chart may make a ServiceMonitor for a part that is off, and an operator may make the Service later. So it is an error only if these
 * manifests have what was meant.
 */
function selectsNothing(monitor: Monitor, lookup: Lookup, world: World): Finding[] {
  const { placed, selector, namespaces } = monitor;
  const says = (problem: string, fix: string) => ADDRESSES_RULES.says('monitor-without-service', `selects no Service: ${problem}`, fix);
  const about = aboutObject(placed.object);
  const elsewhere = lookup.services.find((service) => selectsLabels(selector, labelsOf(service)) && !isEmpty(selector));
  if (elsewhere && namespaces) {
    const { name, namespace } = elsewhere;
    const fix = `add ${namespace} to namespaceSelector.matchNames`;
    return [error(placed.place, says(`${name} is in namespace ${namespace}, and it looks in ${namespaces.join(', ')}`, fix), about)];
  }
  const pod = lookup.pods.find(
    ({ placed: { namespace = '' }, labels }) =>
      (namespaces?.includes(namespace) ?? true) && !isEmpty(selector) && selectsLabels(selector, labels),
  );
  if (pod && lookup.services.some((service) => lookup.podsBehind(service).includes(pod))) {
    const { kind, metadata } = pod.placed.object;
    const fix = 'select the labels of its Service, or use a PodMonitor';
    return [error(placed.place, says(`the pods of ${kind} ${metadata.name} have its labels, and their Service has others`, fix), about)];
  }
  if (isByHelm(monitor) || !areOwn(namespaces, world)) return [];
  const fix = 'correct its selector, unless something else makes the Service';
  return [warning(placed.place, says(`none of these manifests in ${namespaces?.join(', ')} has its labels`, fix), about)];
}

const isEmpty = (selector: unknown): boolean => JSON.stringify(selector ?? {}) === '{}';

/** Whether a chart made it. With rendered manifests, only its labels tell. */
const isByHelm = ({ placed: { object, rendered } }: Monitor): boolean =>
  rendered === true || Object.entries(object.metadata.labels ?? {}).some(([key, value]) => key === 'helm.sh/chart' || value === 'Helm');

/** Whether these manifests make all of the namespaces. */
const areOwn = (namespaces: readonly string[] | undefined, world: World): boolean =>
  namespaces?.every((name) => namespaceObject(name, world) !== undefined) ?? false;
