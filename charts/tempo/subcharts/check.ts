/** Checks what of the cluster file does not reach the pods that the user's own values turn on. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { listed } from '../../../lib/findings/listed';
import { imageReference } from '../../../lib/images/reference';
import type { Path } from '../../../lib/yaml/parsed';
import type { ClusterFile } from '../../cluster-file';
import { imageMirrorOf } from '../../registry/image-mirrors';
import { type TempoConfig, valuesKeyOf } from '../config';
import { runningConfigs } from '../migration/sides';
import { distributedReleases } from '../releases';
import { AGENT_IMAGES, AGENT_RESOURCE } from './releases';
import { SUBCHART_RULES } from './rules';
import { hasAgents } from './values';

/** @param settings those of Tempo */
export function checkSubcharts(config: ClusterFile, settings: TempoConfig, findings: Findings): void {
  for (const { chart, values, keys } of runningConfigs(settings)) {
    const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
    // One that is refused has an error of its own.
    if (!release) continue;
    const key = valuesKeyOf({ keys });
    if (hasAgents(values)) checkAgents(config, [...key, ...AGENT_RESOURCE], `tempo-distributed ${release.version}`, findings);
  }
}

/** An operator makes their pods, and has their images built in. */
function checkAgents(
  { registry, metadata, scheduling, networkPolicies }: ClusterFile,
  path: Path,
  chart: string,
  findings: Findings,
): void {
  const own = 'remove it, and write a GrafanaAgent of your own';
  const mirrored = AGENT_IMAGES.filter((image) => registry && imageMirrorOf(registry, imageReference(image).host) !== undefined);
  if (mirrored.length > 0) {
    const problem = `its pods run ${listed(mirrored)}, for which ${findings.where(['registry'])} has mirrors and ${chart} has no value`;
    const fields = mirrored.map((image) => (image === AGENT_IMAGES[0] ? 'image' : 'configReloaderImage'));
    findings.warning(path, SUBCHART_RULES.says('agent-images', problem, `${own} with ${listed(fields)}`));
  }
  if (networkPolicies) {
    const problem = `${findings.where(['networkPolicies'])} has no policy for its pods, whose labels and addresses the operator decides`;
    const fix = 'add a NetworkPolicy of your own, or accept that everything may connect to them';
    findings.note(path, SUBCHART_RULES.says('no-policy', problem, fix));
  }
  const keys: readonly (readonly [Path, unknown])[] = [
    [['registry', 'pullSecret'], registry?.pullSecret],
    [['metadata'], metadata],
    [['scheduling'], scheduling],
  ];
  const unreached = keys.filter(([, value]) => value !== undefined).map(([each]) => findings.where(each));
  if (unreached.length === 0) return;
  const problem = `its pods do not follow ${listed(unreached)}, for which ${chart} has no value`;
  findings.note(path, SUBCHART_RULES.says('agent-pods', problem, `${own}, or accept that`));
}
