/** Checks that Prometheus scrapes each process of Tempo and the collector, if the cluster file has `monitoring`. */
import { error, type Finding } from '../../../../lib/findings/finding';
import type { World } from '../../../stack';
import type { RunningCollector } from '../../../world/collectors';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import type { RunningTempo } from '../../../world/tempo';
import { ADDRESSES_RULES } from '../rules';
import { type Monitor, monitorsIn } from './selected';

export function checkPromisedMonitors(
  world: World,
  lookup: Lookup,
  tempos: readonly RunningTempo[],
  collectors: readonly RunningCollector[],
): Finding[] {
  const { monitoring } = world.declared;
  if (!monitoring || !world.isOurs) return [];
  const monitors = monitorsIn(world, lookup);
  const fixes = new Map([
    ...tempos.flatMap(({ readers }) => readers.map(({ pod }) => [pod, 'correct tempo.values'] as const)),
    ...collectors
      .filter(({ name }) => name === world.declared.collector?.name)
      .map(({ reader }) => [reader.pod, 'correct collector.values'] as const),
  ]);
  return [...fixes].flatMap(([pod, fix]) => {
    const own = monitors.filter(({ services }) => services.some((service) => lookup.podsBehind(service).includes(pod)));
    const { place, object } = pod.placed;
    const says = (problem: string) => error(place, ADDRESSES_RULES.says('unmonitored-process', problem, fix), aboutObject(object));
    if (own.length === 0 && monitors.some(({ leftOut }) => leftOut.some((service) => lookup.podsBehind(service).includes(pod)))) return [];
    if (own.length === 0) return [says('monitoring is on, but no ServiceMonitor selects a Service of its pods')];
    const lacks = (monitor: Monitor) => Object.entries(monitoring.labels).filter(([key, value]) => !hasLabel(monitor, key, value));
    // Prometheus selects a ServiceMonitor that has all of them.
    const [missing = []] = own.map(lacks).sort((a, b) => a.length - b.length);
    return missing.map(([key, value]) =>
      says(`its ServiceMonitor lacks the label ${key}: ${value} of monitoring.labels, so Prometheus does not select it`),
    );
  });
}

const hasLabel = ({ placed }: Monitor, key: string, value: string): boolean => placed.object.metadata.labels?.[key] === value;
