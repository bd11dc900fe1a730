import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';
import { traceIdPattern } from '../grafana/datasources';
import { B3_SAMPLED, B3_TRACE_ID, headerField } from './product';
import { zipkinFlags } from './values';

const valuesFile = (synthesis: ReturnType<typeof synthesizeCluster>) => synthesis.files.get('seed/values/traefik.yaml') ?? '';

describe('Traefik', () => {
  test("gets the seed's values, and publishes its Service so that Ingresses become Healthy", () => {
    expect(load(valuesFile(synthesizeCluster('seed')))).toEqual({
      logs: {
        access: {
          enabled: true,
          format: 'json',
          fields: { general: { defaultmode: 'keep' }, headers: { defaultmode: 'drop', names: { 'X-B3-Traceid': 'keep' } } },
        },
      },
      tracing: {
        zipkin: {
          httpEndpoint: 'http://tempo-distributor.tracing.svc.cluster.local:9411/api/v2/spans',
          sameSpan: true,
          id128Bit: true,
          sampleRate: 1,
        },
      },
      providers: { kubernetesIngress: { publishedService: { enabled: true } } },
    });
  });

  test('in the network of its node, it uses the DNS of the cluster', () => {
    const file = (values: string) => valuesFile(synthesizeCluster('seed', [/^traefik:\n/m, `traefik:\n  values: ${values}\n`]));
    expect(load(file('{hostNetwork: true}'))).toMatchObject({ deployment: { dnsPolicy: 'ClusterFirstWithHostNet' } });
    expect(load(file('{hostNetwork: true, deployment: {dnsPolicy: None}}'))).toMatchObject({ deployment: { dnsPolicy: 'None' } });
    expect(file('{hostNetwork: false}')).not.toContain('dnsPolicy');
    // A policy of the user's stays where it is.
    expect(file('{hostNetwork: true, deployment: {replicas: 2, dnsPolicy: None}}')).toContain('  replicas: 2\n  dnsPolicy: None\n');
  });

  test('publishes nothing without the provider for Ingresses, where it would have no effect', () => {
    const off = '  values: {providers: {kubernetesIngress: {enabled: false}}}\n';
    expect(load(valuesFile(synthesizeCluster('seed', [/^traefik:\n/m, `traefik:\n${off}`])))).toMatchObject({
      providers: { kubernetesIngress: { enabled: false } },
    });
    expect(valuesFile(synthesizeCluster('seed', [/^traefik:\n/m, `traefik:\n${off}`]))).not.toContain('publishedService');
  });

  test.each(['chart: 27.0.2', 'chart: 33.0.0', 'chart: 39.0.6', 'k3s: 1.36.4'])(
    'takes a value that publishes its Service, which it publishes anyway, but none that does not: %s',
    (pin) => {
      const withValue = (value: string) => {
        const values = `{providers: {kubernetesIngress: {publishedService: {${value}}}}}`;
        return synthesizeCluster('otlp', [/^traefik:\n(?: .*\n)+/m, `traefik: {${pin}, values: ${values}}\n`]);
      };
      const namespace = pin.startsWith('k3s') ? 'kube-system' : 'traefik';
      const isRefused = expect.stringContaining('because Argo CD otherwise waits for Ingresses forever');

      const same = withValue(`enabled: true, pathOverride: ${namespace}/traefik`);
      expect(said(same).filter((line) => line.includes('publishedService'))).toEqual([]);
      expect(said(same, 'note').filter((line) => line.includes('is what this stack has anyway'))).toHaveLength(2);
      expect(said(withValue('enabled: false'))).toContainEqual(isRefused);
      expect(said(withValue('pathOverride: other/traefik'))).toContainEqual(isRefused);
    },
  );

  test('gets a values file that names its chart, version, release and namespace', () => {
    expect(valuesFile(synthesizeCluster('seed')).split('\n')[1]).toBe(
      '# Helm values for chart traefik 27.0.2 of https://traefik.github.io/charts, release traefik in namespace traefik.',
    );
  });

  test('is installed by this stack with via: release, without its CustomResourceDefinitions', () => {
    const synthesis = synthesizeCluster('full');
    const { sources } = ofComponent(synthesis, 'Application', 'traefik').spec;

    expect(sources[0]).toMatchObject({ chart: 'traefik', targetRevision: '20.8.0', helm: { releaseName: 'traefik', skipCrds: true } });
    expect(load(sources[0].helm.values)).toMatchObject({ tracing: { zipkin: { sampleRate: 0.25 } } });
    expect(objectsIn(synthesis, 'traefik.k8s.yaml').map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Namespace ingress']);
    expect([...synthesis.files.keys()]).not.toContain('full/values/traefik.yaml');
  });

  test.each([
    ['16.2.0', 'traefik.containo.us', false],
    ['18.3.0', 'traefik.containo.us', false],
    ['19.0.0', 'traefik.containo.us', true],
    ['23.0.0', 'traefik.io', true],
  ])('may write what chart %s renders', (chart, group, ingressClass) => {
    const { clusterResourceWhitelist, namespaceResourceWhitelist } = ofComponent(
      synthesizeCluster('full', ['20.8.0', chart]),
      'AppProject',
      'traefik',
    ).spec;

    expect(clusterResourceWhitelist).toContainEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'traefik*' });
    expect(namespaceResourceWhitelist).toContainEqual({ group, kind: 'IngressRoute' });
    expect(clusterResourceWhitelist.some(({ kind }: { kind: string }) => kind === 'IngressClass')).toBe(ingressClass);
  });

  test('without Helm has the same settings by the flags in docs/operations.md', () => {
    const flags = [
      ...zipkinFlags('http://tempo-distributor.tracing.svc.cluster.local:9411/api/v2/spans', 1),
      '--accesslog=true',
      '--accesslog.format=json',
      '--accesslog.fields.defaultmode=keep',
      '--accesslog.fields.headers.defaultmode=drop',
      '--accesslog.fields.headers.names.X-B3-Traceid=keep',
    ];

    const text = readFileSync('docs/operations.md', 'utf8');
    expect(text).toContain(`\`\`\`\n${flags.join('\n')}\n\`\`\``);
    for (const header of B3_SAMPLED) expect(text).toContain(`--accesslog.fields.headers.names.${header}=keep`);
    expect(text).toContain(traceIdPattern(headerField(B3_TRACE_ID), B3_SAMPLED.map(headerField)));
  });
});

