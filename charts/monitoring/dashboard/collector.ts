/** The row of the collector. With two tiers, the names of the pods tell which one they are of. */
import { collectorCounter, collectorPodsOf, OUR_EXPORTERS, type Watched } from '../watched';
import { RATE, type Row } from './panel';

/** @returns none without a collector */
export function collectorRows(watched: Watched): Row[] {
  const pods = collectorPodsOf(watched);
  if (!pods) return [];
  const rate = (by: string, name: string, labels?: string) => `sum by (${by}) (rate(${collectorCounter(name, pods, labels)}[${RATE}]))`;
  const panels: Row['panels'] = [
    {
      ...{ title: 'Received and sent, by pod', kind: 'timeseries', unit: 'cps' },
      description: 'With tail sampling, the first tier sends to the second, which sends what it keeps.',
      targets: [
        { expr: rate('pod', 'receiver_accepted_spans'), legend: 'received: {{pod}}' },
        { expr: rate('pod', 'exporter_sent_spans', OUR_EXPORTERS), legend: 'sent: {{pod}}' },
      ],
    },
    {
      ...{ title: 'Refused and given up', kind: 'timeseries', unit: 'cps' },
      description: 'Refused by a receiver, near the memory limit or while a queue is full, and given up by an exporter.',
      targets: [
        { expr: rate('receiver', 'receiver_refused_spans'), legend: 'refused: {{receiver}}' },
        { expr: rate('exporter', 'exporter_send_failed_spans', OUR_EXPORTERS), legend: 'given up: {{exporter}}' },
      ],
    },
    {
      ...{ title: 'Queue, in batches', kind: 'timeseries', unit: 'short' },
      description: 'What waits for Tempo or for the second tier. It grows while that does not answer, and its pod loses it when it ends.',
      targets: [{ expr: `sum by (pod, exporter) (otelcol_exporter_queue_size{${pods}${OUR_EXPORTERS}})`, legend: '{{pod}} {{exporter}}' }],
    },
  ];
  return [{ title: 'Collector', panels }];
}
