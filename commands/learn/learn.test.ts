import type { Helm } from '../../lib/helm/binary';
import type { World } from '../../verify/stack';
import type { Judged, JudgedProps } from './judged';
import { judged } from './judged';
import { learn } from './learn';
import { lines } from './outcome';
import type { Subject } from './subject';
import { SUBJECTS } from './subjects';

jest.mock('./judged', () => ({ ...jest.requireActual('./judged'), judged: jest.fn() }));

const traefik = SUBJECTS.find(({ chart }) => chart === 'traefik') as Subject;
const CANDIDATE = { chart: 'traefik', version: '41.3.0', appVersion: '3.7.11' };

/** What is said if a cluster file has these results; those that render Helm charts beforehand have none of their own. */
async function saidWith(applications: Judged, manifests: Judged): Promise<string[]> {
  jest.mocked(judged).mockImplementation(async ({ name }, { inspect }: JudgedProps) => {
    if (name === 'manifests') return manifests;
    const release = { chart: { name: CANDIDATE.chart, version: CANDIDATE.version } };
    if (applications.missing !== 'traefik 41.3.0') await inspect?.({ releases: [release] } as unknown as World, {} as never);
    return applications;
  });
  const subject = { ...traefik, read: () => [] };
  return lines(subject, await learn(subject, CANDIDATE, { version: '41.3.0', ships: '3.7.11' }, { helm: {} as Helm }));
}

const WITHOUT_TEMPO = { lines: ['error: the folder has no chart tempo 2.2.3; provide it'], missing: 'tempo 2.2.3' };

test('a release is compared without the other charts that are missing', async () => {
  expect(await saidWith({ lines: [], missing: 'tempo 2.2.3' }, WITHOUT_TEMPO)).toEqual([
    'traefik 41.3.0: same facts',
    '  tried without tempo 2.2.3, whose chart is not there',
  ]);
});

test('what else is said of it still differs', async () => {
  const [title, line] = await saidWith({ lines: ['error: no Service traefik'], missing: 'tempo 2.2.3' }, WITHOUT_TEMPO);
  expect(title).toBe('traefik 41.3.0: differs');
  expect(line).toContain('says: error: no Service traefik');
});

test('a release whose own chart is missing is not compared', async () => {
  const missing = { lines: [], missing: 'traefik 41.3.0' };
  expect(await saidWith(missing, missing)).toEqual(['traefik 41.3.0: not compared: no chart traefik 41.3.0']);
});
