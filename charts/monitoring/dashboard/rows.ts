/** The rows of the dashboard, for what is really on. They read the same counters as the alerts. */
import { failedFlushesOf, podsOf, receiversOf, vulturePodsOf, type Watched } from '../watched';
import { collectorRows } from './collector';
import { type Panel, RATE, type Row } from './panel';

/** The share of requests whose duration is shown. */
const SHARE = 0.95;

export const rowsOf = (watched: Watched): Row[] => [
  overview(watched),
  spans(watched),
  ...collectorRows(watched),
  ...(watched.tempos.some(({ isDistributed, usesKafka }) => isDistributed && usesKafka) ? [kafka(watched)] : []),
  storage(watched),
  queries(watched),
  ...(watched.hasVulture ? [vulture(watched)] : []),
  processes(watched),
];

/** @returns zero where no series exists yet: most counters appear with the first event */
const orZero = (expr: string): string => `${expr} or vector(0)`;

function overview(watched: Watched): Row {
  const pods = podsOf(watched);
  const stat = (title: string, description: string, expr: string, redFrom?: number): Panel => ({
    ...{ title, description, kind: 'stat', unit: 'short', targets: [{ expr: orZero(expr), legend: title }] },
    ...(redFrom !== undefined && { redFrom }),
  });
  const lastHour = (counters: readonly string[]) =>
    counters.map((counter) => `(${orZero(`sum(increase(${counter}{${pods}}[1h]))`)})`).join(' + ');
  return {
    title: 'At a glance',
    panels: [
      stat('Spans, last hour', 'Received by Tempo.', `sum(increase(tempo_distributor_spans_received_total{${pods}}[1h]))`),
      stat(
        'Spans lost, last hour',
        'Refused by a receiver, or discarded because of a limit.',
        lastHour(['tempo_receiver_refused_spans', 'tempo_discarded_spans_total']),
        1,
      ),
      stat('Failed flushes, last hour', 'Blocks that could not be written to the storage.', lastHour(failedFlushesOf(watched)), 1),
      stat('Processes down', 'Processes that Prometheus does not reach.', `count(up{${pods}} == 0)`, 1),
    ],
  };
}

function spans(watched: Watched): Row {
  const pods = podsOf(watched);
  return {
    title: 'Spans',
    panels: [
      {
        ...{ title: 'Accepted, by receiver', kind: 'timeseries', unit: 'cps' },
        description: `The receivers that are on: ${receiversOf(watched)}.`,
        targets: [{ expr: `sum by (receiver) (rate(tempo_receiver_accepted_spans{${pods}}[${RATE}]))`, legend: '{{receiver}}' }],
      },
      {
        ...{ title: 'Refused and discarded', kind: 'timeseries', unit: 'cps' },
        description:
          'Refused by a receiver, and discarded with the reason. A reason that is a limit can be raised in the overrides of Tempo.',
        targets: [
          { expr: `sum by (receiver) (rate(tempo_receiver_refused_spans{${pods}}[${RATE}]))`, legend: 'refused: {{receiver}}' },
          { expr: `sum by (reason) (rate(tempo_discarded_spans_total{${pods}}[${RATE}]))`, legend: 'discarded: {{reason}}' },
        ],
      },
      ...(watched.traefik === undefined ? [] : [requests(watched.traefik)]),
    ],
  };
}

const requests = (namespace: string): Panel => ({
  ...{ title: 'Requests to Traefik', kind: 'timeseries', unit: 'reqps' },
  description: 'By entry point. With a sample rate of 1, each request that is forwarded begins a trace.',
  targets: [
    { expr: `sum by (entrypoint) (rate(traefik_entrypoint_requests_total{namespace="${namespace}"}[${RATE}]))`, legend: '{{entrypoint}}' },
  ],
});

const kafka = (watched: Watched): Row => ({
  title: 'Kafka',
  panels: [
    {
      ...{ title: 'Behind in each partition', kind: 'timeseries', unit: 's' },
      description: 'How old the newest spans are that block-builders and live-stores have read.',
      targets: [
        {
          expr: `max by (group, partition) (tempo_ingest_group_partition_lag_seconds{${podsOf(watched)}})`,
          legend: '{{group}} {{partition}}',
        },
      ],
    },
    {
      ...{ title: 'Failed writes', kind: 'timeseries', unit: 'cps' },
      description: 'Records that the distributors could not write.',
      targets: [
        { expr: `sum by (reason) (rate(tempo_distributor_produce_failures_total{${podsOf(watched)}}[${RATE}]))`, legend: '{{reason}}' },
      ],
    },
  ],
});

