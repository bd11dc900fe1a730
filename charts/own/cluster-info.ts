/** What the charts of the user's own may know about the cluster. */
import type { ClusterInfo } from '../../components';
import type { ClusterFile } from '../cluster-file';
import type { SpanDestinations } from '../collector/senders';
import type { Tempo } from '../tempo/tempo';

export const clusterInfo = (
  name: string,
  { domain, tempo: config }: ClusterFile,
  tempo: Tempo,
  destinations: SpanDestinations,
): ClusterInfo => ({
  name,
  domain,
  tempo: {
    namespace: config.namespace,
    query: tempo.query,
    receiver: (receiver) => {
      const isThere = config.receivers.includes(receiver) || destinations.hasOwn(receiver);
      if (!isThere) throw new Error(`tempo.receivers does not list ${receiver}`);
      return destinations.hasOwn(receiver) ? destinations.offered(receiver, []) : tempo.spans.receiver(receiver, ['tempo', 'receivers']);
    },
  },
});
