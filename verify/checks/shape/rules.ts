/** Mistakes for which the API server refuses an object or drops a field. */
import { RuleSet } from '../../../lib/findings/rules';
import { API_SERVER_RULES } from './apiserver/rules';

export const SHAPE_RULES = new RuleSet('shape', 'every object is valid for its kind, consistent, and defined once', {
  'unreadable-file': {
    proves: 'every file of manifests can be read',
    example: 'is not valid YAML (bad indentation of a mapping entry); run `npm run synth`',
    wayOut:
      'Fix the file, or run `npm run synth` if synth wrote it. Until then, nothing else of its cluster is reported, and it cannot be accepted',
  },
  'merge-conflict': {
    proves: 'git left no conflict in the output',
    example: 'contains a merge conflict of git; run `npm run synth`',
    wayOut: 'Run `npm run synth`. Nothing else of this cluster is reported until then',
    isFinal: true,
  },
  'duplicate-key': {
    proves: 'no map of a file has a key twice',
    example: 'has a duplicate key (duplicated mapping key (6:3)), and the last one counts; remove one of them',
    wayOut: 'Remove one of the two',
  },
  'unknown-field': {
    proves: 'the kind of every object has all of its fields',
    example: 'Deployment tempo: spec.template.spec.containers[0].imagePulPolicy is an unknown field; did you mean imagePullPolicy?',
    wayOut: 'Correct the name of the field, or remove it',
  },
  'missing-field': {
    proves: 'every required field is set',
    example: 'Deployment tempo: spec.template.spec.containers[0].name is missing; add it',
    wayOut: 'Add the field',
  },
  'wrong-type': {
    proves: 'every field has a value of the right type',
    example: 'Deployment tempo: spec.template.spec.containers[0].image is a number, but must be text; quote it',
    wayOut: 'Use a value of the type that the message names; quote numbers and booleans that are meant as text',
  },
  'invalid-value': {
    proves: 'every field has a value that its kind allows',
    example: 'ExternalSecret tempo: spec.target.deletionPolicy has an unknown value; use Retain',
    wayOut: 'Use one of the values that the message names',
  },
  'removed-api': {
    proves: 'the Kubernetes of the cluster serves every API version',
    example: 'PodDisruptionBudget tempo: policy/v1beta1 is no longer served as of Kubernetes 1.25; use policy/v1',
    wayOut: 'Use the API version that the message names, or pin a release of the chart that does',
  },
  'unknown-kind': {
    proves: 'every kind exists in its API version',
    example: 'Deploymnet tempo: apps/v1 has no kind Deploymnet; use kind: Deployment',
    wayOut: 'Correct kind or apiVersion',
  },
  'invalid-name': {
    proves: 'the name of every object is valid for its kind',
    example:
      'Service 1st: metadata.name is not a valid Service name; use at most 63 lower-case letters, digits and hyphens, starting with a letter',
    wayOut: 'Rename the object',
  },
  'invalid-namespace': {
    proves: 'the namespace of every object has a valid name',
    example:
      'ConfigMap tempo: metadata.namespace is not a valid namespace; use at most 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit',
    wayOut: 'Correct the namespace',
  },
  'invalid-label': {
    proves: 'every label and annotation has a valid key and value',
    example: 'ConfigMap tempo: metadata.annotations["prometheus.io/port"] is not text; quote it',
    wayOut: 'Correct the key or value; quote numbers and booleans',
  },
  'selector-mismatch': {
    proves: 'every workload selects its own pods',
    example: 'Deployment tempo: spec.selector.matchLabels.app is "tempo", but its pods have "loki"; use the same value',
    wayOut: 'Use the same label in spec.selector.matchLabels and spec.template.metadata.labels',
  },
  'no-such-volume': {
    proves: 'every volume that a container mounts is a volume of its pod',
    example:
      'Deployment tempo: spec.template.spec.containers[0].volumeMounts[0].name is "config", which is not a volume of the pod; add it to volumes',
    wayOut: 'Add the volume, or correct the name of the mount',
  },
  'duplicate-name': {
    proves: 'names are unique where they must be: containers, volumes, mount paths and ports',
    example:
      'Deployment tempo: spec.template.spec.volumes[1].name is a duplicate of "config" in spec.template.spec.volumes[0]; rename or remove one of them',
    wayOut: 'Rename or remove one of the two',
  },
  'duplicate-variable': {
    proves: 'no container sets a variable twice',
    example:
      'Deployment tempo: spec.template.spec.containers[0].env[1].name is a duplicate of "KEY" in spec.template.spec.containers[0].env[0], which server-side apply refuses, and otherwise the last one counts; remove one of them',
    wayOut: 'Remove one of the two. It is an error where Argo CD syncs the object with ServerSideApply=true, and a warning elsewhere',
  },
  ...API_SERVER_RULES,
  'duplicate-object': {
    proves: 'every object is defined once',
    example: 'ConfigMap tempo (namespace tracing): already defined in dist/home/tempo.k8s.yaml; rename or remove one of them',
    wayOut: 'Rename or remove one of the two',
  },
  'duplicate-definition': {
    proves: 'no chart contains a CustomResourceDefinition twice',
    example: 'CustomResourceDefinition gateways.example.com: defined twice by the chart; Argo CD applies one of them',
    wayOut: 'Do nothing; both define the same API',
  },
  'synced-twice': {
    proves: 'no file is synced by two Applications',
    example: 'is synced by both tempo and tracing; exclude it from one of them with directory.include',
    wayOut: 'Exclude the file from one of the Applications with directory.include',
  },
});
