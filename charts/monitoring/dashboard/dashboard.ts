/** The dashboard of Grafana, as the JSON model that Grafana imports. */
import type { Watched } from '../watched';
import { placed } from './panel';
import { rowsOf } from './rows';

/** Grafana accepts at most 40 characters. */
const MAX_UID = 40;

/** @param cluster the name of the cluster, so that one Grafana can have the dashboards of several */
export const dashboard = (cluster: string, watched: Watched): object => ({
  uid: `tracing-${cluster}`.slice(0, MAX_UID),
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
