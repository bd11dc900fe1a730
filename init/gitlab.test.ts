import { includeSteps } from './gitlab';

const FILE = '.gitlab/tempo-gitops.yml';
const NEW = `add include: { local: ${FILE} } to it`;
const ITEM = `add the item local: ${FILE} to its include`;
const LIST = `make its include a list, and add the item local: ${FILE}`;
const STAGE = 'add test to its stages';

describe('the jobs beside a pipeline that exists', () => {
  test.each([
    ['nothing', '', [NEW]],
    ['a job', 'build: { script: [make] }\n', [NEW]],
    ['the stages of GitLab', 'stages: [build, test]\n', [NEW]],
    ['stages without test', 'stages: [build, deploy]\n', [NEW, STAGE]],
    ['a list of files', 'include:\n  - local: ci/a.yml\n', [ITEM]],
    ['the path of one file, and CRLF', '\uFEFFinclude: ci/a.yml\r\nstages:\r\n  - build\r\n', [LIST, STAGE]],
    ['one file', 'include: { project: a/b, file: c.yml }\n', [LIST]],
    ['a tag of GitLab', 'a: !reference [b, script]\ninclude: [ci/a.yml]\n', [ITEM]],
    ['no YAML', 'a: [\n', [NEW]],
  ])('are to be included, where it has %s', (_, text, steps) => {
    expect(includeSteps(text, FILE)).toEqual(steps);
  });

  test.each([FILE, `/${FILE}`, '.gitlab/*.yml', '/.gitlab/**.yml', '**/*.yml'])('are included already by %s', (local) => {
    expect(includeSteps(`include: [{ local: '${local}' }]\n`, FILE)).toEqual([]);
    expect(includeSteps(`include: '${local}'\n`, FILE)).toEqual([]);
  });

  test.each(['ci/*.yml', '.gitlab/tempo-gitops-yml', '*.yml'])('are not included by %s', (local) => {
    expect(includeSteps(`include: [{ local: '${local}' }]\n`, FILE)).toEqual([ITEM]);
  });
});
