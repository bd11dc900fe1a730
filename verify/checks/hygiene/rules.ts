/** Mistakes that make a stack hard to reproduce or leak its credentials. */
import { RuleSet } from '../../../lib/findings/rules';

export const HYGIENE_RULES = new RuleSet('hygiene', 'images are pinned, and no credential is in plain text', {
  'unpinned-image': {
    proves: 'each image is pinned by a version or a digest',
    example: 'Deployment tempo-querier (container querier): image docker.io/grafana/tempo has no tag; pin a version',
    wayOut: 'Use a fixed tag or a digest',
  },
  'invalid-image': {
    proves: 'the name of each image is one that can be pulled',
    example:
      'Deployment tempo-querier (container querier): image docker.io/grafana/Tempo:2.10.5 has an invalid name, so the pod does not start: Tempo is not in lower case; correct it',
    wayOut: 'Correct the registry, the path, the tag or the digest of the image',
  },
  'image-from-elsewhere': {
    proves: 'each image comes from the mirror of the cluster file, if it has one',
    example:
      'Deployment tempo-gateway (container nginx): image quay.io/nginx/nginx:1.27 does not come from mirror.example.org; set tempo.values.gateway.image.registry: mirror.example.org',
    wayOut: 'Set the value that the message names. If pods can reach that registry, add it to `registry.imagesFrom`',
  },
  'no-pull-secret': {
    proves: 'each pod with an image of the mirror has a Secret to pull it, if `registry.pullSecret` is set',
    example:
      'Deployment web: has no imagePullSecrets, and neither has its ServiceAccount web; add mirror-login, so that it can pull from the mirror',
    wayOut: 'Add the Secret to the pod or to its ServiceAccount',
  },
  'misplaced-pod': {
    proves: 'each pod has the nodes, the tolerations and the priority of `scheduling`, if the cluster file has it',
    example: 'Deployment tempo-gateway: lacks nodeSelector pool: tracing of scheduling; set tempo.values.gateway.nodeSelector',
    wayOut: 'Set the value that the message names, or accept that this pod runs elsewhere',
  },
  'missing-metadata': {
    proves: 'each object of the output has the labels and annotations of the cluster file',
    example: 'Namespace tracing (metadata.labels): lacks example.org/team of the cluster file; run `npm run synth`',
    wayOut: 'Run `npm run synth`. In a chart of your own, do not remove them',
  },
  'unreached-metadata': {
    proves: 'each object that a chart renders has the labels and annotations of the cluster file',
    example:
      'tempo-distributed 1.41.0 (metadata.labels): renders ConfigMap and Service without the labels of the cluster file, because it has no value for them there; use gitops.helm: manifests, which adds them to all',
    wayOut: 'Let synth render the chart, or pin a release of the chart that has values for them',
  },
  'pod-security': {
    proves: 'each pod complies with the level of the Pod Security Standards of its namespace',
    example:
      'Deployment tempo-querier (container querier): Pod Security restricted of namespace tracing refuses its pods: securityContext.runAsNonRoot must be true; set it, or set namespaces.podSecurityOf.tracing to a level that allows it',
    wayOut: 'Set the fields by the values of the chart, or choose another level for the namespace',
  },
  'pod-security-of-proxy': {
    proves: 'no level of the Pod Security Standards refuses the init container of the proxy of Linkerd',
    example:
      'Namespace tracing: Pod Security restricted refuses the pods of namespace tracing that Linkerd injects (tempo-distributor), because the init container of its proxy needs NET_ADMIN and NET_RAW; install Linkerd with its CNI plugin and accept this, or set namespaces.podSecurityOf.tracing to privileged',
    wayOut: 'Install the CNI plugin of Linkerd and accept the finding, or use `privileged` for the namespace',
  },
  'no-requests': {
    proves: 'each container has resource requests',
    example: 'Deployment tempo-querier (container querier): has no resource requests',
    wayOut: "Set the container's resources.requests",
  },
  'no-readiness-probe': {
    proves: 'each long-running container has a readiness probe',
    example: 'Deployment tempo-querier (container querier): has no readiness probe',
    wayOut: "Set the container's readinessProbe",
  },
  'no-liveness-probe': {
    proves: 'each long-running container has a liveness probe',
    example: 'Deployment tempo-querier (container querier): has no liveness probe',
    wayOut: "Set the container's livenessProbe",
  },
  'credential-in-configuration': {
    proves: "Tempo's configuration contains variables instead of credentials",
    example:
      'ConfigMap tempo-config (storage.trace.s3.secret_key): contains a credential in plain text; use a variable such as ${MINIO_SECRET_ACCESS_KEY}, from a Secret',
    wayOut: 'Use a variable that is set from a Secret, and replace the credential: it has leaked',
    isFinal: true,
  },
  'secret-in-git': {
    proves: 'no Secret is committed in plain text, unless the cluster file allows it',
    example: 'Secret tempo-minio-secret: is committed in plain text; use tempo.credentials.externalSecret or sealedSecret',
    wayOut: 'Use an ExternalSecret or a SealedSecret, and replace the credential: it has leaked',
    isFinal: true,
  },
  'credential-in-variable': {
    proves: 'each variable with a credential is set from a Secret',
    example:
      'Deployment tempo-querier (container querier): variable MINIO_SECRET_ACCESS_KEY contains a credential in plain text; set it from a Secret',
    wayOut: 'Set the variable with valueFrom.secretKeyRef, and replace the credential: it has leaked',
    isFinal: true,
  },
});
