/** Pods that run elsewhere than the cluster file says, in handwritten manifests. */
import { schedulingConfig } from '../../../charts/scheduling/config';
import { lineOf } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { RenderedRelease } from '../../stack';
import { type Declared, NOTHING_DECLARED } from '../../world/declared';
import { misplacedPods } from './scheduling';

const workload = (name: string, spec = '', kind = 'Deployment', namespace = 'tracing') => `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec: {template: {spec: {${spec}${spec && ', '}containers: [{name: a, image: "a:1"}]}}}
`;

const SCHEDULING = {
  nodeSelector: { pool: 'tracing' },
  tolerations: [{ key: 'dedicated', value: 'tracing', effect: 'NoSchedule' }],
  priorityClassName: 'tracing',
};

interface Release {
  readonly chart?: string;
  readonly version?: string;
  readonly defaults?: object;
  readonly user?: object;
  readonly more?: Partial<RenderedRelease>;
}

function found(manifest: string, scheduling: object | undefined, release?: Release) {
  const declared: Declared = {
    ...NOTHING_DECLARED,
    ...(scheduling && { scheduling: schedulingConfig.parse(scheduling) }),
    values: { tempo: release?.user },
  };
  const { world, lookup } = worldOf(manifest, { declared });
  const { chart: name = 'tempo-distributed', version = '2.26.2', defaults = {}, more } = release ?? {};
  const rendered = {
    ...{ objects: world.objects, place: { file: 'elsewhere.yaml' }, application: 'tracing-tempo', releaseName: 'tempo', isOurs: true },
    ...{ chart: { name, version, repository: '' }, info: { name, version, dependencies: [], values: defaults }, values: {}, ...more },
  };
  const releases = release ? [rendered as unknown as RenderedRelease] : [];
  return misplacedPods({ ...world, releases }, lookup).map((finding) => `${finding.severity}: ${lineOf(finding)}`);
}

const EVERYTHING =
  'nodeSelector: {pool: tracing, disk: ssd}, tolerations: [{operator: Exists}, {key: dedicated, operator: Equal, value: tracing, effect: NoSchedule}], priorityClassName: tracing';
const gateway = { gateway: { nodeSelector: {}, tolerations: [], priorityClassName: null }, distributor: { nodeSelector: {} } };

