import { helmValuesOf, said, synthesizeText } from '../../../test/synthesis';
import { isOn, subchartFullname, subchartLabel } from './values';

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/t.git"}\n';
const OPERATORS = '{rollout_operator: {enabled: true}, metaMonitoring: {grafanaAgent: {installOperator: true}}}';
const AGENTS = '{metaMonitoring: {grafanaAgent: {enabled: true}}}';
const tempo = (chart: string, values: string) =>
  `tempo: {chart: ${chart}, receivers: [otlp-grpc], persistence: {}, storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}, values: ${values}}\n`;
const withStack = (stack: string, values = OPERATORS, chart = '2.26.2') => synthesizeText(`${HEAD}${stack}\n${tempo(chart, values)}`);
const about = (synthesis: ReturnType<typeof synthesizeText>, severity: string) =>
  said(synthesis, severity).filter((line) => line.includes('tempo.values'));

const AGENT = 'grafana-agent-operator';
const ROLLOUT = 'rollout_operator';
const POOL = { pool: 'a' };

test.each([
  ['', 'rollout-operator', 'tempo-rollout-operator'],
  ['own', 'own', 'tempo-own'],
  // A cut name has no dash at its end, and the name of the objects begins with all of it.
  [`${'a'.repeat(62)}-b`, 'a'.repeat(62), `tempo-${'a'.repeat(57)}`],
  [`${'a'.repeat(56)}-${'b'.repeat(9)}`, `${'a'.repeat(56)}-${'b'.repeat(6)}`, `tempo-${'a'.repeat(56)}`],
])('with the nameOverride "%s", the label of a subchart is %s, and its objects are named %s', (nameOverride, label, fullname) => {
  const subchart = { name: 'rollout-operator', key: ROLLOUT } as const;
  const values = { [ROLLOUT]: { nameOverride } };

  expect(subchartLabel(subchart, values)).toBe(label);
  expect(subchartFullname('tempo', subchart, values)).toBe(fullname);
});

test('the images of subcharts come from the mirror, with its login', () => {
  const stack = 'registry: {images: mirror.example.org, pullSecret: login}';
  const login = [{ name: 'login' }];

  expect(helmValuesOf(withStack(stack))).toMatchObject({
    [AGENT]: { image: { registry: 'mirror.example.org', repository: 'grafana/agent-operator', pullSecrets: login } },
    [ROLLOUT]: { image: { registry: 'mirror.example.org', repository: 'grafana/rollout-operator' }, imagePullSecrets: login },
  });
  expect(helmValuesOf(withStack(stack, OPERATORS, '1.54.1'))).toMatchObject({
    [ROLLOUT]: { image: { repository: 'mirror.example.org/grafana/rollout-operator' } },
  });
});

test('their pods have nodes, labels and the settings of restricted', () => {
  const values = helmValuesOf(
    withStack(
      'scheduling: {nodeSelector: {pool: a}, priorityClassName: b}\nmetadata: {labels: {team: a}}\nnamespaces: {podSecurity: restricted}',
    ),
  );
  const common = { nodeSelector: POOL, priorityClassName: 'b', podLabels: { team: 'a' } };

  expect(values).toMatchObject({
    [AGENT]: { ...common, podSecurityContext: { runAsNonRoot: true }, containerSecurityContext: { allowPrivilegeEscalation: false } },
    [ROLLOUT]: common,
  });
});

test.each(['scheduling: {nodeSelector: {pool: a}}', 'registry: {images: mirror.example.org}', 'metadata: {labels: {team: a}}'])(
  'with %s, those that are off have no values',
  (stack) => {
    const values = helmValuesOf(withStack(stack, '{}'));

    expect(values).not.toHaveProperty(AGENT);
    expect(values).not.toHaveProperty(ROLLOUT);
  },
);

test("the user's own values win", () => {
  const own = withStack('scheduling: {nodeSelector: {pool: a}}', '{rollout_operator: {enabled: true, nodeSelector: {disk: ssd}}}');

  expect(helmValuesOf(own)).toMatchObject({ [ROLLOUT]: { nodeSelector: { disk: 'ssd' } } });
  expect(helmValuesOf<Record<string, { nodeSelector: object }>>(own)[ROLLOUT]?.nodeSelector).not.toHaveProperty('pool');
});

test.each([
  [true, true],
  [null, true],
  ['no', true],
  [false, false],
  [undefined, false],
])('Helm renders a subchart whose condition is %s: %s', (enabled, expected) => {
  expect(isOn({ [ROLLOUT]: { enabled } }, [ROLLOUT, 'enabled'])).toBe(expected);
});

