/** Services for addresses outside of the cluster. */
import { HEAD, MESH, matrix, STORAGE } from '../../test/policy-matrix';
import { said, synthesizeText } from '../../test/synthesis';

const MINIO = 'minio: {bundled: {existingSecret: root}}\n';
const COMPLETE = 'senders: {complete: true}\n';
const tempo = (values: string, more = '', release = 'chart: 2.26.2') =>
  `${HEAD}${more}grafana: {}\ntempo:\n  ${release}\n  receivers: [otlp-grpc]\n${more.includes('minio:') ? '' : STORAGE}  values: {${values}}\n`;
const service = (part: string, type: string) => `${part}: {service: {type: ${type}}}`;
const about = (text: string, kind: 'note' | 'warning') => said(synthesizeText(text), kind).filter((each) => each.includes('ervice.type: '));

test.each(['LoadBalancer', 'NodePort'])('queries by a Service of type %s come from everywhere, which is said', (type) => {
  const text = tempo(service('queryFrontend', type));

  expect(matrix(text)(['192.0.2.7 query-frontend 3200', 'cart query-frontend 3200'], 'allowed')).toEqual([]);
  expect(matrix(text)(['cart query-frontend 9095', 'cart querier 3200', 'cart ingester 3200'], 'stopped')).toEqual([]);
  expect(about(text, 'note')).toEqual([
    expect.stringMatching(
      /tempo\.values\.queryFrontend\.service\.type: lets in addresses that no NetworkPolicy knows, so everything may connect to port 3200; remove it, or accept that it is open$/,
    ),
  ]);
});

test('a load balancer has no proxy, so the mesh gets no other port', () => {
  const wrong = matrix(
    tempo(service('queryFrontend', 'LoadBalancer'), MESH.replace('2.14.10', '2.19').replace(', webhookIssuer: issuer', '')),
  );

  expect(wrong(['192.0.2.7 query-frontend 3200'], 'allowed')).toEqual([]);
  expect(wrong(['cart query-frontend 4143'], 'stopped')).toEqual([]);
});

test('a Service in the cluster opens nothing', () => {
  const text = tempo(service('queryFrontend', 'ClusterIP'), COMPLETE);

  expect(matrix(text)(['cart query-frontend 3200'], 'stopped')).toEqual([]);
  expect([...about(text, 'note'), ...about(text, 'warning')]).toEqual([]);
});

test('the console of the bundled MinIO has a Service of its own', () => {
  const text = (more = '') => tempo(`minio: {consoleService: {type: NodePort}${more}}`, MINIO);

  expect(matrix(text())(['192.0.2.7 minio 9001'], 'allowed')).toEqual([]);
  expect(matrix(text())(['cart minio 9000'], 'stopped')).toEqual([]);
  expect(matrix(text(', minioConsolePort: "9090"'))(['192.0.2.7 minio 9090'], 'allowed')).toEqual([]);
  expect(about(text(), 'note')).toEqual([expect.stringMatching(/minio\.consoleService\.type: .* to port 9001;/)]);
});

test('senders outside of the cluster are in no complete list', () => {
  const told = (key: string) =>
    new RegExp(
      `${key}: is for senders outside of the cluster, and senders\\.complete \\(line \\d+\\) permits none of them; remove one of the two$`,
    );
  const distributor = service('distributor', 'LoadBalancer');
  const collector = 'collector: {chart: 0.170.0, values: {service: {type: LoadBalancer}}}\n';
  const single = 'service: {type: NodePort}';

  expect(matrix(tempo(distributor))(['192.0.2.7 distributor 4317'], 'allowed')).toEqual([]);
  expect(about(tempo(distributor), 'warning')).toEqual([]);
  expect(matrix(tempo(distributor, COMPLETE))(['cart distributor 4317'], 'stopped')).toEqual([]);
  expect(about(tempo(distributor, COMPLETE), 'warning')).toEqual([
    expect.stringMatching(told('tempo\\.values\\.distributor\\.service\\.type')),
  ]);
  expect(about(tempo('', COMPLETE + collector), 'warning')).toEqual([expect.stringMatching(told('collector\\.values\\.service\\.type'))]);
  const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
  const second = `collector: {chart: 0.170.0, tailSampling: {${policies}, values: {service: {type: NodePort}}}}\n`;
  expect(about(tempo('', COMPLETE + second), 'warning')).toEqual([
    expect.stringMatching(told('collector\\.tailSampling\\.values\\.service\\.type')),
  ]);
  expect(about(tempo(single, COMPLETE, 'monolithic: 1.24.4'), 'warning')).toEqual([
    expect.stringMatching(told('tempo\\.values\\.service\\.type')),
  ]);
  expect(matrix(tempo(single, '', 'monolithic: 1.24.4'))(['192.0.2.7 tempo 4317'], 'allowed')).toEqual([]);
  expect(matrix(tempo(single, '', 'monolithic: 1.24.4'))(['cart tempo 3200'], 'stopped')).toEqual([]);
});
