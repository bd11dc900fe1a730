/** Alerts about the way from Tempo to the storage, and about the blocks there. */
import { failedFlushesOf, podsOf, type Watched } from '../watched';
import { type Alert, keepsFailing } from './alert';

export function storageAlerts(watched: Watched): Alert[] {
  const pods = podsOf(watched);
  return [
    {
      name: 'TempoFlushesFailing',
      expr: failedFlushesOf(watched)
        .map((counter) => keepsFailing(`${counter}{${pods}}`, 'pod'))
        .join(' or '),
      for: '5m',
      severity: 'critical',
      summary: '{{ $labels.pod }} cannot write traces to the storage.',
      todo: `Its log has the answer of the storage (${watched.storage}): check that it is up, and that the credentials may write there. Until then traces are only in the pod; do not restart it without persistence.`,
    },
    {
      name: 'TempoStorageUnreadable',
      expr: keepsFailing(`tempodb_blocklist_poll_errors_total{${pods}}`, 'pod'),
      for: '5m',
      severity: 'critical',
      summary: '{{ $labels.pod }} cannot list the blocks in the storage.',
      todo: `Searches miss traces until it can. Its log has the answer of the storage (${watched.storage}): check its address, its certificate, and that the credentials may list and read.`,
    },
    ...compactionAlerts(watched, pods),
  ];
}

/** The processes that compact blocks: up to Tempo 2 the compactors, in Tempo 3 the backend-workers. */
const COMPACTING = ['compactor', 'backend-worker'];

/** Above this number of blocks for each process, compaction does not keep up (operations/tempo-mixin of Tempo). */
const OUTSTANDING = 100;

function compactionAlerts(watched: Watched, pods: string): Alert[] {
  const isDistributed = watched.tempos.some((tempo) => tempo.isDistributed);
  const processes = isDistributed ? ` * scalar(count(tempo_build_info{${podsOf(watched, COMPACTING)}}))` : '';
  const who = isDistributed ? 'the compactor or backend-worker' : 'Tempo';
  return [
    {
      name: 'TempoCompactionFailing',
      expr: keepsFailing(`tempodb_compaction_errors_total{${pods}}`, 'pod'),
      for: '15m',
      severity: 'warning',
      summary: '{{ $labels.pod }} cannot compact blocks.',
      todo: 'Its log names the block and the cause. Check that the credentials may delete in the storage; blocks that stay make searches slow.',
    },
    {
      name: 'TempoCompactionBehind',
      expr: `sum by (tenant) (tempodb_compaction_outstanding_blocks{${pods}}) > ${OUTSTANDING}${processes}`,
      for: '6h',
      severity: 'warning',
      summary: 'Compaction has been behind for six hours: {{ $value }} blocks wait.',
      todo: `Give ${who} more CPU${isDistributed ? ', or run more of them' : ''}. Searches become slower, and old traces are deleted later.`,
    },
  ];
}
