/** What the cluster must already have for the metrics-generator. */
import type { MetricsGeneratorConfig } from './config';
import { REMOTE_WRITE_RECEIVER, writesToPrometheus } from './remote-write';

/** @returns one phrase per item */
export const generatorRequirements = ({ remoteWrite, basicAuth }: MetricsGeneratorConfig, namespace: string): string[] => [
  ...remoteWriteRequirement(remoteWrite, 'Tempo'),
  ...(basicAuth ? [`the Secret ${basicAuth.secret} with ${basicAuth.username} and ${basicAuth.password} in namespace ${namespace}`] : []),
];

/** What a Prometheus must have for somebody's metrics; empty for another server. @param sender `Tempo` */
export function remoteWriteRequirement(remoteWrite: string, sender: string): string[] {
  const { flag, field } = REMOTE_WRITE_RECEIVER;
  return writesToPrometheus(remoteWrite)
    ? [
        `Prometheus at ${new URL(remoteWrite).host} with the flag ${flag}, or ${field}: true of its operator; without it, Prometheus refuses the metrics of ${sender}`,
      ]
    : [];
}
