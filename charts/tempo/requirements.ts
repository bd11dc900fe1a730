/** What the cluster must already have for Tempo, one phrase per item. */
import { accountRequirements, ownAccount } from '../helm-values/own-account';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { TempoConfig } from './config';
import type { Credentials } from './credentials/credentials';
import { kafkaRequirements } from './kafka/values';
import { generatorRequirements } from './metrics-generator/requirements';

/** @param releases the Tempo of the cluster file, and the older one of a migration */
export function requirementsOf(
  config: TempoConfig,
  credentials: Credentials,
  releases: readonly Pick<TempoConfig, 'values'>[],
  { pullSecrets }: ImageMirrors,
): string[] {
  const { storage, namespace, kafka, bundledMinio, metricsGenerator, size } = config;
  const { requirements, objects } = storage.dependencies;
  return [
    ...(bundledMinio ? [] : requirements),
    ...credentials.requirements(namespace),
    ...objects.map(({ kind, name, keys }) => `the ${kind} ${name} with ${keys.join(' and ')} in namespace ${namespace}`),
    ...new Set(releases.flatMap(({ values }) => accountRequirements(ownAccount(values), namespace, pullSecrets))),
    ...(size === 'ha' ? ['three nodes or more, because no two pods of the same process of Tempo run on one'] : []),
    ...(kafka ? kafkaRequirements(kafka, namespace) : []),
    ...(metricsGenerator ? generatorRequirements(metricsGenerator, namespace) : []),
  ];
}
