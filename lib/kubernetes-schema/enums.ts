/** The allowed values of fields. The types of Kubernetes lack them; they are from its API reference. */
import type { Definition } from './declared-types';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const UPDATES = ['RollingUpdate', 'OnDelete'];

/** By type and field. */
const ENUMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  PodSpec: { restartPolicy: ['Always', 'OnFailure', 'Never'], dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'] },
  Container: {
    imagePullPolicy: ['Always', 'IfNotPresent', 'Never'],
    terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
  },
  ContainerPort: { protocol: PROTOCOLS },
  ServiceSpec: {
    type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    sessionAffinity: ['ClientIP', 'None'],
    externalTrafficPolicy: ['Cluster', 'Local'],
    internalTrafficPolicy: ['Cluster', 'Local'],
    ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
  },
  ServicePort: { protocol: PROTOCOLS },
  HttpIngressPath: { pathType: ['Exact', 'Prefix', 'ImplementationSpecific'] },
  DeploymentStrategy: { type: ['RollingUpdate', 'Recreate'] },
  StatefulSetSpec: { podManagementPolicy: ['OrderedReady', 'Parallel'] },
  StatefulSetUpdateStrategy: { type: UPDATES },
  DaemonSetUpdateStrategy: { type: UPDATES },
  CronJobSpec: { concurrencyPolicy: ['Allow', 'Forbid', 'Replace'] },
  Toleration: { operator: ['Exists', 'Equal'], effect: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
  TopologySpreadConstraint: { whenUnsatisfiable: ['DoNotSchedule', 'ScheduleAnyway'] },
  SeccompProfile: { type: ['RuntimeDefault', 'Unconfined', 'Localhost'] },
};

/** The definition of a type with its enumerations. The empty string is allowed: the API server replaces it by the default. */
export function withEnums(name: string, definition: Definition): Definition {
  const fields = ENUMS[name];
  if (!fields || definition === true) return definition;
  const properties = { ...(definition.properties as Record<string, Definition>) };
  for (const [field, values] of Object.entries(fields)) {
    if (!properties[field]) throw new Error(`${name} has no field ${field}`);
    properties[field] = { enum: ['', ...values] };
  }
  return { ...definition, properties };
}
