/** Helm values of the chart tempo, one process for everything: a pure function of the cluster file and the release. */
import { listAt } from '../../lib/yaml/parsed';
import { mergeUserValues } from '../merge-values';
import type { Values } from '../user-values';
import type { TempoConfig } from './config';
import type { Credentials } from './credentials/credentials';
import { processorValues } from './processors';
import { RECEIVERS, type ReceiverFacts } from './receivers';
import type { TempoRelease } from './releases';
import { retentionValues } from './retention';
import { serviceAccountValues } from './values';

export function monolithicValues(config: TempoConfig, credentials: Credentials, release: TempoRelease): Values {
  const { persistence, metricsGenerator, storage } = config;
  const setup = storage.setup({ release, credentials });
  const { values, flags, variables, volumes, mounts } = setup;
  const ours: Values = {
    tempo: {
      storage: { trace: { backend: storage.name, [storage.name]: values } },
      receivers: receiverValues(config),
      // Must be a map, unlike in tempo-distributed: a list would render "-0=-config.expand-env=true".
      ...(Object.keys(flags).length > 0 && { extraArgs: flags }),
      ...(variables.length > 0 && { extraEnv: variables }),
      ...(mounts.length > 0 && { extraVolumeMounts: mounts }),
      ...(metricsGenerator && {
        metricsGenerator: { enabled: true, ...(!hasOwnRemoteWrite(config) && { remoteWriteUrl: metricsGenerator.remoteWrite }) },
        ...processorValues(release),
      }),
    },
    ...(volumes.length > 0 && { extraVolumes: volumes }),
    ...(persistence && {
      persistence: {
        enabled: true,
        size: persistence.size,
        ...(persistence.storageClass && { storageClassName: persistence.storageClass }),
      },
      ...(release.volumeGroup !== undefined &&
        config.values.securityContext === undefined && { securityContext: { fsGroup: release.volumeGroup } }),
    }),
    ...serviceAccountValues(setup),
  };
  return mergeUserValues(ours, retentionValues(config, release)) as Values;
}

/** The chart ignores its own URL if there is a list of the user's. */
const hasOwnRemoteWrite = ({ values }: TempoConfig): boolean =>
  listAt(values, 'tempo', 'metricsGenerator', 'storage', 'remote_write').length > 0;

/** Each receiver has an endpoint: from Tempo 2.7.0 on, a receiver without one listens on localhost, where its Service cannot reach it. */
function receiverValues({ receivers }: TempoConfig): Values {
  const values: Record<string, { protocols?: Values; endpoint?: string }> = {};
  for (const [name, { configuration, port }] of Object.entries<ReceiverFacts>(RECEIVERS)) {
    if (!receivers.some((receiver) => receiver === name)) continue;
    const [protocol, transport] = configuration;
    const endpoint = { endpoint: `0.0.0.0:${port}` };
    values[protocol] = transport ? { protocols: { ...values[protocol]?.protocols, [transport]: endpoint } } : endpoint;
  }
  return values;
}
