/** Checks the switches in the user's own values of tempo-distributed, in both releases while traces move from one to the other. */
import type { Findings } from '../../lib/cluster-file/findings';
import { checkSwitches } from '../helm-values/switches';
import { type TempoConfig, valuesKeyOf } from './config';
import { runningConfigs } from './migration/sides';
import { distributedReleases } from './releases';

/** @param kubernetes the version of Kubernetes: `1.34` */
export function checkTempoSwitches(settings: TempoConfig, kubernetes: string, findings: Findings): void {
  for (const { chart, values, keys, bundledMinio } of runningConfigs(settings)) {
    const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
    // One that is refused has an error of its own.
    if (!release) continue;
    const own = {
      ...{ values, all: values, key: valuesKeyOf({ keys }), findings },
      chart: `tempo-distributed ${release.version}`,
      kubernetes: { version: kubernetes, from: findings.where(['kubernetes', 'version']) },
      ...(keys ? {} : { pin: 'tempo.chart' }),
    };
    checkSwitches({ ...release.switches, ...own });
    if (bundledMinio) checkSwitches({ ...release.minio?.switches, ...own });
  }
}
