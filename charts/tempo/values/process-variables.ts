/** Environment variables that only some processes of Tempo need, by the configuration that they use. */
import type { TempoConfig } from '../config';
import { KAFKA_WORKLOADS, kafkaVariables } from '../kafka/values';
import { loginVariables } from '../metrics-generator/login';
import type { Workload } from '../names/workloads';
import type { SecretVariable } from '../storage/backend';

export interface NeededVariables {
  readonly by: readonly Workload[];
  readonly variables: readonly SecretVariable[];
}

/** @param config Tempo's part of the cluster file, in any stage */
export const neededVariables = ({ metricsGenerator, kafka }: Pick<TempoConfig, 'metricsGenerator' | 'kafka'>): NeededVariables[] => [
  { by: ['metricsGenerator'], variables: loginVariables(metricsGenerator) },
  { by: KAFKA_WORKLOADS, variables: kafkaVariables(kafka) },
];

/** The variables of a microservice, in addition to those of the storage. */
export const variablesOf = (config: TempoConfig, workload: Workload): SecretVariable[] =>
  neededVariables(config).flatMap(({ by, variables }) => (by.includes(workload) ? variables : []));

/** The same for a single process that does everything. */
export const allVariables = (config: TempoConfig): SecretVariable[] => neededVariables(config).flatMap(({ variables }) => variables);
