/** What lets everything send or query traces, whoever the senders are and wherever Grafana is. */
import { keyOf } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { type TempoConfig, valuesKeyOf } from '../tempo/config';
import { hasGateway, runsTempoQuery } from '../tempo/pods/labels';
import { RECEIVERS, type Receiver } from '../tempo/receivers';
import { distributedReleases, monolithicReleases, type TempoRelease } from '../tempo/releases';
import { isRouted, portsRoutedIn, portsRoutedTo } from './ingress';
import { valuesOfTiers } from './tiers';

/** What answers everything, and what to do about it. */
export interface OpenDoor {
  readonly door: string;
  readonly fix: string;
}

/** What lets everything query traces; undefined if nothing does. */
export function openQueries(config: TempoConfig): OpenDoor | undefined {
  const release = releaseOf(config);
  const key = keyOf(valuesKeyOf(config));
  if (hasGateway(config.values) && !hasLogin(config)) return gatewayBy(key);
  if (config.chart !== undefined && isRouted(config.values)) return ingressBy(key);
  return release && hasJaegerInterface(config, release) ? jaegerBy(key) : undefined;
}

/** What lets everything send traces to Tempo; undefined if nothing does. */
export function openSpans(config: TempoConfig): OpenDoor | undefined {
  const { chart, values, receivers } = config;
  const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
  const key = keyOf(valuesKeyOf(config));
  const passed = [...BY_GATEWAY, ...(release?.gatewayPassesGrpc ? (['otlp-grpc'] as const) : [])];
  if (hasGateway(config.values) && !hasLogin(config) && receivers.some((name) => passed.includes(name))) return gatewayBy(key);
  const routed = portsRoutedTo('distributor', values);
  const isReached = isRouted(values) && receivers.some((name) => name === 'otlp-http' || routed.includes(RECEIVERS[name].port));
  return chart !== undefined && isReached ? ingressBy(key) : undefined;
}

/** What the gateway of every release passes on (rendered). */
const BY_GATEWAY: readonly Receiver[] = ['otlp-http', 'zipkin', 'jaeger-thrift-http'];

/** What lets everything send traces to a collector of this stack. */
export const openTiers = (collector: ClusterFile['collector']): OpenDoor[] =>
  valuesOfTiers(collector).flatMap(({ key, values, receivers }) => {
    const routed = portsRoutedIn(values ?? {});
    return receivers.some((name) => routed.includes(RECEIVERS[name].port)) ? [ingressBy(keyOf(key))] : [];
  });

const gatewayBy = (key: string): OpenDoor => ({
  door: `the gateway that ${key} turn on`,
  fix: `turn it off in ${key}, or set gateway.basicAuth there: enabled: true, and existingSecret with the key .htpasswd`,
});

const ingressBy = (key: string): OpenDoor => ({
  door: `the Ingress or the route that ${key} turn on`,
  fix: `turn it off in ${key}, or let what serves it ask for a login`,
});

/** It has no login of its own. */
const jaegerBy = (key: string): OpenDoor => ({
  door: 'tempo-query, the interface of Jaeger',
  fix: `turn it off in ${key}, or let a proxy with a login serve it`,
});

const hasLogin = ({ values }: TempoConfig): boolean => isTrueInTemplate(at(values, 'gateway', 'basicAuth', 'enabled'));

export const releaseOf = ({ chart, monolithic = '' }: TempoConfig): TempoRelease | undefined =>
  chart === undefined ? monolithicReleases.find(monolithic).release : distributedReleases.find(chart).release;

/** tempo-query, which the user's own values turn on, and older releases of the chart tempo by default. */
export const hasJaegerInterface = ({ values, chart }: TempoConfig, release: TempoRelease): boolean =>
  chart === undefined ? runsTempoQuery(values, release) : isTrueInTemplate(at(values, 'queryFrontend', 'query', 'enabled'));
