/** Writes and reads the comments above generated files that name their release, so that verify needs only the output. */

/** The Helm release of a values file. */
export interface ValuesOf {
  readonly chart: string;
  readonly repository: string;
  /** The version of the chart; undefined for any version. */
  readonly version?: string;
  readonly releaseName: string;
  readonly namespace: string;
}

export const aboutValues = ({ chart, repository, version, releaseName, namespace }: ValuesOf): string =>
  `Helm values for chart ${chart} ${version ?? '(any version)'} of ${repository}, release ${releaseName} in namespace ${namespace}.`;

/** Reads the comment of `aboutValues`; undefined if there is none. */
export function valuesOfComment(text: string): ValuesOf | undefined {
  const found = /^# Helm values for chart (\S+) (\S+|\(any version\)) of (\S+), release (\S+) in namespace (\S+)\.$/m.exec(text);
  if (!found) return undefined;
  const [, chart = '', version = '', repository = '', releaseName = '', namespace = ''] = found;
  return { chart, repository, ...(!version.startsWith('(') && { version }), releaseName, namespace };
}

export const aboutBundle = (chart: string, k3s: string, releaseName: string): string =>
  `Helm values for chart ${chart} as k3s ${k3s} bundles it, release ${releaseName} in namespace kube-system.`;

/** Reads the version of k3s from the comment of `aboutBundle`. */
export const k3sOfComment = (text: string): string | undefined => /^# Helm values for chart \S+ as k3s (\S+) bundles it/m.exec(text)?.[1];

export const aboutRendered = (helm: string, { chart, version, repository, releaseName, namespace }: ValuesOf): string =>
  `Rendered by Helm ${helm} from chart ${chart} ${version} of ${repository}, release ${releaseName} in namespace ${namespace}.`;

/** Whether a file of manifests has the comment of `aboutRendered`. */
export const isRendered = (text: string): boolean => /^# Rendered by Helm \S+ from chart /m.test(text);
