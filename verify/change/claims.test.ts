import { claimsIn } from './claims';
import type { Side } from './side';

test('the volumes of one of two releases of the same chart are those of its own Application', () => {
  const release = (releaseName: string, namespace = 'tracing') => ({
    ...{ chart: { name: 'tempo-distributed' }, releaseName, namespace, application: `${namespace}-${releaseName}` },
  });
  const applicationsOf = (releaseName: string, namespace = 'tracing') => {
    const tempo = {
      chart: 'tempo-distributed',
      releaseName,
      namespace,
      claims: [{ workload: 'ingester', templates: [], deletedWhen: [] }],
    };
    const releases = [release('tempo'), release('tempo-3'), release('tempo', 'other')];
    return claimsIn({ objects: [], releases, tempo } as unknown as Side).map(({ application }) => application);
  };

  expect(applicationsOf('tempo')).toEqual(['tracing-tempo']);
  expect(applicationsOf('tempo-3')).toEqual(['tracing-tempo-3']);
  expect(applicationsOf('tempo', 'other')).toEqual(['other-tempo']);
});
