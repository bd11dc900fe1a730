/** The NetworkPolicies of a stack in the mesh, where a policy sees the ports of proxies. */
import { MESH, matrix, PROMISED, STACK, STOPPED, STORAGE } from './policy-matrix';
import { said, synthesizeText } from './synthesis';

describe('in the mesh', () => {
  const wrong = matrix(STACK + MESH);
  const inMesh = PROMISED.filter((hop) =>
    /^(distributor|querier|web-svc|vulture) (distributor|ingester|query-frontend|emoji-svc|memcached) /.test(hop),
  );
  const byProxies = inMesh.map((hop) => hop.replace(/\d+$/, '4143'));

  test('the proxies receive what pods of the mesh send each other, at their port or that of the application', () => {
    expect(inMesh.length).toBeGreaterThan(5);
    expect(wrong([...inMesh, ...byProxies], 'allowed')).toEqual([]);
    expect(wrong(STOPPED, 'stopped')).toEqual([]);
  });

  test('from Linkerd 2.18 on, they receive it at their own port', () => {
    const newer = matrix(STACK + MESH.replace('2.14.10', '2.18'));

    expect(newer(byProxies, 'allowed')).toEqual([]);
    const ofApplications = inMesh.filter((hop) => !/55678|4317/.test(hop));
    expect(newer(ofApplications, 'stopped')).toEqual([]);
  });

  test.each([
    ['2.14.10', 55678],
    ['2.18', 4317],
  ])('the spans of proxies keep their port, in Linkerd %s: %d', (version, port) => {
    const text = (STACK + MESH.replace('2.14.10', version)).replace('grafana:', 'senders: {complete: true}\ngrafana:');
    const spans = ['ingester', 'querier', 'memcached', 'web-svc', 'vulture', 'linkerd-jaeger'].map((pod) => `${pod} distributor ${port}`);

    expect(matrix(text)(spans, 'allowed')).toEqual([]);
    expect(matrix(text)([`cart distributor ${port}`, `neighbour distributor ${port}`], 'stopped')).toEqual([]);
  });

  test('the proxy of a receiver sends its own spans to the Service, which may lead to another pod of it', () => {
    const collector = 'collector: {chart: 0.130.2, receivers: [otlp-grpc, opencensus]}\n';

    expect(wrong(['distributor distributor 55678'], 'allowed')).toEqual([]);
    expect(matrix(STACK + MESH.replace('2.14.10', '2.18'))(['distributor distributor 4317'], 'allowed')).toEqual([]);
    expect(matrix(STACK + MESH + collector)(['collector collector 14317'], 'allowed')).toEqual([]);
    expect(matrix(STACK)(['distributor distributor 55678'], 'stopped')).toEqual([]);
  });

  test('a port that values of a collector add opens that of its proxy, which is said', () => {
    const port = 'ports: {own: {enabled: true, containerPort: 5514, servicePort: 514';
    const stack = (values: string) => `${STACK}${MESH}senders: {complete: true}\ncollector: {chart: 0.170.0, values: {${values}}}}}\n`;
    const told = (text: string) => said(synthesizeText(text), 'warning').filter((warning) => warning.includes('.ports.own:'));
    const plain = /: everything may connect to port 5514, because the cluster file does not say who does; turn it off/;

    expect(matrix(stack(port))(['cart collector 5514', 'cart collector 4143'], 'allowed')).toEqual([]);
    expect(told(stack(port))).toEqual([
      expect.stringMatching(/: everything may connect to port 5514, and pods of the mesh to every port behind the proxy, because /),
    ]);
    expect(matrix(stack(`${port}, protocol: UDP`))(['cart collector 4143'], 'stopped')).toEqual([]);
    expect(told(stack(`${port}, protocol: UDP`))).toEqual([expect.stringMatching(plain)]);
    expect(told(stack(`hostNetwork: true, ${port}`))).toEqual([expect.stringMatching(plain)]);
    expect(told(stack(port).replace(MESH, ''))).toEqual([expect.stringMatching(plain)]);
  });

  test('the Jobs of its own MinIO are outside of it', () => {
    const text = (STACK + MESH.replace('2.14.10', '2.19').replace(', webhookIssuer: issuer', ''))
      .replace(STORAGE, 'minio: {bundled: {existingSecret: root}}\n')
      .replace(', opencensus', '')
      .replace('emojivoto: {}\n', '');

    expect(matrix(text)(['minio-job minio 9000', 'ingester minio 4143'], 'allowed')).toEqual([]);
    expect(matrix(text)(['ingester minio 9000', 'cart minio 9000', 'cart minio 4143'], 'stopped')).toEqual([]);
  });

  test('what the proxies need is permitted', () => {
    const plane = ['distributor', 'web-svc', 'vulture'].flatMap((pod) => [8080, 8086, 8090].map((port) => `${pod} linkerd ${port}`));
    expect(wrong([...plane, 'linkerd-viz distributor 4190', 'monitoring ingester 4191'], 'allowed')).toEqual([]);
  });

  test('whoever may be outside of the mesh reaches both ports', () => {
    const both = ['traefik distributor 9411', 'monitoring query-frontend 3200', 'traefik web-svc 8080'];
    expect(wrong([...both, ...both.map((hop) => hop.replace(/\d+$/, '4143'))], 'allowed')).toEqual([]);
    expect(wrong(['cart ingester 4143', 'cart memcached 4143', 'web-svc ingester 4143', 'traefik emoji-svc 4143'], 'stopped')).toEqual([]);
  });

  test('the API server reaches the webhook of the extension', () => {
    expect(wrong(['api linkerd-jaeger 8443', 'linkerd-jaeger kube-system 53 UDP'], 'allowed')).toEqual([]);
    expect(wrong(['api linkerd-jaeger 9995'], 'stopped')).toEqual([]);
  });
});
