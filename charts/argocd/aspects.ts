/** What people want to know about releases of Argo CD. */
import type { Aspects } from '../aspects';
import type { ArgoCdRelease } from './releases';

export const ARGOCD_ASPECTS: Aspects<ArgoCdRelease> = {
  shown: [],
  ofSteps: [
    { name: 'mark of the Application that an object belongs to', of: ({ tracksByLabel }) => (tracksByLabel ? 'a label' : 'an annotation') },
    { name: 'null in Helm values', of: ({ nullValues }) => (nullValues ? 'removes the default' : 'has no effect in nested maps') },
    { name: 'a running retry', of: ({ retryRefresh }) => (retryRefresh ? 'switches to a newer commit' : 'keeps its commit') },
    {
      name: 'cluster-scoped objects that an AppProject permits',
      of: ({ clusterResourceNames }) => (clusterResourceNames ? 'by kind and name' : 'by kind'),
    },
  ],
};
