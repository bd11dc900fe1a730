/** Checks that all processes of a Tempo agree on whether each client has a tenant of its own. */
import { error, type Finding } from '../../../lib/findings/finding';
import { aboutObject } from '../../world/kubernetes';
import type { Reader, RunningTempo } from '../../world/tempo';
import { wantsTenant } from '../../world/tempo-server';
import { CONFIGURATION_RULES } from './rules';

/** Only arguments can differ between processes: they share the configuration. */
export function checkTenants(tempo: RunningTempo): Finding[] {
  const { readers } = tempo;
  const isOn = (reader: Reader) => wantsTenant(tempo, reader);
  const [on, off] = [readers.filter(isOn), readers.filter((reader) => !isOn(reader))];
  if (on.length === 0 || off.length === 0) return [];
  const [odd, others, word] = on.length < off.length ? [on, off, 'on'] : [off, on, 'off'];
  const other = others[0]?.pod.placed.object.metadata.name;
  return odd.map(({ pod: { placed }, container }) => {
    const problem = `has multitenancy ${word}, unlike ${other}, so they do not find the same traces`;
    return error(placed.place, CONFIGURATION_RULES.says('multitenancy-differs', problem, 'set multitenancy_enabled for all processes'), {
      ...aboutObject(placed.object),
      part: `container ${container.name}`,
    });
  });
}
