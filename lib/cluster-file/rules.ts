/** Mistakes in a cluster file that do not depend on releases. None of them can be accepted. */
import { RuleSet } from '../findings/rules';

export const CLUSTER_FILE_RULES = new RuleSet('cluster-file', 'the cluster file is YAML with the keys and values that its schema allows', {
  'not-yaml': {
    proves: 'the file is one YAML document with a map of keys',
    example: 'file: not valid YAML: unexpected end of the flow collection; close every quote and bracket',
    wayOut: 'Correct the text at this place; write one cluster per file',
    isFinal: true,
  },
  'not-read': {
    proves: 'every file in the folder with the cluster files is one',
    example: 'clusters/home.json: is not read; rename it to home.yaml if it is a cluster file; else move it out of clusters',
    wayOut: 'Rename or move the file',
  },
  'not-searched': {
    proves: 'beside its mistakes, everything in a cluster file is checked as far as that is possible',
    example: 'file: has mistakes, so the rest of it was not checked; correct the mistakes, and run the command again',
    wayOut: 'Correct the mistakes, and run the command again: for many files with mistakes, it would take too long',
    isFinal: true,
  },
  unreadable: {
    proves: 'every file is readable, and is UTF-8',
    example: 'file: not encoded as UTF-8; save it as UTF-8',
    wayOut: 'Correct the permissions or the encoding of the file',
    isFinal: true,
  },
  'file-name': {
    proves: 'the name of every file is a name for a cluster, and no two are the same',
    example: 'file: clusters/eu/home.yaml has the name home too; rename one of them',
    wayOut: 'Rename the file',
    isFinal: true,
  },
  'other-file': {
    proves: 'every YAML file in the folder with the cluster files is one',
    example: 'file: is a Kubernetes object of kind ConfigMap; move it out of the folder with the cluster files',
    wayOut: 'Move the file',
    isFinal: true,
  },
  'invalid-base': {
    proves: 'every file that `extends` names exists outside of the folder with the cluster files, and does not extend itself',
    example: 'extends: there is no file base/prdo.yaml; did you mean ../base/prod.yaml?',
    wayOut: 'Correct the path, or remove the item',
    isFinal: true,
  },
  'duplicate-key': {
    proves: 'no map has the same key twice',
    example: 'tempo.receivers: duplicate key; keep one',
    wayOut: 'Remove one of the two',
    isFinal: true,
  },
  'invalid-key': {
    proves: 'every key is a plain word',
    example: 'tempo: a map or list as a key; use a plain word',
    wayOut: 'Use a plain word as the key',
    isFinal: true,
  },
  'ambiguous-scalar': {
    proves: 'every plain scalar means the same in YAML 1.1 and 1.2',
    example: 'tempo.storage.insecure: no is false in YAML 1.1 and text in YAML 1.2; write false',
    wayOut: 'Write what the message names: true, false, the plain decimal number, or the text in quotes',
    isFinal: true,
  },
  'repeated-item': {
    proves: 'no list has the same text twice',
    example: 'tempo.receivers: otlp-http is in the list already; remove one of them',
    wayOut: 'Remove one of them',
  },
  'unknown-key': {
    proves: 'the schema has every key',
    example: 'gitops.repoUrl: unknown key; did you mean repoURL?',
    wayOut: 'Use one of the keys that the message names',
    isFinal: true,
  },
  'missing-key': {
    proves: 'every required key is set',
    example: 'domain: missing; add it, e.g. picluster.example.com',
    wayOut: 'Add the key',
    isFinal: true,
  },
  'removes-base': {
    proves: 'what a base says is not removed by an unfinished edit',
    example: 'metadata: has no value, which removes what a base says; write null if that is meant, else a value',
    wayOut: 'Write a value, or null',
  },
  'removes-nothing': {
    proves: 'every null removes a key of a base',
    example: 'vulture: null removes nothing, because no base has this key; remove it',
    wayOut: 'Remove the key, or correct its name',
  },
  'invalid-value': {
    proves: 'every value has the type, the format and the range of its key',
    example: 'traefik.sampleRate: 1.5 is out of range; use at most 1',
    wayOut: 'Write a value as the message describes it',
    isFinal: true,
  },
  'conflicting-keys': {
    proves: 'only one of several conflicting keys is set',
    example: 'tempo.monolithic: cannot be used together with chart; remove one of them',
    wayOut: 'Remove one of the two keys',
    isFinal: true,
  },
});
