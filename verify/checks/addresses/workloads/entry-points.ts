/** Checks that the entry points of Traefik can all listen. */
import { entryPointsIn, samePorts, samePortText } from '../../../../charts/traefik/exposure/entry-points';
import { error, type Finding } from '../../../../lib/findings/finding';
import type { TraefikProcess } from '../../../uses/traefik';
import { aboutObject } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';

export const checkEntryPointPorts = (traefiks: readonly TraefikProcess[]): Finding[] =>
  traefiks.flatMap(({ flags, pod: { placed }, container }) =>
    samePorts(entryPointsIn(flags)).map(([one, other]) => {
      const fix = `use another port for ${other.name}, such as in ports.${other.name}.port of the chart`;
      const statement = ADDRESSES_RULES.says('same-port', samePortText(one, other), fix);
      return error(placed.place, statement, { ...aboutObject(placed.object), part: `container ${container.name}` });
    }),
  );
