/** The connections between components: the arrows of the picture. */
import { sentence } from '../../../../lib/findings/sentence';
import { listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Hop } from '../../../report/report';
import type { World } from '../../../stack';
import { traefiksIn } from '../../../uses/traefik';
import type { Use } from '../../../uses/use';
import { ingressUses } from '../../../uses/workloads';
import { dataSourcesIn, type GrafanaDataSource } from '../../../world/datasources';
import type { Lookup } from '../../../world/lookup';
import type { Resolution } from '../resolve';

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

/** The hops without an address that could be judged: the start of a trace, the access log, and what Grafana does with both. */
export function outerHops(world: World, lookup: Lookup): Hop[] {
  const hasTraefik = traefiksIn(lookup).length > 0;
  const hosts = hasTraefik ? [...new Set(ingressUses(world).map(({ where }) => where))] : [];
  const sources = dataSourcesIn(world);
  const lokis = sources.filter(({ type }) => type === 'loki');
  return [
    ...hosts.map((address): Hop => ({ ...REQUESTS, address })),
    ...(hasTraefik && lokis.length > 0 ? [ACCESS_LOG] : []),
    ...(lokis.some((loki) => leadsToTempo(loki, sources)) ? [LINK] : []),
    ...(sources.some(({ type, source }) => type === 'tempo' && isServiceMap(source, sources)) ? [SERVICE_MAP] : []),
  ];
}

const uidOfTempo = (sources: readonly GrafanaDataSource[]) => sources.find(({ type }) => type === 'tempo')?.uid;

/** Whether lines of Loki have a link to Tempo. */
const leadsToTempo = ({ source }: GrafanaDataSource, sources: readonly GrafanaDataSource[]): boolean =>
  listAt(source, 'jsonData', 'derivedFields').some((field) => textAt(field, 'datasourceUid') === (uidOfTempo(sources) ?? 'tempo'));

/** Whether the service map is read from a Prometheus that has no data source here. */
const isServiceMap = (source: unknown, sources: readonly GrafanaDataSource[]): boolean =>
  textAt(source, 'jsonData', 'serviceMap', 'datasourceUid') !== undefined && !sources.some(({ type }) => type === 'prometheus');

const REQUESTS = { from: 'browser', to: 'Traefik', what: 'requests', protocol: 'HTTP', state: 'external', why: 'from outside' } as const;

const ACCESS_LOG: Hop = {
  from: 'Traefik',
  to: 'Loki',
  what: 'access log',
  protocol: 'JSON',
  address: 'standard output',
  state: 'external',
  why: 'collected from there',
};

const LINK: Hop = {
  from: 'Loki',
  to: 'Grafana',
  what: 'lines with a link',
  protocol: 'trace id',
  address: '',
  state: 'external',
  why: 'the derived field opens the trace in Tempo',
};

const SERVICE_MAP: Hop = {
  from: 'Grafana',
  to: 'Prometheus',
  what: 'service map',
  protocol: 'HTTP',
  address: '',
  state: 'external',
  why: 'a data source of Grafana that is installed elsewhere',
};
