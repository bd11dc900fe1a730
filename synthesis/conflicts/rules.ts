/** Conflicts between cluster files. */
import { RuleSet } from '../../lib/findings/rules';

export const CONFLICT_RULES = new RuleSet('clusters', 'no two cluster files install the same thing', {
  'shared-name': {
    proves: 'every cluster has a name of its own',
    example: 'gitops.name: home is also the name of clusters/home.yaml, so both would write the same folder of dist/; use another name',
    wayOut: 'Use another `gitops.name`, or rename the file',
    isFinal: true,
  },
  'shared-application': {
    proves: 'no Application or AppProject belongs to two cluster files',
    example:
      'gitops.names: Application lab-tempo in argocd is also that of clusters/lab.yaml (line 3 gitops); use another gitops.names, or gitops.name',
    wayOut: 'Use another pattern, or another name. Accept it if each of the two has an Argo CD of its own',
  },
  'shared-object': {
    proves: 'no object is installed by two cluster files',
    example:
      'tempo: Namespace tracing in the cluster https://10.0.0.1:6443 is also installed by clusters/a.yaml (line 9 tempo); use another namespace, or another gitops.server',
    wayOut:
      'Use different namespaces, or correct `gitops.server` or `gitops.cluster`. Without them, two cluster files with one domain are the same cluster, and in a fleet, all of them are that of its Argo CD. An object without a namespace, such as the ClusterRole of a collector, needs another name, as in `collector.values`: `clusterRole: { name: edge, clusterRoleBinding: { name: edge } }`, and in `traefik.values`: `ingressClass: { name: edge }`',
  },
  'shared-host': {
    proves: 'no host belongs to two cluster files',
    example: 'emojivoto.host: the host votes.example.org is also that of clusters/a.yaml (line 30 emojivoto); use another host',
    wayOut: 'Use another host',
  },
  'shared-bucket': {
    proves: 'no bucket contains the traces of two clusters',
    example:
      'tempo.storage: the bucket traces of s3.example.org is also used by clusters/a.yaml (line 11 tempo.storage), so each Tempo compacts and deletes the traces of the other; use another bucket',
    wayOut: 'Use one bucket per cluster',
  },
});
