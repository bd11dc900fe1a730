/** `tempo` of the cluster file, from the release of Tempo that runs. */
import { TEMPO } from '../../charts/tempo/names/workloads';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { retentionOf } from '../../charts/tempo/retention/retention';
import { at, isMap, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import { accessTo } from './credentials';
import { kafkaOf } from './kafka';
import { generatorOf } from './metrics-generator';
import { nearestRelease } from './nearest-release';
import { receiversOf } from './receivers';
import { withoutNamed, withoutPaths } from './rest';
import type { Running, Values } from './running';
import { storageOf } from './storage';
import type { Told } from './told';

export interface TempoPart {
  /** `tempo` of the cluster file, without `values`. */
  readonly tempo: Values;
  /** `minio` of the cluster file, if the chart's own MinIO is the storage. */
  readonly minio?: Values;
  /** The values that no key of the cluster file stands for. Synth makes some of them. */
  readonly rest: Values;
}

/** @param example the bucket that is written where the values have none */
export function tempoOf(running: Running, example: string, told: Told): TempoPart {
  const { chart, values, namespace, releaseName, from } = running;
  const isMonolithic = chart === monolithicReleases.name;
  const key = isMonolithic ? 'monolithic' : 'chart';
  const table = isMonolithic ? monolithicReleases : distributedReleases;
  const version = nearestRelease<object>(table, running.version, `tempo.${key}`, told);
  const release = (isMonolithic ? monolithicReleases : distributedReleases).at(version);
  const { receivers, receiverOptions, replaced: ofReceivers } = receiversOf(values, isMonolithic, told);
  const { storage, credentials, minio, names, replaced } = storedIn(running, isMonolithic, example, told);
  const generated = generatorOf(values, isMonolithic, release, told);
  const queued = isMonolithic ? undefined : kafkaOf(values, told);
  const retention = retentionOf(values, release);
  const retentionPath = retention.setBy?.endsWith('.extraArgs') ? undefined : retention.setBy?.split('.');
  const persistencePath = isMonolithic ? ['persistence'] : ['ingester', 'persistence'];
  const persistence = persistenceOf(mapAt(values, ...persistencePath));
  const fullnameOverride = textAt(values, 'fullnameOverride');
  const logs = ['distributor', 'config', 'log_received_spans', 'enabled'];
  const tempo = {
    [key]: version,
    ...(namespace && namespace !== 'tracing' && { namespace }),
    ...(releaseName && releaseName !== TEMPO && { releaseName }),
    ...(fullnameOverride && { fullnameOverride }),
    receivers,
    ...(receiverOptions && { receiverOptions }),
    ...(storage && { storage }),
    ...(credentials && { credentials }),
    ...(persistence && { persistence }),
    ...(retentionPath && { retention: retention.duration }),
    ...(!isMonolithic && at(values, ...logs) === true && { logReceivedSpans: true }),
    ...(generated && Object.keys(generated.metricsGenerator).length > 0 && { metricsGenerator: generated.metricsGenerator }),
    ...(queued && { kafka: queued.kafka }),
  };
  for (const name of Object.keys(tempo)) told.from(`tempo.${name}`, from);
  const paths: Path[] = [
    ...[...ofReceivers, ...replaced, ...(generated?.replaced ?? []), ...(queued?.replaced ?? [])],
    ...(retentionPath ? [retentionPath] : []),
    ...(persistence ? ['enabled', 'size', 'storageClass', 'storageClassName'].map((field) => [...persistencePath, field]) : []),
    ...[logs, ['fullnameOverride']],
  ];
  const variables = [...names, ...(generated?.names ?? []), ...(queued?.names ?? [])].filter((name) => name !== '');
  const rest = withoutNamed(withoutPaths(values, paths), variables);
  return { tempo, ...(minio && { minio }), rest: isMap(rest) ? rest : {} };
}

interface StoredIn {
  readonly storage?: Values;
  readonly credentials?: Values;
  readonly minio?: Values;
  readonly names: readonly string[];
  readonly replaced: readonly Path[];
}

function storedIn({ values, namespace }: Running, isMonolithic: boolean, example: string, told: Told): StoredIn {
  const part = ['storage', 'trace'];
  const endpoint = textAt(values, ...part, 's3', 'endpoint') ?? '';
  if (!isMonolithic && at(values, 'minio', 'enabled') === true && /(^|-)minio(\.|:|$)/.test(endpoint)) {
    const given = textAt(values, 'minio', 'existingSecret');
    const existingSecret = given || 'tempo-minio-root';
    if (!given)
      told.cannot(
        `minio.bundled: no Secret in the values; create ${existingSecret} in namespace ${namespace} with rootUser and rootPassword`,
      );
    return {
      minio: { bundled: { existingSecret } },
      names: [],
      replaced: [part, ['minio', 'enabled'], ['minio', 'existingSecret'], ['minio', 'buckets']],
    };
  }
  const stored = storageOf(values, isMonolithic, example, told);
  const { credentials, names, annotation } = accessTo(stored, values, namespace, told);
  const replaced = annotation ? [...stored.replaced, ['serviceAccount', 'annotations', annotation]] : stored.replaced;
  return { storage: stored.storage, ...(credentials && { credentials }), names: [...names, ...(stored.names ?? [])], replaced };
}

/** `persistence` of the chart tempo, or of the ingester. */
function persistenceOf({ enabled, size, storageClass, storageClassName }: Values): Values | undefined {
  if (enabled !== true) return undefined;
  const name = storageClassName || storageClass;
  return { ...(size !== undefined && { size: String(size) }), ...(name ? { storageClass: String(name) } : {}) };
}
