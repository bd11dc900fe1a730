/** Alerts about the collector. */
import { collectorCounter, collectorPodsOf, OUR_EXPORTERS, RECEIVING, type Watched } from '../watched';
import type { Alert } from './alert';
import { outOfMemory } from './pods';

export function collectorAlerts(watched: Watched): Alert[] {
  const pods = collectorPodsOf(watched);
  if (!pods) return [];
  const grown = (counter: string, by: string, labels?: string) =>
    `sum by (${by}) (increase(${collectorCounter(counter, pods, labels)}[15m])) > 0`;
  return [
    {
      name: 'TempoCollectorSilent',
      expr: `absent(up{${pods}${RECEIVING}} == 1)`,
      for: '15m',
      severity: 'critical',
      summary: 'The collector does not run, or is not scraped.',
      todo: 'Read the events and the log of its pods, and check that serviceMonitorSelector of Prometheus matches monitoring.labels. Senders lose their spans while it does not run.',
    },
    {
      name: 'TempoCollectorSpansLost',
      expr: ['send', 'enqueue'].map((step) => grown(`exporter_${step}_failed_spans`, 'exporter', OUR_EXPORTERS)).join(' or '),
      for: '5m',
      severity: 'critical',
      summary: 'The collector has dropped spans for {{ $labels.exporter }}.',
      todo: 'Read its log. For loadbalancing, check the pods of the second tier, else that Tempo runs and accepts spans.',
    },
    {
      name: 'TempoCollectorSpansRefused',
      expr: grown('receiver_refused_spans', 'receiver'),
      for: '5m',
      severity: 'warning',
      summary: 'The collector refuses spans that arrive by {{ $labels.receiver }}.',
      todo: 'Its log says why. Near its memory limit it refuses spans: raise resources.limits.memory in collector.values, or in collector.tailSampling.values for the second tier. A sender that does not retry loses these spans.',
    },
    ...(watched.collector?.sendsMetrics ? [metricsFailing(grown('exporter_send_failed_metric_points', 'exporter'))] : []),
    outOfMemory(
      'TempoCollectorOutOfMemory',
      pods,
      'Raise resources.limits.memory in collector.values, or in collector.tailSampling.values for the second tier. The spans that it held are lost.',
    ),
  ];
}

const metricsFailing = (expr: string): Alert => ({
  name: 'TempoCollectorMetricsFailing',
  expr,
  for: '15m',
  severity: 'warning',
  summary: 'The collector cannot send its span metrics.',
  todo: 'Check that Prometheus at collector.spanMetrics.remoteWrite is up and has its remote-write receiver on. The metrics have gaps until then.',
});
