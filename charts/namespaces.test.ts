import { said, synthesizeCluster } from '../test/synthesis';

const withNamespace = (namespace: string) => said(synthesizeCluster('minimal', [/^tempo:\n/m, `tempo:\n  namespace: ${namespace}\n`]));

test.each(['default', 'kube-system', 'kube-public', 'linkerd'])('%s belongs to the cluster, and no component may own it', (namespace) => {
  expect(withNamespace(namespace)).toEqual([
    expect.stringContaining(`tempo.namespace: ${namespace} belongs to the cluster; use another namespace`),
  ]);
});

test.each(['defaults', 'my-default', 'kube', 'linkerd-jaeger', 'tracing'])('%s is free', (namespace) => {
  expect(withNamespace(namespace)).toEqual([]);
});
