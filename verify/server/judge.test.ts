import { error, type Finding } from '../../lib/findings/finding';
import { lineOf, severityLabel } from '../../lib/findings/sentence';
import { SHAPE_RULES } from '../checks/shape/rules';
import type { ClusterReport } from '../report/report';
import type { Manifest, Placed, World } from '../stack';
import { answerOf, type ServerAnswer } from './answer';
import { withServer } from './judge';

const place = { file: 'dist/home/tempo.k8s.yaml' };
const placed = (kind: string, name: string, more: Partial<Placed> = {}, apiVersion = 'apps/v1'): Placed => ({
  object: { apiVersion, kind, metadata: { name } },
  namespace: 'tracing',
  place,
  ...more,
});

const ACCEPTED = answerOf(0, '');
const REFUSED = answerOf(1, 'The Deployment "a" is invalid: spec.replicas: Invalid value: -1');
const STRICT = answerOf(1, 'Error from server: failed to create typed patch object (x): .spec.bogus: field not declared in schema');

/** The check `server`, with the answers by the name of the object, and by its namespace where that does not exist. */
async function judged(
  objects: readonly Placed[],
  answers: Readonly<Record<string, ServerAnswer>>,
  {
    shape = [],
    missing = [],
    releases = [],
    labels = {},
  }: { shape?: Finding[]; missing?: string[]; releases?: World['releases']; labels?: Record<string, string> } = {},
) {
  const tried: Manifest[] = [];
  const tryOut = async (object: Manifest) => {
    tried.push(object);
    if (missing.includes(object.metadata.namespace ?? '')) return answerOf(1, `Error from server (NotFound): namespaces "x" not found`);
    return answers[object.metadata.name] ?? ACCEPTED;
  };
  const report = { checks: [{ name: 'shape', proves: '', judged: 1, findings: shape }] } as unknown as ClusterReport;
  const world = { objects, releases, isOurs: true, kubernetes: { version: '1.34' } } as unknown as World;
  const { checks } = await withServer(report, world, { tryOut, labelsOf: async () => labels, whyUnreached: async () => undefined });
  const check = checks.at(-1);
  const said = check?.findings.map((finding) => severityLabel(finding) + lineOf(finding).replace(`${place.file}: `, ''));
  return { said, judged: check?.judged, notProven: check?.notProven, tried };
}

const shapeError = (name: string) =>
  error(place, SHAPE_RULES.says('wrong-type', 'spec.replicas is -1', 'use a number from 0'), { subject: `Deployment ${name}`, name });

test('what the server accepts is judged, in its namespace', async () => {
  const { said, judged: count, tried } = await judged([placed('Deployment', 'a')], {});

  expect([said, count]).toEqual([[], 1]);
  expect(tried.map(({ metadata }) => metadata.namespace)).toEqual(['tracing']);
});

test('in a namespace that does not exist yet, the object is tried in another one', async () => {
  const { said, tried } = await judged([placed('Deployment', 'a')], { a: REFUSED }, { missing: ['tracing'], shape: [shapeError('a')] });

  expect(tried.map(({ metadata }) => metadata.namespace)).toEqual(['tracing', 'default']);
  expect(said).toEqual(['Deployment a: the API server refuses it: spec.replicas: Invalid value: -1; correct it']);
});

test.each([
  ['a policy', 'admission webhook "p" denied the request: no'],
  ['a quota', 'Error from server (Forbidden): pods "a" is forbidden: exceeded quota: small'],
  ['an object of the same name', 'The Service "a" is invalid: spec.clusterIPs[0]: may not change once set'],
])('%s of the other namespace is not that of its own', async (_what, message) => {
  const objects = [placed('Deployment', 'a')];
  const answers = { a: answerOf(1, message) };

  expect(await judged(objects, answers, { missing: ['tracing'] })).toMatchObject({
    said: [],
    judged: 0,
    notProven: ['Deployment a, to which the API server answered: namespace tracing does not exist yet'],
  });
  expect((await judged(objects, answers)).said).toHaveLength(1);
});

test('nor is its level of Pod Security', async () => {
  const answers = { a: answerOf(0, 'Warning: would violate PodSecurity "restricted:latest": hostNetwork') };

  expect(await judged([placed('Deployment', 'a')], answers, { missing: ['tracing'] })).toMatchObject({ said: [], judged: 1 });
  expect((await judged([placed('Deployment', 'a')], answers)).said).toHaveLength(1);
});

