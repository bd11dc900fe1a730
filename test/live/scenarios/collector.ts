/** A collector between the senders and Tempo, which adds attributes of pods and counts spans; then with tail sampling. */
import { setTimeout as after } from 'node:timers/promises';
import type { Live } from '../live';
import { prometheus } from '../outside/prometheus';
import type { Scenario } from '../scenario';
import { read, type Sent, send } from '../trace';
import { LAB, labFile, outsideLab, withoutTraefik } from './lab';
import { noFailure } from './steps';

const COLLECTOR = `collector:
  chart: 0.170.0
  receivers: [otlp-grpc, otlp-http, zipkin]
  spanMetrics:
    remoteWrite: http://prometheus.monitoring:9090/api/v1/write
`;

const POLICIES = `  tailSampling:
    decisionWait: 5s
    policies:
      - name: smoke
        type: string_attribute
        string_attribute: { key: service.name, values: [tempo-gitops-smoke] }
      - name: traefik
        type: string_attribute
        string_attribute: { key: service.name, values: [traefik] }
`;

/** The span metrics of a service in Prometheus. */
const COUNTED = 'http://prometheus.monitoring:9090/api/v1/query?query=traces_span_metrics_calls_total';

const counted = (live: Live): Promise<void> =>
  live.step('span metrics', async () => {
    const end = Date.now() + 120_000;
    for (;;) {
      const text = await (await fetch(COUNTED)).text();
      if (text.includes('"service_name":"tempo-gitops-smoke"')) return 'the spans of smoke are counted';
      if (Date.now() > end) throw new Error(`no span of smoke is counted: ${text.slice(0, 300)}`);
      await after(2000);
    }
  });

export const collector: Scenario = {
  name: 'lab-collector',
  shows: 'all senders through a collector, and span metrics',
  clusterFile: labFile(['minio:\n', `${COLLECTOR}\nminio:\n`]),
  outside: (authority) => outsideLab(authority, { more: prometheus('monitoring', 'prometheus') }),
  run: async (live) => {
    await live.ready(120);
    await noFailure(live);
    await counted(live);
  },
};

export const collectorSampling: Scenario = {
  ...collector,
  name: 'lab-collector-sampling',
  shows: 'two tiers, with policies that keep the traces of smoke and of Traefik',
  clusterFile: labFile(['minio:\n', `${COLLECTOR}${POLICIES}\nminio:\n`]),
};

const RECEIVER = 'http://tempo-collector.tracing:4318';

/** So many that some would go to the pod that is gone. */
const TRACES = 40;

/** One pod of the second tier goes, for longer than the exporter needs to see it, and comes back. */
async function withoutOne(live: Live): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  await live.step('send while a pod that samples is gone', async () => {
    const [pod] = live.pods('tempo-collector-sampling');
    if (!pod) throw new Error('no pod samples');
    await pod.stop('SIGTERM');
    for (let number = 0; number < TRACES; number++) {
      sent.push(await send(RECEIVER));
      await after(500);
    }
    await pod.start();
    return `${sent.length} traces`;
  });
  return sent;
}

export const collectorRestart: Scenario = {
  name: 'lab-collector-restart',
  shows: 'no trace is lost while a pod of the second tier is away',
  clusterFile: withoutTraefik([
    'minio:\n',
    `collector:
  chart: 0.170.0
  tailSampling:
    decisionWait: 2s
    policies: [{ name: all, type: always_sample }]

minio:
`,
  ]),
  outside: (authority) => outsideLab(authority),
  run: async (live) => {
    await live.ready(120);
    const sent = await withoutOne(live);
    await live.step('read', async () => {
      const found = await Promise.allSettled(sent.map(({ id }) => read(LAB.query, id, 60)));
      const lost = found.filter(({ status }) => status === 'rejected').length;
      if (lost > 0) throw new Error(`${lost} of ${sent.length} traces are lost`);
      return `${sent.length} traces`;
    });
  },
};
