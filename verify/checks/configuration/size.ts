/** Checks that the processes of Tempo have the size of the cluster file, where the user's own values do not change it. */
import { TEMPO, targetName, WORKLOADS } from '../../../charts/tempo/names/workloads';
import { monolithicSizeValues, sizeValues } from '../../../charts/tempo/size/values';
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { isMap, leavesOf, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { replicasOf } from '../../world/replicas';
import { isMonolithic, type Reader, type RunningTempo, targetOf } from '../../world/tempo';
import { nameOfPath } from '../../world/value-path';
import { CONFIGURATION_RULES } from './rules';

export function checkSize({ config, readers }: RunningTempo, { declared: { size, values } }: World): Finding[] {
  const user = isMap(values.tempo) ? values.tempo : {};
  return readers.flatMap((reader) => {
    const wanted = isMonolithic(reader) ? mapAt(monolithicSizeValues(size, user), 'tempo') : ofMicroservice(reader);
    const alike = readers.filter((other) => !isMonolithic(reader) && targetOf(other) === targetOf(reader));
    return [...replicas(reader, alike, wanted), ...copies(wanted), ...resources(reader, wanted)].map((difference) => {
      const { placed } = reader.pod;
      const statement = CONFIGURATION_RULES.says('size-differs', `${difference} of tempo.size ${size}`, RUN_SYNTH);
      return error(placed.place, statement, aboutObject(placed.object));
    });
  });

  function ofMicroservice(reader: Reader): Wanted {
    const workload = WORKLOADS.find((name) => targetName(name) === targetOf(reader));
    return workload ? mapAt(sizeValues(size, { workloads: [workload], user, releaseName: TEMPO, hasZones: false }), workload) : {};
  }

  function copies(wanted: Wanted): string[] {
    const factor = textAt(wanted, 'config', 'replication_factor');
    const found = textAt(config, 'ingester', 'lifecycler', 'ring', 'replication_factor');
    return factor === undefined || factor === found ? [] : [`has ${found ?? 3} as replication factor instead of ${factor}`];
  }
}

type Wanted = Readonly<Record<string, unknown>>;

/** @param alike those of the same microservice: one, or one for each zone, between which the chart divides them and rounds up */
function replicas(reader: Reader, alike: readonly Reader[], wanted: Wanted): string[] {
  const number = textAt(wanted, 'replicas');
  const total = alike.reduce((sum, { pod }) => sum + replicasOf(pod.placed), 0);
  if (alike.length > 1 && total >= Number(number)) return [];
  const found = replicasOf(reader.pod.placed);
  if (number === undefined || Number.isNaN(found) || String(found) === number) return [];
  return [`has ${found} ${found === 1 ? 'replica' : 'replicas'} instead of ${number}`];
}

const resources = ({ container: { source } }: Reader, wanted: Wanted): string[] =>
  leavesOf(mapAt(wanted, 'resources')).flatMap(([path, value]) => {
    const found = textAt(source, 'resources', ...path);
    if (path.length === 0 || found === value) return [];
    return [`has ${nameOfPath(['resources', ...path])} ${found ?? 'unset'} instead of ${value}`];
  });
