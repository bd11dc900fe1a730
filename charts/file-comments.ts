/** The comments above generated files that say what they are for, so that the output can be verified from itself: each beside its reader. */

/** A Helm release that values are for. */
export interface ValuesOf {
  readonly chart: string;
  readonly repository: string;
  /** Absent: whichever version is installed. */
  readonly version?: string;
  readonly releaseName: string;
  readonly namespace: string;
}

export const aboutValues = ({ chart, repository, version, releaseName, namespace }: ValuesOf): string =>
  `Helm values for chart ${chart} ${version ?? '(any version)'} of ${repository}, release ${releaseName} in namespace ${namespace}.`;

/** Reads the comment of `aboutValues`; undefined without one. */
export function valuesOfComment(text: string): ValuesOf | undefined {
  const found = /^# Helm values for chart (\S+) (\S+|\(any version\)) of (\S+), release (\S+) in namespace (\S+)\.$/m.exec(text);
  if (!found) return undefined;
  const [, chart = '', version = '', repository = '', releaseName = '', namespace = ''] = found;
  return { chart, repository, ...(!version.startsWith('(') && { version }), releaseName, namespace };
}

export const aboutBundle = (chart: string, k3s: string, releaseName: string): string =>
  `Helm values for chart ${chart} as k3s ${k3s} bundles it, release ${releaseName} in namespace kube-system.`;

/** The k3s of `aboutBundle`. */
export const k3sOfComment = (text: string): string | undefined => /^# Helm values for chart \S+ as k3s (\S+) bundles it/m.exec(text)?.[1];

export const aboutRendered = (helm: string, { chart, version, repository, releaseName, namespace }: ValuesOf): string =>
  `Rendered by Helm ${helm} from chart ${chart} ${version} of ${repository}, release ${releaseName} in namespace ${namespace}.`;

/** Whether a file of manifests is what `aboutRendered` says. */
export const isRendered = (text: string): boolean => /^# Rendered by Helm \S+ from chart /m.test(text);
