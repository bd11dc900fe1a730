/** Tempo, and the path of spans to it. */
import type { Release } from '../../lib/releases/table';
import { createSpanPath, type SpanPath } from '../collector/path';
import type { LinkerdRelease } from '../linkerd/releases';
import { createsNamespace } from '../namespaces/owners';
import type { Environment } from '../tempo/credentials/secret';
import { Tempo } from '../tempo/tempo';
import { namespacesOfJob } from './bucket';
import type { ClusterContext } from './context';

export function createTempo({ app, config, settings, findings, images, scheduling }: ClusterContext, environment: Environment): Tempo {
  return new Tempo(app, {
    config: settings,
    findings,
    environment,
    images,
    scheduling,
    meshed: config.linkerd !== undefined,
    sharedWith: namespacesOfJob(config),
    monitorLabels: config.monitoring?.labels,
  });
}

/** @param mesh the release of Linkerd; undefined without one, or if it is refused */
export function createPath(
  { app, config, findings, images, scheduling }: ClusterContext,
  tempo: Tempo,
  mesh?: Release<LinkerdRelease>,
): SpanPath {
  return createSpanPath(app, {
    config: config.collector,
    findings,
    images,
    scheduling,
    tempo: tempo.spans,
    namespace: config.tempo.namespace,
    createsNamespace: createsNamespace('collector', config),
    mesh: mesh?.exports,
    hasLinks: config.traefik !== undefined && !config.traefik.collector && config.grafana?.loki !== undefined,
    monitorLabels: config.monitoring?.labels,
  });
}
