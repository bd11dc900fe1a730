/** Checks what concerns several components: the release of Kubernetes, their namespaces and hosts, and the APIs that they need. */
import { kubernetesRelease } from '../kubernetes-releases';
import { checkApi } from '../monitoring/api';
import { checkNamespaces } from '../namespaces/owners';
import { checkPodSecurity } from '../namespaces/pod-security';
import { checkShortHosts } from '../namespaces/short-hosts';
import { checkTempoSwitches } from '../tempo/own-values/switches';
import { checkZoneLabels } from '../tempo/pods/zone-labels';
import { checkSubcharts } from '../tempo/subcharts/check';
import type { ClusterContext } from './context';

export function checkCluster({ config, settings, kubernetes, findings }: ClusterContext): void {
  if (config.kubernetes) findings.release(kubernetesRelease(config.kubernetes.version), ['kubernetes', 'version']);
  checkNamespaces(config, findings);
  checkShortHosts(config, settings.storage, findings);
  checkPodSecurity(config, findings);
  checkZoneLabels(config, findings);
  if (config.monitoring) checkApi(config.kubernetes?.apis ?? [], findings);
  checkSubcharts(config, settings, findings);
  checkTempoSwitches(settings, kubernetes, findings);
}