test('a refusal that shape does not find is reported as a mistake of shape', async () => {
  expect((await judged([placed('Deployment', 'a')], { a: REFUSED })).said).toEqual([
    'Deployment a: the API server refuses it: spec.replicas: Invalid value: -1; correct it',
    'warning: Deployment a: the check shape does not find what the API server refuses; please report it with this object',
  ]);
});

test('an error of shape that the server does not share is reported as a mistake of shape, but not for a kind of an operator', async () => {
  const shape = [shapeError('a')];
  const ofOperator = placed('Deployment', 'a', {}, 'example.org/v1');

  expect((await judged([placed('Deployment', 'a')], {}, { shape })).said).toEqual([
    'warning: Deployment a: the API server accepts it, and shape/wrong-type reports an error; please report it with this object',
  ]);
  expect((await judged([ofOperator], {}, { shape })).said).toEqual([]);
  expect((await judged([placed('Deployment', 'b')], {}, { shape })).said).toEqual([]);
});

test('an unknown field of an upstream chart is a warning, of dist/ an error', async () => {
  expect((await judged([placed('Deployment', 'a', { rendered: true })], { a: STRICT })).said).toEqual([
    'warning: Deployment a: the API server refuses it: failed to create typed patch object: .spec.bogus: field not declared in schema; nothing in dist/ is wrong',
  ]);
  expect((await judged([placed('Deployment', 'a')], { a: STRICT })).said?.[0]).toMatch(/^Deployment a: .*; correct it$/);
});

test.each([
  [
    'a kind that the server does not have',
    'no matches for kind "Deployment"',
    'kind apps/Deployment, whose CustomResourceDefinition the API server does not have',
  ],
  [
    'a user who may not',
    'Error from server (Forbidden): a is forbidden: User "bob" cannot patch',
    'kind apps/Deployment, which the user of kubectl may not apply',
  ],
  [
    'a webhook that does not answer',
    'failed calling webhook "x"',
    'Deployment a, to which the API server answered: failed calling webhook "x"',
  ],
])('%s is not proven, and no refusal', async (_what, message, why) => {
  expect(await judged([placed('Deployment', 'a')], { a: answerOf(1, message) })).toMatchObject({ said: [], judged: 0, notProven: [why] });
});

test('a kind that the output itself defines is not proven before it is installed', async () => {
  const definition = placed('CustomResourceDefinition', 'foos.example.org', {}, 'apiextensions.k8s.io/v1');
  const spec = { group: 'example.org', names: { kind: 'Foo' } };
  const objects = [{ ...definition, object: { ...definition.object, spec } }, placed('Foo', 'a', {}, 'example.org/v1')];

  expect(await judged(objects, { a: answerOf(1, 'no matches for kind "Foo"') })).toMatchObject({
    said: [],
    judged: 1,
    notProven: ['kind example.org/Foo, whose CustomResourceDefinition the API server does not have yet'],
  });
});

test('a change of what cannot change, a policy and a level of Pod Security have rules of their own', async () => {
  const answers = {
    a: answerOf(1, 'The Service "a" is invalid: spec.clusterIPs[0]: may not change once set'),
    b: answerOf(1, 'admission webhook "p" denied the request: no'),
    c: answerOf(0, 'Warning: would violate PodSecurity "restricted:latest": hostNetwork\nWarning: v1 Endpoints is deprecated'),
  };

  expect(
    (
      await judged(
        ['a', 'b', 'c'].map((name) => placed('Deployment', name)),
        answers,
      )
    ).said,
  ).toEqual([
    'Deployment a: the API server refuses the change of what runs: spec.clusterIPs[0]: may not change once set; see docs/changes.md, and npm run verify -- --from REF',
    'Deployment b: an admission policy denies it: admission webhook "p" denied the request: no; change the policy, or the values',
    'warning: Deployment c: would violate PodSecurity "restricted:latest": hostNetwork; set the level of its namespace, or its securityContext',
  ]);
});

