import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RuleSet } from '../../lib/findings/rules';
import { anchorOf, RULES_PAGE } from '../../lib/findings/rules-page';
import { listFiles } from '../../lib/output/compare';
import { CHECKS } from '../../verify/checks/checks';
import { rulesPage } from '../rules';
import { RULE_SETS } from './rule-sets';

const all = RULE_SETS.flatMap((rules) => rules.all);
const names = all.map(([id]) => id);
const twice = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

test('docs/rules.md is what `npm run rules` writes today', () => {
  expect(readFileSync(RULES_PAGE, 'utf8')).toBe(rulesPage());
});

test('every rule has a unique, well-formed name and a unique anchor', () => {
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(twice(names)).toEqual([]);
  expect(twice([...names.map(anchorOf), ...RULE_SETS.map(({ topic }) => topic)])).toEqual([]);
});

test('the page has a heading for each rule, with the anchor that reports link to', () => {
  const headings = [...rulesPage().matchAll(/^### (.*)$/gm)].map(([, heading = '']) => heading);

  expect(headings).toEqual(names);
  // How GitHub derives an anchor from a heading.
  expect(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  ).toEqual(names.map(anchorOf));
});

test('the list of rules contains those of every check of verify, in their order', () => {
  const ofChecks = CHECKS.map(({ rules }) => rules);

  expect(RULE_SETS.filter((rules) => ofChecks.includes(rules))).toEqual(ofChecks);
  expect(ofChecks.filter((rules) => rules.all.length === 0)).toEqual([]);
});

test('the list of rules contains all rules of the sources', () => {
  const files = ['charts', 'lib', 'smoke', 'synthesis', 'verify'].flatMap((folder) =>
    listFiles(folder).map((file) => path.join(folder, file)),
  );
  const sources = files.filter((file) => file.endsWith('.ts') && !/(\.test|fixture)\.ts$/.test(file));
  const exported = sources
    .filter((file) => readFileSync(file, 'utf8').includes('new RuleSet('))
    .flatMap((file) => Object.values(require(path.resolve(file)) as object))
    .filter((value) => value instanceof RuleSet);

  expect(exported.length).toBeGreaterThan(10);
  expect(exported.filter((rules) => !RULE_SETS.includes(rules)).map(({ topic }) => topic)).toEqual([]);
});

test('the texts of a rule have no dot at the end and no line break', () => {
  const odd = all.filter(([, { proves, example, wayOut }]) => [proves, example, wayOut].some((text) => !text || /\.$|\n/.test(text)));

  expect(odd.map(([id]) => id)).toEqual([]);
});
