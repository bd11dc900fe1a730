import { readTestFile, synthesizeText } from '../test/synthesis';
import { byHand } from './by-hand';

const output = (change: (text: string) => string = (text) => text) =>
  synthesizeText(change(readTestFile('clusters/seed.yaml')), 'home').clusters[0];
const without = (key: string) => (text: string) => text.replace(new RegExp(`^${key}:\\n( .*\\n)+`, 'm'), '');
const textsOf = ({ required, steps }: ReturnType<typeof byHand>) => [...required, ...steps.map(({ text }) => text)];

test('a new cluster has everything it needs, and is applied once', () => {
  const { required, steps } = byHand(undefined, output(), 'dist/home', true);

  expect(required).toEqual(output()?.requirements);
  expect(steps.flatMap(({ commands = [] }) => commands)).toEqual(['kubectl apply -f dist/home/bootstrap.k8s.yaml']);
});

test('a new cluster whose AppProject exists has only a root Application to apply, and in a fleet only the ApplicationSet', () => {
  const text = readTestFile('clusters/seed.yaml').replace(/^gitops:\n/m, 'gitops:\n  project: platform\n');
  const repoURL = /repoURL: .*/.exec(text)?.[0];
  const stepOf = (fleet?: string) =>
    byHand(undefined, synthesizeText(text, 'home', fleet).clusters[0], 'dist/home', true).steps.find(({ commands }) => commands);

  expect(stepOf()).toEqual({
    text: 'after the merge, an administrator of Argo CD applies its root Application',
    commands: ['kubectl apply -f dist/home/bootstrap.k8s.yaml'],
  });
  expect(stepOf(repoURL)).toEqual({
    text: 'after the merge, an administrator of Argo CD applies the ApplicationSet',
    commands: ['# unless it is the same as before:', 'kubectl apply -f dist/fleet.k8s.yaml'],
  });
});

test('only what is new is named', () => {
  expect(textsOf(byHand(output(), output(), 'dist/home', false))).toEqual([]);
  expect(textsOf(byHand(output(without('traefik')), output(), 'dist/home', false))).toContainEqual(
    expect.stringMatching(/^`dist\/home\/values\/traefik.yaml` for traefik .* is new; after the merge, name it last/),
  );
});

test('an older cluster file that cannot be read today is not compared', () => {
  expect(textsOf(byHand(undefined, output(), 'dist/home', false))).toEqual([]);
});

test('a values file for another version of its chart is the same file', () => {
  const newer = output((text) => text.replace('chart: 27.0.2', 'chart: 27.0.1'));

  expect(byHand(output(), newer, 'dist/home', false).steps).toEqual([]);
});
