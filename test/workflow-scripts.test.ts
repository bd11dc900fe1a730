/** The scripts of the workflows that write, run in a temporary folder with a GitHub that answers from a file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { scriptOf, TEMPLATE } from './workflows';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'workflow-'));
  mkdirSync(path.join(folder, 'bin'));
  // It notes how it is called, and answers a read with the text in answer.
  writeFileSync(
    path.join(folder, 'bin/gh'),
    `#!/bin/sh\necho "$*" >> ${folder}/calls\ncase "$*" in *PATCH*|*POST*|*create*|*workflow*) ;; *) cat ${folder}/answer 2>/dev/null;; esac\nexit 0\n`,
    { mode: 0o755 },
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const calls = (): string[] =>
  existsSync(path.join(folder, 'calls')) ? readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n') : [];

/** Runs a script as a runner of GitHub does. */
function run(script: string, env: Readonly<Record<string, string>>, cwd = folder) {
  const PATH = `${path.join(folder, 'bin')}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { HOME: folder, RUNNER_TEMP: folder, GITHUB_OUTPUT: path.join(folder, 'output'), ...env, PATH },
  });
  return { status, stdout, stderr };
}

describe.each(['.github/workflows/comment.yml', TEMPLATE])('the comment of %s', (file) => {
  const script = scriptOf(file, 'write one comment, or update it');
  const env = { COMMENTS: 'repos/o/r/issues/7/comments', ONE_COMMENT: 'repos/o/r/issues/comments' };

  test('is written', () => {
    write('diff.md', '## lab: new\n');

    expect(run(script, env).status).toBe(0);
    expect(calls().at(-1)).toBe('api --silent --method POST repos/o/r/issues/7/comments --field body=@comment.md');
    expect(readFileSync(path.join(folder, 'comment.md'), 'utf8')).toBe('<!-- tempo-gitops diff -->\n## lab: new\n');
  });

  test('is updated if there is one', () => {
    write('diff.md', '');
    write('answer', '41\n42\n');

    expect(run(script, env).status).toBe(0);
    expect(calls().at(-1)).toBe('api --silent --method PATCH repos/o/r/issues/comments/41 --field body=@comment.md');
  });
});

test.each([
  ['', 'number=9\n'],
  ['7', 'number=7\n'],
])('the template finds the pull request, with the number "%s" in the event', (NUMBER, output) => {
  write('answer', '9\n');

  expect(run(scriptOf(TEMPLATE, 'find the pull request'), { NUMBER, PULLS: 'repos/o/r/pulls', HEAD: 'o:fix' }).status).toBe(0);
  expect(readFileSync(path.join(folder, 'output'), 'utf8')).toBe(output);
});

test('the pull request is found by the branch and commit of the run', () => {
  write('answer', '7\n');
  const script = scriptOf('.github/workflows/comment.yml', 'find the pull request');

  expect(run(script, { PULLS: 'repos/o/r/pulls', HEAD: 'me:fix', HEAD_SHA: 'abc' }).status).toBe(0);
  expect(calls()).toEqual([
    'api --method GET repos/o/r/pulls --field state=open --field head=me:fix --jq .[] | select(.head.sha == "abc") | .number',
  ]);
  expect(readFileSync(path.join(folder, 'output'), 'utf8')).toBe('number=7\n');
});

describe.each([
  ['.github/workflows/commit.yml', 'test.yml', 'charts/tempo/tempo-releases.json'],
  [TEMPLATE, 'tempo-gitops.yml', 'charts.lock'],
])('the commit of %s', (of, started, generated) => {
  const script = scriptOf(of, 'commit what is generated, and nothing else');
  const work = () => path.join(folder, 'work');
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: work(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const env = { BRANCH: 'renovate/tempo', MESSAGE: 'chore: regenerate', OPEN: 'false' };

  beforeEach(() => {
    write('work/dist/lab/a.k8s.yaml', 'a: 1\n');
    write('work/commands/check.ts', 'check\n');
    execFileSync('git', ['init', '--quiet', '--bare', path.join(folder, 'origin')]);
    git('init', '--quiet');
    git('remote', 'add', 'origin', path.join(folder, 'origin'));
    git('add', '--all');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', 'first');
  });

  /** Keeps the changes as the action does, and undoes them. */
  function keepPatch(): void {
    git('add', '--all');
    write('regenerated.patch', git('diff', '--cached', '--binary'));
    git('reset', '--quiet', '--hard');
  }
  const pushed = (branch: string): string =>
    git('--git-dir', path.join(folder, 'origin'), 'show', '--name-only', '--format=%an: %s', branch);

  test('has what is generated and nothing else', () => {
    write('work/dist/lab/a.k8s.yaml', 'a: 2\n');
    write('work/dist/lab/b.k8s.yaml', 'b: 1\n');
    write(`work/${generated}`, '{}\n');
    write('work/commands/check.ts', 'nothing\n');
    write('work/.github/workflows/x.yml', 'x\n');
    keepPatch();

    expect(run(script, env, work())).toMatchObject({ status: 0 });
    expect(pushed('renovate/tempo')).toBe(
      `github-actions[bot]: chore: regenerate\n\n${generated}\ndist/lab/a.k8s.yaml\ndist/lab/b.k8s.yaml\n`,
    );
    expect(calls()).toEqual([`workflow run ${started} --ref renovate/tempo`]);
  });

  test('is not made without a change, or with another one only', () => {
    keepPatch();
    expect(run(script, env, work())).toMatchObject({ status: 0, stdout: 'nothing to commit\n' });

    write('work/commands/check.ts', 'nothing\n');
    keepPatch();
    expect(run(script, env, work())).toMatchObject({ status: 0, stdout: 'nothing to commit\n' });
    expect(calls()).toEqual([]);
  });

  if (of === TEMPLATE) return;
  test.each([
    ['', 1],
    ['12\n', 0],
  ])('of new releases has one pull request: open are "%s"', (answer, created) => {
    write('work/dist/lab/a.k8s.yaml', 'a: 2\n');
    keepPatch();
    write('answer', answer);

    expect(run(script, { ...env, BRANCH: 'learn', OPEN: 'true' }, work())).toMatchObject({ status: 0 });
    expect(pushed('learn')).toContain('dist/lab/a.k8s.yaml');
    expect(calls().filter((call) => call.startsWith('pr create --head learn'))).toHaveLength(created);
  });
});
