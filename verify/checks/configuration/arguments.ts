/** Checks arguments that are set twice, of which the last one counts. */
import { error, type Finding } from '../../../lib/findings/finding';
import { aboutObject } from '../../world/kubernetes';
import { flagValues, type RunningTempo } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

export function checkArguments({ readers }: RunningTempo): Finding[] {
  return readers.flatMap((reader) => {
    const [first = '', ...later] = flagValues(reader, 'target');
    const last = later.at(-1) ?? first;
    if (last === first) return [];
    const { placed } = reader.pod;
    const problem = `has -target=${last} after -target=${first}, and the last one counts, so nothing here runs the ${first}`;
    return [
      error(placed.place, CONFIGURATION_RULES.says('second-target', problem, `remove -target=${last}`), {
        ...aboutObject(placed.object),
        part: `container ${reader.container.name}`,
      }),
    ];
  });
}
