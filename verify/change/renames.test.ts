/** Renamed Applications and AppProjects of one cluster. */
import { changeOf, clusterOf, commandsOf, stepsOf } from '../../test/changed';

const rules = (gitops: string, before = '') =>
  changeOf([clusterOf({ gitops: before })], [clusterOf({ gitops })])[0]?.findings.map(({ rule, severity }) => `${severity} ${rule}`);

const PATTERN = 'names: {application: "{cluster}-{component}"}';

test('Applications with other names are refused, with the commands that lose nothing', () => {
  const change = changeOf([clusterOf()], [clusterOf({ gitops: PATTERN })]);
  const found = change[0]?.findings.find(({ rule }) => rule === 'change/renamed');

  expect(found).toMatchObject({ severity: 'error', subject: 'gitops.names' });
  expect(found?.problem).toBe(
    'renames Application home-tracing-tempo to home-tempo, and Argo CD deletes the old one with its objects before the new one can sync, so what is only in the pods of Tempo is lost',
  );
  expect(commandsOf(change, 'change/renamed')).toEqual([
    '# before the merge; nothing in the cluster is deleted:',
    'kubectl -n argocd delete application home-tracing',
    `kubectl -n argocd patch application home-tracing-tempo --type merge -p '{"metadata":{"finalizers":null}}'`,
    'kubectl -n argocd delete application home-tracing-tempo',
    '# then remove their marks from the objects: step 3 of the rename in docs/changes.md',
  ]);
});

test('nothing else is an error, so that one acceptance is enough, and the old AppProjects are deleted after it', () => {
  const rest = 'minio: { adminSecret: minio-admin }\nemojivoto: {}\ngrafana: { via: sidecar }';
  const change = changeOf([clusterOf({ rest })], [clusterOf({ rest, gitops: PATTERN })]);

  expect(change[0]?.findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule)).toEqual(['change/renamed']);
  expect(commandsOf(change, 'change/retire')).toEqual([
    '# after Argo CD has synced the merge:',
    'kubectl -n argocd delete appproject home-tracing-tempo home-tracing-grafana home-tracing-emojivoto',
  ]);
});

test('of a fleet, the ApplicationSet must not make the root again meanwhile', () => {
  const fleet = '';
  const [before, after] = [clusterOf({ fleet }), clusterOf({ fleet, gitops: PATTERN })];

  expect(commandsOf(changeOf([before], [after]), 'change/renamed').filter((line) => /scale|set-refresh/.test(line))).toEqual([
    'kubectl -n argocd scale deployment argocd-applicationset-controller --replicas=0',
    // Otherwise it may start with the commit before the merge.
    'kubectl -n argocd annotate applicationset tracing-fleet argocd.argoproj.io/application-set-refresh=true --overwrite',
    'kubectl -n argocd scale deployment argocd-applicationset-controller --replicas=1',
  ]);
});

test('the new bootstrap file is applied after the merge, because the root would make the old ones again', () => {
  const change = changeOf([clusterOf()], [clusterOf({ gitops: PATTERN })]);

  expect(stepsOf(change).join('\n')).toContain(
    'all Applications have other names; an administrator of Argo CD must apply it after the merge',
  );
});

test('a root with another name is refused, by one rule, and its Applications stay', () => {
  const changes = changeOf([clusterOf()], [clusterOf({ gitops: 'names: {root: "{cluster}"}' })]);
  const [change] = changes;
  const [refused, ...others] = change?.findings.filter(({ severity }) => severity !== 'note') ?? [];

  expect(refused).toMatchObject({
    rule: 'change/renamed',
    problem: expect.stringMatching(
      /^renames Application home-tracing to home, and Argo CD refuses to sync Applications that two roots share/,
    ),
  });
  expect(others).toEqual([]);
  expect(commandsOf(changes, 'change/renamed')).toEqual([
    '# before the merge; nothing in the cluster is deleted:',
    'kubectl -n argocd delete application home-tracing',
    'kubectl -n argocd annotate application home-tracing-tempo argocd.argoproj.io/tracking-id-',
    'kubectl -n argocd label application home-tracing-tempo app.kubernetes.io/instance-',
  ]);
});

test('a new root does not delete an Application that leaves with the old one', () => {
  const changes = changeOf([clusterOf({ rest: 'emojivoto: {}' })], [clusterOf({ gitops: 'names: {root: "{cluster}"}' })]);

  expect(commandsOf(changes, 'change/renamed').slice(2)).toEqual([
    'kubectl -n argocd annotate application home-tracing-tempo argocd.argoproj.io/tracking-id-',
    'kubectl -n argocd label application home-tracing-tempo app.kubernetes.io/instance-',
    '# after the merge:',
    'kubectl -n argocd delete application home-tracing-emojivoto --ignore-not-found',
  ]);
});

test('an Application that leaves while all others get new names is deleted with its objects', () => {
  const commands = commandsOf(changeOf([clusterOf({ rest: 'emojivoto: {}' })], [clusterOf({ gitops: PATTERN })]), 'change/renamed');

  expect(commands.join()).toContain('delete application home-tracing-tempo');
  expect(commands.filter((line) => line.includes('emojivoto'))).toEqual([
    'kubectl -n argocd delete application home-tracing-emojivoto --ignore-not-found',
  ]);
  expect(commands.at(-2)).toBe('# after the merge:');
});

test('the same names in other words, and a component that goes while another comes, are no rename', () => {
  expect(rules('names: {application: "{cluster}-tracing-{component}"}')).toEqual([]);
  expect(rules(PATTERN, PATTERN)).toEqual([]);
  const change = changeOf([clusterOf({ rest: 'emojivoto: {}' })], [clusterOf({ rest: 'grafana: {via: sidecar}' })]);
  expect(change[0]?.findings.map(({ rule }) => rule)).not.toContain('change/renamed');
});

test('AppProjects that are no longer used are deleted after the merge', () => {
  const change = changeOf([clusterOf()], [clusterOf({ gitops: 'project: platform' })]);

  expect(change[0]?.findings.map(({ severity }) => severity)).not.toContain('error');
  expect(commandsOf(change, 'change/retire')).toEqual([
    '# after Argo CD has synced the merge:',
    'kubectl -n argocd delete appproject home-tracing-tempo home-tracing',
  ]);
  expect(stepsOf(change).join('\n')).toContain('no longer the AppProject of an Application');
});
