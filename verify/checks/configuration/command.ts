/** Checks that the containers of Tempo run Tempo, and that all microservices on the path of a trace are there. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { listAt, textFrom } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { flagValues, type RunningTempo, targetOf } from '../../world/tempo';
import { aboutContainer, aboutReader, TARGETS } from './arguments';
import { CONFIGURATION_RULES } from './rules';

/** A command replaces the entry point of the image. A script may start Tempo in the end. */
export function checkCommands({ readers }: RunningTempo): Finding[] {
  return readers.flatMap((reader) => {
    const command = listAt(reader.container.source, 'command').map(textFrom);
    const [name = ''] = command;
    if (command.length === 0 || (!name.startsWith('-') && command.some((part) => /tempo/i.test(part)))) return [];
    const problem = `runs ${name} instead of Tempo`;
    const fix = name.startsWith('-') ? 'write command as args' : 'remove the command';
    return [aboutReader(reader, CONFIGURATION_RULES.says('other-command', problem, fix))];
  });
}

/** A workload that is named after a microservice, which nothing runs because of its target. */
export function checkMicroservices({ readers }: RunningTempo, world: World): Finding[] {
  const targets = new Set(readers.flatMap((reader) => targetOf(reader).split(',')));
  return readers.flatMap((reader) => {
    const [target = '', ...more] = flagValues(reader, 'target');
    const meant = NEEDED.find((name) => reader.pod.placed.object.metadata.name.endsWith(`-${name}`));
    if (meant === undefined || targets.has(meant)) return [];
    if (more.length > 0 || !TARGETS.includes(target) || ['all', 'scalable-single-binary'].includes(target)) return [];
    const statement = CONFIGURATION_RULES.says(
      'no-such-process',
      `runs the ${target}, so nothing here runs the ${meant}`,
      `use -target=${meant}`,
    );
    return [(world.isOurs ? error : warning)(reader.pod.placed.place, statement, aboutContainer(reader))];
  });
}

/** On the path of a trace. */
const NEEDED = ['distributor', 'ingester', 'querier', 'query-frontend', 'live-store', 'block-builder'];
