/** Values of small charts that the real Helm renders: each value is left out in turn. */
import { realHelm, saidOf, stackOf, verified, verifiedStack } from '../../../test/verify-fixture';
import { type ClusterReport, notProvenIn } from '../../report/report';
import type { Installation } from '../../stack';
import { NOTHING_DECLARED } from '../../world/declared';

beforeAll(realHelm);

const reportOn = async (name: string, values: Installation['values'], more: Partial<Installation> = {}): Promise<ClusterReport> => {
  const { clusters } = await verifiedStack(stackOf({ name, values, ...more }));
  return clusters[0] as ClusterReport;
};
const effects = ({ values }: ClusterReport) =>
  values.map(({ path, value, effect, changed }) => [path, value, effect, changed.join(' ')].join(' ').trim());

test('each value has one of four effects, and only one of them is a mistake', async () => {
  const report = await reportOn('ignoring', { size: 'large', port: 80, bucket: 'traces', password: 'battery', colour: 'red' });

  expect(effects(report)).toEqual([
    'size "large" changes ConfigMap/settings',
    'port 80 default',
    'bucket "traces" required',
    'password "***" changes Secret/key',
    'colour "red" nothing',
  ]);
  expect(saidOf(report, 'values', ['error', 'warning', 'note'])).toEqual(['error: colour: has no effect in ignoring 1.0.0; remove it']);
  expect(JSON.stringify(report)).not.toContain('battery');
});

test('a value that equals the default is a note in values of others, and not told in those of this project', async () => {
  const values = { size: 'large', port: 80, bucket: 'traces' };
  const notes = async (isOurs: boolean) => saidOf(await reportOn('ignoring', values, { isOurs }), 'values', ['note']);

  expect(await notes(false)).toEqual(['note: port: same as the default of ignoring 1.0.0; can be removed']);
  expect(await notes(true)).toEqual([]);
});

test('possible credentials are not shown', async () => {
  const secrets = {
    env: [{ name: 'MINIO_SECRET_ACCESS_KEY', value: 'hunter2a' }],
    adminPassword: 12345678,
    clientSecret: 'hunter2b',
    apiKey: 'hunter2c',
    url: 'https://u:hunter2d@h/x',
    passwords: ['hunter2e'],
    stringData: { foo: 'hunter2f' },
  };
  const report = await reportOn('ignoring', { bucket: 'b', ...secrets, existingSecret: 'keys', token: '${TOKEN}' });

  expect(JSON.stringify(report)).not.toMatch(/hunter2|12345678/);
  expect(report.values.map(({ path, value }) => `${path} ${value}`)).toEqual([
    'bucket "b"',
    'env[0].name "MINIO_SECRET_ACCESS_KEY"',
    'env[0].value "***"',
    'adminPassword "***"',
    'clientSecret "***"',
    'apiKey "***"',
    'url "https://***@h/x"',
    'passwords[0] "***"',
    'stringData.foo "***"',
    'existingSecret "keys"',
    'token "${TOKEN}"',
  ]);
});

test('a release is rendered once, once more to find random output, once per value, and again for those without effect', async () => {
  const values = { size: 'large', bucket: 'traces', list: [{ name: 'a', value: 1 }, 'b'], empty: {} };
  const leaves = 6;

  const { renders, clusters } = await verifiedStack(stackOf({ name: 'ignoring', values }));

  expect(clusters[0]?.checks.find(({ name }) => name === 'values')?.judged).toBe(leaves);
  // The judged rendering, the one that finds random output, and one with another scalar in place of each of the three that nothing reads.
  expect(renders).toBe(2 + leaves + 3);
});

test.each<[string, string, Installation['values'], string]>([
  ['of another name', 'renamed', { storageClass: 'slow' }, 'storageClass: has no effect in renamed 1.0.0; use storageClassName'],
  [
    'of a component that is off',
    'ignoring',
    { bucket: 'b', cache: { ttl: '5m' } },
    'cache.ttl: has no effect in ignoring 1.0.0; set cache.enabled (now false) to true, or remove this value',
  ],
  ['of another subchart', 'parent', { name: 'a', absentt: true }, 'absentt: has no effect in parent 1.0.0; remove it'],
])('a value %s is reported with what the chart has', async (_what, name, values, text) => {
  expect(saidOf(await reportOn(name, values), 'values')).toEqual([`error: ${text}`]);
});

test('random output is reported, and is not the effect of a value', async () => {
  const report = await reportOn('random', { user: 'tempo', colour: 'red' });

  expect(saidOf(report, 'values')).toEqual([
    'error: colour: has no effect in random 1.0.0; remove it',
    'warning: Secret/generated: random 1.0.0 renders it differently each time, so Argo CD always shows it as OutOfSync; set its values yourself, such as an existing Secret',
  ]);
  expect(effects(report)).toEqual(['user "tempo" changes Secret/generated', 'colour "red" nothing']);
});

