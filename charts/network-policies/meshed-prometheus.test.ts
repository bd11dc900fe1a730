/** A Prometheus in the namespace of Tempo, which is in the mesh. */
import { HEAD, matrix, STORAGE } from '../../test/policy-matrix';
import { said, synthesizeText } from '../../test/synthesis';

const stack = (more: string) => `${HEAD}${more}\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}`;

const told = (text: string) => said(synthesizeText(text), 'warning').filter((line) => line.includes('Prometheus'));

const TOGETHER = 'grafana: {namespace: tracing}\nmonitoring: true\n';
const MESH = 'linkerd: {version: "2.20"}\n';

test('a Prometheus in the mesh is told, because the policies stop what comes by its proxy', () => {
  expect(told(stack(TOGETHER + MESH))).toEqual([
    expect.stringMatching(
      /grafana\.namespace: is also that of Tempo, which is in the mesh, so the Prometheus there gets a proxy, whose connections to port 4143 the policies stop; set prometheus\.prometheusSpec\.podMetadata\.annotations of kube-prometheus-stack to linkerd\.io\/inject: disabled, /,
    ),
  ]);
  expect(matrix(stack(TOGETHER + MESH))(['neighbour ingester 4143'], 'stopped')).toEqual([]);
});

test.each([
  ['without a mesh', TOGETHER],
  ['before Linkerd 2.18, whose proxies keep the port', `${TOGETHER}linkerd: {version: "2.17", webhookIssuer: issuer}\n`],
  ['in another namespace', `grafana: {}\nmonitoring: true\n${MESH}`],
  ['if it reads nothing', `grafana: {namespace: tracing}\n${MESH}`],
  ['if only Grafana is there', `grafana: {namespace: tracing, via: sidecar}\nmonitoring: true\n${MESH}`],
])('nothing is told %s', (_, more) => {
  expect(told(stack(more))).toEqual([]);
});
