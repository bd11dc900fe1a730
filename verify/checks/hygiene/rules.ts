/** What makes a stack hard to reproduce, or lets its credentials leak. */
import { RuleSet } from '../../../lib/findings/rules';

export const HYGIENE_RULES = new RuleSet('hygiene', 'images are pinned, and no credential is in plain text', {
  'unpinned-image': {
    proves: 'each image is pinned by a version or a digest',
    example: 'Deployment tempo-querier (container querier): image docker.io/grafana/tempo has no tag; pin a version',
    wayOut: 'Give the image a tag that does not move, or a digest',
  },
  'no-requests': {
    proves: 'each container requests the resources that it needs',
    example: 'Deployment tempo-querier (container querier): has no resource requests',
    wayOut: "Set the container's resources.requests",
  },
  'no-readiness-probe': {
    proves: 'each container that runs permanently says when it is ready',
    example: 'Deployment tempo-querier (container querier): has no readiness probe',
    wayOut: "Set the container's readinessProbe",
  },
  'no-liveness-probe': {
    proves: 'each container that runs permanently is restarted when it hangs',
    example: 'Deployment tempo-querier (container querier): has no liveness probe',
    wayOut: "Set the container's livenessProbe",
  },
  'credential-in-configuration': {
    proves: "Tempo's configuration holds variables in place of credentials",
    example:
      'ConfigMap tempo-config (storage.trace.s3.secret_key): holds a credential in plain text; use a variable such as ${MINIO_SECRET_ACCESS_KEY}, from a Secret',
    wayOut: 'Use a variable that is set from a Secret, and replace the credential: it has leaked',
    isFinal: true,
  },
  'secret-in-git': {
    proves: 'no Secret is committed in plain text, unless the cluster file asks for it by name',
    example: 'Secret tempo-minio-secret: is in git in plain text; use tempo.credentials.externalSecret or sealedSecret',
    wayOut: 'Use an ExternalSecret or a SealedSecret, and replace the credential: it has leaked',
    isFinal: true,
  },
  'credential-in-variable': {
    proves: 'each variable that holds a credential is set from a Secret',
    example:
      'Deployment tempo-querier (container querier): variable MINIO_SECRET_ACCESS_KEY holds a credential in plain text; take it from a Secret',
    wayOut: 'Set the variable by valueFrom.secretKeyRef, and replace the credential: it has leaked',
    isFinal: true,
  },
});
