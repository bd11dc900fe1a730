/** What people want to know about releases of Tempo's charts. */
import type { Aspect, Aspects } from '../aspects';
import type { DistributedRelease, TempoRelease } from './releases';

/** Whether Tempo has the only receiver that releases differ in. */
export const receivesOpenCensus = ({ tempo }: Pick<TempoRelease, 'tempo'>): string =>
  tempo.receivers.includes('opencensus') ? 'yes' : 'no';

const QUERY_PORT: Aspect<TempoRelease> = { name: 'query port', of: ({ queryPort }) => String(queryPort) };
const OPENCENSUS: Aspect<TempoRelease> = { name: 'OpenCensus', of: receivesOpenCensus };
const KEPT: Aspect<TempoRelease> = { name: 'traces kept', of: ({ retention }) => retention.default };

const LIMITS = {
  chart: 'none; the chart enables the processors itself',
  global_overrides: 'global_overrides',
  'overrides.defaults': 'overrides.defaults',
} as const;

const OF_STEPS: readonly Aspect<TempoRelease>[] = [
  { name: 'Tempo', of: ({ tempo }) => tempo.version },
  { name: 'chart repository', of: ({ repository }) => repository },
  { name: 'value with the limits of all tenants', of: ({ overrides }) => LIMITS[overrides] },
  { name: 'format of new blocks', of: ({ tempo }) => tempo.writes },
  { name: 'address of a receiver without endpoint', of: ({ tempo }) => tempo.receiverHost },
];

export const DISTRIBUTED_ASPECTS: Aspects<DistributedRelease> = {
  shown: [
    QUERY_PORT,
    OPENCENSUS,
    { name: 'Kafka', of: ({ tempo }) => (tempo.kafka ? 'required' : 'none') },
    { name: 'its own MinIO', of: ({ minio }) => (minio ? 'yes' : 'no') },
    KEPT,
    {
      name: 'flag and variables',
      of: ({ expandEnvUnder }) => (expandEnvUnder === 'defaults' ? 'once, under defaults' : 'under each microservice'),
    },
  ],
  ofSteps: [...OF_STEPS, { name: 'microservices', of: ({ workloads }) => workloads.join(', ') }],
};

export const MONOLITHIC_ASPECTS: Aspects<TempoRelease> = { shown: [QUERY_PORT, OPENCENSUS, KEPT], ofSteps: OF_STEPS };
