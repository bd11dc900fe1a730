/** The receivers of a collector in the user's own values that discover what they connect to. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, leavesOf, mapAt, type Path } from '../../../lib/yaml/parsed';
import type { ClusterFile } from '../../cluster-file';
import { typeOf } from '../../collector/components/processors';
import { pipelinesOf } from '../../collector/configuration/pipelines';
import type { Values } from '../../helm-values/user-values';
import { NETWORK_POLICY_RULES } from '../rules';
import { valuesOfTiers } from '../tiers';

const SECTION = ['alternateConfig', 'receivers'];

/** Of Prometheus: `kubernetes_sd_configs`, say, or an allocator that has the targets. */
const DISCOVERY = /_sd_configs$|^target_allocator$/;

/** It starts receivers for the pods with annotations. That of logs reads files of the node, and connects to nothing. */
const PRESET = ['presets', 'annotationDiscovery', 'metrics', 'enabled'];

const discovers = (name: string, settings: unknown): boolean =>
  typeOf(name) === 'receiver_creator' ||
  (typeOf(name) === 'prometheus' && leavesOf(settings).some(([path]) => path.some((step) => DISCOVERY.test(String(step)))));

/** The places of those in pipelines, and of the preset. */
function discoveringIn(values: Readonly<Values>): Path[] {
  const used = pipelinesOf(at(values, 'alternateConfig')).flatMap(({ receivers }) => receivers);
  const own = Object.entries(mapAt(values, ...SECTION)).filter(([name, settings]) => used.includes(name) && discovers(name, settings));
  return [...own.map(([name]) => [...SECTION, name]), ...(isTrueInTemplate(at(values, ...PRESET)) ? [PRESET] : [])];
}

export function reportDiscovering({ collector }: Pick<ClusterFile, 'collector'>, findings: Findings): void {
  const problem = 'discovers what it connects to, which a NetworkPolicy cannot know, so these connections may be stopped';
  for (const { key, values } of valuesOfTiers(collector))
    for (const path of discoveringIn(values ?? {}))
      findings.note([...key, ...path], NETWORK_POLICY_RULES.says('unknown-address', problem, 'add a NetworkPolicy that permits them'));
}
