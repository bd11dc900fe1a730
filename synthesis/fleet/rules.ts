/** What every cluster of a fleet has in common. */
import { RuleSet } from '../../lib/findings/rules';

export const FLEET_RULES = new RuleSet('fleet', 'one ApplicationSet makes the root Application of every cluster', {
  'other-root': {
    proves: 'every cluster file has the Argo CD, the repository and the folder of fleet.yaml',
    example:
      'gitops.namespace: argocd-edge is not what the ApplicationSet of fleet.yaml needs: argocd; set gitops.namespace: argocd, or correct it in fleet.yaml',
    wayOut:
      'Use the values of `fleet.yaml`. A cluster of another Argo CD or repository needs a folder of cluster files of its own, and an output folder beside this one',
    isFinal: true,
  },
  'left-by-some': {
    proves: 'all clusters leave a fleet together, because its ApplicationSet makes the root Applications of all of them',
    example:
      'dist/fleet.k8s.yaml: makes the root Applications of all clusters, and there is no fleet.yaml for it; run the command without names of clusters, or restore fleet.yaml',
    wayOut: 'Run `npm run synth` without names of clusters, or restore `fleet.yaml`',
    isFinal: true,
  },
  'shared-project': {
    proves: 'the AppProject of fleet.yaml, which permits only root Applications, is for nothing else',
    example:
      'gitops.project: tracing-fleet is the AppProject of fleet.yaml, which permits only root Applications; use another AppProject, or another name in fleet.yaml',
    wayOut: 'Use another AppProject for what the roots sync, or another `name` in `fleet.yaml`',
    isFinal: true,
  },
});
