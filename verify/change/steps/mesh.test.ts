import { changeOf, clusterOf, commandsOf } from '../../../test/changed';

const LINKERD = 'linkerd: { version: 2.18, webhookIssuer: ca }';

const moves = (before: string, after: string) =>
  changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })]).flatMap(({ findings }) =>
    findings.flatMap(({ rule, severity, problem, fix }) => (rule === 'change/mesh' ? [`${severity}: ${problem}; ${fix}`] : [])),
  );

test('a Namespace that joins or leaves the mesh does not restart its pods', () => {
  expect(moves('', LINKERD)).toEqual(['note: Namespace tracing joins the mesh, but its running pods do not; restart them after the merge']);
  expect(moves(LINKERD, '')).toEqual([
    'note: Namespace tracing leaves the mesh, but its running pods do not; restart them after the merge',
  ]);
  expect(moves(LINKERD, 'linkerd: { version: 2.19 }')).toEqual([]);
});

test('somebody else annotates a Namespace of theirs, and its pods do not restart either', () => {
  const foreign = 'namespaces: { create: false }';
  const [before, after] = [foreign, `${foreign}\n${LINKERD}`];

  expect(moves(before, after)).toEqual([
    'note: Namespace tracing must join the mesh, which its owner does, and its running pods do not by themselves; after the merge, have its annotation linkerd.io/inject set, and restart them',
  ]);
  expect(moves(after, before)[0]).toContain('have its annotation linkerd.io/inject removed');
  expect(commandsOf(changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })]), 'change/mesh')).toEqual([
    'kubectl -n tracing rollout restart deployment,statefulset',
  ]);
});
