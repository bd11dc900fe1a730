/** Checks the switches in the user's own values of tempo-distributed, in both releases while traces move from one to the other. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { listAt } from '../../../lib/yaml/parsed';
import { checkSwitches, type OwnSwitches } from '../../helm-values/switches';
import { CLUSTER_RULES } from '../../rules';
import { type TempoConfig, valuesKeyOf } from '../config';
import { runningConfigs } from '../migration/sides';
import { distributedReleases } from '../releases';
import { GLOBAL_PULL_SECRETS, MINIO_PULL_SECRETS } from '../releases/bundled-minio';

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
    if (!bundledMinio) continue;
    checkSwitches({ ...release.minio?.switches, ...own });
    checkMinioPullSecrets(own);
  }
}

function checkMinioPullSecrets({ values, key, chart, findings }: Pick<OwnSwitches, 'values' | 'key' | 'chart' | 'findings'>): void {
  if (listAt(values, ...MINIO_PULL_SECRETS).length < 2 || listAt(values, ...GLOBAL_PULL_SECRETS).length > 0) return;
  const fix = `keep one, or set ${GLOBAL_PULL_SECRETS.join('.')} to the names instead`;
  findings.error([...key, ...MINIO_PULL_SECRETS], CLUSTER_RULES.says('broken-value', `${chart} does not render more than one`, fix));
}
