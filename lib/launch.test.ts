/** The launcher: a program runs the same from a new build and from a stored one, and only on a Node.js that is new enough. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { transformSync } from 'esbuild';

const ROOT = path.resolve(__dirname, '..');
const LAUNCH = path.join(ROOT, 'lib/launch.js');
const BUILD = path.join(ROOT, 'build');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'launch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the launcher keeps of programs whose path contains this unique name. */
const kept = (name: string) => readdirSync(BUILD).filter((file) => file.includes(name));
const forget = (name: string) => {
  for (const file of kept(name)) rmSync(path.join(BUILD, file));
};

/** Runs Node.js with a different reported version. */
function onNode(version: string, ...args: string[]) {
  const disguise = path.join(folder, 'disguise.js');
  writeFileSync(disguise, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', disguise, ...args], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a character beyond ASCII is printed the same from a new build and from a stored one', () => {
  const name = path.basename(folder);
  const program = path.join(folder, `${name}.ts`);
  // esbuild does not escape it in a tagged template.
  writeFileSync(program, 'const raw = String.raw; console.log(raw`✕ ${"✓"} é`);\n');
  const run = () => execFileSync(process.execPath, [LAUNCH, path.relative(ROOT, program)], { encoding: 'utf8' });

  try {
    expect(run()).toBe('✕ ✓ é\n');
    expect(run()).toBe('✕ ✓ é\n');
    // V8's code cache contains the texts of functions that have run; the stored program contains all others.
    for (const file of kept(name)) if (file.endsWith('.cache')) rmSync(path.join(BUILD, file));
    expect(kept(name).map(path.extname)).toContain('.js');
    expect(kept(name).map(path.extname)).not.toContain('.cache');
    expect(run()).toBe('✕ ✓ é\n');
  } finally {
    forget(name);
  }
});

test('a synth loads nothing to run other programs', () => {
  const list = path.join(folder, 'list.js');
  const wanted = "module.startsWith('NativeModule child_process')";
  writeFileSync(list, `process.on('exit', () => console.error(process.moduleLoadList.filter((module) => ${wanted}).length));`);
  const args = ['--require', list, LAUNCH, 'main.ts', '--clusters', 'test/clusters', '--out', path.join(folder, 'dist'), 'otlp'];
  const synth = () => spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  // To bundle the program, esbuild runs another one.
  synth();
  const { status, stderr } = synth();

  expect([status, stderr.trim().split('\n').at(-1)]).toEqual([0, '0']);
});

test('a program is built again when one of its modules changes, and only then', () => {
  const name = path.basename(folder);
  const [program, part] = [path.join(folder, `${name}.ts`), path.join(folder, 'part.ts')];
  writeFileSync(program, "import { part } from './part';\nconsole.log(part);\n");
  writeFileSync(part, "export const part = 'first';\n");
  const run = () => execFileSync(process.execPath, [LAUNCH, path.relative(ROOT, program)], { encoding: 'utf8' });
  const builds = () => kept(name).filter((file) => file.endsWith('.js'));

  try {
    expect(run()).toBe('first\n');
    const [built] = builds();
    expect(run()).toBe('first\n');
    expect(builds()).toEqual([built]);
    writeFileSync(part, "export const part = 'other';\n");
    expect(run()).toBe('other\n');
    expect(builds()).not.toContain(built);
    expect(builds()).toHaveLength(1);
  } finally {
    forget(name);
  }
});

test('programs have builds of their own, also with the same file name or one that begins with it', () => {
  const name = path.basename(folder);
  const programs = ['check.ts', 'other/check.ts', 'check-more.ts'];
  mkdirSync(path.join(folder, 'other'));
  for (const program of programs) writeFileSync(path.join(folder, program), `console.log('${program}');\n`);
  const run = (program: string) => {
    const relative = path.relative(ROOT, path.join(folder, program));
    return execFileSync(process.execPath, [LAUNCH, relative], { encoding: 'utf8' }).trim();
  };
  const builds = () => kept(name).filter((file) => file.endsWith('.js'));

  try {
    expect(programs.map(run)).toEqual(programs);
    const built = builds();
    expect(built).toHaveLength(3);
    writeFileSync(path.join(folder, 'check.ts'), "console.log('changed');\n");
    expect(programs.map(run)).toEqual(['changed', ...programs.slice(1)]);
    expect(builds().filter((file) => built.includes(file))).toHaveLength(2);
  } finally {
    forget(name);
  }
});

test("V8's cache of a program that expects many clusters is used by the next run", () => {
  const name = path.basename(folder);
  const program = path.join(folder, `${name}.ts`);
  writeFileSync(program, 'declare const preparedBuild: { limitHeap(): void };\npreparedBuild.limitHeap();\n');
  const run = () => execFileSync(process.execPath, [LAUNCH, path.relative(ROOT, program)], { encoding: 'utf8' });
  const caches = () =>
    kept(name)
      .filter((file) => file.endsWith('.cache'))
      .map((file) => [file, statSync(path.join(BUILD, file)).ino]);

  try {
    run();
    const made = caches();
    expect(made).toHaveLength(1);
    run();
    // One that V8 rejects is made again.
    expect(caches()).toEqual(made);
  } finally {
    forget(name);
  }
});

test.each([
  ['11.3.244.8-node.38', true],
  ['12.4.254.21-node.57', false],
  ['13.6.233.17-node.53', false],
])('a flag is for a V8 that knows it, which else prints an error: %s', (version, hasBudget) => {
  const { optimizeLess } = require('./bundle/prepared-build') as { readonly optimizeLess: (version: string) => readonly string[] };

  expect(optimizeLess(version)).toEqual([
    ...(hasBudget ? ['--interrupt-budget=300000'] : []),
    '--max-inlined-bytecode-size-cumulative=200',
  ]);
});

test('a module that changes without another size or time of modification is seen', () => {
  const name = path.basename(folder);
  const [program, clock] = [path.join(folder, `${name}.ts`), path.join(folder, 'clock.js')];
  const write = (text: string) => {
    writeFileSync(program, `console.log('${text}');\n`);
    utimesSync(program, 1, 1);
  };
  /** Runs it this number of milliseconds after it was written. */
  const runAfter = (passed: number) => {
    writeFileSync(clock, `Date.now = () => ${Math.ceil(statSync(program).ctimeMs) + passed};`);
    return execFileSync(process.execPath, ['--require', clock, LAUNCH, path.relative(ROOT, program)], { encoding: 'utf8' });
  };
  const isTrusted = () => kept(name).some((file) => file.endsWith('.state'));

  try {
    write('first');
    expect([runAfter(100), runAfter(1900), isTrusted()]).toEqual(['first\n', 'first\n', false]);
    write('other');
    expect([runAfter(1900), isTrusted()]).toEqual(['other\n', false]);
    expect([runAfter(2100), isTrusted(), runAfter(2100)]).toEqual(['other\n', true, 'other\n']);
    write('third');
    expect(runAfter(100)).toBe('third\n');
  } finally {
    forget(name);
  }
});

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const PROGRAMS = Object.values(scripts).flatMap((script) => /^node (lib\/\S+)( \S+)?/.exec(script)?.slice(1) ?? []);

test('every npm script uses the launcher, or checks the version of Node.js first', () => {
  const others = Object.entries(scripts).filter(([, script]) => !/^node lib\/(launch|node-version|bundle\/pack)\.js/.test(script));

  expect(others.map(([name]) => name)).toEqual(['test', 'snapshots', 'types', 'lint', 'format']);
  expect(PROGRAMS.length).toBeGreaterThan(20);
});

test.each(['18.1.0', '19.9.0', '8.17.0'])('Node.js %s is refused with one line, before anything is loaded', (version) => {
  const expected = { status: 1, stdout: '', stderr: `tempo-gitops needs Node.js 20 or newer; this is v${version}\n` };

  expect(onNode(version, LAUNCH, 'no-such-program.ts')).toEqual(expected);
  expect(onNode(version, path.join(ROOT, 'bin/tempo-gitops.js'))).toEqual(expected);
  expect(onNode(version, path.join(ROOT, 'lib/node-version.js'))).toEqual(expected);
});

test.each(['20.0.0', '24.1.0'])('Node.js %s is not', (version) => {
  expect(onNode(version, path.join(ROOT, 'lib/node-version.js'))).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each([
  'bin/tempo-gitops.js',
  'lib/bundle/build-folder.js',
  'lib/bundle/bundle.js',
  'lib/launch.js',
  'lib/node-version.js',
  'lib/bundle/pack.js',
  'lib/bundle/packed.js',
  'lib/bundle/prepared-build.js',
])('%s has no syntax that Node.js 12 cannot parse', (file) => {
  const code = readFileSync(path.join(ROOT, file), 'utf8');
  // esbuild rewrites syntax that the target does not support.
  const as = (target: string) => transformSync(code, { target }).code;

  expect(as('node12')).toBe(as('esnext'));
  expect(transformSync('a ?? b', { target: 'node12' }).code).not.toBe(transformSync('a ?? b', { target: 'esnext' }).code);
});

test("V8's cache gets the functions that later runs need, at the second one, the fourth and so on", () => {
  const name = path.basename(folder);
  const program = path.join(folder, `${name}.ts`);
  const parts = [1, 2, 3, 4].map((number) => `function part${number}() { return '${'text of a part '.repeat(50)}${number}'; }\n`);
  const called = 'preparedBuild.depth = 1;\nfor (const number of process.argv.slice(2)) eval(`part${number}()`);\n';
  writeFileSync(program, `declare const preparedBuild: { depth: number };\n${parts.join('')}${called}`);
  const sizeAfter = (...numbers: readonly string[]) => {
    execFileSync(process.execPath, [LAUNCH, path.relative(ROOT, program), ...numbers]);
    const [cache = ''] = kept(name).filter((file) => file.endsWith('.cache'));
    return statSync(path.join(BUILD, cache)).size;
  };

  try {
    const [first, second, third, fourth] = [sizeAfter('1'), sizeAfter('2'), sizeAfter('3'), sizeAfter('4')];
    expect([second > first, third, fourth > second]).toEqual([true, second, true]);
  } finally {
    forget(name);
  }
});

/** A program of which a run uses as much as its first argument says. @returns what runs it, and the depths of its caches */
function deepProgram() {
  const name = path.basename(folder);
  const program = path.join(folder, `${name}.ts`);
  const [depth, part] = ['preparedBuild.depth = Number(process.argv[2]);', `if (preparedBuild.depth > 0) print('${'text '.repeat(500)}');`];
  writeFileSync(
    program,
    `declare const preparedBuild: { depth: number };\nfunction print(text: string) { return text.length; }\n${depth}\n${part}\n`,
  );
  const run = (level: number, ...flags: readonly string[]) =>
    execFileSync(process.execPath, [...flags, LAUNCH, path.relative(ROOT, program), String(level)]);
  const files = () => kept(name).filter((file) => /\.\d\.cache$/.test(file));
  return { name, run, files, caches: () => files().map((file) => file.replace(/^.*\.(\d)\.cache$/, '$1')) };
}

test("V8's cache that a run with other flags made does not stay", () => {
  const { name, run, caches } = deepProgram();

  try {
    run(2);
    expect(caches()).toEqual(['2']);
    run(0, '--no-opt');
    expect(caches()).toEqual(['0']);
    run(2);
    expect(caches()).toEqual(['0', '2']);
    run(1);
    expect(caches()).toEqual(['0', '2']);
  } finally {
    forget(name);
  }
});

test.each(['.js', '.cache'])('a %s with another bit is made again: V8 would abort with such a cache', (ending) => {
  const { name, run } = deepProgram();
  const file = () => path.join(BUILD, kept(name).find((each) => each.endsWith(ending)) ?? '');

  try {
    run(1);
    const damaged = readFileSync(file()).map((byte, offset) => (offset === 500 ? byte ^ 1 : byte));
    writeFileSync(file(), damaged);
    run(1);
    expect(Buffer.from(damaged).equals(readFileSync(file()))).toBe(false);
  } finally {
    forget(name);
  }
});

test('a run loads the cache that the last four needed, and a deeper one only where that is missing', () => {
  const { name, run, caches, files } = deepProgram();
  /** Whether a run loads the cache of depth 1: it is made again if it is damaged, without the deeper one. */
  const loadsFirst = () => {
    for (const file of files()) if (file.endsWith('.1.cache')) truncateSync(path.join(BUILD, file), 100);
    run(1);
    return caches().join() === '1';
  };

  try {
    for (const level of [1, 2, 1, 1]) run(level);
    expect(caches()).toEqual(['1', '2']);
    expect([loadsFirst(), loadsFirst(), loadsFirst()]).toEqual([false, false, true]);
  } finally {
    forget(name);
  }
});
