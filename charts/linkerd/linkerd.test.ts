import { load } from 'js-yaml';
import { helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster } from '../../test/synthesis';

type Synthesis = ReturnType<typeof synthesizeCluster>;

const seed = (version: string) => synthesizeCluster('seed', [/version: 2\.14\.10$/m, `version: ${version} # in use`]);
const valuesOf = (synthesis: Synthesis) => helmValuesOf(synthesis, 'linkerd');

describe('the Jaeger extension', () => {
  test('is reduced to its injector, which points at Tempo', () => {
    expect(valuesOf(synthesizeCluster('seed'))).toEqual({
      collector: { enabled: false },
      jaeger: { enabled: false },
      webhook: {
        collectorSvcAddr: 'tempo-distributor.tracing:55678',
        collectorSvcAccount: 'tempo',
        externalSecret: true,
        injectCaFrom: 'linkerd-jaeger/jaeger-injector',
      },
    });
  });

  test.each([
    ['2.12.0', 'https://helm.linkerd.io/stable', '30.4.0'],
    ['2.13.7', 'https://helm.linkerd.io/stable', '30.8.7'],
    ['2.14.0', 'https://helm.linkerd.io/stable', '30.11.0'],
    ['2.14.10', 'https://helm.linkerd.io/stable', '30.12.11'],
    ['2.15', 'https://helm.linkerd.io/edge', '30.14.10-edge'],
    ['2.16', 'https://helm.linkerd.io/edge', '2024.8.2'],
  ])('of Linkerd %s comes from %s at %s', (version, repoURL, targetRevision) => {
    expect(ofComponent(seed(version), 'Application', 'linkerd').spec.sources[0]).toMatchObject({
      chart: 'linkerd-jaeger',
      repoURL,
      targetRevision,
    });
  });

  test.each(['2.17', '2.18'])('of Linkerd %s uses OTLP and its port', (version) => {
    expect(valuesOf(seed(version))).toMatchObject({
      webhook: { collectorSvcAddr: 'tempo-distributor.tracing:4317', collectorTraceProtocol: 'opentelemetry' },
    });
  });

  test('has a webhook certificate from cert-manager, in the Secret that the chart mounts', () => {
    const certificate = objectsIn(synthesizeCluster('seed'), 'linkerd.k8s.yaml').find(({ kind }) => kind === 'Certificate');

    expect(certificate?.metadata).toMatchObject({ name: 'jaeger-injector', namespace: 'linkerd-jaeger' });
    expect(certificate?.spec).toMatchObject({
      secretName: 'jaeger-injector-k8s-tls',
      dnsNames: ['jaeger-injector.linkerd-jaeger.svc'],
      issuerRef: { kind: 'ClusterIssuer', name: 'linkerd-issuer' },
      usages: ['server auth'],
    });
    expect(ofComponent(synthesizeCluster('seed'), 'Application', 'linkerd').spec.ignoreDifferences).toEqual([
      expect.objectContaining({ kind: 'MutatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] }),
    ]);
  });
});

describe('from Linkerd 2.19', () => {
  const native = synthesizeCluster('otlp');

  test('the control plane gets values, with the identity that it requires', () => {
    expect(load(native.files.get('otlp/values/linkerd-control-plane.yaml') ?? '')).toEqual({
      proxy: {
        tracing: {
          enabled: true,
          collector: { endpoint: 'tempo-distributor.tracing:4317', meshIdentity: { serviceAccountName: 'tempo', namespace: 'tracing' } },
        },
      },
    });
    expect(() => ofComponent(native, 'Application', 'linkerd')).toThrow('no Application of linkerd');
  });
});

describe('with a mesh', () => {
  test('the namespace of Tempo is in it, and open to Traefik and Grafana outside', () => {
    const namespace = (synthesis: Synthesis) =>
      objectsIn(synthesis, 'tempo.k8s.yaml').find(({ kind }) => kind === 'Namespace')?.metadata.annotations;

    expect(namespace(synthesizeCluster('seed'))).toMatchObject({
      'linkerd.io/inject': 'enabled',
      'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
    });
    expect(namespace(synthesizeCluster('minimal'))).not.toHaveProperty('linkerd.io/inject');
  });

  test('that reads only B3, Traefik 3 sends its trace in every format, so that no foreign one passes on', () => {
    const b3 = (version: string) => {
      const synthesis = synthesizeCluster(
        'otlp',
        ['chart: 3.3.0', 'chart: 2.23.4'],
        ['version: 2.20', `version: ${version}\n  webhookIssuer: issuer`],
        [/ {2}kafka:\n.*\n.*\n/, ''],
        ['[otlp-grpc, otlp-http]', '[otlp-grpc, otlp-http, opencensus]'],
        ['emojivoto: {}', ''],
      );
      expect(said(synthesis)).toEqual([]);
      return (load(ofComponent(synthesis, 'Application', 'traefik').spec.sources[0].helm.values) as { env?: object[] }).env;
    };

    expect(b3('2.12.6')).toEqual([{ name: 'OTEL_PROPAGATORS', value: 'b3,b3multi,baggage,tracecontext' }]);
    expect(b3('2.13.0')).toBeUndefined();
  });
});
