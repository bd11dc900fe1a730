/** Helm values of the chart tempo, one process for everything: a pure function of the cluster file and the release. */
import { listAt } from '../../../lib/yaml/parsed';
import { mergeUserValues } from '../../helm-values/merge-values';
import type { Values } from '../../helm-values/user-values';
import type { TempoConfig } from '../config';
import type { Credentials } from '../credentials/credentials';
import type { MetricsGeneratorConfig } from '../metrics-generator/config';
import { needsWholeItem, remoteWriteOf } from '../metrics-generator/login';
import { processorSettings, processorValues } from '../metrics-generator/processors';
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../receivers';
import type { TempoRelease } from '../releases';
import { retentionValues } from '../retention/retention';
import { monolithicSizeValues } from '../size/values';
import { EXPAND_ENV } from '../storage/expand-env';
import { serviceAccountValues } from '../values';
import { allVariables } from './process-variables';

export function monolithicValues(config: TempoConfig, credentials: Credentials, release: TempoRelease): Values {
  const { persistence, metricsGenerator, storage } = config;
  const setup = storage.setup({ release, credentials });
  const { values, volumes, mounts, podLabels = {} } = setup;
  const own = allVariables(config);
  const variables = [...setup.variables, ...own];
  const flags = { ...setup.flags, ...(own.length > 0 && EXPAND_ENV) };
  const ours: Values = {
    tempo: {
      storage: { trace: { backend: storage.name, [storage.name]: values } },
      receivers: receiverValues(config),
      // Must be a map, unlike in tempo-distributed: a list would render "-0=-config.expand-env=true".
      ...(Object.keys(flags).length > 0 && { extraArgs: flags }),
      ...(variables.length > 0 && { extraEnv: variables }),
      ...(mounts.length > 0 && { extraVolumeMounts: mounts }),
      ...(metricsGenerator && {
        metricsGenerator: { enabled: true, ...generatorValues(metricsGenerator, config, release) },
        ...processorValues(metricsGenerator.processors, release),
      }),
    },
    ...(Object.keys(podLabels).length > 0 && { podLabels }),
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
  const size = monolithicSizeValues(config.size, config.values);
  return mergeUserValues(mergeUserValues(ours, retentionValues(config, release)), size) as Values;
}

/** Where metrics are written to, as a URL if the chart needs no more, and the settings of the processors. */
function generatorValues(generator: MetricsGeneratorConfig, { values }: TempoConfig, { generator: { settings } }: TempoRelease): Values {
  const url = { remoteWriteUrl: generator.remoteWrite };
  if (!settings) return url;
  const processor = processorSettings(generator.processors, generator.dimensions);
  // The chart ignores its own URL if there is a list of the user's.
  const hasOwn = listAt(values, 'tempo', 'metricsGenerator', 'storage', 'remote_write').length > 0;
  return {
    ...(needsWholeItem(generator) ? { storage: { remote_write: [remoteWriteOf(generator)] } } : hasOwn ? {} : url),
    ...(Object.keys(processor).length > 0 && { processor }),
  };
}

/** Each receiver has an endpoint: from Tempo 2.7.0 on, a receiver without one listens on localhost, where its Service cannot reach it. */
function receiverValues({ receivers, receiverOptions }: TempoConfig): Values {
  const values: Record<string, { protocols?: Values; endpoint?: string }> = {};
  for (const [name, { configuration, port }] of Object.entries(RECEIVERS) as [Receiver, ReceiverFacts][]) {
    if (!receivers.includes(name)) continue;
    const [protocol, transport] = configuration;
    const endpoint = { endpoint: `0.0.0.0:${port}`, ...receiverOptions[name] };
    values[protocol] = transport ? { protocols: { ...values[protocol]?.protocols, [transport]: endpoint } } : endpoint;
  }
  return values;
}
