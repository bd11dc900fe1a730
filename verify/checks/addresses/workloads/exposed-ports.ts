/** Checks that every Service of Traefik leads to a port on which an entry point listens. */
import { entryPointsIn, OWN_PORT } from '../../../../charts/traefik/exposure/entry-points';
import { error, type Finding } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import type { TraefikProcess } from '../../../uses/traefik';
import { aboutObject, type Container } from '../../../world/kubernetes';
import type { Lookup, Service, ServicePort } from '../../../world/lookup';
import { ADDRESSES_RULES } from '../rules';

export const checkExposedPorts = (lookup: Lookup, traefiks: readonly TraefikProcess[]): Finding[] =>
  lookup.services.flatMap((service) => {
    const pods = lookup.podsBehind(service);
    const traefik = traefiks.find(({ pod }) => pods.includes(pod));
    // With several pods, a port may be that of another one.
    if (!traefik || pods.length > 1) return [];
    return service.ports.flatMap((port) => deadPort(port, service, traefik));
  });

function deadPort(port: ServicePort, { placed }: Service, { pod, container, flags }: TraefikProcess): Finding[] {
  const isOfAnother = pod.containers.some((other) => other !== container && mayListen(other, port.target));
  const number = container.ports.find((each) => each.name === port.target)?.number ?? Number(port.target);
  const entryPoints = entryPointsIn(new Map([...flags].filter(([flag]) => !SHARED.test(flag))));
  // HTTP/3 listens on the port of its entry point by UDP too.
  const isOpen = entryPoints.some((each) => each.port === number) || [...flags].some(([flag, value]) => mayOpen(flag, value));
  if (isOfAnother || Number.isNaN(number) || isOpen || number === OWN_PORT) return [];
  const problem = `port ${port.port} leads to port ${number} of Traefik, on which no entry point listens`;
  const fix = `use that of an entry point: ${listed(entryPoints.map((each) => `${each.name} (${each.port})`))}`;
  return [error(placed.place, ADDRESSES_RULES.says('nothing-listens', problem, fix), aboutObject(placed.object))];
}

/** Whether a container has a port, or does not say which ones it has. */
const mayListen = ({ ports, isInit }: Container, target: string): boolean =>
  ports.some(({ name, number }) => [name, String(number)].includes(target)) || (ports.length === 0 && !isInit);

/** By it, several entry points listen on one port. */
const SHARED = /^entrypoints\.[^.]+\.reuseport$/;

/** Whether a flag may open any port: an address with a variable, and Traefik Hub, which has further servers. */
const mayOpen = (flag: string, value: string): boolean =>
  flag.startsWith('hub.') || (/^entrypoints\.[^.]+\.address$/.test(flag) && !/:\d+/.test(value));