describe('a pod of a chart', () => {
  test('without what scheduling says is an error with the value to set', () => {
    expect(found(workload('tempo-gateway'), SCHEDULING, { defaults: gateway })).toEqual([
      expect.stringMatching(/^error: .*gateway: lacks nodeSelector pool: tracing of scheduling; set tempo\.values\.gateway\.nodeSelector$/),
      expect.stringMatching(/lacks toleration dedicated=tracing:NoSchedule of scheduling; set tempo\.values\.gateway\.tolerations$/),
      expect.stringMatching(/lacks priorityClassName tracing of scheduling; set tempo\.values\.gateway\.priorityClassName$/),
    ]);
  });

  test('of a zone has the nodes of the zone, and the rest of all ingesters', () => {
    const defaults = { ingester: { tolerations: [], priorityClassName: null, zoneAwareReplication: { zones: [] } } };
    const zone = (spec = '') => found(workload('tempo-ingester-zone-a', spec, 'StatefulSet'), SCHEDULING, { defaults });
    expect(zone()).toEqual([
      expect.stringMatching(
        /^warning: .*lacks nodeSelector pool: tracing of scheduling; set nodeSelector in each item of tempo\.values\.ingester\.zoneAwareReplication\.zones$/,
      ),
      expect.stringMatching(/set tempo\.values\.ingester\.tolerations$/),
      expect.stringMatching(/set tempo\.values\.ingester\.priorityClassName$/),
    ]);
    expect(zone(EVERYTHING.replace('pool: tracing', 'pool: zone-a'))).toEqual([]);
  });

  test.each([
    ['another label', 'nodeSelector: {pool: other}', 'nodeSelector pool: tracing'],
    ['another effect', 'tolerations: [{key: dedicated, value: tracing, effect: NoExecute}]', 'toleration dedicated=tracing:NoSchedule'],
    [
      'another operator',
      'tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]',
      'toleration dedicated=tracing:NoSchedule',
    ],
    ['another priority', 'priorityClassName: low', 'priorityClassName tracing'],
  ])('with %s lacks it', (_what, damage, lacks) => {
    const [field = ''] = damage.split(':');
    const spec = EVERYTHING.replace(new RegExp(`${field}: (\\{.*?\\}(?=, tol)|\\[.*\\]|\\w+$)`), damage);
    expect(found(workload('tempo-gateway', spec), SCHEDULING, { defaults: gateway })).toEqual([
      expect.stringContaining(`lacks ${lacks} of`),
    ]);
  });

  test('with everything, and more, has no finding', () => {
    expect(found(workload('tempo-gateway', EVERYTHING), SCHEDULING, { defaults: gateway })).toEqual([]);
    expect(found(workload('tempo-gateway'), undefined, { defaults: gateway })).toEqual([]);
    expect(found(workload('tempo-gateway'), {}, { defaults: gateway })).toEqual([]);
  });

  test.each([
    ['in its own values', { gateway: { nodeSelector: {} } }, ''],
    ['for all pods', { defaults: { nodeSelector: { disk: 'ssd' } } }, 'nodeSelector: {disk: ssd}'],
  ])('whose nodes the user chooses %s has no finding', (_what, user, spec) => {
    const { nodeSelector } = SCHEDULING;
    expect(found(workload('tempo-gateway', spec), { nodeSelector }, { defaults: gateway, user })).toEqual([]);
  });

  test('that the values for all pods do not reach is one', () => {
    const { nodeSelector } = SCHEDULING;
    expect(
      found(workload('tempo-gateway'), { nodeSelector }, { defaults: gateway, user: { defaults: { nodeSelector: { a: 'b' } } } }),
    ).toEqual([expect.stringContaining('set tempo.values.gateway.nodeSelector')]);
  });

  test.each([
    ['tempo-minio-make-user-job', {}, 'tempo-distributed', '2.26.2'],
    ['tempo-metrics-generator', { metricsGenerator: { priorityClassName: null } }, 'tempo-distributed', '1.2.8'],
    ['jaeger-injector', { priorityClassName: '' }, 'linkerd-jaeger', '30.12.11'],
  ])('without a value for it is a note: %s', (name, defaults, chart, version) => {
    const { priorityClassName } = SCHEDULING;
    expect(found(workload(name), { priorityClassName }, { defaults, chart, version })).toEqual([
      expect.stringMatching(
        new RegExp(`^note: .*lacks priorityClassName tracing of scheduling, for which ${chart} ${version} has no value$`),
      ),
    ]);
  });

  test('that has its values at the top is told so', () => {
    const { nodeSelector } = SCHEDULING;
    const release = { chart: 'tempo-vulture', version: '0.13.1', defaults: { nodeSelector: {} } };
    expect(found(workload('tempo-vulture'), { nodeSelector }, release)).toEqual([
      expect.stringContaining('set vulture.values.nodeSelector'),
    ]);
  });

  test.each([
    ['k3s brings along', { bundled: true }],
    ['another Application installs', { application: undefined }],
  ])('that %s is not judged', (_what, more) => {
    expect(found(workload('traefik'), SCHEDULING, { chart: 'traefik', defaults: { nodeSelector: {} }, more })).toEqual([]);
  });
});

test.each([
  ['the demo', workload('web', '', 'Deployment', 'emojivoto'), 'error', 'run `npm run synth`'],
  ['the bucket Job', workload('tempo-bucket-bootstrap', '', 'Job'), 'error', 'run `npm run synth`'],
  ['a component of your own', workload('web', '', 'Deployment', 'shop'), 'warning', 'set it in the component'],
])('a pod of %s lacks what scheduling says', (_what, manifest, severity, fix) => {
  const { nodeSelector } = SCHEDULING;
  expect(found(manifest, { nodeSelector })).toEqual([expect.stringMatching(new RegExp(`^${severity}: .*lacks nodeSelector .*; ${fix}$`))]);
});
