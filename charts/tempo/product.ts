/**
 * Facts about each release of Grafana Tempo itself, independent of the chart.
 *
 * From its tags: cmd/tempo/app and modules/distributor/receiver/shim.go for the receivers, tempodb/backend/<name>/config.go for the storage,
 * vendor/go.opentelemetry.io/collector for the options of receivers, modules/generator/processor for the processors, tempodb/encoding/versioned.go for the formats of blocks, tempodb/retention.go for the deletion of old traces.
 */
import { ReleaseTable } from '../../lib/releases/table';
import { RECEIVER_NAMES, type Receiver } from './receivers';

export interface TempoProduct {
  /** The receivers that it has. It does not start with any other. */
  readonly receivers: readonly Receiver[];
  /** How `/api/search` is asked: by TraceQL in `q`, or by `tags`, where it is only there if it is turned on (pkg/api/http.go). */
  readonly searchesBy: 'tags' | 'TraceQL';
  /** Where a receiver without an endpoint listens. */
  readonly receiverHost: '0.0.0.0' | 'localhost';
  /** The options of its receivers that use HTTP, without those of all releases. */
  readonly httpOptions: readonly string[];
  /** Whether `storage.trace.s3.tls_ca_path` exists. Older releases do not start with it. */
  readonly tlsCaPath: boolean;
  /** The field of `storage.trace.s3` that accepts any certificate. */
  readonly skipVerify: 'insecure_skip_verify' | 'tls_insecure_skip_verify';
  /** Whether its S3 client can use EKS Pod Identity. All can use IRSA and the role of the node. */
  readonly podIdentity: boolean;
  /** Whether S3, GCS and Azure have a `prefix` below `storage.trace.<name>`. */
  readonly prefix: boolean;
  /** Whether `storage.trace.s3.sse` exists. */
  readonly s3Encryption: boolean;
  /** Whether its S3 client connects to port 443, or 80 without TLS, of an address of IPv6 (minio-go from 7.0.23, tried). */
  readonly s3UsualPortOfIpv6: boolean;
  /** Whether all parts of an upload to S3 have the length `part_size`. Older releases have the setting, but it does not apply to blocks. */
  readonly evenParts: boolean;
  /** What separates the words in the fields of `storage.trace.azure`. */
  readonly azureFields: '-' | '_';
  /** Whether `storage.trace.azure.use_federated_token` exists, for the workload identity of AKS. */
  readonly federatedToken: boolean;
  /** Whether `compaction_disabled` in its overrides stops the deletion of old traces too. */
  readonly retentionNeedsCompaction: boolean;
  /** Whether its metrics-generator has the processor local-blocks. */
  readonly localBlocks: boolean;
  /** Whether traces go through Kafka. If so, there is no ingester, and a rollout loses nothing. */
  readonly kafka: boolean;
  /** The mechanisms of SASL by which it logs in to Kafka (pkg/ingest/config.go). */
  readonly kafkaMechanisms: readonly string[];
  /** Whether it connects to Kafka by TLS. */
  readonly kafkaTls: boolean;
  /** Flags of older releases that it no longer has (cmd/tempo/main.go, cmd/tempo/app/config.go, modules/distributor/config.go). It does not start with any. */
  readonly goneFlags: readonly string[];
  /** The counter of blocks that could not be written to the storage (modules/ingester/flush.go, modules/livestore). */
  readonly failedFlushes: string;
  /** The format of the blocks that it writes by default. */
  readonly writes: string;
  /** The formats of blocks that it reads. A query that touches a block in another format fails. */
  readonly reads: readonly string[];
}

const WITHOUT_OPENCENSUS = RECEIVER_NAMES.filter((receiver) => receiver !== 'opencensus');

const GONE_2_0 = ['search.enabled'];
const GONE_2_3 = [...GONE_2_0, 'distributor.log-received-traces'];
const GONE_2_7 = [...GONE_2_3, 'use-otel-tracer'];

const HTTP_OPTIONS_2_7 = [
  ...['response_headers', 'compression_algorithms', 'read_timeout', 'read_header_timeout', 'write_timeout', 'idle_timeout'],
];

export const tempoProduct = new ReleaseTable<TempoProduct>({
  name: 'Tempo',
  released: `
    1.5.0 2.0.0-1 2.1.0-1 2.2.0-4 2.3.0-1 2.4.0-2 2.5.0 2.6.0-1 2.7.0-2 2.8.0-4 2.9.0-5 2.10.0-8 3.0.0-3`,
  facts: [
    [
      '1.5.0',
      {
        receivers: RECEIVER_NAMES,
        searchesBy: 'tags',
        receiverHost: '0.0.0.0',
        httpOptions: [],
        tlsCaPath: false,
        skipVerify: 'insecure_skip_verify',
        podIdentity: false,
        prefix: false,
        s3Encryption: false,
        s3UsualPortOfIpv6: false,
        evenParts: false,
        azureFields: '-',
        federatedToken: false,
        retentionNeedsCompaction: false,
        localBlocks: false,
        kafka: false,
        kafkaMechanisms: [],
        kafkaTls: false,
        goneFlags: [],
        failedFlushes: 'tempo_ingester_failed_flushes_total',
        writes: 'v2',
        reads: ['v2', 'vParquet'],
      },
    ],
    ['2.0.0', { goneFlags: GONE_2_0, searchesBy: 'TraceQL', writes: 'vParquet', azureFields: '_', s3UsualPortOfIpv6: true }],
    ['2.1.0', { reads: ['v2', 'vParquet', 'vParquet2'], federatedToken: true }],
    ['2.2.0', { localBlocks: true, writes: 'vParquet2', tlsCaPath: true, skipVerify: 'tls_insecure_skip_verify', prefix: true }],
    ['2.3.0', { goneFlags: GONE_2_3, httpOptions: ['response_headers'], reads: ['v2', 'vParquet', 'vParquet2', 'vParquet3'] }],
    ['2.4.0', { writes: 'vParquet3' }],
    ['2.5.0', { reads: ['v2', 'vParquet2', 'vParquet3', 'vParquet4'] }],
    ['2.6.0', { writes: 'vParquet4', podIdentity: true }],
    ['2.7.0', { goneFlags: GONE_2_7, receiverHost: 'localhost', httpOptions: HTTP_OPTIONS_2_7 }], // grafana/tempo#4465
    ['2.8.0', { retentionNeedsCompaction: true, s3Encryption: true }], // tempodb/retention.go skips tenants without compaction
    ['2.9.3', { receivers: WITHOUT_OPENCENSUS }], // shim.go no longer has a factory for it
    [
      '2.10.0',
      {
        receivers: RECEIVER_NAMES, // branched before 2.9.3
        httpOptions: [...HTTP_OPTIONS_2_7, 'keep_alives_enabled'],
        reads: ['v2', 'vParquet3', 'vParquet4', 'vParquet5'],
        evenParts: true, // grafana/tempo#5838
      },
    ],
    ['2.10.6', { receivers: WITHOUT_OPENCENSUS }],
    [
      '3.0.0', // the ingester was removed
      {
        ...{ localBlocks: false, kafka: true, kafkaMechanisms: ['PLAIN'], reads: ['vParquet3', 'vParquet4', 'vParquet5'] },
        goneFlags: [...GONE_2_7, 'mem-ballast-size-mbs'],
        failedFlushes: 'tempo_live_store_local_failed_flushes_total',
      },
    ],
  ],
});

/** The first Tempo whose image does not run as root (its CHANGELOG). */
export const WITHOUT_ROOT = '2.5.0';
