/** What the charts of the user's own may know about the cluster. */
import type { ClusterInfo } from '../../components';
import type { ClusterFile } from '../cluster-file';
import type { Tempo } from '../tempo/tempo';

export const clusterInfo = (name: string, { domain, tempo: config }: ClusterFile, tempo: Tempo): ClusterInfo => ({
  name,
  domain,
  tempo: {
    namespace: config.namespace,
    query: tempo.query,
    receiver: (receiver) => {
      if (!config.receivers.includes(receiver)) throw new Error(`tempo.receivers does not list ${receiver}`);
      return tempo.receiver(receiver, ['tempo', 'receivers']);
    },
  },
});