describe('the access log', () => {
  const withValues = (values: string, cluster = 'seed') =>
    synthesizeCluster(
      cluster,
      cluster === 'seed'
        ? ['chart: 27.0.2', `chart: 27.0.2\n  values: ${values}`]
        : ['  via: release', `  via: release\n  values: ${values}`],
    );

  test.each([
    ['{logs: {access: {fields: {headers: {names: {User-Agent: keep, X-Forwarded-For: redact}}}, bufferingSize: 100}}}', 'seed'],
    ['{accessLog: {fields: {headers: {names: {User-Agent: keep}}}, addInternals: true}}', 'otlp'],
    ['{additionalArguments: [--accesslog.fields.headers.names.User-Agent=keep]}', 'seed'],
    ['{logs: {access: {fields: {general: {names: {StartUTC: drop, ClientUsername: drop}}}, filters: {minduration: 10ms}}}}', 'seed'],
    [
      '{accessLog: {fields: {headers: {defaultMode: redact}, names: {ClientUsername: drop, trace_id: keep}}, timezone: Europe/Madrid}}',
      'otlp',
    ],
    ['{additionalArguments: [--accesslog.fields.headers.defaultmode=keep, --accesslog.fields.names.StartUTC=drop]}', 'otlp'],
    ['{tracing: {capturedRequestHeaders: [X-A], safeQueryParams: [q], addInternals: true}}', 'otlp'],
    ['{additionalArguments: [--tracing.safeQueryParams=q]}', 'otlp'],
    ['{experimental: {otlpLogs: true}, accessLog: {dualOutput: true, otlp: {enabled: true, http: {enabled: true}}}}', 'otlp'],
    ['{accessLog: {otlp: {enabled: false, http: {enabled: false}}}}', 'otlp'],
  ])('may have what the link and the spans do not need: %s', (values, cluster) => {
    expect(said(withValues(values, cluster))).toEqual([]);
  });

  test('has the mode of the user for headers', () => {
    const synthesis = withValues('{accessLog: {fields: {headers: {defaultMode: redact}}}}', 'otlp');
    expect(load(ofComponent(synthesis, 'Application', 'traefik').spec.sources[0].helm.values)).toMatchObject({
      accessLog: { fields: { defaultMode: 'keep', headers: { defaultMode: 'redact' } } },
    });
  });

  test.each([
    ['{accessLog: {fields: {names: {Trace_ID: drop}}}}', 'remove it, because the link'],
    ['{accessLog: {fields: {defaultMode: drop}}}', 'and drop other fields by their names'],
    ['{accessLog: {filePath: /log}}', 'remove it, because the link'],
    [
      '{accessLog: {otlp: {enabled: true, http: {enabled: true}}}}',
      'otlp.enabled: sends the access log by OTLP instead of writing it; set dualOutput: true beside otlp, because the link',
    ],
    ['{tracing: {sampleRate: 0.5}}', 'set traefik.sampleRate'],
    ['{tracing: {otlp: {grpc: {endpoint: a:4317}}}}', 'set tempo.receivers, or traefik.collector'],
    ['{additionalArguments: [--configFile=/etc/traefik/traefik.yaml]}', 'remove it, because Traefik ignores all flags'],
    ['{additionalArguments: [--tracing=false]}', 'set tempo.receivers, or traefik.collector'],
    ['{additionalArguments: [--accesslog.fields.names.trace_id=drop]}', 'remove it, because the link'],
  ])('of Traefik 3 is refused: %s', (values, fix) => {
    expect(said(withValues(values, 'otlp'))).toEqual([expect.stringContaining(fix)]);
  });

  test.each([
    '{logs: {access: {fields: {headers: {names: {x-b3-traceid: drop}}}}}}',
    '{logs: {access: {fields: {headers: {defaultmode: keep}}}}}',
    '{logs: {access: {enabled: false}}}',
    '{additionalArguments: [--accesslog.fields.headers.names.X-B3-Spanid=keep]}',
    '{additionalArguments: [--accesslog=false]}',
  ])('stays as the link needs it: %s', (values) => {
    expect(said(withValues(values))).toEqual([expect.stringContaining('because the link from a log line to its trace depends on it')]);
  });
});

