import { contextOf, kubectlWith, run, said, stackOf } from '../../../test/smoke-servers/cluster';
import type { Application } from '../../../verify/stack';
import { runSteps } from '../../runner';
import { applicationSteps } from './applications';

const stack = stackOf('seed');
const [root, tempo] = stack.applications as [Application, Application];

const SYNCED = { sync: { status: 'Synced', revisions: ['2.23.4', 'a'.repeat(40)] }, health: { status: 'Healthy' } };

/** The live Application of Tempo, with another status or another spec. */
const live = (status: object = SYNCED, spec: object = {}) => {
  const manifest = tempo.manifest as unknown as { spec: object };
  return { ...manifest, spec: { ...manifest.spec, ...spec }, status };
};

const judged = async (application: unknown, timeout = 300) => {
  const [step] = applicationSteps({ ...stack, applications: [root, tempo] }).slice(1);
  const kubectl = kubectlWith({ get: { 'applications.argoproj.io seed-tracing-tempo': application } });
  return said(await run(step ? [step] : [], { stack, kubectl, timeout }));
};

test('an Application that is synced and healthy, from the sources of dist/, is ok', async () => {
  expect(await judged(live())).toEqual(['Application seed-tracing-tempo: ok: Synced and Healthy at aaaaaaaaa']);
});

test('fields that Argo CD adds are no difference', async () => {
  expect(await judged(live(SYNCED, { revisionHistoryLimit: 3 }))).toEqual([expect.stringContaining(': ok: ')]);
});

const TEMPO = 'Application seed-tracing-tempo: Application seed-tracing-tempo:';

test.each<[string, unknown, string]>([
  ['does not exist', undefined, 'does not exist in namespace argocd; push dist/, and sync seed-tracing'],
  [
    'has another version of the chart',
    live(SYNCED, {
      sources: (tempo.manifest.spec as { sources: object[] }).sources.map((source) => ({ ...source, targetRevision: '2.23.3' })),
    }),
    'spec.sources.0.targetRevision is 2.23.3, and 2.23.4 in dist/; push dist/, and sync seed-tracing',
  ],
  [
    'is not synced',
    live({ sync: { status: 'OutOfSync' }, health: { status: 'Healthy' } }),
    'is OutOfSync; run argocd app sync seed-tracing && argocd app sync seed-tracing-tempo',
  ],
  [
    'cannot be compared',
    live({ sync: { status: 'Unknown' }, conditions: [{ type: 'ComparisonError', message: 'chart not found\nmore' }] }),
    'is Unknown: chart not found; do what Argo CD says, then sync again',
  ],
  [
    'failed to sync',
    live({ sync: { status: 'OutOfSync' }, operationState: { phase: 'Failed', message: 'one or more objects failed to apply' } }),
    'is OutOfSync: one or more objects failed to apply; do what Argo CD says, then sync again',
  ],
  [
    'is not healthy',
    live({
      ...SYNCED,
      health: { status: 'Degraded' },
      resources: [{ kind: 'Deployment', name: 'tempo-querier', health: { status: 'Degraded', message: 'exceeded its progress deadline' } }],
    }),
    'is Degraded by Deployment tempo-querier (exceeded its progress deadline); see the next steps, and argocd app get',
  ],
])('one that %s has its cause', async (_what, application, cause) => {
  expect(await judged(application)).toEqual([`${TEMPO} ${cause}`]);
});

test('one that is still syncing is waited for', async () => {
  const looks = [{ sync: { status: 'OutOfSync' }, operationState: { phase: 'Running' } }, SYNCED];
  const kubectl = { ...kubectlWith({}), get: async <Answer>() => live(looks.length > 1 ? looks.shift() : looks[0]) as Answer };
  const [, step] = applicationSteps({ ...stack, applications: [root, tempo] });

  const results = await runSteps({ steps: step ? [step] : [], context: contextOf({ stack, kubectl, timeout: 2000 }), all: true });

  expect(said(results)).toEqual([expect.stringContaining(': ok: ')]);
});

test('the root is applied by an administrator', async () => {
  const [step] = applicationSteps(stack);

  expect(said(await run(step ? [step] : [], { stack, kubectl: kubectlWith({}) }))).toEqual([
    'Application seed-tracing: Application seed-tracing: does not exist in namespace argocd; kubectl apply -f dist/seed/bootstrap.k8s.yaml',
  ]);
});

test('without kubectl, or with an Argo CD in another cluster, nothing is judged', async () => {
  const elsewhere = stackOf('seed', ['  revision: main', '  revision: main\n  cluster: edge']);

  expect(new Set(said(await run(applicationSteps(stack), { stack })).map((line) => line.replace(/^\S+ \S+: /, '')))).toEqual(
    new Set(['not judged: needs kubectl on PATH, and a cluster that it reaches']),
  );
  expect(said(await run(applicationSteps(elsewhere).slice(0, 1), { stack: elsewhere, kubectl: kubectlWith({}) }))).toEqual([
    'Application seed-tracing: not judged: Argo CD installs the components in another cluster than its own',
  ]);
});
