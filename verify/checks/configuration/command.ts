/** Checks that the containers of Tempo run Tempo, and that all microservices on the path of a trace are there. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { listAt, textFrom } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { type Reader, type RunningTempo, targetOf } from '../../world/tempo';
import { aboutReader } from './arguments';
import { CONFIGURATION_RULES } from './rules';

/** A command replaces the entry point of the image. A script may start Tempo in the end. */
export function checkCommands({ readers }: RunningTempo): Finding[] {
  return readers.flatMap((reader) => {
    const command = listAt(reader.container.source, 'command').map(textFrom);
    if (command.length === 0 || command.some((part) => /tempo/i.test(part))) return [];
    const [name = ''] = command;
    const problem = `runs ${name} instead of Tempo`;
    return [aboutReader(reader, CONFIGURATION_RULES.says('other-command', problem, 'remove the command'))];
  });
}

/** What writes traces, by generation of Tempo; one of them is enough. */
const WRITERS = ['ingester', 'live-store'];

/** A process of a microservice needs the others: with the wrong target, nothing runs one of them. */
export function checkMicroservices({ readers, placed, key }: RunningTempo, world: World): Finding[] {
  const targets = new Set(readers.filter(isTempo).flatMap((reader) => targetOf(reader).split(',')));
  if (targets.has('all') || targets.has('scalable-single-binary') || targets.size < 2) return [];
  const lacking = ['distributor', 'querier', 'query-frontend'].filter((target) => !targets.has(target));
  const missing = [...lacking, ...(WRITERS.some((target) => targets.has(target)) ? [] : ['ingester'])];
  // If several are missing, they may be installed elsewhere.
  if (missing.length !== 1) return [];
  const problem = `no process here runs the ${missing[0]}, which the others need`;
  const statement = CONFIGURATION_RULES.says('no-such-process', problem, `run one with -target=${missing[0]}`);
  const about = { subject: 'Tempo', part: key };
  return [(world.isOurs ? error : warning)(placed.place, statement, about)];
}

const isTempo = ({ container: { isInit } }: Reader): boolean => !isInit;
