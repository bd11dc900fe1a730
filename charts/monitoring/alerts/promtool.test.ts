/** The alerts in the program that reads them: promtool of Prometheus, where it is on PATH or in LIVE_BIN. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { toYaml } from '../../../lib/yaml/write';
import { objectsIn, synthesizeStorage } from '../../../test/synthesis';
import { INGESTERS, KAFKA, WATCHED } from '../fixture';
import type { Watched } from '../watched';
import { alertGroups } from './alerts';

const FOLDERS = [process.env.LIVE_BIN ?? '', ...(process.env.PATH ?? '').split(path.delimiter)].filter(Boolean);
const promtool = FOLDERS.map((folder) => path.join(folder, 'promtool')).find((file) => existsSync(file));
const folder = mkdtempSync(path.join(os.tmpdir(), 'promtool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const withPromtool = (title: string, run: () => void) =>
  promtool ? test(title, run) : test.skip(`${title}: did not run, because promtool is not on PATH or in LIVE_BIN`, run);

function runPromtool(command: 'check' | 'test', file: string): string {
  try {
    return execFileSync(promtool ?? '', [command, 'rules', path.join(folder, file)], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout}${stderr}`);
  }
}

const rulesOf = (watched: Watched) => ({
  groups: alertGroups(watched).map((group) => ({ ...group, rules: group.rules?.map((rule) => ({ ...rule, expr: rule.expr.value })) })),
});

const TEMPO = 'namespace="tracing",pod="tempo-compactor-0",container="tempo"';
const counter = (name: string, labels = '') => ({
  failing: [[`${name}{${TEMPO}${labels}}`, '0+1x500']],
  fine: [[`${name}{${TEMPO}${labels}}`, '5x500']],
});
const gauge = (series: string, failing: string, fine: string) => ({ failing: [[series, failing]], fine: [[series, fine]] });
const INGESTER = `${TEMPO},ingester="10.0.0.1:9095"`;
const appends = (rate: number) => [`tempo_distributor_ingester_appends_total{${INGESTER}}`, `0+${rate}x500`];
const appendFailures = (rate: number) => [`tempo_distributor_ingester_append_failures_total{${INGESTER}}`, `0+${rate}x500`];
const UP = [`up{${TEMPO}}`, '1x500'];
const BUILD = [`tempo_build_info{${TEMPO}}`, '1x500'];
const OUTSTANDING = `tempodb_compaction_outstanding_blocks{${TEMPO},tenant="single-tenant"}`;
const JOB = 'kube_job_status_active{namespace="tempo-bootstrap",job_name="tempo-minio-bootstrap-0123456789"}';
const VULTURE = 'namespace="tracing",pod="tempo-vulture-5d5f8c7f4b-x2x4d"';
const CHECKED = [`tempo_vulture_trace_total{${VULTURE}}`, '0+10x500'];
const wrong = (values: string) => [`tempo_vulture_trace_error_total{${VULTURE},error="notfound_byid"}`, values];
const COLLECTOR = 'namespace="tracing",pod="tempo-collector-6d5f8c7f4b-x2x4d"';
const ofCollector = (name: string, labels = '') => ({
  failing: [[`${name}{${COLLECTOR}${labels}}`, '0+1x500']],
  fine: [[`${name}{${COLLECTOR}${labels}}`, '5x500']],
});
/** What a pod of the second tier does not take is tried again. */
const RETRIED = [`otelcol_exporter_send_failed_spans_total{${COLLECTOR},exporter="otlp/loadbalancing_10.0.0.1:4317"}`, '0+1x500'];
const LOST = ofCollector('otelcol_exporter_send_failed_spans', ',exporter="loadbalancing"');
const KILLED = [`kube_pod_container_status_last_terminated_reason{${COLLECTOR},container="c",reason="OOMKilled"}`, '1x500'];
const RESTARTED = [`kube_pod_container_status_restarts_total{${COLLECTOR},container="c"}`, '0x35 1x100'];
const RESTARTS = [`kube_pod_container_status_restarts_total{${TEMPO}}`, '0x35 1x100'];
const reason = (name: string) => [`kube_pod_container_status_last_terminated_reason{${TEMPO},reason="${name}"}`, '1x500'];
const LIMIT = [`kube_pod_container_resource_limits{${TEMPO},resource="memory"}`, '100x500'];
const inUse = (bytes: number) => [`container_memory_working_set_bytes{${TEMPO}}`, `${bytes}x500`];

