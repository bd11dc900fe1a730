/** The service graph in Prometheus: a call between two services of smoke, as spans, becomes an edge of it. */
import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../../../charts/component';
import type { Receiver } from '../../../charts/tempo/receivers';
import { pathBelow } from '../../ends/ends';
import { request, requestJson, unexpected } from '../../read/request';
import { SMOKE_RULES } from '../../rules';
import type { SmokeStack } from '../../stack';
import { type Context, failed, MARK_ATTRIBUTE, notJudged, ok, type Step } from '../../step';
import { until } from '../../until';

/** The metric of Tempo's processor service-graphs. */
const METRIC = 'traces_service_graph_request_total';

export function serviceGraphSteps({ serviceGraph }: SmokeStack): Step[] {
  if (!serviceGraph) return [];
  const { url, remoteWrite } = serviceGraph;
  return [
    {
      part: 'storage',
      name: 'service graph',
      run: async (context) => {
        if (!url && !context.ends.isGiven('prometheus'))
          return notJudged(`the URL of queries is not known from ${remoteWrite}; name it by --url prometheus=URL`);
        const prometheus = await context.ends.reach('prometheus', url ? { url, namespace: context.stack.tempo.namespace } : undefined);
        const { client, server, isSent } = await sendCall(context);
        const query = isSent ? `${METRIC}{client="${client}",server="${server}"}` : METRIC;
        const path = `/api/v1/query?query=${encodeURIComponent(`count(${query})`)}`;
        const found = await until(context, async () => {
          const answer = await requestJson<{ data?: { result?: readonly unknown[] } }>(prometheus, path, { end: 'prometheus' });
          return answer.data?.result?.length ? true : undefined;
        });
        if (found) return ok(isSent ? `${METRIC} has the call from ${client} to ${server}` : `${METRIC} has series`);
        const problem = `${prometheus.base} has no ${query} after ${context.timeout / 1000} s`;
        const fix = `see the log of the metrics-generator; a 404 of ${remoteWrite} there means that Prometheus runs without --web.enable-remote-write-receiver`;
        return failed(SMOKE_RULES.says('no-service-graph', problem, fix), 'metrics-generator');
      },
    },
  ];
}

interface Call {
  readonly client: string;
  readonly server: string;
  /** Whether a receiver takes it over HTTP with JSON. */
  readonly isSent: boolean;
}

/** Sends a call of two spans, by the first receiver that takes JSON over HTTP. @throws EndError */
async function sendCall({ stack, ends, mark }: Context): Promise<Call> {
  const call = { client: `tempo-gitops-${mark}-client`, server: `tempo-gitops-${mark}-server` };
  const receiver = stack.tempo.receivers.find((each): each is JsonReceiver => each.receiver in BODIES);
  if (!receiver) return { ...call, isSent: false };
  const { receiver: name, endpoint } = receiver;
  const reached = await ends.reach(name, endpoint);
  const body = JSON.stringify(BODIES[name](call, mark));
  const path = pathBelow(reached, endpoint.path ?? '');
  const answer = await request(reached, path, {
    end: name,
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  if (answer.status >= 300) throw unexpected(answer, path, reached, name);
  return { ...call, isSent: true };
}

type JsonReceiver = { readonly receiver: keyof typeof BODIES; readonly endpoint: Endpoint };

const BODIES = {
  'otlp-http': ({ client, server }: Omit<Call, 'isSent'>, mark: string) => {
    const { traceId, ids, start, end } = ended();
    const span = (kind: number, spanId: string, parentSpanId?: string) => ({
      ...{ traceId, spanId, kind, name: 'smoke call', ...(parentSpanId && { parentSpanId }) },
      ...{ startTimeUnixNano: `${start}000000`, endTimeUnixNano: `${end}000000` },
      attributes: [{ key: MARK_ATTRIBUTE, value: { stringValue: mark } }],
    });
    const of = (service: string, each: object) => ({
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ spans: [each] }],
    });
    // 3 is a client, 2 a server (opentelemetry/proto/trace/v1/trace.proto).
    return { resourceSpans: [of(client, span(3, ids[0])), of(server, span(2, ids[1], ids[0]))] };
  },
  zipkin: ({ client, server }: Omit<Call, 'isSent'>, mark: string) => {
    const { traceId, ids, start, end } = ended();
    const times = {
      timestamp: start * 1000,
      duration: (end - start) * 1000,
      tags: { [MARK_ATTRIBUTE]: mark },
      name: 'smoke call',
      traceId,
    };
    return [
      { ...times, id: ids[0], kind: 'CLIENT', localEndpoint: { serviceName: client } },
      { ...times, id: ids[1], parentId: ids[0], kind: 'SERVER', localEndpoint: { serviceName: server } },
    ];
  },
} as const satisfies Partial<Record<Receiver, (call: Omit<Call, 'isSent'>, mark: string) => unknown>>;

/** A call that took 10 ms until now. */
function ended() {
  const id = (bytes: number) => randomBytes(bytes).toString('hex');
  const end = Date.now();
  return { traceId: id(16), ids: [id(8), id(8)] as const, start: end - 10, end };
}
