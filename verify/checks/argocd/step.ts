/** The order in which Argo CD applies the objects of one Application: by phase, wave and kind. */
import type { Manifest } from '../../stack';
import { groupOf } from '../../world/kubernetes';

const PHASES = ['PreSync', 'Sync', 'PostSync'] as const;

export interface Step {
  readonly phase: (typeof PHASES)[number];
  readonly wave: number;
}

/** When an object is applied. Argo CD maps Helm hooks to its own hooks, unless the object has an Argo CD hook (docs/user-guide/helm.md). */
export function stepOf({ metadata: { annotations = {} } }: Manifest): Step {
  const own = annotations['argocd.argoproj.io/hook'];
  const helm = annotations['helm.sh/hook'] ?? '';
  const hook = own ?? (/\bpre-(install|upgrade)/.test(helm) ? 'PreSync' : /\bpost-(install|upgrade)/.test(helm) ? 'PostSync' : 'Sync');
  const phase = PHASES.find((candidate) => hook.includes(candidate) && (candidate !== 'Sync' || !/PreSync|PostSync/.test(hook))) ?? 'Sync';
  const wave = annotations['argocd.argoproj.io/sync-wave'] ?? (own === undefined && helm ? annotations['helm.sh/hook-weight'] : undefined);
  return { phase, wave: Number(wave ?? 0) };
}

/** Whether `first` is applied before `second`. Within a wave, Secrets come before workloads, and custom kinds come last. */
export function isBefore(first: Manifest, second: Manifest): boolean {
  const [a, b] = [stepOf(first), stepOf(second)];
  if (a.phase !== b.phase) return PHASES.indexOf(a.phase) < PHASES.indexOf(b.phase);
  return a.wave === b.wave ? groupOf(first) === '' : a.wave < b.wave;
}