/** The series with which each alert fires, and those with which it does not. */
const CASES: Record<string, { readonly failing: string[][]; readonly fine: string[][] }> = {
  TempoSpansDiscarded: counter('tempo_discarded_spans_total', ',reason="rate_limited"'),
  TempoSpansRefused: counter('tempo_receiver_refused_spans', ',receiver="zipkin/zipkin_receiver"'),
  TempoNoSpans: {
    failing: [[`tempo_distributor_spans_received_total{${TEMPO}}`, '5x500'], UP],
    fine: [[`tempo_distributor_spans_received_total{${TEMPO}}`, '0+1x500'], UP],
  },
  // With three ingesters, every third write may be cancelled.
  TempoIngestersRefuse: { failing: [appends(3), appendFailures(2)], fine: [appends(3), appendFailures(1)] },
  TempoKafkaWritesFailing: counter('tempo_distributor_produce_failures_total', ',reason="timeout"'),
  TempoPartitionLag: gauge(`tempo_ingest_group_partition_lag_seconds{${TEMPO},group="block-builder",partition="0"}`, '301x500', '299x500'),
  TempoRemoteWriteFailing: counter('prometheus_remote_storage_samples_retried_total'),
  TempoFlushesFailing: counter('tempo_ingester_failed_flushes_total'),
  TempoStorageUnreadable: counter('tempodb_blocklist_poll_errors_total'),
  TempoCompactionFailing: counter('tempodb_compaction_errors_total'),
  TempoCompactionBehind: { failing: [[OUTSTANDING, '101x500'], BUILD], fine: [[OUTSTANDING, '99x500'], BUILD] },
  // Vulture and the collector are not Tempo.
  TempoNotScraped: {
    failing: [
      [`up{${VULTURE}}`, '1x500'],
      [`up{${COLLECTOR}}`, '1x500'],
    ],
    fine: [UP],
  },
  TempoProcessDown: gauge(`up{${TEMPO}}`, '0x500', '1x500'),
  TempoOutOfMemory: { failing: [RESTARTS, reason('OOMKilled')], fine: [RESTARTS, reason('Error')] },
  TempoMemoryNearLimit: { failing: [inUse(91), LIMIT], fine: [inUse(89), LIMIT] },
  TempoVultureFailing: { failing: [CHECKED, wrong('0+2x500')], fine: [CHECKED, wrong('5x500')] },
  TempoVultureSilent: { failing: [UP], fine: [[`up{${VULTURE}}`, '1x500']] },
  TempoCollectorSilent: {
    failing: [UP, [`up{${COLLECTOR.replace('collector-', 'collector-sampling-')}}`, '1x500']],
    fine: [[`up{${COLLECTOR}}`, '1x500']],
  },
  TempoCollectorSpansLost: { failing: LOST.failing, fine: [...LOST.fine, RETRIED] },
  TempoCollectorSpansRefused: ofCollector('otelcol_receiver_refused_spans_total', ',receiver="otlp"'),
  TempoCollectorMetricsFailing: ofCollector('otelcol_exporter_send_failed_metric_points', ',exporter="prometheusremotewrite"'),
  TempoCollectorOutOfMemory: { failing: [RESTARTED, KILLED], fine: [RESTARTED] },
  TempoBucketJobFailing: gauge(JOB, '1x500', '0x500'),
};

/** Those that wait for hours. */
const LATE = ['TempoCompactionBehind'];

const BOTH: Watched = { ...WATCHED, tempos: [INGESTERS, { ...KAFKA, fullname: 'tempo-3' }] };

test('every alert has a case', () => {
  const alerts = [
    ...new Set(rulesOf({ ...BOTH, tempos: [INGESTERS, KAFKA] }).groups.flatMap(({ rules }) => rules?.map(({ alert }) => alert) ?? [])),
  ];
  expect(alerts.sort()).toEqual(Object.keys(CASES).sort());
});

withPromtool('promtool accepts the alerts of every topology', () => {
  const single = { ...INGESTERS, isDistributed: false };
  for (const watched of [WATCHED, BOTH, { ...WATCHED, tempos: [KAFKA] }, { ...WATCHED, tempos: [single], bucketJob: undefined }]) {
    writeFileSync(path.join(folder, 'rules.yaml'), toYaml(rulesOf(watched)));
    expect(runPromtool('check', 'rules.yaml')).toContain('SUCCESS');
  }
});

withPromtool('promtool accepts the PrometheusRule of the output', () => {
  const more = 'kubernetes: {apis: [monitoring.coreos.com/v1]}\nmonitoring: true';
  const synthesis = synthesizeStorage('endpoint: s3.example.org', { more });
  const [rule] = objectsIn(synthesis, 'monitoring.k8s.yaml');
  writeFileSync(path.join(folder, 'output.yaml'), toYaml(rule?.spec));
  expect(runPromtool('check', 'output.yaml')).toContain('SUCCESS');
});

withPromtool('each alert fires for what it is about, and for nothing else', () => {
  writeFileSync(path.join(folder, 'rules.yaml'), toYaml(rulesOf({ ...BOTH, tempos: [INGESTERS, KAFKA] })));
  const tests = Object.entries(CASES).flatMap(([name, { failing, fine }]) =>
    (
      [
        [failing, 1],
        [fine, undefined],
      ] as const
    ).map(([series, value]) => ({
      interval: '1m',
      name: `${name} ${value ? 'fires' : 'does not fire'}`,
      input_series: series.map(([metric, values]) => ({ series: metric, values })),
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="${name}",alertstate="firing"})`,
          eval_time: LATE.includes(name) ? '370m' : '45m',
          exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
        },
      ],
    })),
  );
  writeFileSync(path.join(folder, 'tests.yaml'), toYaml({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }));
  expect(runPromtool('test', 'tests.yaml')).toContain('SUCCESS');
});
