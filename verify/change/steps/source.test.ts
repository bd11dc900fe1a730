import { changeOf, clusterOf, stepsOf } from '../../../test/changed';

const read = (gitops: string, fleet?: string) =>
  stepsOf(changeOf([clusterOf({ fleet, gitops: 'revision: main' })], [clusterOf({ fleet, gitops })])).filter((line) =>
    line.includes('Argo CD reads the output from'),
  );

test.each([['of an administrator', undefined] as const, ['of a fleet', ''] as const])(
  'another revision for a root %s may have another output',
  (_, fleet) => {
    expect(read('revision: prod', fleet)).toEqual([
      'note: dist/home: gitops.revision: Argo CD reads the output from revision prod instead of main, which may not be this output; before the merge, see that it is, or will be with it',
    ]);
    expect(read('revision: main', fleet)).toEqual([]);
  },
);

test('another folder is told beside the revision', () => {
  expect(read('revision: prod, path: out/home')[0]).toContain(
    'gitops.revision: Argo CD reads the output from revision prod instead of main and path out/home instead of dist/home,',
  );
});
