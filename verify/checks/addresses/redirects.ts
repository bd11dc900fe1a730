/** Checks that no Ingress is on an entry point whose requests Traefik redirects to another one. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import type { TraefikProcess } from '../../uses/traefik';
import { aboutObject } from '../../world/kubernetes';
import { entryPointsOf } from './entry-points';
import { ADDRESSES_RULES } from './rules';

/**
 * A redirection has almost the highest priority, so no router of that entry point is reached (pkg/provider/traefik/internal.go).
 * @param ingresses those of Traefik
 */
export function checkRedirects(ingresses: readonly Placed[], traefiks: readonly TraefikProcess[], { isOurs }: World): Finding[] {
  return ingresses.flatMap((placed) => {
    const { object, place } = placed;
    const names = entryPointsOf(object);
    const targets = traefiks.flatMap((traefik) => names.flatMap((name) => targetOf(name, traefik) ?? []));
    const [target] = targets;
    if (target === undefined || targets.length < names.length * traefiks.length || targets.some((name) => names.includes(name))) return [];
    // Another Ingress may serve the same host there.
    if (
      ingresses.some(
        (other) => other !== placed && isThere(other, targets) && hostsOf(other).some((host) => hostsOf(placed).includes(host)),
      )
    )
      return [];
    const problem = `Traefik redirects the requests of its entry point ${names.join(', ')} to ${target}, where no Ingress has its host`;
    const statement = ADDRESSES_RULES.says('redirected', problem, `add ${target} to its entry points, or remove the redirection`);
    return [(isOurs ? error : warning)(place, statement, aboutObject(object))];
  });
}

/** The entry point that all requests are redirected to; undefined with a priority, which decides otherwise. */
function targetOf(name: string, { flags }: TraefikProcess): string | undefined {
  const redirection = `entrypoints.${name.toLowerCase()}.http.redirections.entrypoint.`;
  return flags.has(`${redirection}priority`) ? undefined : flags.get(`${redirection}to`);
}

function isThere({ object }: Placed, targets: readonly string[]): boolean {
  const names = entryPointsOf(object);
  return names.length === 0 || names.some((name) => targets.includes(name));
}

const hostsOf = ({ object }: Placed): string[] => listAt(object, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? '');
