/** The runner of live clusters with small programs, where the machine allows namespaces. */
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { spawnInside, whyNoNamespaces } from '../namespaces';

const why = whyNoNamespaces();

/** What cluster.inside.ts saw. */
async function seen(): Promise<Record<string, unknown>> {
  const child = spawnInside('test/live/cluster/cluster.inside.ts', []);
  const output = child.stdout ? await text(child.stdout) : '';
  return JSON.parse(output);
}

// A test that cannot run says so by its name.
const title = why === undefined ? 'a cluster' : `a cluster: not run, ${why}`;
(why === undefined ? describe : describe.skip)(title, () => {
  let all: Record<string, unknown> = {};
  beforeAll(async () => {
    all = await seen();
  });

  test('pods become ready, and Jobs complete', () => {
    expect(all.unready).toEqual([]);
    expect(all.job).toBe('# ended: 3\ndone\n# ended: 0\n');
  });

  test('a program gets its variables, arguments, user and folders', () => {
    expect(all.web).toMatchObject({
      folder: '/config',
      host: 'web-0',
      args: ["--db=db://it's $(secret)", '$(URL)'],
      variables: { PASSWORD: "it's $(secret)", URL: "db://it's $(secret)", POD: 'web-0' },
      secret: "it's $(secret)",
      intoRoot: 'EROFS',
      intoConfig: 'EROFS',
      intoScratch: 'undefined',
      passwords: 'ENOENT',
    });
    if (process.getuid?.() === 0) expect(all.web).toMatchObject({ user: 1000, groups: expect.arrayContaining([2000]) });
  });

  test('a Service has exactly its ports', () => expect(all.otherPort).toBe('ECONNREFUSED'));

  test('nothing leads out', () => expect(all.outside).toBe('ENETUNREACH'));

  test('names are those of Services and their pods', () => {
    const name = 'database-0.database.back.svc.cluster.local';
    expect(all.headless).toHaveLength(2);
    // Node.js 24 adds the type of each record.
    expect(all.records).toContainEqual(expect.objectContaining({ name, port: 8080, priority: 0, weight: 10 }));
    expect(all.unknown).toBe('ENOTFOUND');
  });

  test('a claim outlives its pod', () => {
    expect(all.byPod).toEqual({ starts: 1 });
    expect(all.counted).toEqual({ starts: 2 });
  });

  test('a container that fails its liveness probe is started again', () => expect(all.killed).toBe(1));

  test('a pod that is started again during its init containers runs once', () => expect(all.slow).toBe('started\n'));

  test('nothing is left behind', () => {
    expect(all.folder).toMatch(/live-small-/);
    expect(existsSync(String(all.folder))).toBe(false);
  });

  test('a pod without its Secret waits', () => expect(all.waiting).toMatch(/^ended: no Secret nobody in front, \d+ restarts$/));
});