describe('a workload of whose pods the API server warns', () => {
  const warned = async (labels: Record<string, string>, spec: object) => {
    const object = placed('Deployment', 'a');
    const workload = { ...object, object: { ...object.object, spec: { template: { spec } } } };
    const answers = { a: answerOf(0, 'Warning: would violate PodSecurity "restricted:latest": x') };
    return (await judged([workload], answers, { labels })).said;
  };
  const level = (name: string, version = 'latest') => ({
    'pod-security.kubernetes.io/enforce': name,
    'pod-security.kubernetes.io/enforce-version': version,
  });
  const POD = { containers: [{ name: 'a', image: 'a' }] };
  const WARNING = [
    'warning: Deployment a: would violate PodSecurity "restricted:latest": x; set the level of its namespace, or its securityContext',
  ];
  const ERROR = [
    'Deployment a: would violate PodSecurity "restricted:latest": x, and the namespace refuses such pods; set the level of its namespace, or its securityContext',
  ];

  test('is an error where the level is enforced', async () => {
    expect(await warned(level('restricted'), POD)).toEqual(ERROR);
    expect(await warned(level('baseline'), { ...POD, hostNetwork: true })).toEqual(ERROR);
    const probing = { containers: [{ ...POD.containers[0], livenessProbe: { httpGet: { host: 'example.org', port: 80 } } }] };
    expect(await warned(level('baseline', 'v1.34'), probing)).toEqual(ERROR);
    expect(await warned(level('baseline', 'v1.33'), probing)).toEqual(WARNING);
  });

  test('is a warning where another level is enforced, or none', async () => {
    expect(await warned(level('baseline'), POD)).toEqual(WARNING);
    expect(await warned(level('privileged'), { ...POD, hostNetwork: true })).toEqual(WARNING);
    expect(await warned({}, POD)).toEqual(WARNING);
  });
});

describe('a workload of whose pods the API server does not warn', () => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'privileged' };
  const workload = (more: object = {}, apiVersion = 'apps/v1') => {
    const one = placed('Deployment', 'a', {}, apiVersion);
    return { ...one, object: { ...one.object, spec: { template: { spec: { hostNetwork: true, ...more } } } } };
  };
  const CONTAINERS = { containers: [{ name: 'b', image: 'b', securityContext: { allowPrivilegeEscalation: true } }] };
  const namespace = (level: string): Placed => ({
    object: {
      ...{ apiVersion: 'v1', kind: 'Namespace' },
      metadata: { name: 'tracing', labels: { 'pod-security.kubernetes.io/enforce': level } },
    },
    place,
  });

  test('is an error where its namespace refuses them all the same', async () => {
    expect((await judged([workload(CONTAINERS)], {}, { labels })).said).toEqual([
      'Deployment a: Pod Security restricted of namespace tracing refuses its pods: hostNetwork must be false, securityContext.allowPrivilegeEscalation must be false in container b, securityContext.capabilities.drop must be [ALL] in container b, securityContext.runAsNonRoot must be true in container b, securityContext.seccompProfile.type must be RuntimeDefault in container b; set the level of its namespace, or its securityContext',
    ]);
  });

  test.each<[string, Placed[], Parameters<typeof judged>[1], Parameters<typeof judged>[2]]>([
    ['no level is enforced', [workload(CONTAINERS)], {}, { labels: { 'pod-security.kubernetes.io/warn': 'privileged' } }],
    ['the output has the level, which is the check hygiene', [workload(CONTAINERS), namespace('restricted')], {}, {}],
    ['the output lowers the level', [workload(CONTAINERS), namespace('privileged')], {}, { labels }],
    ['an operator completes the pods', [workload(CONTAINERS, 'example.org/v1')], {}, { labels }],
    ['the namespace does not exist yet', [workload(CONTAINERS)], {}, { missing: ['tracing'] }],
  ])('is not reported if %s', async (_why, objects, answers, options) => {
    expect((await judged(objects, answers, options)).said).toEqual([]);
  });

  test('is one if the output raises the level', async () => {
    const answers = { a: answerOf(0, 'Warning: would violate PodSecurity "baseline:latest": x') };

    expect((await judged([workload(CONTAINERS), namespace('restricted')], answers, {})).said).toEqual([
      expect.stringContaining('would violate PodSecurity "baseline:latest": x, and the namespace refuses such pods'),
    ]);
  });
});

test('what somebody else installs with more values is not tried', async () => {
  const own = placed('Deployment', 'a', { rendered: true });
  const release = (file: string, bundled = false) => [{ objects: [own], place: { file }, bundled }] as unknown as World['releases'];

  expect((await judged([own], {}, { releases: release('dist/home/values/traefik.yaml') })).judged).toBe(0);
  expect((await judged([own], {}, { releases: release('dist/home/traefik.k8s.yaml', true) })).judged).toBe(0);
  expect((await judged([own], {}, { releases: release('dist/home/applications.k8s.yaml') })).judged).toBe(1);
});
