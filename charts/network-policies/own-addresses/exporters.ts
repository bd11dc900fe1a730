/** The exporters of a collector in the user's own values that have no address for a policy. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { hostOf, isPodItself } from '../../../lib/kubernetes/loopback';
import { at, isMap, leavesOf, mapAt } from '../../../lib/yaml/parsed';
import type { ClusterFile } from '../../cluster-file';
import { isLocal, isPublic } from '../../collector/components/exporter-types';
import { EXPORTERS } from '../../collector/configuration';
import { pipelinesOf } from '../../collector/configuration/pipelines';
import type { Values } from '../../helm-values/user-values';
import { opened } from '../hop';
import { NETWORK_POLICY_RULES } from '../rules';
import { valuesOfTiers } from '../tiers';
import { addressesIn } from './own-addresses';

const SECTION = ['alternateConfig', 'exporters'];

/** That of the public APIs. */
export const API_PORT = 443;

/** Without those of this stack, those that no pipeline uses, and those that connect to nothing outside of the pod. */
const withoutAddress = (values: Readonly<Values>, ofStack: readonly string[]): string[] => {
  const used = pipelinesOf(at(values, 'alternateConfig')).flatMap(({ exporters }) => exporters);
  return Object.entries(mapAt(values, ...SECTION)).flatMap(([name, settings]) => {
    const isOther = isMap(settings) && used.includes(name) && !isLocal(name) && !ofStack.includes(name);
    return isOther && !isInPod(settings) && addressesIn(settings).length === 0 ? [name] : [];
  });
};

/** Whether something in the settings is an address of the pod itself, or a socket. */
const isInPod = (settings: unknown): boolean =>
  leavesOf(settings).some(([, value]) => typeof value === 'string' && (value.startsWith('unix:') || isPodItself(hostOf(value))));

/** Whether some send to an API outside of the cluster, whose address is not in their settings. */
export const usesPublicApi = (values: Readonly<Values>): boolean => withoutAddress(values, EXPORTERS).some(isPublic);

/** The first tier may connect to the port of public APIs, because the API server has it. */
export function reportExporters({ collector }: Pick<ClusterFile, 'collector'>, findings: Findings): void {
  const ofStack = [...EXPORTERS, ...(collector?.spanMetrics ? ['prometheusremotewrite'] : [])];
  for (const { key, values, isSecond } of valuesOfTiers(collector))
    for (const name of withoutAddress(values ?? {}, ofStack)) {
      if (isPublic(name) && !isSecond) continue;
      const says = isPublic(name)
        ? NETWORK_POLICY_RULES.says(
            'outside-host',
            'sends to an API outside of the cluster, whose address is not known',
            `TCP ${opened([API_PORT])} permitted to all addresses`,
          )
        : NETWORK_POLICY_RULES.says(
            'unknown-address',
            'has no address that a NetworkPolicy can have, so what it sends may be stopped',
            'write its address there, or add a NetworkPolicy that permits it',
          );
      findings.note([...key, ...SECTION, name], says);
    }
}
