/** The fields that each release of Argo CD supports, from its types at every tag. 2.9 is the first with kustomize patches in a source. */
import { releasedIn } from '../../lib/releases/list';
import { ReleaseTable } from '../../lib/releases/table';
import list from './argocd-releases.json';

/** The default of `gitops.argocd`. */
export const DEFAULT_ARGOCD = '2.14';

export interface ArgoCdRelease {
  /** `retry.refresh`: a running retry switches to a newer commit. */
  readonly retryRefresh: boolean;
  /** `name` in an AppProject's clusterResourceWhitelist. */
  readonly clusterResourceNames: boolean;
  /** Whether a null in Helm values removes the default. Before Helm 3.17.1 it does not in nested maps. */
  readonly nullValues: boolean;
  /** Whether the label app.kubernetes.io/instance says by default which Application an object belongs to, and not an annotation. */
  readonly tracksByLabel: boolean;
}

export const argoCdReleases = new ReleaseTable<ArgoCdRelease>({
  name: 'Argo CD',
  released: releasedIn(list),
  facts: [
    ['2.9', { retryRefresh: false, clusterResourceNames: false, nullValues: false, tracksByLabel: true }],
    ['3.0', { nullValues: true, tracksByLabel: false }], // it bundles Helm 3.17.1
    ['3.2', { retryRefresh: true }],
    ['3.3', { clusterResourceNames: true }],
  ],
});

/** The first release that tracks by an annotation by default. */
export const tracksByAnnotationFrom = (): string => argoCdReleases.first(({ tracksByLabel }) => !tracksByLabel);
