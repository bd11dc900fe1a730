/** Alerts about traces that vulture wrote and does not find. Its counters are the same in every release of its chart. */
import { vulturePodsOf, type Watched } from '../watched';
import type { Alert } from './alert';

export function vultureAlerts(watched: Watched): Alert[] {
  if (!watched.hasVulture) return [];
  const pods = vulturePodsOf(watched);
  return [
    {
      name: 'TempoVultureFailing',
      expr: `sum by (error) (increase(tempo_vulture_trace_error_total{${pods}}[15m])) > scalar(sum(increase(tempo_vulture_trace_total{${pods}}[15m]))) / 10`,
      for: '10m',
      severity: 'critical',
      summary: 'One in ten traces of vulture or more is wrong: {{ $labels.error }}.',
      todo: 'Its log names the traces. requestfailed: the query-frontend does not answer. notfound_byid, notfound_search: traces are lost or late, so look at the other alerts and at the ingesters or live-stores.',
    },
    {
      name: 'TempoVultureSilent',
      expr: `absent(up{${pods}} == 1)`,
      for: '15m',
      severity: 'warning',
      summary: 'Vulture does not run, or is not scraped.',
      todo: 'Read the events and the log of its pod, and check that podMonitorSelector of Prometheus matches monitoring.labels.',
    },
  ];
}
