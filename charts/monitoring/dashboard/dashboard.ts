/** The dashboard of Grafana, as the JSON model that Grafana imports. */
import { sha256 } from '../../../lib/files/sha256';
import type { Watched } from '../watched';
import { placed } from './panel';
import { rowsOf } from './rows';

/** Grafana accepts at most 40 characters. */
const MAX_UID = 40;

/** @param cluster the name of the cluster, so that one Grafana can have the dashboards of several */
export const dashboard = (cluster: string, watched: Watched): object => ({
  uid: uidOf(cluster),
  title: `Tracing, ${cluster}`,
  description: 'Spans on their way from the senders through Tempo into the storage, and queries.',
  tags: ['tempo', 'tracing'],
  schemaVersion: 39,
  editable: true,
  graphTooltip: 1,
  refresh: '1m',
  time: { from: 'now-6h', to: 'now' },
  timezone: '',
  templating: {
    list: [
      {
        ...{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1, hide: 0 },
        ...{ includeAll: false, multi: false, regex: '', options: [], current: {} },
      },
    ],
  },
  annotations: { list: [] },
  links: [],
  panels: placed(rowsOf(watched)),
});

/** A long name ends with a hash of all of it, so that two names with the same beginning differ. */
function uidOf(cluster: string): string {
  const uid = `tracing-${cluster}`;
  if (uid.length <= MAX_UID) return uid;
  const hash = sha256(cluster).slice(0, 8);
  return `${uid.slice(0, MAX_UID - hash.length - 1)}-${hash}`;
}
