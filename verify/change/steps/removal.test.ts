import { alarmsOf, changeOf, clusterOf, stepsOf } from '../../../test/changed';

const REST = 'emojivoto: {}\ntraefik: { chart: 39.0.6, via: release }';

const told = (gitops: string) => {
  const change = changeOf([clusterOf({ gitops, rest: REST })], [clusterOf({ gitops })]);
  return [...alarmsOf(change), ...stepsOf(change)].filter((line) => /uninstalls|leaves the output/.test(line));
};

test('without automated syncs, nothing is deleted until somebody prunes', () => {
  const manual = told('sync: manual');

  expect(manual).toEqual([
    expect.stringMatching(/uninstalls .* which serves the Ingresses, when somebody syncs home-tracing with --prune$/),
    expect.stringMatching(/traefik: leaves .* except Namespace traefik, when somebody syncs home-tracing with --prune; after that/),
    expect.stringMatching(/emojivoto: leaves .* except Namespace emojivoto, when somebody syncs home-tracing with --prune; after that/),
  ]);
  expect(told('sync: automated').join()).not.toContain('--prune');
});
