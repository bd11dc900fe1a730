/** Checks that the components of the cluster file at both ends of the path of a trace are there: Traefik and Tempo, and the collector between them. */
import { CHART as COLLECTOR_CHART } from '../../../charts/collector/releases';
import { error, type Finding, isSamePlace } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import type { World } from '../../stack';
import { traefiksIn } from '../../uses/traefik';
import type { RunningCollector } from '../../world/collectors';
import type { Lookup } from '../../world/lookup';
import type { RunningTempo } from '../../world/tempo';
import { ADDRESSES_RULES } from './rules';

export function checkPromised(
  world: World,
  lookup: Lookup,
  tempos: readonly RunningTempo[],
  collectors: readonly RunningCollector[],
): Finding[] {
  const { declared, isOurs } = world;
  if (!isOurs) return [];
  return [
    ...(declared.storage && tempos.length === 0 ? absent('Tempo', ['tempo', 'tempo-distributed'], world) : []),
    ...(declared.sampleRate !== undefined && traefiksIn(lookup).length === 0 ? absent('Traefik', ['traefik'], world) : []),
    ...(declared.collector && !collectors.some(({ name }) => name === declared.collector?.name)
      ? absent('the collector', [COLLECTOR_CHART], world)
      : []),
  ];
}

/** @param charts the charts that install the component. A release that could not be rendered may have it. */
function absent(subject: string, charts: readonly string[], { installations, releases, folder }: World): Finding[] {
  const own = installations.filter(({ chart }) => charts.includes(chart.name));
  const isUnknown = own.some(({ place }) => !releases.some((release) => isSamePlace(release.place, place)));
  if (isUnknown) return [];
  const problem = `is in the cluster file, but nothing here ${own.length > 0 ? 'runs' : 'installs or configures'} it`;
  const statement = ADDRESSES_RULES.says('missing-component', problem, own.length > 0 ? 'correct its values' : RUN_SYNTH);
  return [error(own[0]?.place ?? { file: folder }, statement, { subject })];
}
