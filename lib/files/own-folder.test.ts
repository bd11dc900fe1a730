import { readFileSync } from 'node:fs';
import { listFiles } from '../output/compare';
import { installed, pagePath } from './own-folder';

test('a page is named by its path in the repository, and by that in the folder of a user', () => {
  expect(pagePath('docs/changes.md')).toBe('docs/changes.md');
  expect(installed('docs/changes.md')).toBe('node_modules/tempo-gitops/docs/changes.md');
});

/** The examples of rules are those of this repository, whose pages these commands write. */
const OF_REPOSITORY = /(^|\/)rules\.ts$|^lib\/findings\/rules-page\.ts$|^commands\/(learn|releases|servers)\.ts$|\.test\.ts$/;

test('no message names a page by a path that a user may not have', () => {
  const files = ['charts', 'commands', 'diff', 'init', 'lib', 'smoke', 'synthesis', 'verify']
    .flatMap((folder) => listFiles(folder).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts') && !OF_REPOSITORY.test(file));
  const violations = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /docs\/[a-z-]+\.md/.test(line) && !/^\s*(\/?\*|\/\/)|(pagePath|installed)\('docs\//.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );

  expect(violations).toEqual([]);
});