function storage(watched: Watched): Row {
  const pods = podsOf(watched);
  return {
    title: 'Storage',
    panels: [
      {
        ...{ title: 'Blocks', kind: 'timeseries', unit: 'short' },
        description: `In the storage (${watched.storage}), and those that wait for compaction. Both stay level while compaction keeps up.`,
        targets: [
          { expr: `max(tempodb_blocklist_length{${pods}})`, legend: 'in the storage' },
          { expr: `sum(tempodb_compaction_outstanding_blocks{${pods}})`, legend: 'wait for compaction' },
        ],
      },
      {
        ...{ title: 'Failures', kind: 'timeseries', unit: 'cps' },
        description: 'Failed flushes, compactions and listings of blocks. The log of the process has the answer of the storage.',
        targets: [
          ...failedFlushesOf(watched).map((counter) => ({
            expr: `sum by (pod) (rate(${counter}{${pods}}[${RATE}]))`,
            legend: 'flush: {{pod}}',
          })),
          { expr: `sum by (pod) (rate(tempodb_compaction_errors_total{${pods}}[${RATE}]))`, legend: 'compaction: {{pod}}' },
          { expr: `sum by (pod) (rate(tempodb_blocklist_poll_errors_total{${pods}}[${RATE}]))`, legend: 'listing: {{pod}}' },
        ],
      },
    ],
  };
}

function queries(watched: Watched): Row {
  const routes = `${podsOf(watched)},route=~"api_.+"`;
  return {
    title: 'Queries',
    panels: [
      {
        ...{ title: 'Requests, by status', kind: 'timeseries', unit: 'reqps' },
        description: 'Requests to the HTTP API, such as those of Grafana.',
        targets: [
          {
            expr: `sum by (route, status_code) (rate(tempo_request_duration_seconds_count{${routes}}[${RATE}]))`,
            legend: '{{route}} {{status_code}}',
          },
        ],
      },
      {
        ...{ title: 'Duration, 95th percentile', kind: 'timeseries', unit: 's' },
        description: 'By route of the HTTP API.',
        targets: [
          {
            expr: `histogram_quantile(${SHARE}, sum by (le, route) (rate(tempo_request_duration_seconds_bucket{${routes}}[${RATE}])))`,
            legend: '{{route}}',
          },
        ],
      },
    ],
  };
}

function processes(watched: Watched): Row {
  const pods = podsOf(watched);
  return {
    title: 'Processes',
    panels: [
      {
        ...{ title: 'Memory', kind: 'timeseries', unit: 'bytes' },
        description: 'In use, and the limit at which a process is killed.',
        targets: [
          { expr: `sum by (pod) (container_memory_working_set_bytes{${pods},container!=""})`, legend: '{{pod}}' },
          { expr: `sum by (pod) (kube_pod_container_resource_limits{${pods},resource="memory"})`, legend: 'limit: {{pod}}' },
        ],
      },
      {
        ...{ title: 'Restarts, last hour', kind: 'timeseries', unit: 'short' },
        description: 'By pod.',
        targets: [{ expr: `sum by (pod) (increase(kube_pod_container_status_restarts_total{${pods}}[1h]))`, legend: '{{pod}}' }],
      },
    ],
  };
}

function vulture(watched: Watched): Row {
  const pods = vulturePodsOf(watched);
  return {
    title: 'Vulture',
    panels: [
      {
        ...{ title: 'Traces checked', kind: 'timeseries', unit: 'cps' },
        description: 'Traces that it wrote earlier and reads again.',
        targets: [{ expr: `sum(rate(tempo_vulture_trace_total{${pods}}[${RATE}]))`, legend: 'checked' }],
      },
      {
        ...{ title: 'Traces wrong', kind: 'timeseries', unit: 'cps' },
        description: 'Missing or incomplete, by the kind of the error. Some right after a rollout are usual.',
        targets: [{ expr: `sum by (error) (rate(tempo_vulture_trace_error_total{${pods}}[${RATE}]))`, legend: '{{error}}' }],
      },
    ],
  };
}
