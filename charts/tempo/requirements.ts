/** What the cluster must already have for Tempo, one phrase per item. */
import type { TempoConfig } from './config';
import type { Credentials } from './credentials/credentials';
import { kafkaRequirements } from './kafka/values';
import { generatorRequirements } from './metrics-generator/requirements';

export function requirementsOf(config: TempoConfig, credentials: Credentials): string[] {
  const { storage, namespace, kafka, bundledMinio, metricsGenerator, size } = config;
  const { requirements, objects } = storage.dependencies;
  return [
    ...(bundledMinio ? [] : requirements),
    ...credentials.requirements(namespace),
    ...objects.map(({ kind, name, keys }) => `the ${kind} ${name} with ${keys.join(' and ')} in namespace ${namespace}`),
    ...(size === 'ha' ? ['three nodes or more, because no two pods of the same process of Tempo run on one'] : []),
    ...(kafka ? kafkaRequirements(kafka, namespace) : []),
    ...(metricsGenerator ? generatorRequirements(metricsGenerator, namespace) : []),
  ];
}
