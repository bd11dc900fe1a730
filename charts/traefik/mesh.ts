/** Whether the pods of Traefik get the proxy of Linkerd that the user's own values ask for. */
import type { Findings } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, textAt } from '../../lib/yaml/parsed';
import { asksForProxy, INJECT } from '../linkerd/injection';
import type { TraefikConfig } from './config';
import { K3S_NAMESPACE } from './k3s-releases';
import { TRAEFIK_RULES } from './rules';

const ANNOTATION = ['deployment', 'podAnnotations', INJECT];

/**
 * The injector leaves out pods in the network of their node (pkg/inject/report.go of Linkerd 2.12 to 2.20), and kube-system by the
 * default selector of its webhook (charts/linkerd-control-plane/values.yaml).
 */
export function checkInjection({ values, k3s }: TraefikConfig, findings: Findings): void {
  if (!asksForProxy(textAt(values, ...ANNOTATION))) return;
  const isOnNode = isTrueInTemplate(at(values, 'hostNetwork'));
  if (!isOnNode && k3s === undefined) return;
  const why = isOnNode
    ? `pods with ${findings.where(['traefik', 'values', 'hostNetwork'])}`
    : `pods of namespace ${K3S_NAMESPACE} by default`;
  const problem = `has no effect, because Linkerd injects no proxy into ${why}`;
  const fix = isOnNode ? 'remove one of the two' : 'remove it';
  findings.warning(['traefik', 'values', ...ANNOTATION], TRAEFIK_RULES.says('not-injected', problem, fix));
}
