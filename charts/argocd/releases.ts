/** Which fields each release of Argo CD has, from its types at every tag. 2.9 is the first with kustomize patches in a source. */
import { ReleaseTable } from '../../lib/releases/table';

/** Where the cluster file does not say. */
export const DEFAULT_ARGOCD = '2.14';

export interface ArgoCdRelease {
  /** `retry.refresh`: a running retry takes up a newer commit instead of insisting on the old one. */
  readonly retryRefresh: boolean;
  /** `name` in an AppProject's clusterResourceWhitelist. */
  readonly clusterResourceNames: boolean;
  /** Whether a null in Helm values removes the default: before Helm 3.17.1 it does not in sub-tables. */
  readonly nullValues: boolean;
}

export const argoCdReleases = new ReleaseTable<ArgoCdRelease>({
  name: 'Argo CD',
  released: '2.9-14 3.0-5',
  facts: [
    ['2.9', { retryRefresh: false, clusterResourceNames: false, nullValues: false }],
    ['3.0', { nullValues: true }], // it bundles Helm 3.17.1
    ['3.2', { retryRefresh: true }],
    ['3.3', { clusterResourceNames: true }],
  ],
});
