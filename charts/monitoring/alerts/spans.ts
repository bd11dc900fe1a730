/** Alerts about spans on their way into Tempo. The counters are the same in every release from Tempo 1.5. */
import { listed } from '../../../lib/findings/listed';
import { LIMIT_REASONS } from '../../tempo/limit-reasons';
import { podsOf, receiversOf, type Watched } from '../watched';
import type { Alert } from './alert';

export function spanAlerts(watched: Watched): Alert[] {
  const pods = podsOf(watched);
  return [
    {
      name: 'TempoSpansDiscarded',
      expr: `sum by (reason) (increase(tempo_discarded_spans_total{${pods}}[15m])) > 0`,
      for: '5m',
      severity: 'warning',
      summary: 'Tempo discards spans: {{ $labels.reason }}.',
      todo: `${listed(LIMIT_REASONS)} are limits: raise that limit in the overrides of tempo.values, or let the sender sample. Any other reason is explained in the log of the distributor.`,
    },
    {
      name: 'TempoSpansRefused',
      expr: `sum by (receiver) (increase(tempo_receiver_refused_spans{${pods}}[15m])) > 0`,
      for: '5m',
      severity: 'warning',
      summary: 'Tempo refuses spans that arrive by {{ $labels.receiver }}.',
      todo: 'The log of the distributor says why. A sender that does not retry loses these spans.',
    },
    {
      name: 'TempoNoSpans',
      expr: `(sum(increase(tempo_distributor_spans_received_total{${pods}}[10m])) or vector(0)) == 0 and on () count(up{${pods}} == 1) > 0`,
      for: '1m',
      severity: 'warning',
      summary: 'Tempo has received no span for ten minutes.',
      todo: `If there were requests, no sender reaches a receiver that is on: ${receiversOf(watched)}. \`npm run verify\` checks the addresses of the manifests; then read the logs of the senders.`,
    },
  ];
}
