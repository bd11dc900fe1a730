/** What a real API server says to a strict dry run of every object, and where the check `shape` says otherwise. */
import { RuleSet } from '../../lib/findings/rules';

export const SERVER_RULES = new RuleSet('server', 'with --server, the API server accepts every object in a strict dry run', {
  refused: {
    proves: 'the API server accepts every object',
    example:
      'Deployment tempo-querier: the API server refuses it: spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 99999: must be between 1 and 65535, inclusive; correct it',
    wayOut: 'Correct what the message names',
  },
  'not-in-shape': {
    proves: 'the check `shape` finds what the API server refuses',
    example: 'Deployment tempo-querier: the check shape does not find what the API server refuses; please report it with this object',
    wayOut: 'Report it: the check is wrong',
  },
  'only-in-shape': {
    proves: 'the API server refuses what the check `shape` reports as an error',
    example: 'Service tempo: the API server accepts it, and shape/invalid-port reports an error; please report it with this object',
    wayOut: 'Report it: the check is wrong',
  },
  immutable: {
    proves: 'no object changes a field that cannot be changed in the cluster',
    example:
      'StatefulSet tempo-ingester: the API server refuses the change of what runs: spec: Forbidden: updates to statefulset spec for fields other than …; see docs/changes.md, and npm run verify -- --from REF',
    wayOut: 'Follow docs/changes.md',
  },
  denied: {
    proves: 'no admission policy of the cluster denies an object',
    example:
      'Deployment tempo-querier: an admission policy denies it: admission webhook "validate.kyverno.svc" denied the request: …; change the policy, or the values',
    wayOut: 'Change the policy of the cluster, or the values',
  },
  'pod-security': {
    proves: 'no pod would violate the Pod Security level of its namespace',
    example:
      'Deployment tempo-querier: would violate PodSecurity "restricted:latest": …; set the level of its namespace, or its securityContext',
    wayOut: 'Set the level of the namespace, or the securityContext of the pods',
  },
});