test('an operator without a value for its priority is named with the release that has one', () => {
  const notes = said(withStack('scheduling: {priorityClassName: b}', OPERATORS, '1.13.2'), 'note');

  expect(notes).toContainEqual(
    expect.stringMatching(/does not reach Deployment tempo-grafana-agent-operator of .*; pin tempo\.chart 1\.14\.0 or newer/),
  );
  expect(said(withStack('scheduling: {priorityClassName: b}'), 'note').join('\n')).not.toMatch(/agent-operator/);
});

test.each([
  ['{rollout_operator: {enabled: true}}', '2.26.2', true],
  ['{rollout_operator: {enabled: true, crds: {enabled: false}}}', '2.26.2', false],
  ['{rollout_operator: {enabled: true}}', '1.47.4', false],
  ['{metaMonitoring: {grafanaAgent: {installOperator: true}}}', '1.2.5', true],
])('labels and annotations do not reach the definitions of %s at %s: %s', (values, chart, isNoted) => {
  const notes = said(withStack('metadata: {labels: {team: a}, annotations: {owner: b}}', values, chart), 'note');
  const named = notes.flatMap(
    (line) => /(\w+): do not reach .*CustomResourceDefinition.* of (?:rollout-|grafana-agent-)operator in/.exec(line)?.[1] ?? [],
  );

  expect(named).toEqual(isNoted ? ['labels', 'annotations'] : []);
});

test.each([
  ['restricted', OPERATORS, '1.13.2', [/installOperator: .* restricted.*; pin tempo\.chart 1\.14\.0 or newer, or set .*: baseline/]],
  ['restricted', OPERATORS, '1.14.0', []],
  ['baseline', OPERATORS, '1.13.2', []],
  ['baseline', AGENTS, '2.26.2', [/grafanaAgent\.enabled: .* baseline, which .*; set namespaces\.podSecurityOf\.tracing: privileged/]],
  ['restricted', AGENTS, '2.26.2', [/grafanaAgent\.enabled: .* restricted, which .*; set namespaces\.podSecurityOf\.tracing: privileged/]],
  ['privileged', AGENTS, '2.26.2', []],
])('Pod Security %s with %s at %s', (level, values, chart, expected) => {
  expect(about(withStack(`namespaces: {podSecurity: ${level}}`, values, chart), 'error')).toEqual(
    expected.map((message) => expect.stringMatching(message)),
  );
});

test.each([
  ['images: mirror.example.org', /its pods run docker\.io\/grafana\/agent and quay\.io\/.* with image and configReloaderImage/],
  [
    'imagesFrom: {quay.io: mirror.example.org/quay}',
    /its pods run quay\.io\/.*reloader, for which registry \(line 3\).* with configReloaderImage/,
  ],
])('agents that an operator makes have a warning with %s', (registry, message) => {
  expect(about(withStack(`registry: {${registry}}`, AGENTS), 'warning')).toEqual([expect.stringMatching(message)]);
});

test('a mirror of other registries does not concern the agents', () => {
  expect(about(withStack('registry: {imagesFrom: {ghcr.io: mirror.example.org}}', AGENTS), 'warning')).toEqual([]);
});

test.each(['null', '0', '""', 'false'])('agents that are enabled: %s are off', (enabled) => {
  const off = `{metaMonitoring: {grafanaAgent: {enabled: ${enabled}}}}`;

  expect(about(withStack('registry: {images: mirror.example.org}', off), 'warning')).toEqual([]);
  expect(about(withStack('namespaces: {podSecurity: baseline}', off), 'error').join()).not.toMatch(/Pod Security/);
});

test('Pod Security of this stack does not concern agents in another namespace', () => {
  const elsewhere = '{metaMonitoring: {grafanaAgent: {enabled: true, namespace: other}}}';

  expect(about(withStack('namespaces: {podSecurity: baseline}', elsewhere), 'error')).toEqual([]);
});

test('a note at the value names what the agents do not follow', () => {
  const stack = 'scheduling: {nodeSelector: {pool: a}}\nmetadata: {labels: {team: a}}';

  expect(about(withStack(stack, AGENTS), 'note')).toEqual([
    expect.stringMatching(/grafanaAgent\.enabled: its pods do not follow metadata \(line 4\) and scheduling \(line 3\), for which/),
  ]);
  expect(about(withStack('', AGENTS), 'note')).toEqual([]);
});

test('a note says that agents have no network policy, and operators have one', () => {
  expect(about(withStack('networkPolicies: true', AGENTS), 'note')).toEqual([
    expect.stringMatching(/grafanaAgent\.enabled: networkPolicies \(line 3\) has no policy for its pods, whose labels and addresses/),
  ]);
  expect(about(withStack('', AGENTS), 'note')).toEqual([]);
  expect(about(withStack('networkPolicies: true'), 'note')).toEqual([]);
});
