/** Tempo that listens for HTTP on another port than its chart expects: then no other address would help. */
import type { Lookup } from '../../world/lookup';
import { httpPortOf, type RunningTempo, receiversOf } from '../../world/tempo';
import { grpcPortOf } from '../../world/tempo-server';
import { containerPortOf } from './container-port';

/** @returns the port that its containers list instead, such as 3200; undefined if a Service leads to the port of its configuration */
export function expectedHttpPort(tempo: RunningTempo, lookup: Lookup): number | undefined {
  const pods = tempo.readers.map(({ pod }) => pod);
  const port = httpPortOf(tempo);
  const isServed = lookup.services.some((service) => {
    const behind = lookup.podsBehind(service).filter((pod) => pods.includes(pod));
    return behind.length > 0 && service.ports.some((each) => containerPortOf(each, behind, [tempo]) === port);
  });
  if (isServed) return undefined;
  const others = [grpcPortOf(tempo), ...receiversOf(tempo).map((each) => each.port)];
  const listed = tempo.readers.flatMap(({ container }) => container.ports).filter(({ name }) => /http|prom/.test(name ?? ''));
  return listed.find(({ number }) => number !== port && !others.includes(number))?.number;
}
