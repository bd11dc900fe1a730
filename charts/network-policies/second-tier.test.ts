/** What the second tier of a collector reaches by its own values. */
import { HEAD, matrix, STORAGE } from '../../test/policy-matrix';
import { said, synthesizeText } from '../../test/synthesis';

const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
const stack = (values: string, chart = '0.170.0') =>
  `${HEAD}grafana: {}\ncollector: {chart: ${chart}, tailSampling: {${policies}, values: {${values}}}}\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}`;

const asks = (text: string) =>
  said(synthesizeText(text), 'note').filter((line) => line.includes('the values of the second tier of the collector create a role'));

const hops = ['sampling internet 443', 'sampling internet 6443'];

test.each([
  'clusterRole: {create: true, rules: [{apiGroups: [""], resources: [pods], verbs: [get, list, watch]}]}',
  'presets: {kubernetesAttributes: {enabled: true}}',
  'presets: {resourceDetection: {enabled: true}}',
])('the second tier asks the API server if values make a role: %s', (values) => {
  expect(matrix(stack(values))(hops, 'allowed')).toEqual([]);
  expect(asks(stack(values))).toHaveLength(1);
});

test.each([
  'resources: {limits: {memory: 1Gi}}',
  'presets: {kubernetesAttributes: {enabled: false}}',
  'presets: {resourceDetection: {enabled: true, k8s_api: {enabled: false}}}',
])('the second tier does not ask the API server with other values: %s', (values) => {
  const text = stack(values);

  expect(matrix(text)(hops, 'stopped')).toEqual([]);
  expect(asks(text)).toEqual([]);
});
