/** What every cluster of a fleet has in common. */
import { RuleSet } from '../../lib/findings/rules';

export const FLEET_RULES = new RuleSet('fleet', 'one ApplicationSet makes the root Application of every cluster', {
  'other-root': {
    proves: 'every cluster file has the Argo CD, the repository and the folder of fleet.yaml',
    example:
      'gitops.namespace: argocd-edge is not what the ApplicationSet of fleet.yaml needs: argocd; set gitops.namespace: argocd, or correct it in fleet.yaml',
    wayOut: 'Use the values of `fleet.yaml`. A cluster of another Argo CD or repository needs a folder of cluster files of its own',
    isFinal: true,
  },
});
