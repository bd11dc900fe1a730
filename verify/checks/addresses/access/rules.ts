/** Missing permissions of ServiceAccounts. */
import type { Rule } from '../../../../lib/findings/rules';

export const ACCESS_RULES = {
  'not-permitted': {
    proves: 'Traefik, the injector of Linkerd and a collector may read what they need from the API of Kubernetes',
    example:
      'Deployment traefik: may not list and watch ingresses, because no role here permits it to ServiceAccount traefik; add it to the rules of its ClusterRole',
    wayOut: 'Correct the ClusterRole and its binding',
  },
} as const satisfies Record<string, Rule>;
