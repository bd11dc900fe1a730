/** Phrases that say the same of many files. */
import { foldedPhrases } from './phrases';

const kustomization = (name: string) => `apps/${name}/kustomization.yaml ${name}: the components of this Kustomization`;

test('many that differ only in their place are one', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map(kustomization);

  expect(foldedPhrases([...all, 'kind A/B, which has no schema'])).toEqual([
    `${kustomization('a')} (and 4 more like this)`,
    'kind A/B, which has no schema',
  ]);
});

test('kinds without schema are one, and a way out does not tell phrases apart', () => {
  const kinds = ['A', 'B', 'C', 'D'].map((kind) => `kind g/${kind}, which has no schema`);
  const charts = ['a', 'b', 'c', 'd'].map((name) => `${name}: its release name; treated as release ${name}`);

  expect(foldedPhrases([...kinds, ...charts])).toEqual([
    'kind g/A, which has no schema (and 3 more like this)',
    'a: its release name; treated as release a (and 3 more like this)',
  ]);
});

test('other paths do not tell phrases apart', () => {
  const sources = ['a', 'b', 'c', 'd'].map(
    (name) => `${name}.yaml: source path apps/${name} of https://git.example.org/${name}.git, which is not here`,
  );

  expect(foldedPhrases(sources)).toEqual([`${sources[0]} (and 3 more like this)`]);
});

test('a few, and those that say something else, stay; repetitions go', () => {
  const some = [kustomization('a'), kustomization('b'), 'c.yaml: its chart tempo', 'd.yaml: its chart loki'];

  expect(foldedPhrases([...some, kustomization('a')])).toEqual(some);
});
