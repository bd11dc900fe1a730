/** Checks that all processes of a Tempo agree on whether each client has a tenant of its own. */
import { error, type Finding } from '../../../lib/findings/finding';
import { at } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import { flagValues, type Reader, type RunningTempo } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

const FLAGS = ['multitenancy.enabled', 'auth.enabled'];

/** Only arguments can differ between processes: they share the configuration. */
export function checkTenants({ config, readers }: RunningTempo): Finding[] {
  const byFile = ['multitenancy_enabled', 'auth_enabled'].some((field) => at(config, field) === true);
  const byFlag = (reader: Reader) => FLAGS.map((flag) => flagValues(reader, flag).at(-1)).find((value) => value !== undefined);
  const isOn = (reader: Reader) => (byFlag(reader) === undefined ? byFile : /^(t|true|1)$/i.test(byFlag(reader) ?? ''));
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
