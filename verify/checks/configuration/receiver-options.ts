/** Checks that the receivers have the options of the cluster file. Without them, they start with their defaults. */
import { pathOfReceiver, type Receiver } from '../../../charts/tempo/receivers';
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, leavesOf } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { nameOfPath } from '../../world/value-path';
import { CONFIGURATION_RULES } from './rules';

export function checkReceiverOptions({ config, placed, key }: RunningTempo, { declared: { receiverOptions = {} } }: World): Finding[] {
  const receivers = at(config, 'distributor', 'receivers');
  if (receivers === undefined) return [];
  return (Object.entries(receiverOptions) as [Receiver, object][]).flatMap(([receiver, options]) => {
    const above = pathOfReceiver(receiver);
    return leavesOf(options).flatMap(([path, value]) => {
      if (path.length === 0 || JSON.stringify(at(receivers, ...above, ...path)) === JSON.stringify(value)) return [];
      const problem = `${nameOfPath(['distributor', 'receivers', ...above, ...path])} is not as in tempo.receiverOptions.${receiver}`;
      const statement = CONFIGURATION_RULES.says('receiver-option-lost', problem, RUN_SYNTH);
      return [error(placed.place, statement, { ...aboutObject(placed.object), part: key })];
    });
  });
}
