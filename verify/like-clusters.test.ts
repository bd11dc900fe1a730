/** Clusters with the same releases are rendered once, and each is judged. */
import path from 'node:path';
import { ChartLock } from '../lib/helm/lock';
import { CHARTS, realHelm, saidOf, stackOf } from '../test/verify-fixture';
import type { Installation, Stack } from './stack';
import { verify } from './verify';

beforeAll(realHelm);

const cluster = (name: string, values: Installation['values'], more: Partial<Stack> = {}): Stack => ({
  ...stackOf({ name: 'ignoring', values, place: { file: `dist/${name}/applications.k8s.yaml` } }),
  name,
  ...more,
});

async function verified(...stacks: Stack[]) {
  const lock = new ChartLock(path.join(CHARTS, 'charts.lock'));
  const subjects = stacks.map((stack) => ({ kubernetes: stack.kubernetes, read: () => stack }));
  return verify({ subjects, helm: await realHelm(), lock, charts: CHARTS });
}

test('like clusters take the renders of one, and each has its findings', async () => {
  const values = { bucket: 'traces', ignored: 1 };
  const { renders } = await verified(cluster('one', values));

  const report = await verified(cluster('one', values), cluster('two', values), cluster('three', values));

  expect(report.renders).toBe(renders);
  expect(report.clusters.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
  for (const { checks, values: effects } of report.clusters) {
    expect(saidOf({ checks }, 'values')).toEqual(['error: ignored: has no effect in ignoring 1.0.0; remove it']);
    expect(effects.map(({ path: key, effect }) => `${key} ${effect}`)).toEqual(['bucket required', 'ignored nothing']);
  }
});

test('of clusters with other values, each is rendered with its own', async () => {
  const report = await verified(cluster('one', { bucket: 'traces', size: 'large' }), cluster('two', { bucket: 'traces', size: 'small' }));

  const effects = report.clusters.map(({ values }) => values.find(({ path: key }) => key === 'size')?.effect);
  expect(effects).toEqual(['changes', 'default']);
});

test('of clusters with another Kubernetes, each is rendered for its own', async () => {
  const values = { bucket: 'traces' };
  const { renders } = await verified(cluster('one', values));

  const report = await verified(cluster('one', values), cluster('two', values, { kubernetes: { version: '1.33', apis: [] } }));

  expect(report.renders).toBe(2 * renders);
});

test('random output is found in each of like clusters', async () => {
  const [one, two] = ['one', 'two'].map((name) => ({ ...stackOf({ name: 'random' }), name }));

  const report = await verified(one as Stack, two as Stack);

  for (const { checks } of report.clusters)
    expect(saidOf({ checks }, 'values')).toEqual([expect.stringMatching(/^warning: .* random 1\.0\.0 renders it differently each time/)]);
});
