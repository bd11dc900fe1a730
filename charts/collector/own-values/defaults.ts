/** Which values of the chart opentelemetry-collector have a default, so that a null of the user's own removes it. */
import { isMap } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';

/** @param names separated by spaces, each with a path in front of it */
const paths = (names: string, before = ''): string[] => names.split(' ').map((name) => `${before}${name}`);

/** Those without which a release that knows them does not render (rendered with a null for each). `*` is any key. */
export const NEEDED_DEFAULTS: ReadonlySet<string> = new Set([
  ...paths('apiVersion command image.repository clusterRole clusterRole.create clusterRole.clusterRoleBinding rollout rollout.strategy'),
  ...paths('livenessProbe livenessProbe.httpGet readinessProbe readinessProbe.httpGet networkPolicy ports.*.enabled'),
  ...paths('ingress httproute podMonitor serviceMonitor podDisruptionBudget autoscaling prometheusRule presets'),
  ...paths('ingress.enabled httproute.enabled podMonitor.enabled serviceMonitor.enabled podDisruptionBudget.enabled'),
  ...paths('autoscaling.enabled prometheusRule.enabled prometheusRule.defaultRules.enabled'),
  ...paths('additionalRuleLabels additionalRuleAnnotations', 'prometheusRule.defaultRules.'),
  ...paths('internalTelemetryViaOTLP internalTelemetryViaOTLP.traces internalTelemetryViaOTLP.metrics internalTelemetryViaOTLP.logs'),
  ...paths('logsCollection hostMetrics kubeletMetrics kubernetesAttributes kubernetesEvents kubernetesObjects', 'presets.'),
  ...paths('clusterMetrics annotationDiscovery annotationDiscovery.logs annotationDiscovery.metrics resourceDetection', 'presets.'),
  ...paths('profiling', 'presets.'),
]);

/** Those without one in any release, with all that is below them. */
const WITHOUT_DEFAULT: ReadonlySet<string> = new Set([
  ...paths('enabled global image.registry configMap.existingPath lifecycleHooks.postStart lifecycleHooks.preStop'),
  ...paths('limits requests', 'resources.'),
  ...paths('annotations hosts ingressClassName tls', 'ingress.'),
  ...paths('initialDelaySeconds periodSeconds timeoutSeconds failureThreshold terminationGracePeriodSeconds', 'livenessProbe.'),
  ...paths('initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold', 'readinessProbe.'),
  ...paths('httpGet initialDelaySeconds periodSeconds timeoutSeconds failureThreshold terminationGracePeriodSeconds', 'startupProbe.'),
  ...paths('maxSurge maxUnavailable', 'rollout.rollingUpdate.'),
  ...paths('enabled clusterIP loadBalancerIP loadBalancerSourceRanges trafficDistribution', 'service.'),
  ...paths('externalTrafficPolicy internalTrafficPolicy', 'service.'),
  ...paths('clusterMetrics.disableLeaderElection kubernetesObjects.disableLeaderElection resourceDetection.k8snode', 'presets.'),
]);

/** The most steps of these paths. */
const MOST_STEPS = 3;

/**
 * The values without nulls that remove no default of the chart, but one of this stack at most: the schema of the chart refuses such a null.
 * And without those for `NEEDED_DEFAULTS`, which are errors already.
 */
export const withoutDefaults = (all: Values): Values => withoutNulls(all, [], false);

function withoutNulls(all: Readonly<Values>, path: readonly string[], isBelow: boolean): Values {
  const entries = Object.entries(all).flatMap(([key, value]): [string, unknown][] => {
    const here = [...path, key];
    const hasNone = isBelow || WITHOUT_DEFAULT.has(here.join('.'));
    if (value === null && (hasNone || NEEDED_DEFAULTS.has(here.join('.')))) return [];
    return [[key, isMap(value) && (hasNone || here.length < MOST_STEPS) ? withoutNulls(value, here, hasNone) : value]];
  });
  return Object.fromEntries(entries);
}
