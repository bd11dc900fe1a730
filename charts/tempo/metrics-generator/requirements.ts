/** What the cluster must already have for the metrics-generator. */
import type { MetricsGeneratorConfig } from './config';
import { REMOTE_WRITE_RECEIVER, writesToPrometheus } from './remote-write';

/** @returns one phrase per item */
export const generatorRequirements = ({ remoteWrite, basicAuth }: MetricsGeneratorConfig, namespace: string): string[] => [
  ...(writesToPrometheus(remoteWrite) ? [prometheusRequirement(remoteWrite)] : []),
  ...(basicAuth ? [`the Secret ${basicAuth.secret} with ${basicAuth.username} and ${basicAuth.password} in namespace ${namespace}`] : []),
];

function prometheusRequirement(remoteWrite: string): string {
  const { flag, field } = REMOTE_WRITE_RECEIVER;
  return `Prometheus at ${new URL(remoteWrite).host} with the flag ${flag}, or ${field}: true of its operator; without it, it refuses the metrics of Tempo`;
}
