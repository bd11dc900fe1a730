/** Checks that probes ask for a path that Tempo serves. */
import { error, type Finding } from '../../../lib/findings/finding';
import { aboutObject } from '../../world/kubernetes';
import { probesOf } from '../../world/probes';
import type { RunningTempo } from '../../world/tempo';
import { serverPrefixOf } from '../../world/tempo-server';
import { CONFIGURATION_RULES } from './rules';

/** `server.http_path_prefix` moves everything, and `http_api_prefix` only the API, so that `/ready` stays. */
export function checkPathPrefix(tempo: RunningTempo): Finding[] {
  return tempo.readers.flatMap((reader) => {
    const { pod, container } = reader;
    const { placed } = pod;
    const prefix = serverPrefixOf(tempo, reader);
    return probesOf(container).flatMap(({ kind, path }) => {
      if (prefix === '' || path === undefined || path.startsWith(`${prefix}/`)) return [];
      const problem = `${kind} asks for ${path}, but Tempo serves everything below server.http_path_prefix ${prefix}, so the pod is never ready`;
      return [
        error(placed.place, CONFIGURATION_RULES.says('probe-path', problem, 'remove server.http_path_prefix, or use http_api_prefix'), {
          ...aboutObject(placed.object),
          part: `container ${container.name}`,
        }),
      ];
    });
  });
}
