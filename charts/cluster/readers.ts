/** What reads traces and metrics of Tempo: Grafana, Vulture, and the monitoring of the stack itself. */
import type { Release } from '../../lib/releases/table';
import type { BucketJob } from '../bucket/bucket-job';
import type { SpanDestinations } from '../collector/senders';
import { INSTANCE_LABELS } from '../grafana/config';
import { Grafana } from '../grafana/grafana';
import { Monitoring } from '../monitoring/monitoring';
import type { Watched } from '../monitoring/watched';
import { RECEIVERS } from '../tempo/receivers';
import type { Tempo } from '../tempo/tempo';
import type { Traefik } from '../traefik/traefik';
import { type VultureRelease, vultureReleases } from '../vulture/releases';
import { Vulture } from '../vulture/vulture';
import type { ClusterContext } from './context';

export interface ReadersProps {
  /** The name of the cluster. */
  readonly name: string;
  readonly tempo: Tempo;
  readonly destinations: SpanDestinations;
  /** Undefined without it. */
  readonly traefik?: Traefik;
  /** The Job that creates the bucket; undefined if none does. */
  readonly bucketJob?: BucketJob;
}

/** Each is undefined if the cluster file does not have it. */
export interface Readers {
  readonly grafana?: Grafana;
  readonly vulture?: Vulture;
  /** Undefined also if it is refused. */
  readonly vultureRelease?: Release<VultureRelease>;
  readonly monitoring?: Monitoring;
}

export function createReaders(context: ClusterContext, props: ReadersProps): Readers {
  const { app, config, findings, images, scheduling } = context;
  const { tempo, destinations, traefik } = props;
  const monitorLabels = config.monitoring?.labels;
  const grafana =
    config.grafana && new Grafana(app, { config: config.grafana, findings, query: tempo.query, traefik, serviceMap: tempo.serviceMap });
  const vultureRelease = config.vulture && findings.release(vultureReleases.find(config.vulture.chart), ['vulture', 'chart']);
  const vulture =
    config.vulture &&
    vultureRelease &&
    new Vulture(app, {
      config: config.vulture,
      release: vultureRelease,
      findings,
      images,
      scheduling,
      push: destinations.complete(vultureRelease.writes, ['vulture']),
      query: tempo.query,
      answers: tempo.answers,
      monitorLabels,
    });
  const monitoring =
    config.monitoring &&
    new Monitoring(app, {
      cluster: props.name,
      config: config.monitoring,
      watched: watchedBy(context, props),
      grafanaNamespace: config.grafana?.namespace,
      ...(config.grafana?.via === 'operator' && { instanceLabels: config.grafana.instanceLabels ?? INSTANCE_LABELS }),
    });
  return { grafana, vulture, vultureRelease, monitoring };
}

/** What the alerts and the dashboard are about. */
function watchedBy({ config, settings }: ClusterContext, { tempo, traefik, bucketJob }: ReadersProps): Watched {
  const { collector, vulture } = config;
  const { namespace, receivers, metricsGenerator } = config.tempo;
  return {
    namespace,
    storage: settings.storage.dependencies.destination,
    tempos: tempo.watched,
    generatesMetrics: metricsGenerator !== undefined,
    hasVulture: vulture !== undefined,
    receivers: receivers.map((name) => ({ name, port: RECEIVERS[name].port })),
    ...(bucketJob && { bucketJob: { name: bucketJob.jobName, namespace: bucketJob.props.namespace } }),
    ...(collector?.chart !== undefined && {
      collector: { namespace: collector.namespace ?? namespace, sendsMetrics: collector.spanMetrics !== undefined },
    }),
    ...(traefik?.scraped !== undefined && { traefik: traefik.scraped }),
  };
}
