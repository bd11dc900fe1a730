/** What Prometheus reads: all with `monitoring`, and what the user's own values make a ServiceMonitor or a PodMonitor for. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { MONITOR_SWITCHES } from '../collector/values';
import type { Values } from '../helm-values/user-values';
import type { TempoConfig } from '../tempo/config';
import { runningConfigs } from '../tempo/migration/sides';
import { monitorSwitch } from '../tempo/monitoring/monitor';
import type { VultureRelease } from '../vulture/releases';

type Monitored = Pick<ClusterFile, 'monitoring'>;

const isOn = (values: Readonly<Values>, path: string, { monitoring }: Monitored): boolean =>
  monitoring !== undefined || isTrueInTemplate(at(values, ...path.split('.')));

/** The processes of one Tempo, and its caches. */
export const isTempoScraped = (tempo: TempoConfig, config: Monitored): boolean => isOn(tempo.values, monitorSwitch(tempo), config);

/** Of the one or two that run. */
export const isAnyTempoScraped = (settings: TempoConfig, config: Monitored): boolean =>
  runningConfigs(settings).some((tempo) => isTempoScraped(tempo, config));

/** The server of the bundled MinIO, which `monitoring` does not read. */
export const isMinioScraped = ({ values }: Pick<TempoConfig, 'values'>): boolean =>
  isOn(values, 'minio.metrics.serviceMonitor.enabled', {});

export const isVultureScraped = ({ monitor }: VultureRelease, config: Pick<ClusterFile, 'vulture' | 'monitoring'>): boolean =>
  isOn(config.vulture?.values ?? {}, `${monitor}.enabled`, config);

/** A tier of the collector. `monitoring` makes the first kind of monitor alone. */
export const isTierScraped = (values: Readonly<Values>, config: Monitored): boolean =>
  MONITOR_SWITCHES.some((path, index) => isOn(values, path, index === 0 ? config : {}));
