import { alarmsOf, changeOf, clusterOf, commandsOf, stepsOf } from '../../../test/changed';

const change = (before: string, after: string) => changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })]);

describe('a Namespace of somebody else', () => {
  const foreign = 'namespaces: { create: false }';

  test('that this stack makes from now on is protected before its owner leaves it', () => {
    expect(alarmsOf(change(foreign, ''))).toEqual([
      'warning: change/shared Namespace tracing: exists already; if another Application has it, Argo CD refuses to sync it from home-tracing-tempo too, and deletes it with everything in it when the other Application no longer has it',
    ]);
    expect(commandsOf(change(foreign, ''), 'change/shared')).toEqual([
      'kubectl annotate namespace tracing --overwrite argocd.argoproj.io/sync-options=Prune=false,Delete=false',
      '# when the other Application no longer has it, and before the merge:',
      'kubectl annotate namespace tracing argocd.argoproj.io/tracking-id-',
      'kubectl label namespace tracing app.kubernetes.io/instance-',
    ]);
  });

  test('in which nothing ran is new', () => {
    expect(alarmsOf(change('', 'collector: { chart: 0.140.0, namespace: otel }'))).toEqual([]);
    expect(alarmsOf(change('', foreign))).toEqual([]);
  });
});

describe('the Pod Security Standards', () => {
  const level = (name: string) => `namespaces: { podSecurity: ${name} }\nemojivoto: {}`;

  test('that become stricter refuse pods of others', () => {
    expect(stepsOf(change('emojivoto: {}', level('restricted')))).toContainEqual(
      expect.stringContaining(
        'Namespaces tracing and emojivoto will refuse new pods that do not comply with the Pod Security Standard restricted, also those that others run there',
      ),
    );
    expect(commandsOf(change(level('baseline'), level('restricted')), 'change/pod-security')).toEqual([
      'kubectl label --dry-run=server --overwrite namespace tracing emojivoto pod-security.kubernetes.io/enforce=restricted',
    ]);
  });

  test('that become less strict, or tell the level that holds anyway, refuse nothing', () => {
    expect(commandsOf(change(level('restricted'), level('baseline')), 'change/pod-security')).toEqual([]);
    expect(commandsOf(change('emojivoto: {}', level('privileged')), 'change/pod-security')).toEqual([]);
  });
});
