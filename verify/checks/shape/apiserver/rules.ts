/** Mistakes that only the validation of the API server finds, and not the schema. */
import type { Rule } from '../../../../lib/findings/rules';

export const API_SERVER_RULES = {
  'duplicate-port': {
    proves: 'every port of a container or Service is listed once',
    example: 'Service tempo: spec.ports[1].port is a duplicate of 80/TCP in spec.ports[0]; remove one of them',
    wayOut: 'Remove one of the two, or use another number',
  },
  'invalid-quantity': {
    proves: 'every quantity, such as a request or a size, is a number with a known unit, and in its range',
    example: 'Deployment tempo: spec.template.spec.containers[0].resources.limits.memory is "10Gib", which is not a quantity; use 10Gi',
    wayOut: 'Use a number with one of the units m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei',
  },
  'unknown-resource': {
    proves: 'requests and limits are of resources that containers have',
    example:
      'Deployment tempo: spec.template.spec.containers[0].resources.limits.mem is an unknown resource; use cpu, memory, ephemeral-storage, or a resource with a domain',
    wayOut: 'Use cpu, memory or ephemeral-storage, or the full name of the resource, such as nvidia.com/gpu',
  },
  'requests-over-limits': {
    proves: 'no request is over its limit',
    example:
      'Deployment tempo: spec.template.spec.containers[0].resources.requests.cpu is "2", but the limit is "1"; lower the request, or raise the limit',
    wayOut: 'Lower the request, or raise the limit',
  },
  'invalid-port': {
    proves: 'every port is a number from 1 to 65535',
    example:
      'Deployment tempo: spec.template.spec.containers[0].ports[0].containerPort is 70000, but must be 1 to 65535; use a port from 1 to 65535',
    wayOut: 'Use a port from 1 to 65535',
  },
  'invalid-port-name': {
    proves: 'every port has a valid name, also where a probe or Service refers to it',
    example:
      'Service tempo: spec.ports[0].name is "HTTP_Port", which is not a valid name; use at most 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit',
    wayOut:
      'Use lower-case letters, digits and hyphens: at most 15 for ports of containers, with at least one letter. Do not quote numbers',
  },
  'unnamed-port': {
    proves: 'every port of a Service with several ports has a name',
    example: 'Service tempo: spec.ports[1].name is missing, but required beside other ports; name each port',
    wayOut: 'Give each port a name',
  },
  'invalid-container-name': {
    proves: 'containers, volumes and claim templates have valid names',
    example:
      'Deployment tempo: spec.template.spec.containers[0].name is "Web", which is not a valid name; use at most 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit',
    wayOut: 'Use at most 63 lower-case letters, digits and hyphens',
  },
  'invalid-variable': {
    proves: 'every environment variable has a valid name',
    example:
      'Deployment tempo: spec.template.spec.containers[0].env[0].name is "A=B", which is not a valid variable name; use printable ASCII characters other than =',
    wayOut: 'Rename the variable',
  },
  'variable-source': {
    proves: 'every environment variable has one source at most',
    example: 'Deployment tempo: spec.template.spec.containers[0].env[0].valueFrom is set beside value; remove one of the two',
    wayOut: 'Keep either value, or one source in valueFrom',
  },
  'invalid-probe': {
    proves: 'every probe and hook has exactly one handler, and thresholds that are allowed for it',
    example: 'Deployment tempo: spec.template.spec.containers[0].readinessProbe has no handler; add one of exec, httpGet, tcpSocket, grpc',
    wayOut: 'Give the probe exactly one of exec, httpGet, tcpSocket and grpc',
  },
  'volume-source': {
    proves: 'every volume has one source',
    example: 'Deployment tempo: spec.template.spec.volumes[0] has configMap and emptyDir; keep one of them',
    wayOut: 'Keep one of the sources',
  },
  'access-modes': {
    proves: 'claims have access modes that exist and go together',
    example:
      'PersistentVolumeClaim tempo: spec.accessModes[0] is "RWO"; use one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod',
    wayOut: 'Use ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod',
  },
  'restart-policy': {
    proves: 'pods have the restart policy that their kind requires',
    example: 'Job tempo: spec.template.spec.restartPolicy is missing, and the default is Always; use OnFailure or Never',
    wayOut: 'Use OnFailure or Never for Jobs, and Always for Deployments, StatefulSets and DaemonSets',
  },
  'update-strategy': {
    proves: 'the settings of an update belong to its type, and let it go on',
    example: 'Deployment tempo: spec.strategy.rollingUpdate is set, and the type is Recreate; remove it, or use type: RollingUpdate',
    wayOut: 'Remove rollingUpdate, or use the type RollingUpdate',
  },
  'invalid-selector': {
    proves: 'every selector selects something, by valid labels and operators',
    example: 'Deployment tempo: spec.selector selects nothing; add the labels of the pods to matchLabels',
    wayOut: 'Correct the labels, operator or values of the selector',
  },
  'invalid-toleration': {
    proves: 'every toleration can match a taint',
    example: 'Deployment tempo: spec.template.spec.tolerations[0].value is set beside operator Exists; remove it, or use operator: Equal',
    wayOut: 'Use key and value with operator Equal, or only the key with operator Exists',
  },
  'invalid-schedule': {
    proves: 'every CronJob has a valid schedule and time zone',
    example:
      'CronJob tempo: spec.schedule is "0 3 * *": it has 4 fields; use five fields: minute, hour, day of the month, month and day of the week, such as "0 3 * * *"',
    wayOut: 'Use five fields, or a name such as @daily; the time zone belongs in timeZone',
  },
  'disruption-budget': {
    proves: 'no PodDisruptionBudget has two bounds',
    example: 'PodDisruptionBudget tempo: spec has minAvailable and maxUnavailable; keep one of them',
    wayOut: 'Keep either minAvailable or maxUnavailable',
  },
  'autoscaler-bounds': {
    proves: 'the bounds of every HorizontalPodAutoscaler are in order',
    example: 'HorizontalPodAutoscaler tempo: spec.maxReplicas is 2, but minReplicas is 5; raise it, or lower minReplicas',
    wayOut: 'Let minReplicas be at most maxReplicas',
  },
  'invalid-metric': {
    proves: 'every metric of a HorizontalPodAutoscaler has one source and a value',
    example: 'HorizontalPodAutoscaler tempo: spec.metrics[0].resource.target has no value; add one of averageUtilization, averageValue',
    wayOut: 'Give the metric the source of its type, and one value',
  },
  'invalid-host': {
    proves: 'every host is a domain in lower case',
    example:
      'Ingress tempo: spec.rules[0].host is "Tempo.example.com:80", which is not a valid host name; use a domain in lower case, without scheme, port and path; only the first label may be *',
    wayOut: 'Use a domain in lower case, without scheme, port and path',
  },
  'invalid-path': {
    proves: 'every path has the form that is required where it is',
    example: 'Ingress tempo: spec.rules[0].http.paths[0].path is "api", which does not start with /; use /api',
    wayOut: 'Start paths of Ingresses with /, and paths within volumes without it',
  },
  'invalid-backend': {
    proves: 'every backend of an Ingress is a Service with one port',
    example: 'Ingress tempo: spec.rules[0].http.paths[0].backend.service.port has name and number; keep one of them',
    wayOut: 'Name one Service, with either the name or the number of its port',
  },
  'invalid-address': {
    proves: 'every address of a Service or NetworkPolicy is an IP address or network',
    example:
      'NetworkPolicy tempo: spec.ingress[0].from[0].ipBlock.cidr is "10.0.0.0", which is not a network; use a network such as 10.0.0.0/8',
    wayOut: 'Use an IP address, or a network with its length',
  },
  'invalid-key': {
    proves: 'every key of a ConfigMap or Secret is valid',
    example:
      'ConfigMap tempo: data["a/b"] is not a valid key; use at most 253 letters, digits, hyphens, underscores and dots, not starting with two dots',
    wayOut: 'Rename the key',
  },
  'invalid-base64': {
    proves: 'the values in data of Secrets and in binaryData of ConfigMaps are base64',
    example: 'Secret tempo: data.password is not valid base64; encode it, or use stringData',
    wayOut: 'Encode the value, or use stringData for plain text',
  },
  'too-large': {
    proves: 'ConfigMaps and Secrets have at most 1 MiB, and annotations at most 256 KiB',
    example: 'ConfigMap tempo: data has 1400000 bytes, but at most 1048576 are allowed; divide it into several objects',
    wayOut: 'Divide the object into several',
  },
  'invalid-reference': {
    proves: 'the names of other objects are valid',
    example:
      'Deployment tempo: spec.template.spec.serviceAccountName is "Tempo", which is not a valid name; use at most 253 lower-case letters, digits, hyphens and dots',
    wayOut: 'Correct the name',
  },
  'out-of-range': {
    proves: 'every number is in its range',
    example: 'Deployment tempo: spec.replicas is -1, but must be 0 to 2147483647; use 0 to 2147483647',
    wayOut: 'Use a number in the range that the message names',
  },
  'conflicting-fields': {
    proves: 'no field is set beside another one that excludes it',
    example: 'Service tempo: spec.ports[0].nodePort is set, and type is ClusterIP; remove it, or use type: NodePort',
    wayOut: 'Remove one of the fields that the message names',
  },
} as const satisfies Readonly<Record<string, Rule>>;
