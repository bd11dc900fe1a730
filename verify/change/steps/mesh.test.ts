import { changeOf, clusterOf, commandsOf } from '../../../test/changed';

const LINKERD = 'linkerd: { version: 2.18, webhookIssuer: ca }';

const moves = (before: string, after: string) =>
  changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })]).flatMap(({ findings }) =>
    findings.flatMap(({ rule, severity, problem, fix }) => (rule === 'change/mesh' ? [`${severity}: ${problem}; ${fix}`] : [])),
  );

test('a Namespace that joins or leaves the mesh does not restart its pods', () => {
  expect(moves('', LINKERD)).toEqual([
    'note: Namespace tracing joins the mesh, but its running pods do not; restart them after Argo CD has synced the merge',
  ]);
  expect(moves(LINKERD, '')).toEqual([
    'note: Namespace tracing leaves the mesh, but its running pods do not; restart them after Argo CD has synced the merge',
  ]);
  expect(moves(LINKERD, 'linkerd: { version: 2.19 }')).toEqual([]);
});

test('somebody else annotates a Namespace of theirs, and its pods do not restart either', () => {
  const foreign = 'namespaces: { create: false }';
  const [before, after] = [foreign, `${foreign}\n${LINKERD}`];

  expect(moves(before, after)).toEqual([
    'note: Namespace tracing must join the mesh, and its running pods do not do so by themselves; after the merge, let its owner set the annotation linkerd.io/inject: enabled, and restart the pods',
  ]);
  expect(moves(after, before)[0]).toContain('let its owner remove the annotation linkerd.io/inject, and restart the pods');
  expect(moves('', after)[0]).toContain('Namespace tracing must join the mesh');
  expect(moves(before, LINKERD)[0]).toContain('Namespace tracing joins the mesh');
  expect(moves(LINKERD, after)).toEqual([]);
  expect(commandsOf(changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })]), 'change/mesh')).toEqual([
    'kubectl -n tracing rollout restart deployment,statefulset',
  ]);
});

describe('an address for the spans of proxies that changes', () => {
  const collector = 'collector: { chart: 0.140.0 }';
  const problem = (now: string, old: string) =>
    `note: sends the spans of proxies to ${now} instead of ${old}, where those of running pods still go; restart the meshed pods right after the merge, when Linkerd has its new values`;
  const [TEMPO, COLLECTOR] = ['tempo-distributor.tracing:4317', 'tempo-collector.tracing:14317'];

  test('reaches the proxies of running pods when they restart', () => {
    for (const linkerd of [LINKERD, 'linkerd: { version: 2.19 }']) {
      expect(moves(linkerd, `${linkerd}\n${collector}`)).toEqual([problem(COLLECTOR, TEMPO)]);
      expect(moves(`${linkerd}\n${collector}`, linkerd)).toEqual([problem(TEMPO, COLLECTOR)]);
    }
  });
});
