/** Continuous integration: what it calls exists, and what may write runs no code of a pull request. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { SCRIPTS } from '../init/package-file';
import { engines, scripts } from '../package.json';
import { GITLAB_TEMPLATE, gitlabScripts, type Job, steps, TEMPLATE, used, workflows } from './workflows';

const REGENERATE = readFileSync('.ci/regenerate', 'utf8');
const runs = [
  ...steps.flatMap(({ file, run }) => (run ? [{ file, run }] : [])),
  ...gitlabScripts.map((run) => ({ file: GITLAB_TEMPLATE, run })),
  { file: '.ci/regenerate', run: REGENERATE },
];

/** `npm run NAME -- OPTIONS` and `npm test`, in a script. */
const npmCommands = (run: string) =>
  [...run.matchAll(/npm (?:run (?:-s )?([\w:-]+)|(test))(?: -- ([^\n>|&)]*))?/g)].map(([, name, test, options = '']) => ({
    name: name ?? test ?? '',
    options: [...options.matchAll(/(--[a-z-]+)/g)].map(([option]) => option),
  }));

describe('a command of a workflow', () => {
  const named = runs.flatMap(({ file, run }) => npmCommands(run).map((each) => ({ ...each, file })));

  test('is a script of package.json', () => {
    const unknown = named.filter(({ file, name }) => !(file.startsWith('init/') ? SCRIPTS : Object.keys(scripts)).includes(name));

    expect(gitlabScripts).toHaveLength(2);
    expect(named.length).toBeGreaterThan(20);
    expect(unknown).toEqual([]);
  });

  const withOptions = [
    ...new Map(named.filter(({ options }) => options.length > 0).map((each) => [`${each.name} ${each.options}`, each])).values(),
  ];
  test.each(withOptions)('$name has $options', ({ name, options }) => {
    const entry = existsSync(`commands/${name}.ts`) ? `commands/${name}.ts` : 'main.ts';
    const { stdout } = spawnSync(process.execPath, ['lib/launch.js', entry, '--help'], { encoding: 'utf8' });

    expect(options.filter((option) => !stdout.includes(`  ${option} `))).toEqual([]);
  });

  test('is valid for the shell', () => {
    const broken = runs.flatMap(({ file, run }) => {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
      return status === 0 ? [] : [`${file}: ${stderr}`];
    });

    expect(broken).toEqual([]);
  });

  test('names files that exist', () => {
    const files = runs.flatMap(({ run }) =>
      [...run.matchAll(/(?:^|\s)((?:\.ci|test|docs)\/[\w./-]+\w)(?=\s|$)/gm)].map(([, file]) => file ?? ''),
    );

    expect(files).toEqual(expect.arrayContaining(['.ci/regenerate', 'test/boundaries.test.ts', 'docs/compatibility.md']));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    for (const file of files.filter((file) => file.startsWith('.ci/'))) accessSync(file, constants.X_OK);
  });

  test('takes nothing from an event but through a variable, so that a branch name is never run', () => {
    expect(runs.filter(({ run }) => run.includes('${{'))).toEqual([]);
  });
});

describe('what may write', () => {
  const jobs = workflows.flatMap(([file, { permissions, jobs }]) =>
    Object.entries(jobs).map(([name, job]) => ({
      place: `${file} ${name}`,
      granted: job.permissions ?? permissions ?? { contents: 'write' },
      job,
    })),
  );
  const writing = jobs.filter(({ granted }) => Object.values(granted).includes('write'));
  const called = (job: Job): Job | undefined => workflows.find(([file]) => job.uses === `./${file}`)?.[1].jobs.commit;

  test('is two jobs, and those that call one of them', () => {
    expect(writing.map(({ place }) => place)).toEqual([
      '.github/workflows/comment.yml comment',
      '.github/workflows/commit.yml commit',
      '.github/workflows/learn.yml commit',
      '.github/workflows/renovate.yml commit',
      ...writing.map(({ place }) => place).filter((place) => place.startsWith(TEMPLATE)),
    ]);
  });

  test('runs no code of the project', () => {
    const codes = writing.filter(({ job }) =>
      [...(job.steps ?? [])].some(({ run = '', uses = '' }) => /\b(npm|npx|node|\.ci)\b/.test(run) || uses.startsWith('./')),
    );

    expect(codes.map(({ place }) => place)).toEqual([]);
  });

  test('is granted what the called workflow asks for', () => {
    const calls = writing.filter(({ job }) => job.uses);

    expect(calls).toHaveLength(2);
    for (const { granted, job } of calls) expect(granted).toEqual(called(job)?.permissions);
  });

  test('has no credentials in a job that runs the project', () => {
    const checkouts = jobs
      .filter((each) => !writing.includes(each))
      .flatMap(({ place, job }) =>
        (job.steps ?? []).filter(({ uses }) => uses?.startsWith('actions/checkout@')).map((step) => ({ place, step })),
      );

    expect(checkouts.length).toBeGreaterThan(5);
    expect(checkouts.filter(({ step }) => step.with?.['persist-credentials'] !== false)).toEqual([]);
    expect(readFileSync(TEMPLATE, 'utf8') + workflows.map(([file]) => readFileSync(file, 'utf8')).join()).not.toMatch(
      /secrets\.|pull_request_target/,
    );
  });
});

test('every workflow says what it may do, and every job ends', () => {
  expect(workflows.filter(([, { permissions }]) => permissions === undefined).map(([file]) => file)).toEqual([]);
  const jobs = workflows.flatMap(([file, { jobs }]) => Object.entries(jobs).map(([name, job]) => ({ file, name, job })));
  expect(jobs.filter(({ job }) => !job.uses && !job['timeout-minutes']).map(({ file, name }) => `${file} ${name}`)).toEqual([]);
  const alone = workflows.filter(([, { on, concurrency }]) => !concurrency && !('workflow_call' in on)).map(([file]) => file);
  expect(alone).toEqual([]);
});

test('an action is pinned by its digest, everywhere the same, or is here', () => {
  const foreign = used.filter(([, what]) => !what.startsWith('./'));
  const local = used.filter(([, what]) => what.startsWith('./'));
  const releases = new Map<string, Set<string>>();
  for (const [, what] of foreign) releases.set(what.split('@')[0] ?? '', (releases.get(what.split('@')[0] ?? '') ?? new Set()).add(what));

  expect(foreign.filter(([, what]) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what))).toEqual([]);
  expect([...releases.values()].filter((each) => each.size > 1)).toEqual([]);
  expect(local.filter(([, what]) => !existsSync(what) || (!what.endsWith('.yml') && !existsSync(`${what}/action.yml`)))).toEqual([]);
});

test('the oldest Node.js that is supported runs it', () => {
  const versions = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@')).map((step) => step.with?.['node-version']);
  // In the setup of this project's own jobs: ${{ inputs.node-version || 20 }}.
  const numbers = versions.map((version) => Number(/\d+/.exec(String(version))?.[0]));

  expect([...new Set(numbers)]).toEqual([Number(engines.node.replace(/\D/g, ''))]);
});
