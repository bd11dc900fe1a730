import { HEAD, MESH, matrix, STORAGE } from '../../test/policy-matrix';
import { said, synthesizeText } from '../../test/synthesis';

const stack = (values: string, chart = '2.26.2', more = '') =>
  `${HEAD}${more}tempo:\n  chart: ${chart}\n  receivers: [otlp-grpc]\n  values: {${values}}\n${STORAGE}`;
const ROLLOUT = 'rollout_operator: {enabled: true}';
const AGENT = 'metaMonitoring: {grafanaAgent: {installOperator: true}}';

/** Connections that no operator needs. */
const STOPPED = ['cart rollout-operator 8001', 'rollout-operator ingester 3200', 'rollout-operator internet 80', 'ingester internet 6443'];

test('the API server calls the webhooks of the rollout-operator, which asks it', () => {
  const wrong = matrix(stack(ROLLOUT));

  expect(
    wrong(
      ['api.example.org rollout-operator 8443', 'rollout-operator api.example.org 6443', 'rollout-operator api.example.org 443'],
      'allowed',
    ),
  ).toEqual([]);
  expect(wrong(['rollout-operator kube-system 53 UDP'], 'allowed')).toEqual([]);
  expect(wrong([...STOPPED, 'monitoring rollout-operator 8001'], 'stopped')).toEqual([]);
});

test.each([
  [ROLLOUT, '1.47.3'],
  ['rollout_operator: {enabled: true, webhooks: {enabled: false}}', '2.26.2'],
  ['rollout_operator: {enabled: true, webhooks: {enabled: 0}}', '2.26.2'],
  ['rollout_operator: {enabled: true, webhooks: {enabled: ""}}', '2.26.2'],
])('with %s, nothing calls the rollout-operator of %s', (values, chart) => {
  const wrong = matrix(stack(values, chart));

  expect(wrong(['rollout-operator api.example.org 6443'], 'allowed')).toEqual([]);
  expect(wrong([...STOPPED, 'api.example.org rollout-operator 8443'], 'stopped')).toEqual([]);
});

test('Prometheus reads the metrics of an operator with a ServiceMonitor', () => {
  const values = 'rollout_operator: {enabled: true, serviceMonitor: {enabled: true}}';

  expect(matrix(stack(values))(['monitoring rollout-operator 8001'], 'allowed')).toEqual([]);
  expect(matrix(stack(values))(['monitoring rollout-operator 8002'], 'stopped')).toEqual([]);
});

test('nothing connects to the Agent Operator', () => {
  const wrong = matrix(stack(AGENT));

  expect(wrong(['grafana-agent-operator api.example.org 443', 'grafana-agent-operator kube-system 53 UDP'], 'allowed')).toEqual([]);
  expect(
    wrong(
      ['api.example.org grafana-agent-operator 8443', 'monitoring grafana-agent-operator 8080', 'grafana-agent-operator internet 80'],
      'stopped',
    ),
  ).toEqual([]);
});

test('an operator of the mesh is called past its proxy, and has its control plane', () => {
  const wrong = matrix(stack(ROLLOUT, '2.23.4', MESH).replace('[otlp-grpc]', '[otlp-grpc, opencensus]'));

  expect(wrong(['api.example.org rollout-operator 8443', 'rollout-operator linkerd 8080'], 'allowed')).toEqual([]);
});

test('a label of its own is followed', () => {
  const named = matrix(stack('rollout_operator: {enabled: true, nameOverride: neighbour}'));

  expect(named(['api.example.org rollout-operator 8001'], 'allowed')).toEqual([]);
});

test('operators that are off have no policy', () => {
  expect(matrix(stack(''))(['cart rollout-operator 8001', 'cart grafana-agent-operator 8080'], 'allowed')).toEqual([]);
});

test('what is open for operators is said', () => {
  const notes = (text: string) => said(synthesizeText(text), 'note').filter((line) => line.includes('API server'));

  expect(notes(stack(`${ROLLOUT}, ${AGENT}`))).toEqual([
    expect.stringMatching(/: tempo-grafana-agent-operator asks the API server, .*; TCP ports 443 and 6443 are permitted to all addresses/),
    expect.stringMatching(/: tempo-rollout-operator asks the API server/),
    expect.stringMatching(/calls the webhooks of tempo-rollout-operator; TCP port 8443 is permitted from all addresses/),
  ]);
  expect(notes(stack(''))).toEqual([]);
});
