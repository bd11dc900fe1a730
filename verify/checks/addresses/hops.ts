/** The connections between components: the arrows of the picture. */
import { sentence } from '../../../lib/findings/sentence';
import type { Hop } from '../../report/report';
import type { World } from '../../stack';
import { traefiksIn } from '../../uses/traefik';
import type { Use } from '../../uses/use';
import { ingressUses } from '../../uses/workloads';
import { dataSourcesIn } from '../../world/datasources';
import type { Lookup } from '../../world/lookup';
import type { Resolution } from './resolve';

/** A use of an address, and its resolution. */
export interface Route {
  readonly use: Use;
  readonly resolution: Resolution;
}

/** The hops without duplicates and without connections inside Tempo. */
export function hopsOf(routes: readonly Route[]): Hop[] {
  const hops = routes.filter(({ use }) => !use.isInternal).map(hopOf);
  return hops.filter((hop, index) => hops.findIndex((other) => isSame(other, hop)) === index);
}

const isSame = (a: Hop, b: Hop): boolean =>
  a.from === b.from && a.to === b.to && a.protocol === b.protocol && a.address === b.address && a.state === b.state;

function hopOf({ use: { from, to, what, protocol }, resolution }: Route): Hop {
  const { state, address } = resolution;
  return { from, to, what, protocol, address, state, why: whyOf(resolution) };
}

function whyOf(resolution: Resolution): string | undefined {
  if (resolution.state === 'broken') return sentence(resolution.statement);
  return resolution.state === 'external' ? resolution.why : undefined;
}

/** The hops at the start of a trace and for the access log. They have no address that could be judged. */
export function outerHops(world: World, lookup: Lookup): Hop[] {
  if (traefiksIn(lookup).length === 0) return [];
  const hosts = [...new Set(ingressUses(world).map(({ where }) => where))];
  const requests = { from: 'browser', to: 'Traefik', what: 'requests', protocol: 'HTTP', state: 'external', why: 'from outside' } as const;
  const hasLoki = dataSourcesIn(world).some(({ type }) => type === 'loki');
  return [...hosts.map((address): Hop => ({ ...requests, address })), ...(hasLoki ? [ACCESS_LOG] : [])];
}

const ACCESS_LOG: Hop = {
  from: 'Traefik',
  to: 'Loki',
  what: 'access log',
  protocol: 'JSON',
  address: 'standard output',
  state: 'external',
  why: 'collected from there',
};
