import { said, synthesizeCluster, synthesizeText } from '../../test/synthesis';
import { mistypedValues } from './value-types';

const problems = (values: Record<string, unknown>) => mistypedValues(values).map(({ path, problem }) => `${path.join('.')}: ${problem}`);

describe('replicas', () => {
  test.each([0, 3, '3', null, '{{ .Values.count }}'])('%p is right', (replicas) => {
    expect(problems({ distributor: { replicas } })).toEqual([]);
  });

  test.each([
    ['three', '"three"'],
    [1.5, '1.5'],
    [-1, '-1'],
    [true, 'true'],
    [[1], 'a list'],
    [{ min: 1 }, 'a map of keys'],
  ])('%p is refused', (replicas, text) => {
    expect(problems({ deployment: { replicas } })).toEqual([`deployment.replicas: must be a whole number of 0 or more, not ${text}`]);
  });
});

describe('arguments', () => {
  test.each([[[]], [['--log.level=DEBUG', '']], [null], [{ 'log.level': 'debug', 'mem-ballast-size-mbs': 1024 }]])(
    '%p are right',
    (list) => {
      expect(problems({ additionalArguments: list, querier: { extraArgs: list } })).toEqual([]);
    },
  );

  test.each([
    [[8080], '.0: must be text, not 8080'],
    [['-a', { '--log.level': 'DEBUG' }], '.1: must be text, not a map of keys'],
    [[true], '.0: must be text, not true'],
    [[null], '.0: must be text, not nothing'],
    ['--log.level=DEBUG', ': must be a list, not "--log.level=DEBUG"'],
  ])('%p are refused', (list, problem) => {
    expect(problems({ additionalArguments: list })).toEqual([`additionalArguments${problem}`]);
  });
});

describe('labels and annotations', () => {
  test.each([
    { podAnnotations: { 'prometheus.io/scrape': 'true', 'Example.com/a': 'any text', 'argocd.argoproj.io/sync-wave': '-1', none: null } },
    { service: { labels: { 'app.kubernetes.io/part-of': 'x', empty: '', templated: '{{ .Release.Name }}' }, annotations: {} } },
    { metrics: { prometheus: { headerLabels: { port: 1 }, addRoutersLabels: true } } },
    { metricsGenerator: { config: { storage: { remote_write: [], annotations: { a: 1 } } } }, external_labels: { cluster: 1 } },
    { extraObjects: [{ metadata: { labels: { a: 1 } } }] },
  ])('%j are right', (values) => {
    expect(problems(values)).toEqual([]);
  });

  test.each([
    [{ podAnnotations: { 'prometheus.io/port': 3200 } }, 'podAnnotations.prometheus.io/port: must be text, not 3200'],
    [{ querier: { podLabels: { a: true } } }, 'querier.podLabels.a: must be text, not true'],
    [{ service: { annotations: { a: { b: 'c' } } } }, 'service.annotations.a: must be text, not a map of keys'],
    [{ podLabels: { team: 'my team' } }, 'podLabels.team: "my team" is not a valid label value'],
    [{ commonLabels: { 'a/b/c': '' } }, 'commonLabels.a/b/c: "a/b/c" is not a valid key of a label or annotation'],
  ])('%j are refused', (values, problem) => {
    expect(problems(values)).toEqual([problem]);
  });
});

test('is told at its place in the cluster file, once', () => {
  const values = 'traefik:\n  values:\n    additionalArguments:\n      - --log.level: DEBUG\n';
  const synthesis = synthesizeCluster('seed', [/^traefik:\n/m, values]);

  expect(said(synthesis)).toEqual([
    expect.stringMatching(/^clusters\/seed\.yaml:\d+:9 traefik\.values\.additionalArguments: must be text, not a map of keys; /),
  ]);
});

describe('pull Secrets', () => {
  test.each([
    [{ serviceAccount: { imagePullSecrets: [{ name: 'login' }] } }],
    [{ tempo: { image: { pullSecrets: ['login'] } }, global: { imagePullSecrets: ['login'] } }],
    [{ 'grafana-agent-operator': { image: { pullSecrets: [{ name: 'login' }] } } }],
    [{ serviceAccount: { imagePullSecrets: null }, querier: { image: { pullSecrets: [] } } }],
  ])('%j are right', (values) => {
    expect(problems(values)).toEqual([]);
  });

  test.each([
    [{ serviceAccount: { imagePullSecrets: ['login'] } }, 'serviceAccount.imagePullSecrets.0: must be a map with a name, not "login"'],
    [{ deployment: { imagePullSecrets: [{}] } }, 'deployment.imagePullSecrets.0: must be a map with a name, not a map of keys'],
    [{ tempo: { image: { pullSecrets: [{ name: 'login' }] } } }, 'tempo.image.pullSecrets.0: must be text, not a map of keys'],
    [
      { 'grafana-agent-operator': { image: { pullSecrets: ['login'] } } },
      'grafana-agent-operator.image.pullSecrets.0: must be a map with a name, not "login"',
    ],
  ])('%j are refused', (values, problem) => {
    expect(problems(values)).toEqual([problem]);
  });
});

describe('the bounds of an autoscaler', () => {
  const autoscaling = (more: object) => problems({ distributor: { autoscaling: { enabled: true, ...more } } });

  test('are 1 or more', () => {
    expect(autoscaling({ minReplicas: 0, maxReplicas: '0' })).toEqual([
      'distributor.autoscaling.minReplicas: must be 1 or more, not 0',
      'distributor.autoscaling.maxReplicas: must be 1 or more, not 0',
    ]);
    expect(autoscaling({ minReplicas: 1, maxReplicas: 3 })).toEqual([]);
  });

  test('do not matter if it is off, or of KEDA', () => {
    expect(autoscaling({ enabled: false, minReplicas: 0 })).toEqual([]);
    expect(autoscaling({ keda: { enabled: true }, minReplicas: 0 })).toEqual([]);
  });

  test('matter for a compactor only with the value that makes the autoscaler', () => {
    const compactor = (more: object) => problems({ compactor: { autoscaling: { enabled: true, maxReplicas: 0, ...more } } });
    expect(compactor({})).toEqual([]);
    expect(compactor({ hpa: { enabled: true } })).toEqual(['compactor.autoscaling.maxReplicas: must be 1 or more, not 0']);
  });

  test('are not all of its values', () => {
    expect(autoscaling({ annotations: { a: 1 } })).toEqual(['distributor.autoscaling.annotations.a: must be text, not 1']);
  });
});

describe('a switch that is a text', () => {
  const warned = (values: string) =>
    said(
      synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  values: {${values}}
`),
      'warning',
    );

  test.each(['false', 'No', 'off', '0'])('"%s" is on, which is a warning', (text) => {
    expect(warned(`gateway: {enabled: "${text}"}`)).toEqual([
      expect.stringMatching(
        `:8:31 tempo\\.values\\.gateway\\.enabled: is the text "${text}", which templates of Helm take for true; write false without quotes$`,
      ),
    ]);
  });

  test.each(['gateway: {enabled: "true"}', 'gateway: {enabled: false}', 'gateway: {enabled: ""}'])('{%s} is what it says', (values) => {
    expect(warned(values)).toEqual([]);
  });

  test.each(['distributor: {podLabels: {enabled: "false"}}', 'distributor: {nodeSelector: {enabled: "false"}}'])(
    'not if it is a label: {%s}',
    (values) => {
      expect(warned(values)).toEqual([]);
    },
  );

  test('not in the configuration of a program, which reads a text as it is', () => {
    expect(warned('querier: {config: {a: {enabled: "false"}}}')).toEqual([]);
  });
});
