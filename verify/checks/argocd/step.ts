/** The order in which Argo CD applies the objects of one Application: by phase, wave and kind. */
import type { Manifest } from '../../stack';
import { annotationOf, groupOf } from '../../world/kubernetes';

const PHASES = ['PreSync', 'Sync', 'PostSync'] as const;

export interface Step {
  readonly phase: (typeof PHASES)[number];
  readonly wave: number;
}

/** When an object is applied. Argo CD maps Helm hooks to its own hooks, unless the object has an Argo CD hook (docs/user-guide/helm.md). */
export function stepOf(object: Manifest): Step {
  const own = annotationOf(object, 'argocd.argoproj.io/hook');
  const helm = annotationOf(object, 'helm.sh/hook') ?? '';
  const hook = own ?? (/\bpre-(install|upgrade)/.test(helm) ? 'PreSync' : /\bpost-(install|upgrade)/.test(helm) ? 'PostSync' : 'Sync');
  const phase = PHASES.find((candidate) => hook.includes(candidate) && (candidate !== 'Sync' || !/PreSync|PostSync/.test(hook))) ?? 'Sync';
  const weight = own === undefined && helm ? annotationOf(object, 'helm.sh/hook-weight') : undefined;
  const wave = annotationOf(object, 'argocd.argoproj.io/sync-wave') ?? weight;
  return { phase, wave: Number(wave ?? 0) };
}

/** Whether `first` is applied before `second`. Within a wave, Secrets come before workloads, and custom kinds come last. */
export function isBefore(first: Manifest, second: Manifest): boolean {
  const [a, b] = [stepOf(first), stepOf(second)];
  if (a.phase !== b.phase) return PHASES.indexOf(a.phase) < PHASES.indexOf(b.phase);
  return a.wave === b.wave ? groupOf(first) === '' : a.wave < b.wave;
}