describe('a sample rate below 1', () => {
  const kept = (file: string) => file.match(/X-B3-\w+(?=: keep)/g);

  test('makes Traefik 2 log whether a request is sampled; at 1 its values stay as they were', () => {
    const rated = (rate: string) => synthesizeCluster('seed', ['chart: 27.0.2', `chart: 27.0.2\n  sampleRate: ${rate}`]);

    expect(kept(valuesFile(rated('0.1')))).toEqual(['X-B3-Flags', 'X-B3-Sampled', 'X-B3-Traceid']);
    expect(valuesFile(rated('1'))).toBe(valuesFile(synthesizeCluster('seed')));
    expect(kept(valuesFile(rated('1.0')))).toEqual(['X-B3-Traceid']);
    expect(said(rated('0.1'), 'warning')).toEqual([]);
  });

  const rated = (rate: string, ...more: [string | RegExp, string][]) =>
    synthesizeCluster('otlp', ['  via: release\n', `  via: release\n  sampleRate: ${rate}\n`], ...more);

  test('is a warning beside a link from the log lines of Traefik 3, which do not tell, with the share of links that work', () => {
    expect(said(rated('0.1'), 'warning')).toEqual([
      'clusters/otlp.yaml:33:15 traefik.sampleRate: about 10% of the links from log lines lead to a trace: Traefik 3.7.11 logs a trace id for every request, and grafana.loki (line 40) links each of them, sampled or not; use 1, remove grafana.loki, or link from its OTLP access log, which marks what is sampled (docs/operations.md)',
    ]);
    expect(said(rated('0.07'), 'warning')[0]).toContain('about 7% of the links');
    expect(said(rated('0.0005'), 'warning')[0]).toContain('about 0.05% of the links');
    expect(said(rated('0'), 'warning')[0]).toContain('no link from a log line leads to a trace:');
    expect(rated('0.1').refused).toBe(false);
  });

  test('is not reported at 1, nor without a link', () => {
    expect(said(rated('1'), 'warning')).toEqual([]);
    expect(said(rated('0.1', [/ {2}loki:\n.*\n/, '']), 'warning')).toEqual([]);
  });
});

