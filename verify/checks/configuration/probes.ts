/** Checks that probes ask for a path that Tempo serves. */
import { error, type Finding } from '../../../lib/findings/finding';
import { textAt } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { serverPrefixOf } from '../../world/tempo-server';
import { CONFIGURATION_RULES } from './rules';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];

/** `server.http_path_prefix` moves everything, and `http_api_prefix` only the API, so that `/ready` stays. */
export function checkProbes(tempo: RunningTempo): Finding[] {
  const prefix = serverPrefixOf(tempo);
  if (prefix === '') return [];
  return tempo.readers.flatMap(({ pod: { placed }, container: { name, source } }) =>
    PROBES.flatMap((probe) => {
      const path = textAt(source, probe, 'httpGet', 'path');
      if (path === undefined || path.startsWith(`${prefix}/`)) return [];
      const problem = `${probe} asks for ${path}, but Tempo serves everything below server.http_path_prefix ${prefix}, so the pod is never ready`;
      return [
        error(placed.place, CONFIGURATION_RULES.says('probe-path', problem, 'remove server.http_path_prefix, or use http_api_prefix'), {
          ...aboutObject(placed.object),
          part: `container ${name}`,
        }),
      ];
    }),
  );
}
