// Runs a bundled program with V8's code cache for it, both kept in build/. Without the cache, loading takes four fifths of a program's
// time, not counting the start of Node.js. Node.js 12 must be able to parse this file.
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');
const { append, buildFolder, keep, read, readAppended, remove, root } = require('./build-folder.js');

/** How much of a program a run uses: see lib/command-line/memory.ts. */
const DEPTHS = [0, 1, 2];

/** How much the space for new objects grows at a time: at once to its full size, in which a run of a few clusters collects almost nothing. */
const AT_ONCE = 16;

/**
 * How the heap grows: that of old objects in percent (0: up to four times), and the factor for new ones. And whether functions that run
 * often are compiled without optimizing them: V8's cache tells which ones were, so after a run of many clusters, one of a few would
 * compile twice as many, which takes longer than it saves.
 */
const FEW_CLUSTERS = `--heap-growing-percent=0 --semi-space-growth-factor=${AT_ONCE} --no-sparkplug`;
const MANY_CLUSTERS = '--heap-growing-percent=20 --semi-space-growth-factor=1 --sparkplug';

/**
 * When V8 optimizes a function, and how much of others it copies into it. A synth of a thousand clusters runs most of its functions a
 * thousand times, which by default are all optimized: a quarter of its processor time. The budget is that of Node.js 20: V8 12, in
 * Node.js 22, has no such flag, and says so on stderr for each that it does not know.
 * @param version of V8
 */
const optimizeLess = (version) => [
  ...(version.startsWith('11.3.') ? ['--interrupt-budget=300000'] : []),
  '--max-inlined-bytecode-size-cumulative=200',
];

/**
 * New objects are collected by one thread: there are too few of them at a time for several, which wait for each other. Old ones are
 * collected at once, and none before there is a need: to begin earlier is for programs that somebody waits for at every moment.
 */
const COLLECT_AT_ONCE = ['--no-parallel-scavenge', '--no-incremental-marking', '--no-minor-gc-task'];

/**
 * How often a regular expression is interpreted before it is compiled: by default once, though most are run a few times by three clusters,
 * for which compiling a hundred of them takes longer than it saves.
 */
const INTERPRET_LONGER = '--regexp-tier-up-ticks=300';

/** Collects garbage, after which V8 sets the limit of the heap anew. Otherwise, what it allowed before would apply for long. */
function collectNow() {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  v8.setFlagsFromString('--no-expose-gc');
}

/**
 * Whether the next run that computes something makes V8's cache again: the second one, the fourth, the eighth and so on, so that it has the
 * functions that only other cluster files need.
 * @param depths of the runs that have computed something, a digit each
 */
const isRenewed = (depths) => ((depths.length + 1) & depths.length) === 0;

/** Of this many runs, the deepest tells how much the next one will use: to load what it does not takes a twentieth of a run. */
const LOOK_BACK = 4;

/**
 * The cache that a run loads.
 * @param files the names of the caches, by depth
 * @returns its depth; -1 if there is none
 */
function cacheFor(files, depths) {
  const expected = Math.max(...[...depths.slice(-LOOK_BACK)].map(Number), 0) || files.length - 1;
  const found = DEPTHS.filter((depth) => fs.existsSync(path.join(buildFolder, files[depth])));
  const enough = found.find((depth) => depth >= expected);
  return enough === undefined ? Math.max(...found, -1) : enough;
}

/** Loads what programs use of Node.js: its own code cache is for the flags that it starts with, so later this takes twice as long. */
function loadBuiltIns() {
  require('node:os');
  return [require('node:util').parseArgs, process.stdout, process.stderr];
}

/**
 * Sets how V8 optimizes and collects. Called before anything else: to bundle a program may start marking in steps, and V8 aborted where
 * that was switched off meanwhile.
 */
function prepareEngine() {
  loadBuiltIns();
  // Without this, V8 forgets functions that have not run for a while, the one around the program first: they would not be in the cache.
  const flags = ['--no-flush-bytecode', ...optimizeLess(process.versions.v8), ...COLLECT_AT_ONCE, INTERPRET_LONGER];
  for (const flag of flags) v8.setFlagsFromString(flag);
  v8.setFlagsFromString(FEW_CLUSTERS);
}

/**
 * A bundle as the function that `runProgram` calls. Whoever keeps a bundle keeps this: put together at each start, V8 would copy it again.
 * `preparedBuild` is for lib/command-line/memory.ts, which declares it.
 */
const asFunction = (code) => `(function (exports, require, module, __filename, __dirname, preparedBuild) {${code}\n})`;

/** The exit code for wrong usage. */
const WRONG_USAGE = 2;

/**
 * Runs a program after `prepareEngine`.
 * @param program its code by `asFunction`, the `entry` that it is bundled from, the `key` of the build, and a `name` for its files in build/
 */
function runProgram({ code, entry, key: currentKey, name }) {
  // A cache for each depth: a run with nothing to compute does not use most of the program, so its cache lacks those functions.
  const caches = DEPTHS.map((depth) => `${name}-${currentKey}.${depth}.cache`);
  const runs = `${name}-${currentKey}.runs`;
  const depths = readAppended(runs);
  const known = cacheFor(caches, depths);
  const cachedData = known >= 0 ? read(caches[known]) : undefined;
  const script = new vm.Script(code, { filename: path.join(buildFolder, `${name}-${currentKey}.js`), cachedData });
  const main = { exports: {} };
  const preparedBuild = {
    key: currentKey,
    results: path.join(buildFolder, `${name}-${currentKey}.results`),
    stats: path.join(buildFolder, `${name}-${currentKey}.stats`),
    head: path.join(buildFolder, `${name}.head`),
    depth: 0,
    limitHeap: () => {
      v8.setFlagsFromString(MANY_CLUSTERS);
      collectNow();
    },
  };
  const requireFromRoot = createRequire(path.join(root, entry));
  requireFromRoot.main = main;
  process.on('exit', (exitCode) => {
    // After the run, so that the cache contains the functions that were used.
    const isUsable = cachedData !== undefined && !script.cachedDataRejected;
    const { depth } = preparedBuild;
    // V8 accepts a cache only with the flags that it was made with.
    v8.setFlagsFromString(FEW_CLUSTERS);
    if (exitCode === WRONG_USAGE) return;
    if (depth > 0) append(runs, String(depth));
    const isDue = depth > 0 && depth <= known && isRenewed(depths);
    const isMissing = depth > known && !fs.existsSync(path.join(buildFolder, caches[depth]));
    // One that V8 rejects, such as that of other flags, says nothing of what this one has.
    if (!isUsable && known >= 0) for (const deeper of caches.slice(depth + 1)) remove(path.join(buildFolder, deeper));
    if (!isUsable || isMissing || isDue) keep(caches[isUsable ? Math.max(depth, known) : depth], script.createCachedData());
  });
  script.runInThisContext()(main.exports, requireFromRoot, main, path.join(root, entry), root, preparedBuild);
}

module.exports = { asFunction, optimizeLess, prepareEngine, runProgram };
