/** Checks that every microservice on the path of a trace runs, each in a container of its own. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { flagValues, httpPortOf, type RunningTempo, SEVERAL_IN_ONE, targetOf, tempoVersionOf } from '../../world/tempo';
import { aboutReader } from './arguments';
import { CONFIGURATION_RULES } from './rules';

/** The microservices without which no trace is stored or found, each with what may do its work instead. */
const NEEDED: readonly (readonly string[])[] = [['distributor'], ['ingester', 'live-store'], ['querier'], ['query-frontend']];

export function checkTargets(tempo: RunningTempo, world: World): Finding[] {
  return [...missing(tempo, world), ...wholeTempos(tempo, world), ...samePorts(tempo)];
}

function missing({ readers, placed }: RunningTempo, { isOurs, declared }: World): Finding[] {
  const targets = new Set(readers.flatMap((reader) => targetOf(reader).split(',')));
  if (readers.some((reader) => tempoVersionOf(reader) === undefined) || SEVERAL_IN_ONE.some((target) => targets.has(target))) return [];
  const absent = NEEDED.filter((names) => !names.some((name) => targets.has(name)));
  // Without a cluster file with receivers, this may be a part of a Tempo.
  if (absent.length === 0 || (declared.receivers.length === 0 && (isOurs || absent.length > 1))) return [];
  const problem = `no container runs the ${listed(absent.map(([name = '']) => name))} with this configuration`;
  const statement = CONFIGURATION_RULES.says('no-such-process', problem, 'add its workload, or correct -target and -config.file there');
  return [(isOurs ? error : warning)(placed.place, statement, aboutObject(placed.object))];
}

/** A process without a target is a whole Tempo. Beside microservices, it has another view of the rings than they. */
function wholeTempos({ readers }: RunningTempo, { isOurs }: World): Finding[] {
  const single = readers.filter((reader) => !SEVERAL_IN_ONE.includes(targetOf(reader)));
  if (new Set(single.map(targetOf)).size < 2) return [];
  return readers.flatMap((reader) => {
    if (flagValues(reader, 'target').length > 0) return [];
    const problem = 'has no -target, so it runs a whole Tempo beside the microservices';
    const statement = CONFIGURATION_RULES.says('no-such-process', problem, 'add -target, such as -target=querier');
    const finding = aboutReader(reader, statement);
    return [isOurs ? finding : { ...finding, severity: 'warning' as const }];
  });
}

function samePorts(tempo: RunningTempo): Finding[] {
  return tempo.readers.flatMap((reader, index) => {
    const first = tempo.readers.findIndex(({ pod }) => pod === reader.pod);
    const flags = flagValues(reader, 'server.http-listen-port');
    if (first === index || flags.length > 0) return [];
    return [aboutReader(reader, sameStatement(httpPortOf(tempo), tempo.readers[first]?.container.name ?? ''))];
  });
}

const sameStatement = (port: number, other: string): Statement =>
  CONFIGURATION_RULES.says(
    'same-port',
    `listens on port ${port}, as container ${other} of the same pod does, so one of them does not start`,
    'remove it',
  );