test("a user's own value without effect is a warning", async () => {
  const stack = stackOf({ name: 'ignoring', releaseName: 'tempo', values: { bucket: 'b', colour: 'red', shape: 'round' } });
  const declared = { ...NOTHING_DECLARED, values: { tempo: { colour: 'red' } } };

  const { clusters } = await verifiedStack({ ...stack, declared });

  expect(saidOf(clusters[0] as ClusterReport, 'values')).toEqual([
    'error: shape: has no effect in ignoring 1.0.0; remove it',
    'warning: colour: has no effect in ignoring 1.0.0; remove it',
  ]);
});

test("a value of this project that the user's own values replace is a warning", async () => {
  const values = { bucket: 'b', quiet: true, level: 'debug', shape: 'round' };
  const stack = stackOf({ name: 'ignoring', releaseName: 'tempo', values });
  const declared = { ...NOTHING_DECLARED, values: { tempo: { quiet: true } } };

  const { clusters } = await verifiedStack({ ...stack, declared });

  expect(saidOf(clusters[0] as ClusterReport, 'values')).toEqual([
    'error: shape: has no effect in ignoring 1.0.0; remove it',
    expect.stringMatching(
      /^warning: level: has no effect together with your own values; if you need it, set in your own values what it is for/,
    ),
  ]);
});

describe('a chart', () => {
  test('that refuses a value by its schema does not render', async () => {
    const [text, ...others] = saidOf(await reportOn('strict', { replicas: 'two' }));

    expect(text).toMatch(
      /^error: strict 1\.0\.0 does not render: values don't meet the specifications of the schema.* - at '\/replicas': got string, want integer; use values that the chart accepts$/,
    );
    expect(others).toEqual([]);
  });

  test('that k3s packages has no schema that could refuse values', async () => {
    expect(saidOf(await reportOn('strict', { replicas: 'two' }, { bundled: true }))).toEqual([]);
  });

  test('does not need a subchart that is turned off', async () => {
    expect(saidOf(await reportOn('parent', { name: 'a' }))).toEqual([]);
  });

  test('says which subchart is enabled but missing', async () => {
    expect(saidOf(await reportOn('parent', { name: 'a', absent: { enabled: true } }))).toEqual([
      'error: parent 1.0.0 does not render: its subchart absent >=1.2.0 is enabled but missing; put it into charts/ of the chart by `helm dependency build`, or turn it off',
    ]);
  });

  test('that fails is reported with the message of Helm', async () => {
    expect(saidOf(await reportOn('failing', {}))).toEqual([
      'error: failing 1.0.0 does not render: failing/templates/settings.yaml:5:23 at <.Values.server.host>: nil pointer evaluating interface {}.host; correct the values that it names, or pin another release',
    ]);
    expect(saidOf(await reportOn('failing', { server: { host: 'a' } }))).toEqual([]);
  });

  test('that does not exist proves nothing', async () => {
    const report = await reportOn('nowhere', {});

    expect(saidOf(report)).toEqual([]);
    expect(notProvenIn(report)).toEqual([
      expect.stringMatching(/charts has no chart nowhere 1\.0\.0; put it there as nowhere-1\.0\.0\/ or nowhere-1\.0\.0\.tgz$/),
    ]);
  });
});

describe('in dist/', () => {
  test.each<[string, string, string | RegExp, string, string]>([
    [
      'a value of another name',
      'tempo.k8s.yaml',
      'storageClassName:',
      'storageClass:',
      'error: persistence.storageClass: has no effect in tempo 2.2.4; set tempo.persistence',
    ],
    [
      'values of a component that is off',
      'tempo.k8s.yaml',
      'persistence:\n      enabled: true',
      'persistence:\n      enabled: false',
      'set persistence.enabled (now false) to true, or remove this value',
    ],
    [
      'a misspelt value for a chart of any version',
      'values/linkerd-control-plane.yaml',
      '    collector:',
      '    colector:',
      'error: proxy.tracing.colector',
    ],
    [
      'a value too little for it',
      'values/linkerd-control-plane.yaml',
      /.*enabled: true\n/,
      '',
      'error: proxy.tracing.enabled: missing, so linkerd-control-plane does not send spans',
    ],
  ])('%s is reported', async (_what, name, from, to, text) => {
    const report = await verified('k3s', [{ file: `dist/k3s/${name}`, from, to }], { onlyReleasesOf: name });

    expect(saidOf(report, 'values')).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
  });

  test('a value that k3s needs with another bundle is not reported as having no effect', async () => {
    const report = await verified('k3s', [], { onlyReleasesOf: 'traefik.k8s.yaml' });

    expect(report.values.filter(({ effect }) => effect === 'known').map(({ path }) => path)).toContain('accessLog.enabled');
    expect(saidOf(report, 'values')).toEqual([]);
  });
});

test('a value that needs an API outside of kubernetes.apis is a note, and a misspelt one is not', async () => {
  const values = { port: 81, monitor: { enabled: true, enable: true } };
  const { clusters } = await verifiedStack(stackOf({ name: 'conditional', values }));

  expect(saidOf(clusters[0] as ClusterReport, 'values', ['error', 'note'])).toEqual([
    'error: monitor.enable: has no effect in conditional 1.0.0; remove it',
    'note: monitor.enabled: has an effect only if the cluster serves monitoring.coreos.com/v1; if it does, add that to kubernetes.apis of the cluster file',
  ]);
});
