/**
 * The releases of Kubernetes that a cluster may have. 1.16 is the first with the current API of every workload: apps/v1 alone. The last is
 * from https://kubernetes.io/releases/. `npm run learn` cannot find it: charts name only the oldest Kubernetes that they need.
 */
import { RELEASE_RULES } from '../lib/releases/rules';
import { type ReleaseLookup, ReleaseTable } from '../lib/releases/table';

const kubernetesReleases = new ReleaseTable<object>({ name: 'Kubernetes', released: '1.16-37', facts: [['1.16', {}]] });

/** A release of Kubernetes, or an error. A newer one than those known here has a warning: charts are rendered for it as it is. */
export function kubernetesRelease(version: string): ReleaseLookup<object> {
  const found = kubernetesReleases.find(version);
  if (!found.release || !found.warning) return found;
  const problem = `Kubernetes ${version} is newer than any release known here, the last of which is ${kubernetesReleases.newest}`;
  return { ...found, warning: RELEASE_RULES.says('newer-than-known', problem, 'correct it, or check the output before you merge') };
}
