import { said, synthesizeText } from '../../test/synthesis';

const stack = (more: string, tempo = 'monolithic: 2.2.4', receivers = 'otlp-grpc') => `
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
networkPolicies: true
tempo:
  ${tempo}
  receivers: [${receivers}]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
${more}`;

const LINKERD = 'linkerd: {version: "2.19.0"}\n';
const OLDER = 'linkerd: {version: 2.17.0, webhookIssuer: issuer}\n';
const COMPLETE = 'senders: {complete: true, workloads: [{namespace: shop, receiver: otlp-grpc}]}\n';
const GRAFANA = 'grafana: {}\n';

const told = (text: string, what: string) => {
  const synthesis = synthesizeText(text);
  expect(synthesis.refused).toBe(false);
  return ['warning', 'note'].flatMap((severity) =>
    said(synthesis, severity).filter((line) => line.includes(`every pod of the mesh may ${what}`)),
  );
};

describe('in the mesh, where all ports of a pod are one', () => {
  test('whoever may query one process may send traces to it', () => {
    expect(told(stack(LINKERD + COMPLETE), 'send')).toEqual([
      expect.stringMatching(
        /senders\.complete: every pod of the mesh may send traces, because port 3200 is open to it, and the proxy of Linkerd receives all ports of a pod at 4143; add grafana$/,
      ),
    ]);
    expect(told(stack(LINKERD + COMPLETE + GRAFANA), 'send')).toEqual([]);
    expect(told(stack(LINKERD), 'send')).toEqual([]);
    expect(told(stack(COMPLETE), 'send')).toEqual([]);
  });

  test('whoever may send traces to one process may query it', () => {
    expect(told(stack(LINKERD + GRAFANA), 'query')).toEqual([
      expect.stringMatching(
        /networkPolicies: every pod of the mesh may query traces, because port 4317 is open to it, .*; list all applications, and set senders\.complete$/,
      ),
    ]);
    expect(told(stack(LINKERD + GRAFANA + COMPLETE), 'query')).toEqual([]);
  });

  test('what is open by values is not closed by the list of senders', () => {
    const jaeger = '\n  values: {queryFrontend: {query: {enabled: true}}}';
    const open = /ports 16686 and 16687 are open to it, .*; turn off what is open$/;

    for (const more of [COMPLETE, ''])
      expect(told(stack(LINKERD + GRAFANA + more, `chart: 2.23.4${jaeger}`), 'query')).toEqual([expect.stringMatching(open)]);
    const single = 'monolithic: 1.10.3\n  values: {tempoQuery: {enabled: true}}';
    expect(told(stack(LINKERD + GRAFANA, single), 'query')).toEqual([
      expect.stringMatching(/; list all applications, set senders\.complete, and turn off what else is open$/),
    ]);
  });

  test('not before Linkerd 2.18, whose proxies keep the port of the application', () => {
    const opencensus = 'otlp-grpc, opencensus';
    expect(told(stack(OLDER + COMPLETE, 'monolithic: 1.24.4', opencensus), 'send')).toEqual([]);
    expect(told(stack(OLDER + GRAFANA, 'monolithic: 1.24.4', opencensus), 'query')).toEqual([]);
  });

  test('not in microservices, where senders and queries reach different pods', () => {
    expect(told(stack(LINKERD + COMPLETE, 'chart: 2.26.2'), 'send')).toEqual([]);
    expect(told(stack(LINKERD + GRAFANA, 'chart: 2.26.2'), 'query')).toEqual([]);
  });
});
