import { load } from 'js-yaml';
import { objectsIn, ofComponent, said, synthesizeText } from '../../../test/synthesis';

interface Stack {
  readonly traefik?: string;
  readonly demo?: string;
}

const synthesis = ({ traefik = 'traefik: {chart: 39.0.5}\n', demo = 'route: gateway' }: Stack = {}) =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: 2.22.0
  receivers: [otlp-http, zipkin, opencensus]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
${traefik}emojivoto: {${demo}}
`);
const valuesOf = (stack?: Stack) => load(synthesis(stack).files.get('test/values/traefik.yaml') ?? '') as Record<string, unknown>;
const routeOf = (stack?: Stack) => objectsIn(synthesis(stack), 'emojivoto.k8s.yaml').find(({ kind }) => kind === 'HTTPRoute');

describe('emojivoto.route: gateway', () => {
  test('makes an HTTPRoute instead of an Ingress, at the Gateway of Traefik', () => {
    expect(routeOf()?.spec).toMatchObject({
      hostnames: ['emojivoto.example.org'],
      parentRefs: [{ name: 'traefik-gateway', namespace: 'traefik', sectionName: 'web' }],
      rules: [{ backendRefs: [{ kind: 'Service', name: 'web-svc', port: 80 }] }],
    });
    expect(objectsIn(synthesis()).filter(({ kind }) => kind === 'Ingress')).toEqual([]);
    expect(routeOf({ demo: '' })).toBeUndefined();
  });

  test.each([
    ['36.3.0', 'All'],
    ['37.0.0', { from: 'All' }],
  ])('turns the provider on, and lets the route attach: chart %s', (chart, namespacePolicy) => {
    const values = valuesOf({ traefik: `traefik: {chart: ${chart}}\n` });
    expect(values).toMatchObject({
      providers: { kubernetesGateway: { enabled: true } },
      gateway: { listeners: { web: { namespacePolicy } } },
    });
    expect(valuesOf({ demo: '' })).not.toHaveProperty('gateway');
  });

  test.each([
    ['39.0.5', 'Gateway API 1.4 or newer, standard channel, which the chart traefik 39.0.5 has too'],
    ['41.3.0', 'Gateway API 1.5 or newer, standard channel'],
  ])('requires the kinds that its Traefik reads: chart %s', (chart, text) => {
    expect(synthesis({ traefik: `traefik: {chart: ${chart}}\n` }).clusters[0]?.requirements).toContain(
      `the CustomResourceDefinitions of ${text}`,
    );
  });

  test('permits the GatewayClass, if this stack installs Traefik', () => {
    const classes = (stack: Stack) =>
      ofComponent(synthesis(stack), 'AppProject', 'traefik').spec.clusterResourceWhitelist.filter(
        ({ kind }: { kind: string }) => kind === 'GatewayClass',
      );
    const traefik = 'traefik: {chart: 39.0.5, via: release}\n';
    expect(classes({ traefik })).toHaveLength(1);
    expect(classes({ traefik, demo: '' })).toEqual([]);
  });

  test.each(['30.0.2', '28.3.0'])('permits the GatewayClass that values of the user turn on: chart %s', (chart) => {
    const part = chart === '30.0.2' ? 'providers' : 'experimental';
    const stack = {
      traefik: `traefik: {chart: ${chart}, via: release, values: {${part}: {kubernetesGateway: {enabled: true}}}}\n`,
      demo: '',
    };

    expect(ofComponent(synthesis(stack), 'AppProject', 'traefik').spec.clusterResourceWhitelist).toContainEqual(
      expect.objectContaining({ kind: 'GatewayClass' }),
    );
  });

  test('a note says that the GatewayClass has no annotations', () => {
    const stack = { traefik: 'traefik: {chart: 39.0.5, via: release}\nmetadata: {annotations: {a: b}}\n' };
    const kinds = (part: Stack) => said(synthesis({ ...stack, ...part }), 'note').find((line) => line.includes('of traefik 39.0.5'));

    expect(kinds({})).toContain('do not reach ClusterRole, ClusterRoleBinding, GatewayClass and IngressClass of traefik 39.0.5');
    expect(kinds({ demo: '' })).toContain('do not reach ClusterRole, ClusterRoleBinding and IngressClass of traefik 39.0.5');
  });

  test('is for the Traefik of k3s too', () => {
    const traefik = 'traefik: {k3s: 1.34.6}\n';
    expect(routeOf({ traefik })?.spec.parentRefs).toEqual([expect.objectContaining({ namespace: 'kube-system' })]);
    expect(objectsIn(synthesis({ traefik }), 'traefik.k8s.yaml')[0]?.spec.valuesContent).toContain('kubernetesGateway');
  });

  test('has the port of the user, and a listener for another entry point without TLS', () => {
    const traefik = (values: string) => `traefik: {chart: 39.0.5, values: {${values}}}\n`;
    expect(valuesOf({ traefik: traefik('ports: {web: {port: 8081}}') })).toMatchObject({ gateway: { listeners: { web: { port: 8081 } } } });
    const demo = 'route: gateway, entrypoint: inner';
    expect(valuesOf({ traefik: traefik('ports: {inner: {port: 9000}}'), demo })).toMatchObject({
      gateway: { listeners: { inner: { port: 9000, protocol: 'HTTP' } } },
    });
    const listener = 'gateway: {listeners: {websecure: {port: 8443, protocol: HTTPS, certificateRefs: [{name: tls}]}}}';
    const secure = { traefik: traefik(listener), demo: 'route: gateway, entrypoint: websecure' };
    expect(said(synthesis(secure))).toEqual([]);
    expect(valuesOf(secure)).toMatchObject({
      gateway: { listeners: { websecure: { protocol: 'HTTPS', namespacePolicy: { from: 'All' } } } },
    });
  });

  test.each<[Stack, RegExp]>([
    [{ traefik: '' }, /emojivoto\.route: gateway needs the Gateway of Traefik, and there is no traefik; add traefik, or use ingress$/],
    [
      { traefik: 'traefik: {chart: 27.0.2}\n' },
      /traefik\.chart: 27\.0\.2 does not serve HTTPRoutes of Gateway API v1, which emojivoto\.route \(line 10\) needs; pin 30\.1\.0 or newer, or/,
    ],
    [{ traefik: 'traefik: {chart: 30.0.0}\n' }, /30\.0\.0 does not serve HTTPRoutes.*pin 30\.1\.0/],
    [{ traefik: 'traefik: {k3s: 1.31.6}\n' }, /traefik\.k3s: 1\.31\.6 does not serve HTTPRoutes.*pin 1\.32\.2 or newer/],
    [
      { demo: 'route: gateway, entrypoint: websecure' },
      /entrypoint: the Gateway of Traefik has no listener websecure .* needs a certificate; set/,
    ],
    [
      { traefik: 'traefik: {chart: 39.0.5, values: {gateway: {name: edge}}}\n' },
      /values\.gateway\.name: is managed by this stack; remove it/,
    ],
    [{ traefik: 'traefik: {chart: 39.0.5, values: {gateway: {enabled: false}}}\n' }, /values\.gateway\.enabled: is managed/],
    [
      { traefik: 'traefik: {chart: 39.0.5, values: {providers: {kubernetesGateway: {namespaces: [traefik]}}}}\n' },
      /kubernetesGateway\.namespaces: lacks the namespace emojivoto, which emojivoto\.route \(line 10\) needs; add emojivoto, or remove namespaces$/,
    ],
    [
      { traefik: 'traefik: {chart: 39.0.5, values: {gateway: {listeners: {web: {hostname: "*.other.org"}}}}}\n' },
      /listeners\.web\.hostname: is \*\.other\.org, which does not cover the host emojivoto\.example\.org of emojivoto\.route \(line 10\); use/,
    ],
    [
      { traefik: 'traefik: {chart: 41.3.0, via: release, values: {rbac: {namespaced: true}}}\n' },
      /values\.rbac\.namespaced: traefik 41\.3\.0 does not render; remove it$/,
    ],
    [
      { traefik: 'traefik: {chart: 39.0.5, values: {gateway: {listeners: {web: {port: 9999}}}}}\n' },
      /listeners\.web\.port: is 9999, which is the port of no entry point in ports, so the chart does not render; use one of 8080, 8000/,
    ],
  ])('is refused where nothing would serve it: %j', (stack, expected) => {
    expect(said(synthesis(stack))).toEqual([expect.stringMatching(expected)]);
  });

  test('takes the names that it has anyway', () => {
    const values = 'gateway: {name: traefik-gateway, namespace: traefik}, gatewayClass: {name: traefik}';
    expect(said(synthesis({ traefik: `traefik: {chart: 39.0.5, values: {${values}}}\n` }))).toEqual([]);
  });

  test.each([
    'providers: {kubernetesGateway: {namespaces: [traefik, emojivoto]}}',
    'gateway: {listeners: {web: {hostname: "*.example.org", port: 8000}}}',
    'gateway: {listeners: {web: {port: 9999}}}, ports: {other: {port: 9999}}',
  ])('is served with values of the user: %s', (values) => {
    expect(said(synthesis({ traefik: `traefik: {chart: 39.0.5, values: {${values}}}\n` }))).toEqual([]);
  });

  test('leaves the Gateway of the user alone without it', () => {
    const traefik = 'traefik: {chart: 39.0.5, values: {gateway: {name: edge}, providers: {kubernetesGateway: {enabled: true}}}}\n';
    expect(said(synthesis({ traefik, demo: '' }))).toEqual([]);
  });
});