describe('a trace context from outside', () => {
  const notes = (synthesis: ReturnType<typeof synthesizeCluster>) => said(synthesis, 'note').filter((line) => line.includes(' traefik:'));

  test('is passed on by Traefik 2, with a note, and replaced by Traefik 3', () => {
    expect(notes(synthesizeCluster('seed'))).toEqual([
      expect.stringMatching(
        /^clusters\/seed\.yaml:\d+:1 traefik: Traefik 2\.11\.2 does not read an incoming traceparent, and forwards it beside its own B3 headers, so a service behind it may join another trace than the one that it logs; remove that header in front of Traefik \(docs\/operations\.md\)$/,
      ),
    ]);
    expect(notes(synthesizeCluster('otlp'))).toEqual([]);
  });
});

describe("the tag of Traefik's image", () => {
  const synthesis = (traefik: string) =>
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  chart: 2.23.4
  receivers: [zipkin, otlp-http]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
grafana: {loki: {url: "http://loki:3100"}}
traefik: {${traefik}}
`);
  const linkedFields = (traefik: string) =>
    synthesis(traefik)
      .files.get('test/values/kube-prometheus-stack.yaml')
      ?.match(/trace_id|TraceId|request_[\w-]+/g);

  test.each([
    ['chart: 39.0.6', 'trace_id'],
    ['chart: 39.0.6, values: {image: {tag: v3.6.10}}', 'TraceId'],
    ['chart: 39.0.6, values: {image: {tag: 3.6.10}}', 'TraceId'],
    ['chart: 34.0.0, values: {image: {tag: v3.3.3}}', 'TraceId'],
    ['k3s: 1.35.4, values: {image: {tag: 3.6.10}}', 'TraceId'],
    ['k3s: 1.32.2, values: {image: {tag: 3.3.6}}', 'TraceId'],
  ])('decides which field a log line leads to its trace by: %s', (traefik, field) => {
    expect(said(synthesis(traefik))).toEqual([]);
    expect(linkedFields(traefik)).toEqual([field]);
  });

  test('that logs no trace id is reported at its place, with the first one that does', () => {
    expect(said(synthesis('chart: 34.3.0, values: {image: {tag: v3.3.2}}'))).toEqual([
      'clusters/test.yaml:10:48 traefik.values.image.tag: 3.3.2 logs no trace id, so no log line links to its trace, which grafana.loki (line 9) is for; use 3.3.3, or remove grafana.loki',
    ]);
  });

  test.each([
    ['chart: 39.0.6, values: {image: {tag: v3.7.0}}', '3.6 (3.6.0 to 3.6.25), or pin another chart'],
    ['chart: 27.0.2, values: {image: {tag: v3.0.0}}', '2.11 (2.11.0 to 2.11.54), or pin another chart'],
    ['chart: 39.0.6, values: {image: {tag: latest}}', '3.6 (3.6.0 to 3.6.25), or pin another chart'],
    ['k3s: 1.35.4, values: {image: {tag: v3.7.0}}', '3.6 (3.6.0 to 3.6.25), or pin another k3s'],
  ])('must be of the same minor as the one that is shipped: %s', (traefik, fix) => {
    expect(said(synthesis(traefik))).toEqual([
      expect.stringMatching(/ traefik\.values\.image\.tag: does not fit the templates of the chart; use a release of Traefik /),
    ]);
    expect(said(synthesis(traefik))[0]).toContain(fix);
  });

  test('is the only value that changes the version', () => {
    expect(said(synthesis('chart: 39.0.6, values: {versionOverride: v3.6.10}'))).toEqual([
      expect.stringMatching(/ traefik\.values\.versionOverride: .+; set image\.tag, or pin another chart$/),
    ]);
  });
});

test('a release of the chart whose Traefik reads only its own namespace is refused', () => {
  expect(said(synthesizeCluster('seed', ['chart: 27.0.2', 'chart: 15.2.1']))).toEqual([
    expect.stringMatching(
      /traefik\.chart: traefik 15\.2\.1 has a Traefik that reads no Ingress outside of its own namespace; use 15\.1\.1 or 15\.2\.2$/,
    ),
  ]);
});
